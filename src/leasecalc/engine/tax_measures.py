"""Measures after the lessor's income tax, of a deal with a `tax` section."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.engine.legs.flows import contractual
from leasecalc.engine.legs.tax_legs import credit_lost
from leasecalc.engine.measures import Measure, effective_yield, nominal, present_value_of
from leasecalc.errors import UsageError

if TYPE_CHECKING:
    from leasecalc.engine.legs.flows import Leg
    from leasecalc.engine.legs.tax_legs import LessorTax
    from leasecalc.engine.price import Priced
    from leasecalc.values import Value


def tax_of(priced: Priced) -> LessorTax:
    """Return the lessor's income tax. Raises ``UsageError`` for a deal without `tax`."""
    if priced.tax is None:
        raise UsageError("measures after tax need a deal with a `tax` section")
    return priced.tax


def lease_after_tax(priced: Priced) -> tuple[Leg, ...]:
    """Return the legs of the lease, of its loan if it has one, and of income tax."""
    return (*priced.lease, *getattr(priced, "funding", ()), *tax_of(priced).lease_legs)


def sale_after_tax(priced: Priced) -> tuple[Leg, ...]:
    """Return the legs of the sale and of income tax."""
    return (*priced.sale, *tax_of(priced).sale_legs)


def after_tax_yield_effective(priced: Priced) -> Value:
    """Return the effective rate of return on contractual flows after income tax."""
    return effective_yield(priced, contractual(lease_after_tax(priced)))


def _difference(priced: Priced) -> Value:
    return present_value_of(priced, lease_after_tax(priced)) - present_value_of(priced, sale_after_tax(priced))


AFTER_TAX = "the lessor's contractual flows, those of its loan if it has one, income tax and the credit for tax withheld"
EXPECTED_AFTER_TAX = f"{AFTER_TAX}; and the expected loss, recovery and insurance payments of default with the tax on them"
SALE_AFTER_TAX = "the flows of the sale, and income tax on their sum in the year of export"

TAX_MEASURES: tuple[Measure, ...] = (
    Measure("after_tax_yield", "After-tax yield, nominal", "rate", AFTER_TAX, "m x ((1 + effective) ^ (1/m) - 1)",
            lambda p: nominal(p, after_tax_yield_effective(p))),
    Measure("after_tax_yield_effective", "After-tax yield, effective", "rate", AFTER_TAX, "sum of flow / (1 + r) ^ t = 0", after_tax_yield_effective),
    Measure("after_tax_npv", "Lease NPV after tax", "money", EXPECTED_AFTER_TAX, "sum of flow / (1 + discount rate) ^ t",
            lambda p: present_value_of(p, lease_after_tax(p))),
    Measure("sale_after_tax_npv", "Export-sale NPV after tax", "money", SALE_AFTER_TAX, "sum of flow / (1 + discount rate) ^ t",
            lambda p: present_value_of(p, sale_after_tax(p))),
    Measure("after_tax_lease_minus_sale", "Lease minus sale after tax", "money", "both routes after income tax",
            "lease NPV after tax - sale NPV after tax", _difference),
    Measure("foreign_tax_lost", "Tax withheld and never credited", "money", "tax withheld abroad by contract, undiscounted",
            "withheld - credited within the years that the law allows", lambda p: credit_lost(tax_of(p).years)),
)  # fmt: skip
