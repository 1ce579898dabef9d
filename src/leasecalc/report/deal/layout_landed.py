"""The landed cost as a table: every charge with its base, rate and amount, and what stands behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.report.page import Column, Table

if TYPE_CHECKING:
    from decimal import Decimal

    from leasecalc.charges.source import Source
    from leasecalc.report.deal.model import DealShown, LandedShown, SourceShown

MARK_ORDER = ("unverified", "stale", "overridden", "secondary")


def standing(source: Source | SourceShown) -> str:
    """Return how far a source can be trusted, and when it was read if somebody did."""
    return f"{source.confidence}, seen {source.seen}" if source.seen else source.confidence


def landed_table(landed: LandedShown, deal: DealShown | None) -> Table:
    """Return the landed cost of one car line by line, in the market's currency."""
    columns = (
        Column("line", "Line", "text"),
        Column("base", "On", "money", currency=landed.currency, priority=2),
        Column("rate", "Rate", "text", priority=1),
        Column("amount", "Amount", "money", currency=landed.currency),
        Column("source", "Source", "text", priority=3),
    )
    rows: list[tuple[str | Decimal | None, ...]] = [
        ("FOB value", None, None, landed.fob, None),
        ("Freight", None, None, landed.freight, None),
        ("Marine insurance", None, None, landed.insurance, None),
    ]
    marks = ["", "", ""]
    for line in landed.lines:
        if line.group == "value":
            continue
        on = None if line.base == "units" else line.base_amount
        source = "" if line.source is None else standing(line.source)
        rows.append((line.label, on, line.rate, line.amount, source or "written in the deal"))
        marks.append(next((mark.replace("overridden", "override") for mark in MARK_ORDER if mark in line.marks), ""))
    notes = [f"the {landed.importer} is importer of record and pays the charges: {landed.total_charges:,} {landed.currency}"]
    if deal is not None and landed.currency != deal.currency:
        notes[0] += f" = {landed.total_charges_in_deal_currency:,} {deal.currency} at {landed.exchange_rate:g}"
    if landed.recoverable is None:
        notes.append("how much of it comes back as input tax is not known")
    elif landed.recoverable:
        notes.append(f"of which {landed.recoverable:,} {landed.currency} comes back to the importer as input tax")
    return Table("landed", f"Landed cost of one car in {landed.market_name}", columns, tuple(rows),
                 totals=("Landed cost", None, None, landed.landed, None), notes=tuple(notes), row_marks=tuple(marks))  # fmt: skip
