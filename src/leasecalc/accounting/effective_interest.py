"""A balance that bears interest at one rate and is paid down: the net investment of a lessor, the liability of a lessee.

IFRS 16.36 and 16.75, ASC 842-20-35-1 and 842-30-35-1: interest is a constant periodic rate on the balance that is left.
Amounts are floats or arrays of scenarios (S,), in one currency, all positive.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.records import record
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


def effective_interest_rows(opening: Value, payments: Sequence[Value], growths: Sequence[Value]) -> tuple[InterestRow, ...]:
    """Return a row for each payment; `growths` is the interest on one unit since the row before (the rate, for one whole period).

    Nothing is rounded: a balance that is worth its payments ends at zero but for the last bits. Raises ``ValueError`` for
    sequences of different length.
    """
    rows: list[InterestRow] = []
    balance = opening
    for payment, growth in zip(payments, growths, strict=True):
        interest = balance * growth
        closing = balance + interest - payment
        rows.append(InterestRow(balance, interest, payment, closing))
        balance = closing
    return tuple(rows)
