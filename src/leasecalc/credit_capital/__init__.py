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

__all__ = [
    "AssetClass",
    "asset_correlation",
    "capital_requirement",
    "expected_credit_loss",
    "expected_loss",
    "marginal_default_rates",
    "maturity_adjustment",
    "return_on_capital",
    "risk_adjusted_return",
    "risk_weight",
    "risk_weighted_assets",
]
