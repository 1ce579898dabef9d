"""The rate of the loan for the time before each payment: fixed, floating, or by term; less a discount for carbon dioxide avoided."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from leasecalc.engine.contract.floating import within
from leasecalc.engine.legs.flows import add
from leasecalc.values import Value, divide, where

if TYPE_CHECKING:
    from leasecalc.engine.resolved import Inputs
    from leasecalc.engine.resolved_funding import FundingPlan, GreenInputs

KG_PER_TONNE = 1000.0


def tonnes_avoided(green: GreenInputs) -> Value:
    """Return tonnes of CO2 a year that one car avoids beside the petrol reference.

    Distance x (reference litres per km x kg per litre - kWh per km x kg per kWh) / 1000: the tank-to-wheel emission of the fuel less that of the
    electricity (activity x emission factor, IPCC Guidelines 2006, volume 2, chapter 3, equation 3.2.1).
    """
    petrol = green.reference_litres_km * green.fuel_kg_litre
    electric = green.consumption_kwh_km * green.grid_kg_kwh
    return green.distance_km * (petrol - electric) / KG_PER_TONNE


def green_discount(green: GreenInputs | None) -> Value:
    """Return what is taken off the rate: the discount from the threshold on, else nothing."""
    if green is None:
        return 0.0
    return where(tonnes_avoided(green) >= green.threshold_tonnes, green.discount_rate, 0.0)


def at_term(curve: Sequence[tuple[float, float]], years: float) -> float:
    """Return the rate of a term, straight between the points, flat before the first and after the last."""
    if years <= curve[0][0]:
        return curve[0][1]
    for (left, low), (right, high) in pairwise(curve):
        if years <= right:
            return low + (high - low) * (years - left) / (right - left)
    return curve[-1][1]


def pooled(curve: Sequence[tuple[float, float]], terms: Sequence[float], repaid: Sequence[Value]) -> Value:
    """Return the matched-maturity rate of a loan that is repaid in parts: each part bears the rate of its own term.

    Sum of part x term x rate of the term / sum of part x term (funds transfer pricing by strips).
    The rate of the longest term where nothing stays out for any time.
    """
    weights = [part * term for part, term in zip(repaid, terms, strict=True)]
    earned = add(weight * at_term(curve, term) for weight, term in zip(weights, terms, strict=True))
    return divide(earned, add(weights), at_term(curve, max(terms)))


def nominal_rates(plan: FundingPlan, inputs: Inputs, repaid: Sequence[Value], terms: Sequence[float]) -> list[Value]:
    """Return the nominal yearly rate of the time before each row.

    ``repaid`` and ``terms`` are the parts by which the loan is repaid, and their years from the drawdown; only a curve needs them.
    """
    discount = green_discount(inputs.green)
    if plan.base_rates:
        return [within(base + inputs.funding_margin, *plan.limits) - discount for base in plan.base_rates]
    if plan.curve:
        whole = pooled(plan.curve, terms, repaid) + inputs.funding_margin
    else:
        whole = 0.0 if inputs.funding_rate is None else inputs.funding_rate
    return [whole - discount] * len(plan.rows)
