"""Lease or buy: what each costs after tax, year by year, and the advantage of one over the other."""

from leasecalc.buying.comparison import (
    advantage_of_buying,
    after_tax,
    lease_costs,
    loan_interest,
    net_advantage_of_leasing,
    ownership_costs,
    present_values,
)

__all__ = [
    "advantage_of_buying",
    "after_tax",
    "lease_costs",
    "loan_interest",
    "net_advantage_of_leasing",
    "ownership_costs",
    "present_values",
]
