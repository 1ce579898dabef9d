"""Sizes of payments: the amount that clears a loan, and the weights of stepped and skipped payments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.errors import NoSolution
from leasecalc.loans.schedule import InterestMethod, amortise
from leasecalc.roots import bracket_solve
from leasecalc.rounding import UNROUNDED, Rounding, round_to

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from leasecalc.values import Value


def stepped_weights(count: int, every: int, step_rate: float) -> list[float]:
    """Return weights that change by a rate after each `every` payments: (1 + step) ** (k // every).

    A `step_rate` of -0.03 and `every` 12 lowers monthly payments by 3 % a year.
    """
    return [(1.0 + step_rate) ** (k // every) for k in range(count)]


def weights_without_months(dates: Sequence[date], skipped_months: Collection[int]) -> list[float]:
    """Return weight 0 for payments in the calendar months (1 to 12) that are skipped, else 1."""
    return [0.0 if day.month in skipped_months else 1.0 for day in dates]


def weights_without_periods(count: int, skipped: Collection[int], *, cycle: int = 12) -> list[float]:
    """Return weight 0 for payments whose number within each contract year (1 to `cycle`) is skipped, else 1."""
    return [0.0 if k % cycle + 1 in skipped else 1.0 for k in range(count)]


def level_amount(
    principal: float,
    period_rates: Sequence[float],
    weights: Sequence[float],
    *,
    fixed: Sequence[float] | None = None,
    method: InterestMethod = "compound",
) -> float:
    """Return the amount of weight 1 at which payments of amount x weight + fixed clear the principal.

    One rate, weight and fixed amount for each period; a balloon is a fixed amount in the last. Not rounded. Raises
    ``ValueError`` for sequences of different length, or if no payment has a weight, and ``NoSolution`` if no amount
    clears simple interest.
    """
    extra = [0.0] * len(weights) if fixed is None else fixed
    growth, weighted, paid = 1.0, 0.0, 0.0
    for rate, weight, amount in zip(period_rates, weights, extra, strict=True):
        growth *= 1.0 + rate
        weighted += weight / growth
        paid += amount / growth
    if weighted == 0.0:
        raise ValueError("no payment has a weight")
    compound = (principal - paid) / weighted
    if method == "compound":
        return compound

    def owed(level: float) -> float:
        payments = [level * weight + amount for weight, amount in zip(weights, extra, strict=True)]
        return float(amortise(principal, period_rates, payments, method=method).end_balance)

    found = bracket_solve(owed, 0.0, 2.0 * compound, near=compound) if compound > 0.0 else None
    if found is None or found.value is None:
        raise NoSolution("no payment clears the principal with simple interest")
    return found.value


def weighted_payments(level: Value, weights: Sequence[float], rounding: Rounding, *, from_rounded: bool = False) -> list[Value]:
    """Return level x weight, rounded; with `from_rounded` the level is rounded before it is weighted too."""
    base = round_to(level, rounding) if from_rounded else level
    return [round_to(base * weight, rounding) for weight in weights]


def principal_plus_payments(
    principal: Value,
    period_rates: Sequence[Value],
    principal_parts: Sequence[Value],
    *,
    rounding: Rounding = UNROUNDED,
) -> list[Value]:
    """Return payments of a given principal part plus the interest; the last one pays whatever is left.

    Parts of zero are interest-only payments. One part for each period but the last; a part for the last is not
    read. Each payment is rounded, the balance follows the parts.
    """
    payments: list[Value] = []
    balance = principal
    for rate, part in zip(period_rates[:-1], principal_parts, strict=False):
        payments.append(round_to(part + balance * rate, rounding))
        balance = balance - part
    if len(payments) != len(period_rates) - 1:
        raise ValueError(f"{len(period_rates)} periods but {len(principal_parts)} parts of the principal")
    return [*payments, round_to(balance * (1.0 + period_rates[-1]), rounding)]
