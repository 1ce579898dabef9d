"""What default is expected to change: flows that fail to come, what comes back, and what others pay.

Default happens between two instalments (or the last one and the end of the lease) with probability S(k-1) - S(k), S being survival:
(1 - rate) ** years at a flat yearly rate, a product over the years of a curve (Jarrow and Turnbull 1995, discrete time). At default
before instalment k the lessor loses instalment k and all later contract flows, takes the deposit, gets the car back after the lag, and recovers a
share of the balance, the value of the car, or the rents of the next lessee. Guarantor and insurer pay of what is then still lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from leasecalc.engine.legs.flows import Flow, Leg
from leasecalc.engine.legs.lease_legs import Contract, settle, table
from leasecalc.records import record, replace
from leasecalc.values import Value, maximum, minimum, power, powers, where

if TYPE_CHECKING:
    from leasecalc.engine.legs.amounts import Amounts
    from leasecalc.engine.resolved import Inputs, ResolvedDeal

#: Legs that stop at default (the rest is paid before or in any case).
STOPPED = (
    "rent",
    "rent_adjustment",
    "withholding",
    "premium_on_balance",
    "deposit_return",
    "deposit_interest",
    "residual",
    "disposal",
    "settlement_cost",
    "conversion_cost",
    "rent_vat",
    "rent_vat_remitted",
)
Chances = Callable[["ResolvedDeal", "Inputs", Iterable[int]], dict[int, Value]]
#: Legs that stop too, by the beginning of their names: services, running fees, and commissions on instalments.
STOPPED_FAMILIES = ("service_", "running_fee_", "rent_commission_")


@record
class Exposure:
    """What default before one instalment (or before the end) brings, whatever its chance: grid indices and money of the deal's currency."""

    before: int
    at: int
    back: int
    """When the car is back."""
    here: int
    """When the recovery comes."""
    there: int
    """When the insurer pays."""
    balance: Value
    """Outstanding, in the currency of the lease."""
    gross: Value
    """What the car brings before costs; of a car that is leased again, its share of the balance."""
    cost: Value
    """Cost of repossession."""
    set_off: Value
    """What the loss takes of the deposit; 0 where the deposit is kept without set-off."""
    surplus: Value
    """What is then left of the deposit, and returned."""
    repaid: tuple[int, Value] | None = None
    """When the export refund is repaid, and how much."""
    guaranteed: Value = 0.0
    paid_out: Value = 0.0
    """What guarantor and insurer are expected to pay, given the default."""


LARGEST_YEARLY_RATE = 0.999
"""A multiple of default rates does not drive a yearly rate beyond this."""


def nobody_defaults(inputs: Inputs) -> bool:
    """Return whether the deal expects no default at all."""
    return isinstance(inputs.default_rate, float) and inputs.default_rate == 0.0


def stays_by_rate(deal: ResolvedDeal, inputs: Inputs) -> tuple[tuple[float, Value], ...]:
    """Return (years since commencement up to which it holds, share that survives a year): of the inputs' flat rate, else of the curve."""
    if inputs.default_rate is not None:
        return ((float("inf"), 1.0 - inputs.default_rate),)
    return tuple((until, 1.0 - minimum(rate * inputs.default_multiple, LARGEST_YEARLY_RATE)) for until, rate in deal.credit.curve)


def survival(deal: ResolvedDeal, inputs: Inputs, at: Iterable[int]) -> dict[int, Value]:
    """Return the probability that the lessee has not defaulted by each grid index; 1 up to commencement. On a path it is 1 or 0."""
    if inputs.path is not None and inputs.path.alive is not None:
        return {index: inputs.path.alive[index] for index in set(at)}
    when, rates = deal.timeline, stays_by_rate(deal, inputs)
    start, end = when.years[when.commencement], when.years[when.end]
    places = sorted(set(at))
    # nobody defaults on a lease that has ended: a residual or a deposit that comes later is as safe as on the last day
    years = [minimum(when.years[index], end) - start for index in places]
    if len(rates) > 1:
        return {index: alive(rates, year) for index, year in zip(places, years, strict=True)}
    chances: dict[int, Value] = dict.fromkeys(places, 1.0)
    running = [(index, year) for index, year in zip(places, years, strict=True) if index > when.commencement]
    chances.update(
        zip(
            (index for index, _ in running), powers(rates[0][1], [minimum(year, rates[0][0]) for _, year in running]), strict=True
        )
    )
    return chances


