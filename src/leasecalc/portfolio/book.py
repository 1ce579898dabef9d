"""The whole answer: lines, sums, concentration, gates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.portfolio.concentration import Concentration, concentrations
from leasecalc.portfolio.limits import Gate, gates
from leasecalc.portfolio.positions import Missing, Position, positions
from leasecalc.portfolio.sums import Totals, totals
from leasecalc.records import record, replace

if TYPE_CHECKING:
    from leasecalc.markets.library import Library
    from leasecalc.portfolio import PortfolioFile
    from leasecalc.portfolio.document import PortfolioDocument
    from leasecalc.portfolio.losses import Losses, Told
    from leasecalc.simulation.draws import Draw


@record(kw_only=True)
class Book:
    """A portfolio priced: amounts in its currency, lines in the order of the file."""

    document: PortfolioDocument
    files: tuple[tuple[str, str], ...]
    lines: tuple[Position | Missing, ...]
    totals: Totals
    concentrations: tuple[Concentration, ...]
    gates: tuple[Gate, ...]
    losses: Losses | None = None
    """What defaults cost together; None where the portfolio writes no `correlation`."""

    @property
    def priced(self) -> tuple[Position, ...]:
        """Return the lines that have a price."""
        return tuple(line for line in self.lines if isinstance(line, Position))

    @property
    def missing(self) -> tuple[Missing, ...]:
        """Return the lines that have none."""
        return tuple(line for line in self.lines if isinstance(line, Missing))

    @property
    def missing_in_sums(self) -> tuple[str, ...]:
        """Return the names of lines without a price that the sums would count."""
        return tuple(line.label for line in self.missing if line.status != "ignore")

    @property
    def holds(self) -> bool:
        """Return whether every line has a price and every limit passes."""
        return not self.missing and all(gate.status == "pass" for gate in self.gates)


def book_of(file: PortfolioFile, markets: Library) -> Book:
    """Return the book of a portfolio file, without `losses`; a line without a price is told, and no sum hides it."""
    lines = positions(file, markets)
    priced = [line for line in lines if isinstance(line, Position)]
    missing = [line.label for line in lines if isinstance(line, Missing) and line.status != "ignore"]
    sums, leaning = totals(priced), concentrations(priced)
    read = {text.name: text.sha256 for line in priced for text in line.deal.files}
    return Book(
        document=file.document,
        files=((file.text.name, file.text.sha256), *read.items()),
        lines=lines,
        totals=sums,
        concentrations=leaning,
        gates=gates(file.document.limits, (sums, leaning), missing),
    )


def with_losses(book: Book, draw: Draw, *, workers: int = 1, told: Told | None = None) -> Book:
    """Return the book with its losses by default, where it writes a correlation and has a line that counts."""
    written = book.document.correlation
    counted = [line for line in book.priced if line.sign]
    if written is None or not counted:
        return book
    from leasecalc.portfolio.lessees import lessees_of
    from leasecalc.portfolio.losses import losses_of

    law = (float(written.defaults), written.source or "")
    return replace(book, losses=losses_of(lessees_of(counted), law, draw, workers=workers, told=told))
