"""The consumer lease of the United States: capitalised cost, depreciation, rent charge, money factor (12 CFR 1013)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from leasecalc.rounding import UNROUNDED, Rounding, round_to

if TYPE_CHECKING:
    from collections.abc import Sequence

    from leasecalc.values import Value


def money_factor_rate(money_factor: Value) -> Value:
    """Return the yearly rate that a money factor stands for: 24 x factor (2400 x factor in percent)."""
    return 24.0 * money_factor


def money_factor(annual_rate: Value) -> Value:
    """Return the money factor of a yearly rate: rate / 24."""
    return annual_rate / 24.0


def adjusted_capitalised_cost(gross_capitalised_cost: Value, capitalised_cost_reduction: Value) -> Value:
    """Return what the base payment amortises: gross cost less down payment, trade-in and rebate (1013.4(f)(1)-(3))."""
    return gross_capitalised_cost - capitalised_cost_reduction


@dataclass(frozen=True, slots=True)
class PaymentBreakdown:
    """The lines of a lease payment that 12 CFR 1013.4(f) discloses, for the whole term except `base_payment`."""

    depreciation: Value
    rent_charge: Value
    base_payment: Value

    @property
    def total_base_payments(self) -> Value:
        """Return depreciation and rent charge together; a refundable deposit is no part of it."""
        return self.depreciation + self.rent_charge


def money_factor_lease(capitalised_cost: Value, residual: Value, count: int, *, money_factor: Value) -> PaymentBreakdown:
    """Return the payment by money factor, not rounded: each month (cost + residual) x factor is rent.

    `capitalised_cost` is the adjusted one. The factor is the rate over 24, as the mean balance is half of
    cost + residual.
    """
    depreciation = capitalised_cost - residual
    rent = (capitalised_cost + residual) * money_factor * count
    return PaymentBreakdown(depreciation, rent, (depreciation + rent) / count)


def breakdown_of_payment(capitalised_cost: Value, residual: Value, count: int, *, base_payment: Value) -> PaymentBreakdown:
    """Return the rent charge of a known payment: all base payments less the depreciation (1013.4(f)(5)-(7))."""
    depreciation = capitalised_cost - residual
    return PaymentBreakdown(depreciation, count * base_payment - depreciation, base_payment)


def early_termination_charge(early_payoff: Value, vehicle_credit: Value) -> Value:
    """Return the payoff less what the vehicle is credited with; negative if the credit exceeds it."""
    return early_payoff - vehicle_credit


@dataclass(frozen=True, slots=True)
class LeaseRow:
    """One payment of a lease and its parts; `balance` is the adjusted lease balance after it."""

    payment: Value
    rent: Value
    depreciation: Value
    balance: Value


def constant_yield_rows(
    rate: Value,
    capitalised_cost: Value,
    payments: Sequence[Value],
    *,
    in_advance: bool = True,
    rounding: Rounding = UNROUNDED,
) -> list[LeaseRow]:
    """Split payments into rent and depreciation by the actuarial method, at a rate per period.

    In advance the rent of a period is earned on the balance after its payment, rate x (balance - payment), else on
    the balance. Rent is rounded. Source: Federal Reserve Board, Vehicle Leasing, constant yield example.
    """
    rows: list[LeaseRow] = []
    balance = capitalised_cost
    for payment in payments:
        rent = round_to(rate * (balance - payment if in_advance else balance), rounding)
        balance = balance - (payment - rent)
        rows.append(LeaseRow(payment, rent, payment - rent, balance))
    return rows
