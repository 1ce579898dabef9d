"""The lessor's income tax as it is printed: amounts in the deal's currency per car."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from leasecalc.records import record
from leasecalc.report.deal.model import LegShown


@record(kw_only=True)
class TaxYearShown:
    """One tax year of the lease."""

    year: int
    income: Decimal
    """Taxable income before losses of earlier years."""
    losses_used: Decimal
    tax: Decimal
    """Tax before the credit."""
    withheld: Decimal
    credited: Decimal
    carried: Decimal
    """Tax withheld that may still be credited."""
    lapsed: Decimal
    paid: Decimal
    """Tax after the credit."""
    paid_on: date


@record(kw_only=True)
class TaxShown:
    """Income tax of both routes: by year for the lease, its legs, and what is left."""

    currency: str
    rate: float
    years: tuple[TaxYearShown, ...]
    foreign_tax_lost: Decimal
    lease_legs: tuple[LegShown, ...]
    sale_legs: tuple[LegShown, ...]
    loan_npv: Decimal | None
    """Present value of the loan's flows, which stand in what is left after tax as its interest stands in the tax; None without a loan."""
    lease_npv: Decimal
    sale_npv: Decimal
    after_tax_lease_npv: Decimal
    after_tax_sale_npv: Decimal
