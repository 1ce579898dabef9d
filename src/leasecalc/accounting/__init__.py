"""Accounting of leases: net investment and liability by effective interest, classification, selling profit, operating leases."""

from leasecalc.accounting.classification import (
    LEASE_CLASSES,
    Indicator,
    LeaseFacts,
    Standard,
    classify,
    lease_class,
)
from leasecalc.accounting.effective_interest import InterestRow, effective_interest_rows, present_value_of_payments
from leasecalc.accounting.lessee import RightOfUseRow, lease_liability, right_of_use_asset, right_of_use_rows, straight_line_cost
from leasecalc.accounting.lessor import (
    LessorLease,
    SellingProfit,
    gross_investment,
    implicit_rate,
    lease_receivable,
    net_investment,
    selling_profit,
    unguaranteed_residual_asset,
)
from leasecalc.accounting.level import LevelFactors, level_factors, level_present_value, level_rental

__all__ = [
    "LEASE_CLASSES",
    "Indicator",
    "InterestRow",
    "LeaseFacts",
    "LessorLease",
    "LevelFactors",
    "RightOfUseRow",
    "SellingProfit",
    "Standard",
    "classify",
    "effective_interest_rows",
    "gross_investment",
    "implicit_rate",
    "lease_class",
    "lease_liability",
    "lease_receivable",
    "level_factors",
    "level_present_value",
    "level_rental",
    "net_investment",
    "present_value_of_payments",
    "right_of_use_asset",
    "right_of_use_rows",
    "selling_profit",
    "straight_line_cost",
    "unguaranteed_residual_asset",
]
