"""Legs as they are printed: each flow once, and the totals and present values so that they add up to the printed sums of the route."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from leasecalc.engine.flows import add, net
from leasecalc.engine.measures import grid_size, present_value_of
from leasecalc.report.decimals import exact, money
from leasecalc.report.model import FlowShown, LegShown

if TYPE_CHECKING:
    from leasecalc.engine.flows import Leg
    from leasecalc.engine.price import Priced


def legs_shown(priced: Priced, legs: tuple[Leg, ...]) -> tuple[LegShown, ...]:
    """Return each leg with its dated flows in the deal's currency per car.

    Contractual flows are in the minor unit; expected flows are no contract money and keep six decimals. Totals and present values are
    in the minor unit and add up to the surplus and the net present value of the route.
    """
    currency = priced.deal.currency
    surplus = money(add(net(legs, grid_size(priced))), currency)
    value = money(present_value_of(priced, legs), currency)
    names = [leg.name for leg in legs]
    totals = adding_up(names, [float(leg.total) for leg in legs], surplus, currency)
    values = adding_up(names, [float(present_value_of(priced, (leg,))) for leg in legs], value, currency)
    return tuple(
        LegShown(name=leg.name, label=leg.label, nature=leg.nature, total=total, present_value=present, flows=_flows(priced, leg))
        for leg, total, present in zip(legs, totals, values, strict=True)
    )


def _flows(priced: Priced, leg: Leg) -> tuple[FlowShown, ...]:
    grid, currency = priced.deal.timeline, priced.deal.currency
    shown = money if leg.nature == "contractual" else exact
    return tuple(
        FlowShown(on=grid.dates[at], month=round(grid.years[at] * 12.0, 6), amount=shown(amount, currency))
        for at, amount in leg.flows
    )


def adding_up(names: list[str], parts: list[float], total: Decimal, currency: str) -> list[Decimal]:
    """Return ``parts`` in the minor unit; instalments or proceeds, the leg that a route lives on, take what rounding leaves of ``total``."""
    rounded = [money(part, currency) for part in parts]
    taker = next((place for place, name in enumerate(names) if name in {"rent", "proceeds"}), 0)
    rounded[taker] += total - sum(rounded, Decimal(0))
    return rounded
