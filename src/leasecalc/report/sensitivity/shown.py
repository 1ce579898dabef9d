"""How a measure stands in a table and in data."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal
from typing import TYPE_CHECKING, Any

from leasecalc._version import VERSION
from leasecalc.money import minor_digits
from leasecalc.report.page import Cell, Column

if TYPE_CHECKING:
    from leasecalc.engine.solving.goals import Goal

RATE_DIGITS = 4

RENT_KEPT = "the instalment is kept at {rent} while inputs move"
RENT_SOLVED = "the instalment is solved again at each value, for the target in the deal"


def column(goal: Goal, *, name: str = "", label: str = "") -> Column:
    """Return the column of a measure."""
    name, label = name or goal.measure.name, label or goal.measure.label
    if goal.measure.unit == "money":
        return Column(name, label, "money", currency=goal.currency)
    if goal.measure.unit == "rate":
        return Column(name, label, "rate", digits=RATE_DIGITS)
    return Column(name, label, "factor" if goal.measure.unit == "ratio" else "months")


def cell(goal: Goal, value: float | None) -> Cell:
    """Return a measure for a table: money to the minor unit, other numbers as they are, None where there is no value."""
    return value if value is None or goal.measure.unit != "money" else money(value, goal.currency)


def money(value: float, currency: str) -> Decimal:
    """Return an amount to the minor unit of its currency, for a reader; half to even, and never minus zero."""
    return Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-minor_digits(currency)), ROUND_HALF_EVEN) + 0


def head(schema: str, deal: str, files: tuple[tuple[str, str], ...]) -> dict[str, Any]:
    """Return what every result says of itself."""
    return {
        "schema": schema,
        "tool": f"leasecalc {VERSION}",
        "files": [{"path": name, "sha256": digest} for name, digest in files],
        "deal": deal,
    }


def measures_data(goals: tuple[Goal, ...]) -> list[dict[str, Any]]:
    """Return name, label and unit of measures."""
    return [
        {"measure": goal.measure.name, "label": goal.measure.label, "unit": goal.currency or goal.measure.unit} for goal in goals
    ]
