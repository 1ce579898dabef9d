"""Loans on contract periods: payments that clear a principal, and the balance that runs through them.

A loan is put together from three sequences, one entry a period: the rates (`period_rates`), the payments
(`payments`, `revolving`) and the rows that result (`schedule`). Amounts are positive, rates are fractions per period.
A nominal rate with another compounding frequency becomes a rate per period by `leasecalc.annuity.rate_per_payment`.
"""

from leasecalc.loans.allocation import (
    allocated,
    flat_charge,
    flat_payment,
    rule_of_78_rebate,
    sum_of_digits_weights,
)
from leasecalc.loans.consumer_lease import (
    LeaseRow,
    PaymentBreakdown,
    adjusted_capitalised_cost,
    breakdown_of_payment,
    constant_yield_rows,
    early_termination_charge,
    money_factor,
    money_factor_lease,
    money_factor_rate,
)
from leasecalc.loans.odd_final import OddFinalPayment, odd_final_payment
from leasecalc.loans.payments import (
    level_amount,
    principal_plus_payments,
    stepped_weights,
    weighted_payments,
    weights_without_months,
    weights_without_periods,
)
from leasecalc.loans.period_rates import dated_period_rates, resolved_period_rates, segment_period_rates
from leasecalc.loans.resets import RateSegment, reset_amounts
from leasecalc.loans.revolving import ShareRule, share_payments
from leasecalc.loans.schedule import InterestMethod, Remainder, Row, Schedule, amortise, schedule_of_interest
from leasecalc.loans.subsidy import subsidy

__all__ = [
    "InterestMethod",
    "LeaseRow",
    "OddFinalPayment",
    "PaymentBreakdown",
    "RateSegment",
    "Remainder",
    "Row",
    "Schedule",
    "ShareRule",
    "adjusted_capitalised_cost",
    "allocated",
    "amortise",
    "breakdown_of_payment",
    "constant_yield_rows",
    "dated_period_rates",
    "early_termination_charge",
    "flat_charge",
    "flat_payment",
    "level_amount",
    "money_factor",
    "money_factor_lease",
    "money_factor_rate",
    "odd_final_payment",
    "principal_plus_payments",
    "reset_amounts",
    "resolved_period_rates",
    "rule_of_78_rebate",
    "schedule_of_interest",
    "segment_period_rates",
    "share_payments",
    "stepped_weights",
    "subsidy",
    "sum_of_digits_weights",
    "weighted_payments",
    "weights_without_months",
    "weights_without_periods",
]
