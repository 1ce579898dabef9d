"""Costs of leasing and of owning an asset, period by period.

Period 0 is the start, period k ends k periods later. Costs are positive, money that comes back negative; every amount and
rate may be a float or an array of scenarios (S,). Which rate discounts is the caller's: after tax for flows that a loan could
replace, as they are as safe as the loan's (Ross, Westerfield, Jaffe, Corporate Finance, leasing), before tax in other texts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.annuity import discount

if TYPE_CHECKING:
    from collections.abc import Sequence

    from leasecalc.values import Value


def after_tax(amount: Value, tax_rate: Value) -> Value:
    """Return what an amount that tax allows costs: amount x (1 - tax rate); a rate of interest alike."""
    return amount * (1.0 - tax_rate)


def lease_costs(rentals: Sequence[Value], tax_rate: Value) -> tuple[Value, ...]:
    """Return what the rentals of each period cost after tax."""
    return tuple(after_tax(rental, tax_rate) for rental in rentals)


def loan_interest(rate: Value, principal: Value, payments: Sequence[Value]) -> tuple[Value, ...]:
    """Return the interest within each payment at the end of a period: rate x balance before it."""
    interest: list[Value] = []
    balance = principal
    for payment in payments:
        interest.append(balance * rate)
        balance = balance + interest[-1] - payment
    return tuple(interest)


def ownership_costs(
    payments: Sequence[Value], running_costs: Sequence[Value], deductions: Sequence[Value], *, tax_rate: Value
) -> tuple[Value, ...]:
    """Return what owning costs in each period: payment + running cost after tax - tax rate x deductions.

    Payments are those of the loan, or the price paid at the start; deductions are interest and depreciation together, which
    tax allows but nobody pays. Raises ``ValueError`` for sequences of different length.
    """
    return tuple(
        payment + after_tax(running, tax_rate) - tax_rate * deduction
        for payment, running, deduction in zip(payments, running_costs, deductions, strict=True)
    )


def present_values(amounts: Sequence[Value], rate: Value, *, first: int = 0) -> tuple[Value, ...]:
    """Return each amount discounted to the start, the first one by `first` periods: amount / (1 + rate) ** k."""
    return tuple(amount * discount(rate, period * 1.0) for period, amount in enumerate(amounts, start=first))


def advantage_of_buying(leasing: Sequence[Value], owning: Sequence[Value], rate: Value, *, first: int = 0) -> tuple[Value, ...]:
    """Return by period the present value of what leasing costs more than owning; their sum is the advantage of buying."""
    return present_values([lease - own for lease, own in zip(leasing, owning, strict=True)], rate, first=first)


def net_advantage_of_leasing(leasing: Sequence[Value], owning: Sequence[Value], rate: Value, *, first: int = 0) -> Value:
    """Return the present value of the costs of owning less that of leasing (NAL); above zero the lease is cheaper."""
    total: Value = 0.0
    for advantage in advantage_of_buying(leasing, owning, rate, first=first):
        total = total - advantage
    return total
