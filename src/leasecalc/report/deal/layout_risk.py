"""From what the contract says to what is expected: every leg of default and of the ways a lease may end."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from leasecalc.report.page import Column, Table

if TYPE_CHECKING:
    from leasecalc.report.deal.model import Report


def risk_table(report: Report) -> Table:
    """Return contract flows, each expected change, and their sum, per car: undiscounted and today."""
    currency = report.deal.currency
    columns = (
        Column("line", "Line", "text"),
        Column("total", "Undiscounted", "money", currency=currency),
        Column("today", "Today", "money", currency=currency),
    )
    contract = [leg for leg in report.lease_legs if leg.nature == "contractual"]
    zero = Decimal(0)
    rows = [("Contract flows", sum((leg.total for leg in contract), zero), sum((leg.present_value for leg in contract), zero))]
    rows += [(leg.label, leg.total, leg.present_value) for leg in report.lease_legs if leg.nature == "expected"]
    totals = ("Expected flows", sum((row[1] for row in rows), zero), sum((row[2] for row in rows), zero))
    notes = ("expected flows are probabilities times money: nobody pays them; leasecalc explain NAME tells of each leg",)
    return Table("risk", "From contract to expectation, per car", columns, tuple(rows), totals=totals, notes=notes)
