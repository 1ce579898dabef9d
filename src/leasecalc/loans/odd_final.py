"""Equal payments that do not fit a whole number of times: what the odd last one is."""

from __future__ import annotations

from dataclasses import dataclass

from leasecalc.annuity import future_value, number_of_periods


@dataclass(frozen=True, slots=True)
class OddFinalPayment:
    """A loan paid off by `count` equal payments and one smaller payment a period later.

    `balance` is what is owed after them, `final` what clears it a period later, `balloon` the last equal payment
    and the balance together. Amounts are not rounded.
    """

    count: int
    balance: float
    final: float
    balloon: float


def odd_final_payment(rate: float, level: float, principal: float) -> OddFinalPayment:
    """Return what is left when a given payment in arrears does not fit a whole number of times.

    Source: HP-12C Owner's Handbook, amortization and a number of periods that is not whole. Raises ``NoSolution``
    if the payment does not cover the interest.
    """
    count = int(number_of_periods(rate, payment=-level, present_value=principal))
    balance = -float(future_value(rate, count, payment=-level, present_value=principal))
    return OddFinalPayment(count, balance, balance * (1.0 + rate), level + balance)
