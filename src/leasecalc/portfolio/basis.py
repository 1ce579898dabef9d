"""What a book rests on without proof: the doubtful inputs of each deal, and a correlation without a source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.records import record
from leasecalc.report.basis import BLOCK, DOUBTFUL, MARKS, basis_data
from leasecalc.report.page import Cell, Column, Table

if TYPE_CHECKING:
    from leasecalc.portfolio.book import Book
    from leasecalc.portfolio.positions import Position
    from leasecalc.report.basis import Basis
    from leasecalc.report.page import Mark


@record
class BookBasis:
    """The basis of each priced line by its label, and whether the correlation of defaults has no source."""

    lines: dict[str, Basis]
    correlation_assumed: bool
    correlation: str

    @property
    def in_short(self) -> str:
        """Return how many deals rest on inputs with each mark, for one cell of a table: `assumed in 7 deals; stale in 5 deals`."""
        counts = {mark: sum(bool(found.count(mark)) for found in self.lines.values()) for mark in DOUBTFUL}
        return "; ".join(f"{mark} in {count} {'deal' if count == 1 else 'deals'}" for mark, count in counts.items() if count)

    def mark_of(self, line: Position) -> Mark:
        """Return the worst mark among the inputs of a line."""
        found = self.lines[line.label]
        return next((mark for name, mark in MARKS.items() if found.count(name)), "")


def book_basis(book: Book) -> BookBasis:
    """Return what a book rests on, deal by deal; one that is ignored is priced and shown, so its inputs are told too."""
    written = book.document.correlation
    assumed = written is not None and not written.source
    said = "" if written is None else f"{(written.defaults * 100).normalize():f} %"
    return BookBasis({line.label: line.basis for line in book.priced}, assumed, said)


def basis_table(found: BookBasis) -> list[Table]:
    """Return how many inputs of each deal are doubtful, and which; nothing where none is."""
    rows: list[tuple[Cell, ...]] = [
        (label, *(one.count(mark) for mark in DOUBTFUL), ", ".join(entry.path for entry in one.inputs))
        for label, one in found.lines.items()
        if one.inputs
    ]
    if not rows:
        return []
    columns = (
        Column("deal", "Deal", "text"),
        Column("assumed", "Assumed", "count"),
        Column("unverified", "Unverified", "count"),
        Column("stale", "Due for review", "count"),
        Column("inputs", "Which", "text", priority=1),
    )
    note = f"{len(rows)} of {len(found.lines)} deals rest on assumed inputs, or on market figures that are unverified or due for review"
    return [Table(BLOCK, "What the book rests on", columns, tuple(rows), notes=(note,))]


def basis_of_book(found: BookBasis) -> list[dict[str, str]]:
    """Return the doubtful inputs as data, each with its deal (empty: the book's own)."""
    correlation = {
        "deal": "",
        "path": "correlation.defaults",
        "value": found.correlation,
        "mark": "assumed",
        "source": "no source stands behind it",
    }
    own = [correlation] if found.correlation_assumed else []
    return own + [{"deal": label, **entry} for label, one in found.lines.items() for entry in basis_data(one)]
