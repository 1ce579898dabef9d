"""The level instalment that meets a target, found on the smooth (unrounded) function."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from leasecalc.engine.discounting import discount_factors, effective_from_nominal
from leasecalc.engine.flows import Leg, contractual, net, present_value
from leasecalc.engine.lease_legs import contract
from leasecalc.engine.schedule import customer_flows
from leasecalc.errors import CalculationError, NoSolution
from leasecalc.values import Value, absolute, all_true, both, invert, maximum, power, where

if TYPE_CHECKING:
    from leasecalc.engine.amounts import Amounts
    from leasecalc.engine.resolved import Inputs, ResolvedDeal

Excess = Callable[[Value], Value]
LARGEST_NUMBER_OF_STEPS = 60


def solved_rent(deal: ResolvedDeal, inputs: Inputs, amounts: Amounts, legs: Callable[[Value], tuple[Leg, ...]]) -> Value:
    """Return the unrounded instalment, in the currency of the lease, at which the deal's target is met.

    ``legs`` gives the lease's flows for a trial instalment. Raises ``CalculationError`` where no instalment meets the target.
    """
    first = amounts.contracted(inputs.financed, deal.lease.currency, deal.roundings.contract) / float(
        len(deal.timeline.instalments)
    )
    return secant(excess_function(deal, inputs, amounts, legs), first)


def excess_function(deal: ResolvedDeal, inputs: Inputs, amounts: Amounts, legs: Callable[[Value], tuple[Leg, ...]]) -> Excess:
    """Return the function of the instalment that is zero where the target is met."""
    if inputs.target is None:
        raise CalculationError("a rent is to be solved and no target is given")
    target = inputs.target.number
    size = len(deal.timeline.years)
    if deal.lease.target == "lessor_yield":
        effective = effective_from_nominal(target, deal.lease.payments_per_year)
        factors = discount_factors(effective, deal.timeline.years)
        return lambda rent: present_value(net(contractual(legs(rent)), size), factors)
    if deal.lease.target == "npv":
        factors = discount_factors(inputs.discount_rate, deal.timeline.years)
        return lambda rent: present_value(net(legs(rent), size), factors) - target
    return lambda rent: _customer_excess(deal, inputs, amounts, rent, target / deal.lease.payments_per_year)


def _customer_excess(deal: ResolvedDeal, inputs: Inputs, amounts: Amounts, rent: Value, period_rate: Value) -> Value:
    """Return the value at commencement of the customer's flows at ``period_rate``, + where he pays too much."""
    terms = contract(deal, inputs, amounts, rent)
    flows = customer_flows(terms.financed, rent, terms.residual, (*deal.timeline.periods, deal.lease.periods))
    total: Value = 0.0
    for period, amount in flows.items():
        total = total + amount / power(1.0 + period_rate, float(period))
    return total


def secant(excess: Excess, first: Value) -> Value:
    """Return the zero of ``excess`` by the secant rule, row by row; two steps where it is linear.

    A row is frozen once its step is below 1e-14 of its value, so that a row of an array takes the same steps as alone.
    """
    before, here = first, first * 1.25 + 1.0
    value_before, value = excess(before), excess(here)
    for _ in range(LARGEST_NUMBER_OF_STEPS):
        slope = value - value_before
        flat = slope == 0.0
        step = where(flat, 0.0, value * (here - before) / where(flat, 1.0, slope))
        done = absolute(step) <= 1e-14 * maximum(absolute(here), 1.0)
        if all_true(done):
            break
        following = where(done, here, here - step)
        before, value_before = where(done, before, here), where(done, value_before, value)
        here = following
        value = where(done, value, excess(here))
    unmet = both(invert(done), absolute(value) > 1e-6 * maximum(absolute(here), 1.0))
    if not all_true(invert(unmet)):
        raise NoSolution(
            "no level instalment meets the target of this deal: check the target, the residual and the deposit (leasecalc explain LC601)"
        )
    return here
