"""Credit for tax paid abroad: the limit on net income, what exceeds it, and how long that is carried."""

from leasecalc.tax_credit.limit import (
    CARRIED_YEARS,
    CreditedYear,
    ForeignTaxCredit,
    credit_limit,
    credited_over_years,
    foreign_tax_credit,
)

__all__ = [
    "CARRIED_YEARS",
    "CreditedYear",
    "ForeignTaxCredit",
    "credit_limit",
    "credited_over_years",
    "foreign_tax_credit",
]