def alive(rates: tuple[tuple[float, Value], ...], years: Value) -> Value:
    """Return the product of the powers of each run of years."""
    if not isinstance(years, (int, float)):
        return _alive_by(rates, years)
    if years <= 0.0:
        return 1.0
    alive, since = power(rates[0][1], min(years, rates[0][0])), rates[0][0]
    for until, stays in rates[1:]:
        if years <= since:
            break
        alive = alive * power(stays, min(years, until) - since)
        since = until
    return alive


def _alive_by(rates: tuple[tuple[float, Value], ...], years: Value) -> Value:
    """Return the same where the years are not one number: of a lease whose term is a formula."""
    alive: Value = 1.0
    since = 0.0
    for until, stays in rates:
        alive = alive * power(stays, maximum(minimum(years, until) - since, 0.0))
        since = until
    return alive


def credit_legs(deal: ResolvedDeal, inputs: Inputs, legs: Sequence[Leg], exposures: Sequence[Exposure]) -> Iterator[Leg]:
    """Yield the expected change of every flow by default, each kind as a leg with its flows in order of date."""
    plan = deal.credit
    yield Leg("credit_loss", "Flows lost to default", lost_flows(deal, inputs, legs), "expected")
    chances = default_chances(deal, inputs, [(found.before, found.at) for found in exposures])
    weighted = list(zip(exposures, chances, strict=True))

    def leg(name: str, label: str, flows: Iterable[Flow]) -> Leg:
        return Leg(name, label, tuple(flows), "expected")

    if plan.relet:
        from leasecalc.engine.legs.relet_legs import relet_leg  # only such a deal pays for loading it

        yield relet_leg(deal, inputs, weighted, legs)
    else:
        yield leg("recovery", "Recovery after default", ((found.here, chance * found.gross) for found, chance in weighted))
    if inputs.repossession_cost is not None:
        yield leg("repossession", "Cost of repossession", ((found.back, chance * -found.cost) for found, chance in weighted))
    if plan.deposit_set_off:
        left = ((found.here, chance * -found.surplus) for found, chance in weighted)
        yield leg("deposit_surplus", "Deposit left after default, returned", left)
    if plan.refund_repaid:
        repaid = ((found.repaid[0], chance * -found.repaid[1]) for found, chance in weighted if found.repaid is not None)
        yield leg("refund_repaid", "Export VAT refund repaid after default", repaid)
    if plan.guarantor_joint is not None:
        yield leg("guarantee", "Guarantor's payments", ((found.here, chance * found.guaranteed) for found, chance in weighted))
    if plan.insured or inputs.premium is not None:
        paid = ((found.there, chance * found.paid_out) for found, chance in weighted)
        yield leg("insurance_payout", "Credit insurance payments", paid)


def default_chances(deal: ResolvedDeal, inputs: Inputs, spans: Sequence[tuple[int, int]]) -> list[Value]:
    """Return the probability of default between two places of the grid, for each pair: S(first) - S(second), of cars not returned by the first."""
    stays = survival(deal, inputs, [at for span in spans for at in span])
    if deal.lease.plan.present:
        chances = _within_term(deal, stays, spans)
    else:
        chances = [stays[first] - stays[second] for first, second in spans]
    if not returns_early(deal, inputs):
        return chances
    from leasecalc.engine.legs.early_return import held  # only a deal that expects returns pays for loading it

    kept = held(deal, inputs, [first for first, _ in spans])
    return [kept[first] * chance for (first, _), chance in zip(spans, chances, strict=True)]


def _within_term(deal: ResolvedDeal, stays: dict[int, Value], spans: Sequence[tuple[int, int]]) -> list[Value]:
    """Return S before less S after each span; an instalment that a workbook's term leaves out has no chance, and its span goes to the next."""
    present = dict(zip(deal.timeline.instalments, deal.lease.plan.present, strict=True))
    found: list[Value] = []
    here = stays[spans[0][0]] if spans else 1.0
    for _, second in spans:
        counts = present.get(second, True)
        found.append(where(counts, here - stays[second], 0.0))
        here = where(counts, stays[second], here)
    return found


def returns_early(deal: ResolvedDeal, inputs: Inputs) -> bool:
    """Return whether the deal expects that cars come back before the end of the term."""
    if deal.ends is None or deal.ends.early is None:
        return False
    rate = inputs.early_return_rate
    return not (isinstance(rate, float) and rate == 0.0) or (inputs.path is not None and inputs.path.held is not None)


