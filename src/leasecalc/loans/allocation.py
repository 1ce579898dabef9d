"""A total charge laid over the periods: flat, and by the sum of digits (Rule of 78)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.rounding import UNROUNDED, Rounding, round_to

if TYPE_CHECKING:
    from collections.abc import Sequence

    from leasecalc.values import Value


def flat_charge(principal: Value, annual_rate: Value, years: float) -> Value:
    """Return the interest at a flat rate: on the original principal for the whole term."""
    return principal * annual_rate * years


def flat_payment(principal: Value, annual_rate: Value, count: int, *, payments_per_year: float = 12.0) -> Value:
    """Return the level payment at a flat rate, not rounded: (principal + flat charge) / count."""
    return (principal + flat_charge(principal, annual_rate, count / payments_per_year)) / count


def sum_of_digits_weights(count: int, *, in_advance: bool = False) -> list[float]:
    """Return the part of a total charge that falls to each period: n, n - 1, ... 1 over their sum (Rule of 78).

    For payments in advance the charge runs over one period less: nothing falls to the first payment, then n - 1,
    ... 1 (HMRC BLM15055). Raises ``ValueError`` without a payment, or with a single one in advance.
    """
    digits = list(range(count, 0, -1)) if not in_advance else [0, *range(count - 1, 0, -1)]
    total = sum(digits)
    if total == 0:
        raise ValueError("the sum of digits needs a period in which the charge is earned")
    return [digit / total for digit in digits]


def allocated(total: Value, weights: Sequence[float], *, rounding: Rounding = UNROUNDED) -> list[Value]:
    """Lay a total over periods by weight, each part rounded and the last one taking the remainder."""
    parts = [round_to(total * weight, rounding) for weight in weights]
    if rounding.mode == "none":
        return parts
    before: Value = 0.0
    for part in parts[:-1]:
        before = before + part
    return [*parts[:-1], round_to(total - before, rounding)]


def rule_of_78_rebate(total: Value, count: int, remaining: int) -> Value:
    """Return the charge not yet earned when `remaining` of `count` payments in arrears are still due.

    remaining (remaining + 1) / (count (count + 1)) of the total. Raises ``ValueError`` unless
    0 <= remaining <= count.
    """
    if not 0 <= remaining <= count or count == 0:
        raise ValueError(f"{remaining} of {count} payments cannot be due")
    return total * (remaining * (remaining + 1) / (count * (count + 1)))
