"""Instalments indexed to an exchange rate: paid in one currency, adjusted by its rate with another.

A currency clause (indexation clause, *valutna klauzula*) makes instalment n worth base x (1 + share x change(n)), change(n) = rate(n) / base rate - 1,
rate(n) fixed some days before the instalment falls due. IFRS 16.27(b) and .28: such payments vary with an index or a rate and are measured with
its value at commencement, so that instalment table, customer's rate and books are those of the base instalments; what the rate
adds or takes is a payment of its own, on the day of the instalment.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.records import record
from leasecalc.rounding import UNROUNDED, round_to
from leasecalc.values import Value, absolute, clip, is_array, maximum, minimum, where

if TYPE_CHECKING:
    from leasecalc.engine.legs.exchange import Exchange
    from leasecalc.engine.resolved import Inputs, ResolvedDeal


@record(kw_only=True)
class ClausePlan:
    """The clause, apart from the indexed share, which a knob may turn; rates are units of the lease's currency for one of ``currency``."""

    currency: str
    fixings: tuple[int, ...]
    """Place on the grid at which the rate of each instalment is fixed."""
    base_rate: float | None
    """None: the rate of the pricing date."""
    floor: float | None
    cap: float | None
    threshold: float
    whole: bool
    """Whether a change above the threshold counts whole."""


def rates_fixed(deal: ResolvedDeal, exchange: Exchange) -> tuple[Value, ...]:
    """Return the rate that is fixed for each instalment, before floor and cap."""
    plan = _plan(deal)
    return tuple(exchange.fixing(plan.currency, deal.lease.currency, at) for at in plan.fixings)


def base_rate(deal: ResolvedDeal, exchange: Exchange) -> Value:
    """Return the rate that the contract starts from."""
    plan = _plan(deal)
    return exchange.spot(plan.currency, deal.lease.currency) if plan.base_rate is None else plan.base_rate


def changes(deal: ResolvedDeal, inputs: Inputs, exchange: Exchange) -> tuple[Value, ...]:
    """Return by which share each instalment is adjusted: indexed share x what counts of rate / base rate - 1."""
    plan, start = _plan(deal), base_rate(deal, exchange)
    known: dict[int, Value] = {}
    for at, rate in zip(plan.fixings, rates_fixed(deal, exchange), strict=True):
        if at not in known:
            known[at] = inputs.indexed_share * _counted(plan, rate, start)
    return tuple(known[at] for at in plan.fixings)


def _counted(plan: ClausePlan, rate: Value, start: Value) -> Value:
    """Return what counts of a change: of the rate within floor and cap, beyond the threshold."""
    above = rate if plan.floor is None else maximum(rate, plan.floor)
    change = (above if plan.cap is None else minimum(above, plan.cap)) / start - 1.0
    if not is_array(plan.threshold) and plan.threshold == 0.0:
        return change
    if plan.whole:
        return where(absolute(change) <= plan.threshold, 0.0, change)
    return change - clip(change, -plan.threshold, plan.threshold)


def adjustments(deal: ResolvedDeal, instalments: tuple[Value, ...], by: tuple[Value, ...]) -> tuple[Value, ...]:
    """Return what is paid on top of each instalment (or, negative, is taken off it), in the currency of the lease, rounded as the contract rounds."""
    rounding = UNROUNDED if deal.roundings.smooth else deal.roundings.contract
    return tuple(round_to(paid * change, rounding) for paid, change in zip(instalments, by, strict=True))


def _plan(deal: ResolvedDeal) -> ClausePlan:
    plan = deal.lease.clause
    assert plan is not None  # noqa: S101 - asked only of a lease with the clause
    return plan
