"""Credit repaid by a share of what is owed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from leasecalc.errors import NoSolution

_MOST_PAYMENTS = 12_000


@dataclass(frozen=True, slots=True)
class ShareRule:
    """What is paid each period: a share of the balance, or of the balance with its interest, but a minimum.

    `minimum` is in currency; a balance below it is paid at once.
    """

    share: float
    of: Literal["balance", "balance_and_interest"] = "balance_and_interest"
    minimum: float = 0.0


def share_payments(principal: float, rate: float, rule: ShareRule, *, last: int | None = None) -> list[float]:
    """Return the payments of a share rule in arrears, not rounded; at number `last` all that is owed is paid.

    `rate` is per period. Raises ``NoSolution`` if the rule alone never clears the balance (1000 years of months).
    """
    payments: list[float] = []
    balance = principal
    while balance > 0.0:
        if len(payments) == _MOST_PAYMENTS:
            raise NoSolution("this share of the balance never pays it off: give a minimum or a last payment")
        owed = balance * (1.0 + rate)
        part = rule.share * (balance if rule.of == "balance" else owed)
        ends = len(payments) + 1 == last
        payments.append(owed if ends else min(max(part, rule.minimum), owed))
        balance = owed - payments[-1]
    return payments
