"""A page with every kind of block, cell and mark, for the format goldens."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from leasecalc.report.page import Cell, Column, Figures, Item, Note, Notes, Page, Table


def _schedule() -> Table:
    columns = (
        Column("number", "No", "count"),
        Column("due_on", "Due", "date"),
        Column("opening", "Opening balance", "money", "USD"),
        Column("interest", "Interest", "money", "USD", priority=3),
        Column("principal", "Principal", "money", "USD"),
        Column("vat", "VAT", "money", "USD", priority=2),
        Column("rent", "Rent", "money", "USD"),
        Column("closing", "Closing balance", "money", "USD"),
    )
    rows: list[tuple[Cell, ...]] = []
    balance, rent = Decimal("612000.00"), Decimal("12737.59")
    for number in range(1, 4):
        interest = (balance * Decimal("0.011")).quantize(Decimal("0.01"))
        closing = balance - (rent - interest)
        rows.append((number, date(2026, 3 + number, 2), balance, interest, rent - interest, None, rent, closing))
        balance = closing
    totals = ("total", None, None, Decimal("19997.09"), Decimal("18215.68"), None, 3 * rent, None)
    return Table("schedule", "Schedule", columns, tuple(rows), totals, row_marks=("", "override", "residual"))


VERDICT = Notes(
    "verdict",
    "Verdict",
    (
        Note("The lease earns 48,120.55 USD more than the outright export sale, in present value at 9 %.", "good"),
        Note("The export VAT refund on a lease rests on a rule of 2014 whose standing is unknown.", "doubt"),
        Note("A lease of 48 months keeps 13 % VAT in its cost.", "bad"),
        Note("Cash is tied up for 31 months."),
    ),
)
INSTALMENT = Figures(
    "instalment",
    "Instalment",
    (
        Item("Rent per month", Decimal("12737.59"), "money", "USD"),
        Item("Lessor yield", 0.139994, "rate", remark="target 14.0000 %, achieved after rounding"),
        Item("Residual", Decimal("122400.00"), "money", "USD", remark="20 % of cost", mark="assumed"),
        Item("Default rate", 0.02, "rate", "a year", 2, "market file, not confirmed since 2024-06-30", "stale"),
        Item("Term", 60, "months"),
        Item("Vehicle", "Dongfeng Box 42.3 kWh × 50", "text", mark="default"),
        Item("First payment", date(2026, 4, 2), "date"),
        Item("MIRR", None, "rate", remark="no reinvestment rate given"),
    ),
    notes=("Rent is rounded half up to 0.01 USD.",),
)
GATES = Table(
    "gates",
    "Gates",
    (Column("gate", "Gate", "text"), Column("why", "Why", "text"), Column("source", "Source", "text", priority=1)),
    (
        ("Export VAT refund", "Licensed lessor, term of at least 5 years, actual departure", "Caishui [2014] 62"),
        ("Import licence", "A used vehicle needs a permit; this one is new | not re-registered", "ITAC 2025"),
    ),
    row_marks=("unknown", "pass"),
)
PAGE = Page(
    "Dongfeng Box to a Johannesburg fleet",
    "50 vehicles · finance lease · 60 months · priced on 2026-03-02",
    (VERDICT, INSTALMENT, _schedule(), GATES),
)
