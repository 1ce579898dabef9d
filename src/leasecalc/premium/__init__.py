"""The minimum premium of officially supported export credits (OECD Arrangement), a public proxy for credit insurance."""

from leasecalc.premium.coefficients import BUYER_CATEGORIES, COUNTRY_CATEGORIES, BuyerCategory, CountryCategory, Product
from leasecalc.premium.formula import Cover, minimum_premium_rate
from leasecalc.premium.horizon import equivalent_repayment_years, horizon_of_risk, weighted_average_life

__all__ = [
    "BUYER_CATEGORIES",
    "COUNTRY_CATEGORIES",
    "BuyerCategory",
    "CountryCategory",
    "Cover",
    "Product",
    "equivalent_repayment_years",
    "horizon_of_risk",
    "minimum_premium_rate",
    "weighted_average_life",
]