def less_by_default(deal: ResolvedDeal, inputs: Inputs, places: Iterable[int]) -> dict[int, Value]:
    """Return minus the probability that a payment of each place fails to come because of a default; what an early return ended is not counted."""
    places = set(places)
    if returns_early(deal, inputs):
        from leasecalc.engine.legs.early_return import fates

        return {at: 0.0 - by_default for at, (by_default, _) in fates(deal, inputs, places).items()}
    return {at: stays - 1.0 for at, stays in survival(deal, inputs, places).items()}


def lost_flows(
    deal: ResolvedDeal, inputs: Inputs, legs: Iterable[Leg], *, less_by: Chances = less_by_default
) -> tuple[Flow, ...]:
    """Return what default is expected to take off ``legs``, one flow a date in order; what follows from a payment stops with it.

    ``less_by`` gives minus the probability that a payment of a place fails to come, where it is for another reason.
    """
    stopped: dict[tuple[int, int], Value] = {}
    for leg in legs:
        if leg.name in STOPPED or leg.name.startswith(STOPPED_FAMILIES):
            for (at, amount), cause in zip(leg.flows, leg.causes or [at for at, _ in leg.flows], strict=True):
                if cause > deal.timeline.commencement:
                    stopped[cause, at] = stopped[cause, at] + amount if (cause, at) in stopped else amount
    less = less_by(deal, inputs, {cause for cause, _ in stopped})
    lost: dict[int, Value] = {}
    for (cause, at), amount in stopped.items():
        part = amount * less[cause]
        lost[at] = lost[at] + part if at in lost else part
    return tuple((at, lost[at]) for at in sorted(lost))


def exposures_of(deal: ResolvedDeal, inputs: Inputs, amounts: Amounts, terms: Contract) -> tuple[Exposure, ...]:
    """Return what default before each instalment after commencement, or before the end, brings."""
    when, plan, before = deal.timeline, deal.credit, deal.timeline.commencement
    found: list[Exposure] = []
    for index, (at, row) in enumerate(zip((*when.instalments, when.end), table(deal, terms).rows, strict=True)):
        earlier, before = before, at
        if at <= when.commencement:
            continue
        back, here = plan.repossession_at[index], plan.recovery_at[index]
        balance = settle(deal, amounts, row.opening, here)
        gross = _gross(deal, inputs, amounts, balance, index)
        cost: Value = 0.0
        if inputs.repossession_cost is not None:
            cost = amounts.settled(inputs.repossession_cost, back, deal.roundings.settlement)
        set_off: Value = 0.0
        surplus: Value = 0.0
        if plan.deposit_set_off:
            held = settle(deal, amounts, terms.deposit, here)
            set_off = minimum(held, maximum(balance + cost - gross, 0.0))
            surplus = held - set_off
        found.append(
            Exposure(earlier, at, back, here, plan.payout_at[index], row.opening, gross, cost, set_off=set_off, surplus=surplus)
        )
    return tuple(_with_others(deal, inputs, amounts, exposure) for exposure in found)


def _with_others(deal: ResolvedDeal, inputs: Inputs, amounts: Amounts, exposure: Exposure) -> Exposure:
    """Return the exposure with what others pay of it and take from it."""
    plan = deal.credit
    if plan.refund_repaid:
        from leasecalc.engine.legs.refund_repayment import repaid_on_default  # only such a deal pays for loading it

        exposure = replace(exposure, repaid=repaid_on_default(deal, inputs, amounts, exposure))
    if plan.insured or plan.guarantor_joint is not None or inputs.premium is not None:
        from leasecalc.engine.legs.cover_legs import paid_by_others

        guaranteed, paid_out = paid_by_others(deal, inputs, amounts, exposure)
        exposure = replace(exposure, guaranteed=guaranteed, paid_out=paid_out)
    return exposure


def _gross(deal: ResolvedDeal, inputs: Inputs, amounts: Amounts, balance: Value, index: int) -> Value:
    """Return what a default before instalment ``index`` brings back before costs, in the deal's currency; ``balance`` in the same."""
    plan = deal.credit
    if plan.car_values is not None:
        from leasecalc.engine.legs.resale import car_value

        return car_value(inputs, amounts, plan.car_values[index], plan.recovery_at[index])
    if plan.resale_share is not None:
        return amounts.bases["price"] * plan.resale_share[index]
    return balance * (inputs.relet_rate if plan.relet else inputs.recovery_rate)


__all__ = ["Exposure", "credit_legs", "exposures_of", "lost_flows", "nobody_defaults", "survival"]
