"""Legs as they are printed: each flow once, and the totals and present values so that they add up to the printed sums of the route."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from leasecalc.engine.legs.flows import add, net
from leasecalc.engine.measures import grid_size, present_value_of
from leasecalc.report.deal.model import FlowShown, LegShown
from leasecalc.report.decimals import exact, money

if TYPE_CHECKING:
    from collections.abc import Callable

    from leasecalc.engine.legs.flows import Leg
    from leasecalc.engine.price import Priced


def legs_shown(priced: Priced, legs: tuple[Leg, ...]) -> tuple[LegShown, ...]:
    """Return each leg with its dated flows in the deal's currency per car.

    Contractual flows are in the minor unit; expected flows are no contract money and keep six decimals. Totals and present values are
    in the minor unit and add up to the surplus and the net present value of the route.
    """
    currency = priced.deal.currency
    surplus = money(add(net(legs, grid_size(priced))), currency)
    value = money(present_value_of(priced, legs), currency)
    # a contract's flows add up as they are printed, so the expected ones take the remainder of the totals; in present values the leg that the
    # route lives on does
    expected = _place(legs, lambda leg: leg.nature == "expected")
    living = _place(legs, lambda leg: leg.name in {"rent", "proceeds"})
    totals = adding_up([float(leg.total) for leg in legs], surplus, currency, expected)
    values = adding_up([float(present_value_of(priced, (leg,))) for leg in legs], value, currency, living)
    return tuple(
        LegShown(name=leg.name, label=leg.label, nature=leg.nature, total=total, present_value=present, flows=_flows(priced, leg))
        for leg, total, present in zip(legs, totals, values, strict=True)
    )


def _flows(priced: Priced, leg: Leg) -> tuple[FlowShown, ...]:
    grid, currency = priced.deal.timeline, priced.deal.currency
    shown = money if leg.nature == "contractual" and not priced.lots else exact  # an average car pays no whole cents
    return tuple(
        FlowShown(on=grid.dates[at], month=round(grid.years[at] * 12.0, 6), amount=shown(amount, currency))
        for at, amount in leg.flows
    )


def adding_up(parts: list[float], total: Decimal, currency: str, taker: int) -> list[Decimal]:
    """Return ``parts`` in the minor unit; the part ``taker`` takes what rounding leaves of ``total``."""
    rounded = [money(part, currency) for part in parts]
    rounded[taker] += total - sum(rounded, Decimal(0))
    return rounded


def _place(legs: tuple[Leg, ...], wanted: Callable[[Leg], bool]) -> int:
    return next((place for place, leg in enumerate(legs) if wanted(leg)), 0)
