"""The base instalment that meets a target, found on the smooth (unrounded) function."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from leasecalc.engine.contract.accrual import worth
from leasecalc.engine.contract.nominal import effective_of, period_rate_of
from leasecalc.engine.contract.secant import secant
from leasecalc.engine.discounting import discount_factors
from leasecalc.engine.legs.flows import Leg, contractual, net, present_value
from leasecalc.engine.legs.lease_legs import contract
from leasecalc.errors import CalculationError
from leasecalc.records import replace
from leasecalc.values import Value

if TYPE_CHECKING:
    from leasecalc.engine.legs.amounts import Amounts
    from leasecalc.engine.resolved import Inputs, ResolvedDeal

Excess = Callable[[Value], Value]
UNMET = "no instalment meets the target of this deal: check the target, the residual and the deposit (leasecalc explain LC601)"


def solved_rent(deal: ResolvedDeal, inputs: Inputs, amounts: Amounts, legs: Callable[[Value], tuple[Leg, ...]]) -> Value:
    """Return the unrounded instalment, in the currency of the lease, at which the deal's target is met.

    ``legs`` gives the lease's flows for a trial instalment. Raises ``CalculationError`` where no instalment meets the target.
    """
    return solved_with(deal, inputs, amounts, excess_function(deal, inputs, amounts, legs))


def solved_with(deal: ResolvedDeal, inputs: Inputs, amounts: Amounts, excess: Excess) -> Value:
    """Return the zero of ``excess``, looked for from the amount financed over the instalments. Raises like ``solved_rent``."""
    first = amounts.contracted(inputs.financed, deal.lease.currency, deal.roundings.contract) / deal.lease.plan.size
    return secant(excess, first, first * 1.25 + 1.0, unmet=UNMET)


def excess_function(deal: ResolvedDeal, inputs: Inputs, amounts: Amounts, legs: Callable[[Value], tuple[Leg, ...]]) -> Excess:
    """Return the function of the instalment that is zero where the target is met."""
    if inputs.target is None:
        raise CalculationError("a rent is to be solved and no target is given")
    target = inputs.target.number
    size = len(deal.timeline.years)
    if deal.lease.target == "lessor_yield":
        effective = effective_of(deal.lease, target)
        factors = discount_factors(effective, deal.timeline.years)
        return lambda rent: present_value(net(contractual(legs(rent)), size), factors)
    if deal.lease.target == "npv":
        factors = discount_factors(inputs.discount_rate, deal.timeline.years)
        return lambda rent: present_value(net(legs(rent), size), factors) - target
    view = replace(deal, roundings=replace(deal.roundings, smooth=True))
    return lambda rent: _customer_excess(view, inputs, amounts, rent, period_rate_of(deal.lease, target))


def _customer_excess(deal: ResolvedDeal, inputs: Inputs, amounts: Amounts, rent: Value, period_rate: Value) -> Value:
    """Return the value at commencement of the customer's flows at ``period_rate``, + where he pays too much."""
    terms = contract(deal, inputs, amounts, rent)
    return worth(deal.lease.plan.clock, terms.financed, (*terms.repayments, terms.residual), period_rate)
