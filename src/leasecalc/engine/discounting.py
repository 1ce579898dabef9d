"""Discount factors and the conversion between nominal and effective yearly rates."""

from __future__ import annotations

from collections.abc import Sequence

from leasecalc.values import Value, power, powers


def effective_from_nominal(nominal_rate: Value, periods_per_year: float) -> Value:
    """Return (1 + nominal / m) ** m - 1."""
    return power(1.0 + nominal_rate / periods_per_year, periods_per_year) - 1.0


def nominal_from_effective(effective_rate: Value, periods_per_year: float) -> Value:
    """Return m x ((1 + effective) ** (1 / m) - 1)."""
    return (power(1.0 + effective_rate, 1.0 / periods_per_year) - 1.0) * periods_per_year


def discount_factors(effective_rate: Value, years: Sequence[float]) -> list[Value]:
    """Return (1 + rate) ** -t for each time in years."""
    return powers(1.0 + effective_rate, [-year for year in years])
