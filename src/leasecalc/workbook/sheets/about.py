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


def about(found: Traced, origin: Origin, left: Sequence[str], counted: tuple[int, int]) -> Sheet:
    """Return the sheet; ``left`` names what stays a value, ``counted`` are formulas and inputs."""
    sheet = Sheet("About")
    sheet.widths = {0: 34, 1: 100}
    deal, term = found.priced.deal, found.term
    sheet.put(0, 0, "About this workbook", "title")
    words = "not in this workbook: " + found.why_no_term
    if term is not None:
        unit = found.document.lease.term.unit
        first, last = min(term.known.deals), term.known.capacity
        words = f"a formula, from {first} to {last} instalments (the deal has {term.known.today}); written in {unit}"
    rows = [
        ("Deal", deal.name),
        ("Priced on", str(deal.pricing_date)),
        ("Made by", origin.tool),
        ("Market data", origin.data),
        *((f"Read: {name}", digest) for name, digest in origin.files),
        ("Formulas", f"{counted[0]} cells"),
        ("Inputs", f"{counted[1]} cells that may be changed"),
        ("Term", words),
        ("Values, not formulas", f"{len(left)}" + (": " + "; ".join(left) if left else "")),
        (
            "Exchange rates of the past",
            "each day's rate follows from the rate of the pricing date on Inputs and from its yearly growth",
        ),
        ("Days", "days of payment follow the calendar of the deal: change them in the deal file, not here"),
        (
            "Gates",
            "a refund that a law grants by term follows the term; other gates are as on the pricing date (leasecalc price)",
        ),
        (
            "Rounding",
            "every amount is rounded where the contract rounds it, first to 8 decimals, so that a tie in binary is a tie",
        ),
        (
            "Recalculation",
            "a spreadsheet program recalculates when it opens the file; until then every cell shows what leasecalc has worked out",
        ),
    ]
    for row, (label, text) in enumerate(rows, 2):
        sheet.put(row, 0, label, "wrap")
        sheet.put(row, 1, text, "wrap")
    return sheet
