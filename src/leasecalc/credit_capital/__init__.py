"""Credit risk: regulatory capital by the Basel formula, expected loss, return on the capital at risk."""

from leasecalc.credit_capital.basel import (
    AssetClass,
    asset_correlation,
    capital_requirement,
    maturity_adjustment,
    risk_weight,
    risk_weighted_assets,
)
from leasecalc.credit_capital.expected_loss import expected_credit_loss, expected_loss, marginal_default_rates
from leasecalc.credit_capital.returns import return_on_capital, risk_adjusted_return
from leasecalc.credit_capital.vasicek import (
    conditional_default_rate,
    count_quantile,
    default_counts,
    large_pool_distribution,
    large_pool_quantile,
)

__all__ = [
    "AssetClass",
    "asset_correlation",
    "capital_requirement",
    "conditional_default_rate",
    "count_quantile",
    "default_counts",
    "expected_credit_loss",
    "expected_loss",
    "large_pool_distribution",
    "large_pool_quantile",
    "marginal_default_rates",
    "maturity_adjustment",
    "return_on_capital",
    "risk_adjusted_return",
    "risk_weight",
    "risk_weighted_assets",
]
