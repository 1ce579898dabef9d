"""The internal-ratings-based risk weight: one factor, loss at 99.9 %, less what is expected.

    K = (LGD x N[(G(PD) + sqrt(R) x G(0.999)) / sqrt(1 - R)] - PD x LGD) x maturity adjustment

N is the normal distribution, G its inverse, R the correlation of the asset class. Source: Basel Committee on Banking
Supervision, Basel II (June 2006), paragraphs 272 to 330 and annex 5; Basel framework CRE31. Floats only; rates are fractions.
"""

from __future__ import annotations

import math
from typing import Literal

AssetClass = Literal[
    "corporate", "large_financial", "volatile_real_estate", "residential_mortgage", "qualifying_revolving", "other_retail"
]

CONFIDENCE = 0.999
RISK_WEIGHT_OF_CAPITAL = 12.5  # capital is 8 % of risk-weighted assets
FIXED_CORRELATION = {"residential_mortgage": 0.15, "qualifying_revolving": 0.04}
BETWEEN = {
    "corporate": (0.12, 0.24, 50.0),
    "large_financial": (0.12, 0.24, 50.0),
    "volatile_real_estate": (0.12, 0.30, 50.0),
    "other_retail": (0.03, 0.16, 35.0),
}
RETAIL = {"residential_mortgage", "qualifying_revolving", "other_retail"}
LARGE_FINANCIAL_MULTIPLIER = 1.25
SMALLEST_TURNOVER, LARGEST_TURNOVER = 5.0, 50.0  # of a small or medium entity, EUR million


def asset_correlation(default_rate: float, asset_class: AssetClass, *, turnover_eur_m: float | None = None) -> float:
    """Return R: fixed for mortgages and revolving retail, else between two limits, lower for a higher default rate.

    A corporate borrower with a turnover of 5 to 50 million euro has up to 0.04 less (paragraph 273); below 5 it counts
    as 5, from 50 on there is no reduction. `None` is a borrower that is no small or medium entity.
    """
    fixed = FIXED_CORRELATION.get(asset_class)
    if fixed is not None:
        return fixed
    low, high, steepness = BETWEEN[asset_class]
    weight = math.expm1(-steepness * default_rate) / math.expm1(-steepness)
    found = low * weight + high * (1.0 - weight)
    if asset_class == "large_financial":
        return LARGE_FINANCIAL_MULTIPLIER * found
    if asset_class != "corporate" or turnover_eur_m is None:
        return found
    turnover = min(max(turnover_eur_m, SMALLEST_TURNOVER), LARGEST_TURNOVER)
    return found - 0.04 * (1.0 - (turnover - SMALLEST_TURNOVER) / (LARGEST_TURNOVER - SMALLEST_TURNOVER))


def maturity_adjustment(default_rate: float, maturity_years: float) -> float:
    """Return (1 + (M - 2.5) b) / (1 - 1.5 b), b = (0.11852 - 0.05478 ln PD) ** 2; M is taken between 1 and 5 years."""
    b = (0.11852 - 0.05478 * math.log(default_rate)) ** 2
    maturity = min(max(maturity_years, 1.0), 5.0)
    return (1.0 + (maturity - 2.5) * b) / (1.0 - 1.5 * b)


def capital_requirement(
    default_rate: float,
    loss_given_default: float,
    asset_class: AssetClass,
    *,
    maturity_years: float | None = None,
    turnover_eur_m: float | None = None,
) -> float:
    """Return K, capital as a fraction of the exposure at default.

    The default rate is that of one year, above 0 and below 1; the floor that a regulator sets (0.03 % in Basel II, 0.05 % since
    Basel III) is the caller's. Retail classes have no maturity; the others need one. Raises ``ValueError`` otherwise.
    """
    if not 0.0 < default_rate < 1.0:
        raise ValueError(f"the formula holds for a default rate between 0 and 1, not {default_rate!r}")
    from statistics import NormalDist

    normal = NormalDist()
    correlation = asset_correlation(default_rate, asset_class, turnover_eur_m=turnover_eur_m)
    shifted = normal.inv_cdf(default_rate) + math.sqrt(correlation) * normal.inv_cdf(CONFIDENCE)
    stressed = normal.cdf(shifted / math.sqrt(1.0 - correlation))
    unexpected = loss_given_default * (stressed - default_rate)
    if asset_class in RETAIL:
        return unexpected
    if maturity_years is None:
        raise ValueError("capital for an exposure that is not retail depends on its maturity, and none is given")
    return unexpected * maturity_adjustment(default_rate, maturity_years)


def risk_weight(capital: float, *, scaling_factor: float = 1.0) -> float:
    """Return the risk weight of a capital requirement: 12.5 x K, scaled by 1.06 in Basel II and by nothing since Basel III."""
    return RISK_WEIGHT_OF_CAPITAL * capital * scaling_factor


def risk_weighted_assets(exposure: float, capital: float, *, scaling_factor: float = 1.0) -> float:
    """Return exposure at default x risk weight, in the currency of the exposure."""
    return exposure * risk_weight(capital, scaling_factor=scaling_factor)
