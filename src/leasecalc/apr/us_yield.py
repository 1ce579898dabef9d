"""The annual percentage yield of deposits in the United States (12 CFR 1030 appendix A)."""

from __future__ import annotations

import math


def annual_percentage_yield(interest: float, principal: float, days: int, *, compounding_days: int | None = None) -> float:
    """Return the yield (1 + interest / principal) ** (365 / days) - 1 (12 CFR 1030 appendix A, parts I and II.A).

    `interest` is what `principal` earns in `days`. With `compounding_days` the statement is sent more often than
    interest is compounded, and (1 + interest / principal * compounding / days) ** (365 / compounding) - 1 applies
    (part II.B). Raises ``ValueError`` unless principal and days are positive and the interest above -principal.
    """
    period = days if compounding_days is None else compounding_days
    if not (principal > 0.0 and days > 0 and period > 0):
        raise ValueError("a yield needs a positive principal and a positive number of days")
    earned = interest / principal * (period / days)
    if not earned > -1.0:
        raise ValueError("a yield needs interest that does not use up the principal")
    return math.expm1(365.0 / period * math.log1p(earned))
