"""Legs as they are printed: each flow rounded once, the total the sum of what is printed."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from leasecalc.engine.measures import present_value_of
from leasecalc.report.decimals import money
from leasecalc.report.model import FlowShown, LegShown

if TYPE_CHECKING:
    from leasecalc.engine.flows import Leg
    from leasecalc.engine.price import Priced


def legs_shown(priced: Priced, legs: tuple[Leg, ...]) -> tuple[LegShown, ...]:
    """Return each leg with its dated flows in the deal's currency per car."""
    grid, currency = priced.deal.timeline, priced.deal.currency
    shown = []
    for leg in legs:
        flows = tuple(
            FlowShown(on=grid.dates[at], month=round(grid.years[at] * 12.0, 6), amount=money(amount, currency)) for at, amount in leg.flows
        )
        total = sum((flow.amount for flow in flows), Decimal(0))
        value = money(present_value_of(priced, (leg,)), currency)
        shown.append(LegShown(name=leg.name, label=leg.label, nature=leg.nature, total=total, present_value=value, flows=flows))
    return tuple(shown)
