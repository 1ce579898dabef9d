"""What default is expected to change: flows that fail to come, recoveries, and the insurer's payments.

Default happens between two instalments (or the last one and the end of the lease) with probability S(k-1) - S(k), where
S(t) = (1 - yearly default rate) ** t is survival to t years after commencement (constant hazard in discrete time, as in Jarrow and Turnbull
1995). At default before instalment k the lessor loses instalment k and all later contract flows, keeps the deposit, and recovers a share of
the balance outstanding or the resale value of the car.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from leasecalc.engine.legs.flows import Leg
from leasecalc.engine.legs.lease_legs import Contract, settle, table
from leasecalc.values import Value, maximum, power

if TYPE_CHECKING:
    from leasecalc.engine.legs.amounts import Amounts
    from leasecalc.engine.resolved import Inputs, ResolvedDeal

#: Legs that stop at default (the rest is paid before or in any case).
STOPPED = ("rent", "withholding", "deposit_return", "residual", "disposal")


def survival(deal: ResolvedDeal, inputs: Inputs, at: int) -> Value:
    """Return the probability that the lessee has not defaulted by grid index ``at``; 1 up to commencement."""
    when = deal.timeline
    # nobody defaults on a lease that has ended: a residual or a deposit that comes later is as safe as on the last day
    years = min(when.years[at], when.years[when.end]) - when.years[when.commencement]
    return 1.0 if years <= 0.0 else power(1.0 - inputs.default_rate, years)


def credit_legs(deal: ResolvedDeal, inputs: Inputs, amounts: Amounts, terms: Contract, legs: Sequence[Leg]) -> Iterator[Leg]:
    """Yield the expected loss of the contract legs, the expected recovery and the expected insurance payments."""
    if isinstance(inputs.default_rate, float) and inputs.default_rate == 0.0:
        return
    lost: list[tuple[int, Value]] = []
    for leg in legs:
        if leg.name in STOPPED or leg.name.startswith("service_"):
            lost += [
                (at, -(amount * (1.0 - survival(deal, inputs, at))))
                for at, amount in leg.flows
                if at > deal.timeline.commencement
            ]
    yield Leg("credit_loss", "Flows lost to default", tuple(lost), "expected")
    yield from _recovery_legs(deal, inputs, amounts, terms)


def _recovery_legs(deal: ResolvedDeal, inputs: Inputs, amounts: Amounts, terms: Contract) -> Iterator[Leg]:
    when, before, plan = deal.timeline, deal.timeline.commencement, deal.credit
    recovered: list[tuple[int, Value]] = []
    paid_out: list[tuple[int, Value]] = []
    for index, (at, row) in enumerate(zip((*when.instalments, when.end), table(deal, terms).rows, strict=True)):
        chance = survival(deal, inputs, before) - survival(deal, inputs, at)
        before = at
        if at <= when.commencement:
            continue
        here, there = plan.recovery_at[index], plan.payout_at[index]
        gross = _recovery(deal, inputs, amounts, settle(deal, amounts, row.opening, here), index)
        cost = (
            0.0
            if inputs.repossession_cost is None
            else amounts.settled(inputs.repossession_cost, here, deal.roundings.settlement)
        )
        recovered.append((here, chance * (gross - cost)))
        loss = maximum(settle(deal, amounts, row.opening, there) - gross, 0.0)
        paid_out.append((there, chance * (loss * inputs.cover_rate)))
    yield Leg("recovery", "Recovery after default", tuple(recovered), "expected")
    if inputs.premium is not None:
        yield Leg("insurance_payout", "Credit insurance payments", tuple(paid_out), "expected")


def _recovery(deal: ResolvedDeal, inputs: Inputs, amounts: Amounts, balance: Value, index: int) -> Value:
    """Return what is recovered at default before instalment ``index``: a share of the balance, or the car's resale value."""
    shares = deal.credit.resale_share
    if shares is not None:
        return amounts.bases["price"] * shares[index]
    return balance * inputs.recovery_rate
