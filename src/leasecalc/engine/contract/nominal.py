"""Yearly rates of a lease by name: nominal, compounded as the deal says, effective, and per contract period."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.engine.discounting import effective_from_nominal, nominal_from_effective
from leasecalc.values import Value, power

if TYPE_CHECKING:
    from leasecalc.engine.resolved import LeaseTerms


def effective_of(lease: LeaseTerms, nominal_rate: Value) -> Value:
    """Return the effective yearly rate of a nominal one with the lease's m compounding periods: (1 + nominal / m) ^ m - 1."""
    return effective_from_nominal(nominal_rate, lease.compoundings_per_year)


def nominal_of(lease: LeaseTerms, effective_rate: Value) -> Value:
    """Return the nominal yearly rate with the lease's compounding of an effective one: m x ((1 + effective) ^ (1/m) - 1)."""
    return nominal_from_effective(effective_rate, lease.compoundings_per_year)


def period_rate_of(lease: LeaseTerms, nominal_rate: Value) -> Value:
    """Return the rate per contract period of a nominal yearly one: (1 + nominal / m) ^ (m / p) - 1 for p instalments a year.

    A Canadian mortgage has m = 2 and p = 12 (Interest Act, R.S.C. 1985, c. I-15, section 6). Where m = p it is nominal / p.
    """
    compounding, payments = lease.compoundings_per_year, lease.payments_per_year
    if compounding == payments or lease.plan.accrual.capitalised:  # simple between capitalisations
        return nominal_rate / payments
    return power(1.0 + nominal_rate / compounding, compounding / payments) - 1.0


def nominal_of_period_rate(lease: LeaseTerms, period_rate: Value) -> Value:
    """Return the nominal yearly rate, compounded as the lease says, of a rate per contract period."""
    compounding, payments = lease.compoundings_per_year, lease.payments_per_year
    if compounding == payments or lease.plan.accrual.capitalised:
        return period_rate * payments
    return (power(1.0 + period_rate, payments / compounding) - 1.0) * compounding


def margin_over_base(lease: LeaseTerms, period_rate: Value) -> Value:
    """Return the margin of a floating rate: the nominal yearly rate of its first period less the base rate at commencement."""
    assert lease.plan.base_rate is not None  # noqa: S101 - only a floating lease has a margin
    return nominal_of_period_rate(lease, period_rate) - lease.plan.base_rate
