"""About: which program and which files the workbook is of, what is live in it, and what is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.records import record
from leasecalc.workbook.book.cells import Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from leasecalc.workbook.trace import Traced


@record(kw_only=True)
class Origin:
    """Where a workbook comes from."""

    tool: str
    data: str
    """Version of the market data."""
    files: Sequence[tuple[str, str]] = ()
    """Files read, and the hash of each."""


NOTES = (
    (
        "Exchange rates of later days",
        "each follows from the rate of the pricing date on Inputs and from how the deal lets it move",
    ),
    ("Days", "days of payment follow the calendar of the deal: change them in the deal file, not here"),
    ("Gates", "a refund that a law grants by term follows the term; other gates are as on the pricing date (leasecalc price)"),
    ("Rounding", "an amount is rounded where the contract rounds it, first to 8 decimals, so that a tie in binary is a tie"),
    (
        "Recalculation",
        "a spreadsheet program recalculates when it opens the file; until then every cell shows what leasecalc has worked out",
    ),
)


def about(found: Traced, origin: Origin, left: Sequence[str], counted: tuple[int, int]) -> Sheet:
    """Return the sheet; ``left`` names what stays a value, ``counted`` are formulas and inputs."""
    sheet = Sheet("About")
    sheet.widths = {0: 34, 1: 100}
    deal = found.priced.deal
    sheet.put(0, 0, "About this workbook", "title")
    rows = [
        ("Deal", deal.name),
        ("Priced on", str(deal.pricing_date)),
        ("Made by", origin.tool),
        ("Market data", origin.data),
        *((f"Read: {name}", digest) for name, digest in origin.files),
        ("Formulas", f"{counted[0]} cells"),
        ("Inputs", f"{counted[1]} cells that may be changed"),
        ("Term", _term(found)),
        ("Values, not formulas", f"{len(left)}" + (": " + "; ".join(left) if left else "")),
        *NOTES,
    ]
    for row, (label, text) in enumerate(rows, 2):
        sheet.put(row, 0, label, "wrap")
        sheet.put(row, 1, text, "wrap")
    return sheet


def _term(found: Traced) -> str:
    term = found.term
    if term is None:
        return "a value, not a formula: " + found.why_no_term
    first, last, unit = min(term.known.deals), term.known.capacity, found.document.lease.term.unit
    return f"a formula, from {first} to {last} instalments (the deal has {term.known.today}); written in {unit}"
