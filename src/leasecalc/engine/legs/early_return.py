"""What early returns are expected to change: a lessee that gives the car back before the end of the term, right after an instalment.

Return and default compete. With S_R the probability that the car has not been returned and S_D that nobody has defaulted, between due days k - 1 and k

    P(default before k) = S_R(k - 1) (S_D(k - 1) - S_D(k))        P(return at k) = S_D(k) (S_R(k - 1) - S_R(k))

and what is left, S_R S_D, reaches the end: the three add up to one (cumulative incidence of competing risks in discrete time; Kalbfleisch and
Prentice, The Statistical Analysis of Failure Time Data, chapter 8). At a constant monthly rate m, S_R = (1 - m) ** months.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from leasecalc.engine.ends.termination import DueDay, Running, due_days, values_after
from leasecalc.engine.legs.credit_legs import alive, lost_flows, survival
from leasecalc.engine.legs.end_legs import mileage_charge
from leasecalc.engine.legs.flows import Flow, Leg, add
from leasecalc.engine.legs.lease_legs import NO_ROUNDING, settle
from leasecalc.engine.legs.refund_repayment import refund_to_repay
from leasecalc.engine.legs.resale import car_value
from leasecalc.rounding import round_to
from leasecalc.values import Value, maximum, power, where

if TYPE_CHECKING:
    from leasecalc.engine.ends.terms import EarlyReturnPlan, EndTerms
    from leasecalc.engine.resolved import Inputs, Quantity, ResolvedDeal


def held(deal: ResolvedDeal, inputs: Inputs, places: Iterable[int]) -> dict[int, Value]:
    """Return the probability that a car has not been returned by each place of the grid, a return on its day counted. On a path it is 1 or 0."""
    plan = _plan(deal)
    kept = _kept(deal, plan, inputs)
    found: dict[int, Value] = {}
    for at in set(places):
        by_then = [value for place, value in zip(plan.places, kept, strict=True) if place <= at]
        found[at] = by_then[-1] if by_then else 1.0
    return found


def _kept(deal: ResolvedDeal, plan: EarlyReturnPlan, inputs: Inputs) -> list[Value]:
    """Return S_R after each day on which a car may come back."""
    if inputs.path is not None and inputs.path.held is not None:
        return [inputs.path.held[at] for at in plan.places]
    rates: tuple[tuple[float, Value], ...] = tuple((until, 1.0 - rate) for until, rate in plan.curve)
    if inputs.early_return_rate is not None:
        rates = ((float("inf"), power(1.0 - inputs.early_return_rate, 12.0)),)
    found = [alive(rates, years) for years in plan.years]
    return _within_term(deal, plan, found) if deal.lease.plan.present else found


def _within_term(deal: ResolvedDeal, plan: EarlyReturnPlan, kept: list[Value]) -> list[Value]:
    """Return the same where a workbook's term leaves days out: no car comes back on one of those."""
    years = deal.timeline.years
    found: list[Value] = []
    for place, left in zip(plan.places, kept, strict=True):
        found.append(where(years[place] < years[deal.timeline.end], left, found[-1] if found else 1.0))
    return found


def fates(deal: ResolvedDeal, inputs: Inputs, places: Iterable[int]) -> dict[int, tuple[Value, Value]]:
    """Return the probabilities that a payment of each place fails to come: by a default, and because the car was returned before."""
    plan, asked = _plan(deal), sorted(set(places))
    stays = survival(deal, inputs, (deal.timeline.commencement, *plan.places, *asked))
    returns = list(zip(plan.places, _kept(deal, plan, inputs), strict=True))
    found: dict[int, tuple[Value, Value]] = {}
    before = stays[deal.timeline.commencement]
    kept: Value = 1.0
    by_default: Value = 0.0
    by_return: Value = 0.0
    for at in asked:
        while returns and returns[0][0] < at:
            place, left = returns.pop(0)
            by_default = by_default + kept * (before - stays[place])
            by_return = by_return + stays[place] * (kept - left)
            before, kept = stays[place], left
        found[at] = (by_default + kept * (before - stays[at]), by_return)
    return found


def less_by_either(deal: ResolvedDeal, inputs: Inputs, places: Iterable[int]) -> dict[int, Value]:
    """Return minus the probability that a payment of each place fails to come, for whichever reason."""
    return {at: 0.0 - (by_default + by_return) for at, (by_default, by_return) in fates(deal, inputs, places).items()}


def _less_by_return(deal: ResolvedDeal, inputs: Inputs, places: Iterable[int]) -> dict[int, Value]:
    return {at: 0.0 - by_return for at, (_, by_return) in fates(deal, inputs, places).items()}


def return_chances(deal: ResolvedDeal, inputs: Inputs) -> list[Value]:
    """Return the probability of a return on each day on which it may happen: S_D(k) (S_R(k - 1) - S_R(k))."""
    plan = _plan(deal)
    stays, kept = survival(deal, inputs, plan.places), _kept(deal, plan, inputs)
    before = [1.0, *kept[:-1]]
    return [stays[at] * (earlier - left) for at, earlier, left in zip(plan.places, before, kept, strict=True)]


