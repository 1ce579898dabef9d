"""Every payment that the lease schedules: instalments by the plan, and where their rounding leaves its remainder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.engine.contract.accrual import rate_per_period
from leasecalc.engine.contract.nominal import period_rate_of
from leasecalc.engine.contract.payment_plan import fixed_amounts, instalments, with_interest
from leasecalc.records import record, replace
from leasecalc.rounding import round_to
from leasecalc.values import Value

if TYPE_CHECKING:
    from leasecalc.engine.legs.amounts import Amounts
    from leasecalc.engine.resolved import Inputs, ResolvedDeal, Roundings


@record
class Scheduled:
    """Payments in the currency of the lease; ``rate`` is that before rounding, or None where it is found again from the rounded ones."""

    paid: tuple[Value, ...]
    repayments: tuple[Value, ...]
    residual: Value
    rate: Value | None = None


def scheduled(deal: ResolvedDeal, inputs: Inputs, amounts: Amounts, exact_rent: Value, owed: tuple[Value, Value]) -> Scheduled:
    """Return instalments and residual for a base instalment that is not rounded yet; ``owed`` is the amount financed and the residual."""
    roundings = deal.roundings
    rent = exact_rent if roundings.smooth else round_to(exact_rent, roundings.rent)
    repayments = instalments(deal.lease.plan, amounts, rent, currency=deal.lease.currency, roundings=roundings)
    if roundings.smooth or roundings.remainder == "last_interest":
        return Scheduled(_paid(deal, amounts, rent, repayments, owed, exact=None), repayments, owed[1])
    rate = _exact_rate(deal, inputs, amounts, exact_rent, owed)
    return _at_exact_rate(deal, amounts, exact_rent, repayments, owed, rate=rate)


def _paid(
    deal: ResolvedDeal,
    amounts: Amounts,
    rent: Value,
    repayments: tuple[Value, ...],
    owed: tuple[Value, Value],
    *,
    exact: Value | None,
) -> tuple[Value, ...]:
    """Return the instalments with interest that is paid as it accrues and with resets of a floating rate, at the rate ``exact`` if known."""
    plan, roundings = deal.lease.plan, deal.roundings
    if not (plan.resets or plan.interest_only or plan.interim_with_first):
        return repayments
    rate = rate_per_period(plan.clock, owed[0], (*repayments, owed[1])) if exact is None else exact
    if not plan.resets:
        return with_interest(plan, repayments, owed[0], rate=rate, roundings=roundings)
    from leasecalc.engine.contract.floating import with_resets

    fixed = fixed_amounts(plan, amounts, currency=deal.lease.currency, roundings=roundings)
    return with_resets(deal.lease, rent, fixed, owed, rate=rate, roundings=roundings)


def _exact_rate(deal: ResolvedDeal, inputs: Inputs, amounts: Amounts, exact_rent: Value, owed: tuple[Value, Value]) -> Value:
    """Return the customer's rate per period before rounding: the target itself, or that of the instalments before rounding."""
    if inputs.rent is None and inputs.target is not None and deal.lease.target == "customer_rate":
        return period_rate_of(deal.lease, inputs.target.number)
    exact = _unrounded(deal, amounts, exact_rent)
    return rate_per_period(deal.lease.plan.clock, owed[0], (*exact, owed[1]))


def _unrounded(deal: ResolvedDeal, amounts: Amounts, exact_rent: Value) -> tuple[Value, ...]:
    smooth: Roundings = replace(deal.roundings, smooth=True)
    return instalments(deal.lease.plan, amounts, exact_rent, currency=deal.lease.currency, roundings=smooth)


def _at_exact_rate(
    deal: ResolvedDeal,
    amounts: Amounts,
    exact_rent: Value,
    repayments: tuple[Value, ...],
    owed: tuple[Value, Value],
    *,
    rate: Value,
) -> Scheduled:
    """Return the payments at the rate before rounding, with the remainder where the contract puts it."""
    from leasecalc.engine.contract.floating import rates_by_row
    from leasecalc.engine.contract.remainder import settled, spread

    plan, roundings, (financed, residual) = deal.lease.plan, deal.roundings, owed
    if roundings.remainder == "spread":
        repayments = spread(_unrounded(deal, amounts, exact_rent), roundings.rent)
    paid = _paid(deal, amounts, round_to(exact_rent, roundings.rent), repayments, owed, exact=rate)
    if roundings.remainder == "spread":
        return Scheduled(paid, repayments, residual, rate)
    *paid_out, left = settled(plan.accrual, financed, (*paid, residual), rates_by_row(deal.lease, rate), roundings)
    return Scheduled(tuple(paid_out), repayments, left, rate)
