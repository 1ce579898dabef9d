"""The page of `accounting`: classification, figures at commencement, schedule, years."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from leasecalc.report.deal.layout_inputs import input_tables, warning_notes
from leasecalc.report.page import Cell, Column, Figures, Item, Note, Notes, Page, Table

if TYPE_CHECKING:
    from leasecalc.report.accounting.model import AccountingShown

INDICATOR_WORDS = {
    "title": "Title passes",
    "option": "Option is certain",
    "term": "Term",
    "present_value": "Present value",
    "specialised": "Specialised car",
}
NO_THRESHOLDS = (
    "any one criterion normally makes a finance lease, none is conclusive; the standard has no thresholds, 75 % and 90 % are those of ASC 842-10-55-2, "
    "which practice borrows"
)
THRESHOLDS = "any one criterion makes it; 75 % and 90 % are one reasonable approach (842-10-55-2)"
ANSWERS = {"met": "met", "not_met": "not met", "unknown": "unknown"}
YEAR_LABELS = {
    "opening": "Opening",
    "income": "Income",
    "received": "Received",
    "closing": "Closing",
    "allowance": "Allowance",
    "depreciation": "Depreciation",
    "result": "Result",
    "deferred": "Deferred",
    "interest": "Interest",
    "cost": "Cost",
    "paid": "Paid",
    "liability": "Liability",
    "right_of_use": "Right of use",
}
GOES_FIRST = {"opening": 1, "received": 2, "deferred": 2, "paid": 2}
"""What a narrow terminal leaves out."""


def accounting_page(shown: AccountingShown) -> Page:
    """Return the books of one side."""
    blocks = (
        _classification_table(shown),
        _figures(shown),
        _schedule_table(shown),
        _year_table(shown),
        Notes("notes", "Notes", tuple(Note(text) for text in shown.notes)),
        *input_tables(shown),
        warning_notes(shown),
    )
    of = f"one car of {shown.quantity}" if shown.cars == 1 else f"all {shown.cars} cars"
    subtitle = f"{shown.standard}, {shown.side}: {shown.lease_class}; {of}, in {shown.currency}"
    return Page(shown.deal, subtitle, tuple(block for block in blocks if block is not None))


def _classification_table(shown: AccountingShown) -> Table | None:
    if not shown.classification:
        return None
    columns = (
        Column("criterion", "Criterion", "text"),
        Column("paragraph", "Paragraph", "text", priority=1),
        Column("answer", "Answer", "text"),
        Column("share", "Share", "rate", digits=2),
        Column("reason", "Why", "text"),
    )
    rows = tuple(
        (INDICATOR_WORDS[found.name], found.paragraph, ANSWERS[found.answer], found.share, found.reason)
        for found in shown.classification
    )
    notes = (THRESHOLDS,) if shown.standard == "ASC 842" else (NO_THRESHOLDS,)
    return Table("classification", f"Classification: {shown.lease_class}", columns, rows, notes=notes)


def _figures(shown: AccountingShown) -> Figures:
    items = tuple(
        Item(
            figure.label,
            figure.value,
            "money" if figure.unit == "money" else "rate",
            unit=shown.currency if figure.unit == "money" else "",
            digits=None if figure.unit == "money" else 4,
            remark=figure.remark,
        )
        for figure in shown.figures
    )
    return Figures("commencement", "At commencement", items)


def _schedule_table(shown: AccountingShown) -> Table | None:
    if not shown.schedule:
        return None
    word = "Income" if shown.side == "lessor" else "Interest"
    columns = (
        Column("date", "Date", "date"),
        Column("opening", "Opening", "money", currency=shown.currency, priority=1),
        Column("interest", word, "money", currency=shown.currency),
        Column("payment", "Payment", "money", currency=shown.currency),
        Column("closing", "Closing", "money", currency=shown.currency),
    )
    rows = tuple((row.on, row.opening, row.interest, row.payment, row.closing) for row in shown.schedule)
    zero = Decimal(0)
    totals = (
        "total",
        None,
        sum((row.interest for row in shown.schedule), zero),
        sum((row.payment for row in shown.schedule), zero),
        None,
    )
    title = "Net investment by payment" if shown.side == "lessor" else "Liability by payment"
    return Table("schedule", title, columns, rows, totals=totals)


def _year_table(shown: AccountingShown) -> Table:
    names = list(shown.years[0])[1:]
    columns = (
        Column("year", "Year", "text"),
        *(Column(name, YEAR_LABELS[name], "money", currency=shown.currency, priority=GOES_FIRST.get(name, 0)) for name in names),
    )
    rows: list[tuple[Cell, ...]] = [(str(year["year"]), *(year[name] for name in names)) for year in shown.years]
    flows = {"income", "received", "depreciation", "result", "interest", "cost", "paid"}
    totals = (
        "total",
        *(sum((Decimal(year[name] or 0) for year in shown.years), Decimal(0)) if name in flows else None for name in names),
    )
    notes = ("calendar years; income and depreciation by days; the last year ends with the lease",)
    return Table("years", "By year", columns, tuple(rows), totals=totals, notes=notes)
