"""What default is expected to change: flows that fail to come, recoveries, and the insurer's payments.

Default happens between two instalments (or the last one and the end of the lease) with probability S(k-1) - S(k), where
S(t) = (1 - yearly default rate) ** t is survival to t years after commencement (constant hazard in discrete time, as in Jarrow and Turnbull
1995). At default before instalment k the lessor loses instalment k and all later contract flows, keeps the deposit, and recovers a share of
the balance outstanding or the resale value of the car.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from leasecalc.engine.legs.flows import Leg
from leasecalc.engine.legs.lease_legs import Contract, settle, table
from leasecalc.records import record
from leasecalc.values import Value, maximum, power

if TYPE_CHECKING:
    from leasecalc.engine.legs.amounts import Amounts
    from leasecalc.engine.legs.flows import Flow
    from leasecalc.engine.resolved import Inputs, ResolvedDeal

#: Legs that stop at default (the rest is paid before or in any case).
STOPPED = (
    "rent",
    "withholding",
    "deposit_return",
    "deposit_interest",
    "residual",
    "disposal",
    "settlement_cost",
    "rent_vat",
    "rent_vat_remitted",
)
#: Legs that stop too, by the beginning of their names: services, running fees, and commissions on instalments.
STOPPED_FAMILIES = ("service_", "running_fee_", "rent_commission_")


@record
class Exposure:
    """What default before one instalment (or before the end) brings, whatever its chance: grid indices and money of the deal's currency."""

    before: int
    at: int
    here: int
    """When the recovery comes."""
    there: int
    """When the insurer pays."""
    recovered: Value
    """Recovery less the cost of repossession."""
    paid_out: Value


def nobody_defaults(inputs: Inputs) -> bool:
    """Return whether the deal expects no default at all."""
    return isinstance(inputs.default_rate, float) and inputs.default_rate == 0.0


def _survival(deal: ResolvedDeal, inputs: Inputs, at: Iterable[int]) -> dict[int, Value]:
    """Return the probability that the lessee has not defaulted by each grid index; 1 up to commencement."""
    when, stays = deal.timeline, 1.0 - inputs.default_rate
    start, end = when.years[when.commencement], when.years[when.end]
    chances: dict[int, Value] = {}
    for index in set(at):
        # nobody defaults on a lease that has ended: a residual or a deposit that comes later is as safe as on the last day
        years = min(when.years[index], end) - start
        chances[index] = 1.0 if years <= 0.0 else power(stays, years)
    return chances


def _stopped(deal: ResolvedDeal, legs: Iterable[Leg]) -> list[tuple[int, int, Value]]:
    """Return what stops at default: the place of the payment that it hangs on, its own place, and the amount."""
    return [
        (cause, at, amount)
        for leg in legs
        if leg.name in STOPPED or leg.name.startswith(STOPPED_FAMILIES)
        for (at, amount), cause in zip(leg.flows, leg.causes or [at for at, _ in leg.flows], strict=True)
        if cause > deal.timeline.commencement
    ]


def lost_flows(deal: ResolvedDeal, inputs: Inputs, legs: Iterable[Leg]) -> tuple[Flow, ...]:
    """Return what default is expected to take off ``legs``."""
    flows = _stopped(deal, legs)
    stays = _survival(deal, inputs, (cause for cause, _, _ in flows))
    return tuple((at, -(amount * (1.0 - stays[cause]))) for cause, at, amount in flows)


def credit_legs(deal: ResolvedDeal, inputs: Inputs, legs: Sequence[Leg], exposures: Sequence[Exposure]) -> Iterator[Leg]:
    """Yield the expected loss of the contract legs, the expected recovery and the expected insurance payments."""
    yield Leg("credit_loss", "Flows lost to default", lost_flows(deal, inputs, legs), "expected")
    stays = _survival(deal, inputs, [at for exposure in exposures for at in (exposure.before, exposure.at)])
    chances = [stays[exposure.before] - stays[exposure.at] for exposure in exposures]
    recovered = tuple((found.here, chance * found.recovered) for found, chance in zip(exposures, chances, strict=True))
    yield Leg("recovery", "Recovery after default", recovered, "expected")
    if inputs.premium is not None:
        paid_out = tuple((found.there, chance * found.paid_out) for found, chance in zip(exposures, chances, strict=True))
        yield Leg("insurance_payout", "Credit insurance payments", paid_out, "expected")


def exposures_of(deal: ResolvedDeal, inputs: Inputs, amounts: Amounts, terms: Contract) -> tuple[Exposure, ...]:
    """Return what default before each instalment after commencement, or before the end, brings."""
    when, before, plan = deal.timeline, deal.timeline.commencement, deal.credit
    found: list[Exposure] = []
    for index, (at, row) in enumerate(zip((*when.instalments, when.end), table(deal, terms).rows, strict=True)):
        earlier, before = before, at
        if at <= when.commencement:
            continue
        here, there = plan.recovery_at[index], plan.payout_at[index]
        gross = _recovery(deal, inputs, amounts, settle(deal, amounts, row.opening, here), index)
        cost = (
            0.0
            if inputs.repossession_cost is None
            else amounts.settled(inputs.repossession_cost, here, deal.roundings.settlement)
        )
        loss = maximum(settle(deal, amounts, row.opening, there) - gross, 0.0)
        found.append(Exposure(earlier, at, here, there, gross - cost, loss * inputs.cover_rate))
    return tuple(found)


def _recovery(deal: ResolvedDeal, inputs: Inputs, amounts: Amounts, balance: Value, index: int) -> Value:
    """Return what is recovered at default before instalment ``index``: a share of the balance, or the car's resale value."""
    shares = deal.credit.resale_share
    if shares is not None:
        return amounts.bases["price"] * shares[index]
    return balance * inputs.recovery_rate