def early_return_legs(lease: Running) -> Iterator[Leg]:
    """Yield the expected change of every flow by early returns, each kind as a leg with its flows in order of date."""
    deal, inputs, amounts = lease.deal, lease.inputs, lease.amounts
    plan, terms = _plan(deal), deal.ends
    assert terms is not None  # noqa: S101 - it has the plan
    chances = return_chances(deal, inputs)
    lost = lost_flows(deal, inputs, lease.legs, less_by=_less_by_return)
    yield Leg("early_return_loss", "Flows ended by early return", lost, "expected")

    def leg(name: str, label: str, days: Sequence[int], each: Iterable[Value]) -> Leg:
        flows = sorted(((at, chance * amount) for at, chance, amount in zip(days, chances, each, strict=True)), key=_day)
        return Leg(name, label, tuple(flows), "expected")

    here, sold = plan.places, plan.sold_at
    values = [car_value(inputs, amounts, car, at) for car, at in zip(plan.car_values, sold, strict=True)]
    costs = [_costs(lease, value, at, then) for value, at, then in zip(values, here, sold, strict=True)]
    owed = _owed(lease, plan, terms, [value - cost for value, cost in zip(values, costs, strict=True)])
    days = sold if plan.pays == "shortfall" else here
    yield leg("early_return_settlement", "Settlement of early returns", days, owed)
    if terms.per_km is not None:
        charges = (
            settle(deal, amounts, mileage_charge(deal, amounts, terms, months), at)
            for months, at in zip(plan.months, here, strict=True)
        )
        yield leg("early_return_mileage", "Excess kilometres of early returns", here, charges)
    if inputs.deposit is not None:
        returned = (-settle(deal, amounts, lease.terms.deposit, at) for at in here)
        yield leg("early_return_deposit", "Deposit returned on early return", here, returned)
    if deal.purchase.repayment is not None:
        on = [max(at, deal.timeline.refund) for at in here]
        repaid = [refund_to_repay(deal, inputs, amounts, at) for at in on]
        yield leg("early_return_refund", "Export VAT refund repaid on early return", on, (-amount for amount in repaid))
        if terms.refund_by_lessee:
            yield leg("early_return_refund_charged", "Repaid refund charged to the lessee", on, repaid)
    yield leg("early_return_car", "Cars returned early and sold", sold, values)
    yield leg("early_return_cost", "Cost of cars returned early", sold, (-cost for cost in costs))


def _owed(lease: Running, plan: EarlyReturnPlan, terms: EndTerms, proceeds: Sequence[Value]) -> list[Value]:
    """Return what the lessee owes for each day of return, in the deal's currency; ``proceeds`` are what the car brings less its costs."""
    deal, amounts = lease.deal, lease.amounts
    fee = 0.0 if terms.fee is None else amounts.contracted(terms.fee, deal.lease.currency, lease.rounding)
    if plan.pays == "nothing":
        return [settle(deal, amounts, fee, at) for at in plan.places]
    if plan.pays == "remaining_rents":
        share, rents = lease.inputs.early_return_share, lease.terms.instalments
        left = [round_to(add(rents[paid:]) * share, lease.rounding) for paid in plan.paid]
        return [settle(deal, amounts, fee + amount, at) for amount, at in zip(left, plan.places, strict=True)]
    times = {day.paid: day for day in due_days(deal)}
    found = values_after(
        lease, terms.method, [DueDay(paid, at, times[paid].time) for paid, at in zip(plan.paid, plan.places, strict=True)]
    )
    if plan.pays == "termination_value":
        return [settle(deal, amounts, fee + value, at) for value, at in zip(found, plan.places, strict=True)]
    return [
        settle(deal, amounts, fee, at) + maximum(settle(deal, amounts, value, at) - brought, 0.0)
        for value, brought, at in zip(found, proceeds, plan.sold_at, strict=True)
    ]


def _costs(lease: Running, value: Value, at: int, sold_at: int) -> Value:
    """Return what a car that came back costs until it is sold: taking it back, the idle months, its disposal (a share of residual is one of its value)."""
    inputs, roundings = lease.inputs, lease.deal.roundings
    rounding = NO_ROUNDING if roundings.smooth else roundings.settlement

    def paid(quantity: Quantity | None, day: int) -> Value:
        if quantity is None:
            return 0.0
        if quantity.per == "share" and quantity.of == "residual":
            return value * quantity.number
        return lease.amounts.settled(quantity, day, rounding)

    selling = inputs.disposal_cost if inputs.return_cost is None else inputs.return_cost
    idle = paid(inputs.idle_cost, sold_at) * _plan(lease.deal).idle_months
    return paid(inputs.early_return_cost, at) + idle + paid(selling, sold_at)


def _day(flow: Flow) -> int:
    return flow[0]


def _plan(deal: ResolvedDeal) -> EarlyReturnPlan:
    assert deal.ends is not None and deal.ends.early is not None  # noqa: S101, PT018 - asked only of such a deal
    return deal.ends.early
