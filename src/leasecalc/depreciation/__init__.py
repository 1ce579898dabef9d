"""Depreciation by period: straight line, sum of the years' digits, fixed declining balance, multiple and variable declining balance."""

from leasecalc.depreciation.methods import (
    declining_balance,
    fixed_declining_rate,
    multiple_declining_balance,
    straight_line,
    sum_of_years_digits,
    variable_declining_balance,
)

__all__ = [
    "declining_balance",
    "fixed_declining_rate",
    "multiple_declining_balance",
    "straight_line",
    "sum_of_years_digits",
    "variable_declining_balance",
]
