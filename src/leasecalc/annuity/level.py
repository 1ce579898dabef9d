"""Level payments: present and future value, payment, count, and the split into interest and principal.

The sign convention is that of spreadsheets: cash received is positive, cash paid negative, and

    present_value * (1 + r) ** n + payment * (1 + r * advance) * ((1 + r) ** n - 1) / r + future_value = 0

with `advance` 1 for payments at the beginning of each period. So a borrower who receives 100 pays a negative
payment. Rates are fractions per period above -100 %; zero and negative rates are ordinary values, and counts need
not be whole. Every amount may be a float or an array of scenarios.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from leasecalc.errors import NoSolution
from leasecalc.records import record
from leasecalc.values import absolute, divide, exp, expm1, log1p, where

if TYPE_CHECKING:
    from leasecalc.values import Value


def growth(rate: Value, count: Value) -> Value:
    """Return (1 + rate) ** count: what one unit becomes."""
    return exp(count * log1p(rate))


def discount(rate: Value, count: Value) -> Value:
    """Return (1 + rate) ** -count: what one unit due then is worth now."""
    return exp(-count * log1p(rate))


def _over_rate(interest: Value, rate: Value, count: Value) -> Value:
    """Divide by the rate; at zero, and where the quotient would lose its digits to underflow, return its limit."""
    return divide(interest, where(absolute(rate) < 1e-100, 0.0, rate), count * 1.0)


def annuity_factor(rate: Value, count: Value, *, in_advance: bool = False) -> Value:
    """Return the present value of one unit per period: (1 - (1 + rate) ** -count) / rate, or `count` at rate zero.

    Payments fall at the end of each period, or at its beginning with `in_advance`.
    """
    factor = _over_rate(-expm1(-count * log1p(rate)), rate, count)
    return factor * (1.0 + rate) if in_advance else factor


def present_value(rate: Value, count: Value, *, payment: Value, future_value: Value = 0.0, in_advance: bool = False) -> Value:
    """Return the amount now that balances the payments and the final amount (PV of spreadsheets)."""
    return -payment * annuity_factor(rate, count, in_advance=in_advance) - future_value * discount(rate, count)


def future_value(rate: Value, count: Value, *, payment: Value, present_value: Value = 0.0, in_advance: bool = False) -> Value:
    """Return the final amount that balances the payments and the amount now (FV of spreadsheets)."""
    # The annuity factor at the end of the term, without the product of a huge and a tiny number.
    factor = _over_rate(expm1(count * log1p(rate)), rate, count)
    if in_advance:
        factor = factor * (1.0 + rate)
    return -present_value * growth(rate, count) - payment * factor


def payment(rate: Value, count: Value, *, present_value: Value, future_value: Value = 0.0, in_advance: bool = False) -> Value:
    """Return the level payment that balances the amounts now and at the end (PMT of spreadsheets).

    `count` must not be zero.
    """
    balance = present_value + future_value * discount(rate, count)
    return -balance / annuity_factor(rate, count, in_advance=in_advance)


def number_of_periods(
    rate: float, *, payment: float, present_value: float, future_value: float = 0.0, in_advance: bool = False
) -> float:
    """Return how many payments balance the two amounts, whole or not (NPER of spreadsheets).

    Raises ``NoSolution`` when the payments never do, for example when they do not cover the interest.
    """
    if rate == 0.0:
        if payment == 0.0:
            raise NoSolution("without interest and payments no number of periods changes the balance")
        return -(present_value + future_value) / payment
    paid = payment * (1.0 + rate) if in_advance else payment
    at_end, now = paid - future_value * rate, paid + present_value * rate
    if now == 0.0 or not at_end / now > 0.0:
        raise NoSolution("no number of these payments balances the amounts at this rate")
    return math.log(at_end / now) / math.log1p(rate)


@record
class Annuity:
    """A loan or lease with level payments, in the sign convention of this module.

    Raises ``ValueError`` if it has no payment.
    """

    rate: float
    count: int
    present_value: float
    future_value: float = 0.0
    in_advance: bool = False

    def __post_init__(self) -> None:
        if self.count < 1:
            raise ValueError(f"an annuity needs at least one payment, not {self.count}")


def level_payment(annuity: Annuity) -> float:
    """Return the payment of each period."""
    amounts = {"present_value": annuity.present_value, "future_value": annuity.future_value}
    return float(payment(annuity.rate, annuity.count, in_advance=annuity.in_advance, **amounts))


def interest_part(annuity: Annuity, period: int) -> float:
    """Return the interest within payment number `period`, from 1 (IPMT of spreadsheets).

    Taken from the balance seen forward, the value of what is still to come, which keeps its digits when
    (1 + rate) ** count is huge. The first payment in advance holds no interest. Raises ``ValueError`` for a period
    outside the term.
    """
    if not 1 <= period <= annuity.count:
        raise ValueError(f"period {period} is outside 1 to {annuity.count}")
    if annuity.in_advance and period == 1:
        return 0.0
    # Payments left after the one before; the final amount falls one period later if they are in advance.
    left = annuity.count - period + 1
    to_end = left + 1 if annuity.in_advance else left
    rate = annuity.rate
    balance = level_payment(annuity) * annuity_factor(rate, left) + annuity.future_value * discount(rate, to_end)
    return float(rate * balance)


def principal_part(annuity: Annuity, period: int) -> float:
    """Return the part of payment number `period` that is not interest (PPMT of spreadsheets)."""
    return level_payment(annuity) - interest_part(annuity, period)


def cumulative_interest(annuity: Annuity, first: int, last: int) -> float:
    """Return the interest within payments `first` to `last`, both included (CUMIPMT of spreadsheets)."""
    if not 1 <= first <= last <= annuity.count:
        raise ValueError(f"periods {first} to {last} are not within 1 to {annuity.count}")
    return sum(interest_part(annuity, period) for period in range(first, last + 1))


def cumulative_principal(annuity: Annuity, first: int, last: int) -> float:
    """Return the principal within payments `first` to `last`, both included (CUMPRINC of spreadsheets)."""
    return (last - first + 1) * level_payment(annuity) - cumulative_interest(annuity, first, last)
