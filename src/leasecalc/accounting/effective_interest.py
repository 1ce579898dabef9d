"""A balance that bears interest at one rate and is paid down: the net investment of a lessor, the liability of a lessee.

IFRS 16.36 and 16.75, ASC 842-20-35-1 and 842-30-35-1: interest is a constant periodic rate on the balance that is left.
Amounts are floats or arrays of scenarios (S,), in one currency, all positive.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.records import record
from leasecalc.rounding import UNROUNDED, Rounding, round_to
from leasecalc.values import Value

if TYPE_CHECKING:
    from collections.abc import Sequence


@record
class InterestRow:
    """From one payment to the next: balance before, interest until the payment, payment, balance after it."""

    opening: Value
    interest: Value
    payment: Value
    closing: Value

    @property
    def before_payment(self) -> Value:
        """Return the balance with its interest, just before the payment."""
        return self.opening + self.interest


def present_value_of_payments(payments: Sequence[Value], growths: Sequence[Value]) -> Value:
    """Return the balance that the payments bring to zero; `growths` is the interest on one unit since the row before."""
    value: Value = 0.0
    for payment, growth in zip(reversed(payments), reversed(growths), strict=True):
        value = (value + payment) / (1.0 + growth)
    return value


def effective_interest_rows(
    opening: Value, payments: Sequence[Value], growths: Sequence[Value], *, rounding: Rounding = UNROUNDED, to_zero: bool = False
) -> tuple[InterestRow, ...]:
    """Return a row for each payment; `growths` is the interest on one unit since the row before (the rate, for one whole period).

    Interest is rounded, by default not at all. With `to_zero` the last interest is what brings the balance to zero, so that
    interest is all payments less the opening balance. Raises ``ValueError`` for sequences of different length.
    """
    rows: list[InterestRow] = []
    balance = opening
    last = len(payments) - 1
    for number, (payment, growth) in enumerate(zip(payments, growths, strict=True)):
        interest = payment - balance if to_zero and number == last else balance * growth
        interest = round_to(interest, rounding)
        closing = round_to(balance + interest - payment, rounding)
        rows.append(InterestRow(balance, interest, payment, closing))
        balance = closing
    return tuple(rows)
