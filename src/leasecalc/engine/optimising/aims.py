"""Measures that are linear in the flows, as sums that must not be below zero: what floors, ceilings and objectives are made of.

A yield of at least y is a present value at y of its flows of at least zero (where the flows change sign once, as an outlay and its
returns do); an amount of at least b is that amount less b.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from leasecalc.engine.contract.accrual import worth
from leasecalc.engine.contract.nominal import effective_of, nominal_of, period_rate_of
from leasecalc.engine.discounting import discount_factors
from leasecalc.engine.legs.flows import Leg, add, contractual, net, present_value
from leasecalc.engine.measures import cumulative, grid_size
from leasecalc.engine.own_yields import EFFECTIVE, chosen
from leasecalc.engine.solving.goals import GOALS_BY_NAME

if TYPE_CHECKING:
    from leasecalc.engine.price import Priced
    from leasecalc.engine.resolved import ResolvedDeal
    from leasecalc.values import Value

#: Sums that must not be below zero; several where a measure is the lowest of many (peak cash).
Sums = Callable[["Priced"], Sequence["Value"]]
Legs = Callable[["Priced"], tuple[Leg, ...]]

#: Measures that are themselves sums of the flows.
AMOUNTS = frozenset({"lease_npv", "lease_minus_sale", "profit_margin", "lease_surplus", "lessee_cost", "flat_rate"})
PEAK = "lease_peak_cash"


def yields_of(deal: ResolvedDeal) -> dict[str, Legs]:
    """Return the legs of each yield by its name, effective and nominal."""
    legs: dict[str, Legs] = {
        "lessor_yield": lambda priced: contractual(priced.lease),
        "expected_yield": lambda priced: priced.lease,
    }
    legs |= {own.name: lambda priced, own=own: chosen(own, priced.lease) for own in deal.yields}  # type: ignore[misc]
    return legs | {name + EFFECTIVE: found for name, found in legs.items()}


def known_aims(deal: ResolvedDeal) -> tuple[str, ...]:
    """Return the names of the measures that can be a floor or a ceiling."""
    return (*yields_of(deal), "customer_rate", "customer_rate_effective", *sorted(AMOUNTS), PEAK)


def at_least(deal: ResolvedDeal, name: str, target: float) -> Sums:
    """Return what must not be below zero for the measure to be at least ``target``; for peak cash to be at most that."""
    found = yields_of(deal).get(name)
    if found is not None:
        rate = target if name.endswith(EFFECTIVE) else float(effective_of(deal.lease, target))
        factors = discount_factors(rate, deal.timeline.years)
        return lambda priced: (present_value(net(found(priced), grid_size(priced)), factors),)
    if name in {"customer_rate", "customer_rate_effective"}:
        return _customer(deal, target if name == "customer_rate" else float(nominal_of(deal.lease, target)))
    if name == PEAK:
        return lambda priced: tuple(total + target for total in cumulative(priced, priced.lease))
    compute = GOALS_BY_NAME[name].compute
    return lambda priced: (compute(priced) - target,)


def _customer(deal: ResolvedDeal, nominal_rate: float) -> Sums:
    rate = period_rate_of(deal.lease, nominal_rate)

    def excess(priced: Priced) -> tuple[Value]:
        terms = priced.contract
        return (worth(priced.deal.lease.plan.clock, terms.financed, (*terms.repayments, terms.residual), rate),)

    return excess


def paid_today(priced: Priced) -> Value:
    """Return the present value of the instalments at the deal's discount rate: what breaks a tie between equal answers."""
    factors = discount_factors(priced.inputs.discount_rate, priced.deal.timeline.years)
    at = priced.deal.timeline.instalments
    return add(amount * factors[place] for place, amount in zip(at, priced.contract.instalments, strict=True))
