"""Instalments of a floating rate: at each reset what is owed is spread over what is left, at the rate of the day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from leasecalc.engine.contract.nominal import nominal_of_period_rate, period_rate_of
from leasecalc.engine.contract.payment_plan import one_instalment
from leasecalc.engine.legs.flows import is_nothing
from leasecalc.rounding import UNROUNDED, round_to
from leasecalc.values import Value, maximum, minimum

if TYPE_CHECKING:
    from leasecalc.engine.resolved import LeaseTerms, Roundings


def rates_by_row(lease: LeaseTerms, first_rate: Value) -> list[Value]:
    """Return the rate per contract period of the time before each row (residual last); ``first_rate`` is that of the first row.

    A reset moves the nominal rate by what the base rate has moved since commencement, within floor and cap.
    """
    plan = lease.plan
    rates: list[Value] = [first_rate] * len(plan.accrual.periods)
    nominal = nominal_of_period_rate(lease, first_rate) if plan.resets else first_rate
    for reset in plan.resets:
        rate = period_rate_of(lease, within(nominal + reset.change, *plan.rate_limits))
        begin = reset.row + 1 if reset.in_advance else reset.row
        rates[begin:] = [rate] * (len(rates) - begin)
    return rates


def within(rate: Value, floor: float | None, cap: float | None) -> Value:
    """Return a rate that is not below its floor and not above its cap, where it has them."""
    above = rate if floor is None else maximum(rate, floor)
    return above if cap is None else minimum(above, cap)


def with_resets(
    lease: LeaseTerms, rent: Value, fixed: Sequence[Value], owed: tuple[Value, Value], *, rate: Value, roundings: Roundings
) -> tuple[Value, ...]:
    """Return every instalment where the rate floats; ``owed`` is the amount financed and the residual, ``rate`` that of the first period.

    After a reset the base instalment is (balance - present value of fixed amounts and residual) / present value of the weights, at the new rate
    (Commission, Examples for the calculation of the APRC, 2015, examples 21 to 23). Interest alone is paid at the rate of its period.
    """
    plan = lease.plan
    rates = rates_by_row(lease, rate)
    resets = {reset.row: reset for reset in plan.resets if any(not is_nothing(weight) for weight in plan.weights[reset.row :])}
    to_rent, to_unit = (UNROUNDED, UNROUNDED) if roundings.smooth else (roundings.rent, roundings.contract)
    balance, base = owed[0], rent
    paid: list[Value] = []
    for row in range(len(plan.weights)):
        reset = resets.get(row)
        if reset is not None and not reset.in_advance:
            base = round_to(_spread(lease, (balance, owed[1]), fixed, rates[row], row, grown=False), to_rent)
        interest = round_to(balance * plan.accrual.growth(rates[row], row), to_unit)
        balance = balance + interest
        if reset is not None and reset.in_advance:
            base = round_to(_spread(lease, (balance, owed[1]), fixed, rates[row + 1], row, grown=True), to_rent)
        instalment = one_instalment(plan, base, fixed, row, roundings)
        paid.append(round_to(instalment + interest, to_unit) if row in plan.interest_only else instalment)
        balance = round_to(balance - paid[-1], to_unit)
    return tuple(paid)


def _spread(
    lease: LeaseTerms, owed: tuple[Value, Value], fixed: Sequence[Value], rate: Value, start: int, *, grown: bool
) -> Value:
    """Return the base instalment that repays the balance from row ``start`` on; ``grown``: interest up to that row is in the balance.

    The rate of the reset is taken for all the time that is left: what a later reset will bring is not known then.
    """
    plan, clock = lease.plan, lease.plan.clock
    weights: Value = 0.0
    amounts: Value = 0.0
    growth: Value = 1.0
    for row in range(start, len(plan.weights)):
        if row > start or not grown:
            growth = growth * (1.0 + clock.growth(rate, row))
        weights = weights + plan.weights[row] / growth
        amounts = amounts + (fixed[row] if fixed else 0.0) / growth
    last = len(plan.weights)
    growth = growth * (1.0 + clock.growth(rate, last))
    return (owed[0] - amounts - owed[1] / growth) / weights
