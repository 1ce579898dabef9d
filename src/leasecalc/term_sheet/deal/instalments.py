"""Every instalment, with the sums of each year."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from leasecalc.report.deal.layout_tables import schedule_tables
from leasecalc.term_sheet.model import Ruled, Section

if TYPE_CHECKING:
    from leasecalc.report.deal.model import Report
    from leasecalc.report.page import Cell, Table
    from leasecalc.term_sheet.model import Part

SUMMED = frozenset({"instalment", "interest", "principal", "vat"})


def instalments_section(report: Report) -> Section:
    """Return the instalment table of each delivery."""
    return Section(id="instalments", title="Instalment table", parts=tuple(map(_part, schedule_tables(report))), annex=True)


def _part(table: Table) -> Part:
    """Return an instalment table with its years; what else stands beside it as it is."""
    return by_year(table) if {"date", "instalment"} <= {column.id for column in table.columns} else table


def by_year(table: Table) -> Ruled:
    """Return an instalment table with a line after each calendar year of payment: what is paid in it."""
    names = [column.id for column in table.columns]
    paid_on = names.index("date")
    sums: list[tuple[int, tuple[Cell, ...]]] = []
    totals = dict.fromkeys(SUMMED & set(names), Decimal(0))
    for place, row in enumerate(table.rows, start=1):
        for name in totals:
            value = row[names.index(name)]
            totals[name] += value if isinstance(value, Decimal) else Decimal(0)
        year = _year(row[paid_on])
        if place == len(table.rows) or _year(table.rows[place][paid_on]) != year:
            sums.append((place, tuple(str(year) if name == names[0] else totals.get(name) for name in names)))
            totals = dict.fromkeys(totals, Decimal(0))
    return Ruled(table, tuple(sums))


def _year(day: Cell) -> int:
    assert isinstance(day, date)  # noqa: S101 - the column of days
    return day.year
