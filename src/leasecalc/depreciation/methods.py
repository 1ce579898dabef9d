"""What an asset loses in one period.

Cost and salvage value may be floats or arrays of scenarios (S,), in one currency; lives and periods are counted in
the same unit, the first period is 1. Every function raises ``ValueError`` outside its domain.
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from leasecalc.rounding import UNROUNDED, Rounding, round_to
from leasecalc.values import any_true, divide, maximum, minimum, power

if TYPE_CHECKING:
    from leasecalc.values import Value

TABLE_RATE = Rounding(0.001)
"""Spreadsheets round the rate of the fixed declining balance to three decimals."""


def straight_line(cost: Value, salvage: Value, life: float) -> Value:
    """Return the depreciation of each period: (cost - salvage) / life (SLN of spreadsheets; IAS 16.62).

    A life below zero is not refused: the quotient then has the other sign, as in spreadsheets.
    """
    if life == 0.0:
        raise ValueError("an asset without a life has no depreciation by period")
    return (cost - salvage) / life


def sum_of_years_digits(cost: Value, salvage: Value, life: float, period: float) -> Value:
    """Return the depreciation of a period: (cost - salvage) x (life - period + 1) x 2 / (life x (life + 1)).

    The digits of a life of n periods are n, n - 1, ... 1; life and period need not be whole (SYD of spreadsheets).
    """
    _within(salvage, life, period, last=life)
    return (cost - salvage) * ((life - period + 1.0) * 2.0 / (life * (life + 1.0)))


def fixed_declining_rate(cost: Value, salvage: Value, life: float, *, rounding: Rounding = UNROUNDED) -> Value:
    """Return the rate that takes cost down to salvage over the life: 1 - (salvage / cost) ** (1 / life); 0 for no cost."""
    return round_to(1.0 - power(divide(salvage, cost, 1.0), 1.0 / life), rounding)


def declining_balance(
    cost: Value, salvage: Value, life: float, period: int, *, months_in_first: float = 12.0, rounding: Rounding = TABLE_RATE
) -> Value:
    """Return the depreciation of a period at a fixed rate on the book value (DB of spreadsheets).

    The first year has `months_in_first` months, the year after the last one the rest of twelve. The rate is
    rounded as spreadsheets do, unless `rounding` says otherwise.
    """
    _within(salvage, life, period, last=life if months_in_first == 12.0 else life + 1.0)
    if not 1.0 <= months_in_first <= 12.0:
        raise ValueError(f"a first year of {months_in_first:g} months")
    rate = fixed_declining_rate(cost, salvage, life, rounding=rounding)
    first = cost * rate * (months_in_first / 12.0)
    if period == 1:
        return first
    book = cost - first
    for _ in range(2, period):
        book = book - book * rate
    return book * rate * ((12.0 - months_in_first) / 12.0 if period > life else 1.0)


def multiple_declining_balance(cost: Value, salvage: Value, life: float, period: float, *, factor: float = 2.0) -> Value:
    """Return the depreciation of a period at factor / life on the book value, never below salvage (DDB of spreadsheets).

    The rate is at most 1. Without a factor the balance declines at double the straight-line rate.
    """
    _within(salvage, life, period, last=life)
    if factor <= 0.0 or any_true(cost < 0.0):
        raise ValueError("a declining balance needs a factor above zero and a cost that is not negative")
    kept = maximum(1.0 - factor / life, 0.0)
    opening, closing = cost * power(kept, period - 1.0), cost * power(kept, period * 1.0)
    return maximum(opening - maximum(closing, salvage), 0.0)


def variable_declining_balance(
    cost: Value, salvage: Value, life: float, *, between: tuple[float, float], factor: float = 2.0, switch: bool = True
) -> Value:
    """Return the depreciation between two times of the life, both in periods from 0 (VDB of spreadsheets).

    The balance declines at factor / life until straight line over what is left of the life takes more, then by straight line; without
    `switch` it only declines. Within a period depreciation runs evenly.
    """
    start, end = between
    if life <= 0.0 or factor <= 0.0 or any_true(cost < 0.0) or any_true(salvage < 0.0) or not 0.0 <= start <= end <= life:
        raise ValueError(f"no declining balance between {start:g} and {end:g} of a life of {life:g} periods")
    book, taken = cost * 1.0, 0.0 * cost
    for period in range(ceil(end)):
        lost = minimum(book * min(factor / life, 1.0), maximum(book - salvage, 0.0))
        if switch:
            lost = maximum(lost, maximum(book - salvage, 0.0) / max(life - period, 1.0))
        taken = taken + lost * max(min(end, period + 1.0) - max(start, period * 1.0), 0.0)
        book = book - lost
    return taken


def _within(salvage: Value, life: float, period: float, *, last: float) -> None:
    if life <= 0.0:
        raise ValueError(f"a life of {life:g} periods")
    if not 1.0 <= period <= last:
        raise ValueError(f"period {period:g} is outside 1 to {last:g}")
    if any_true(salvage < 0.0):
        raise ValueError("a salvage value below zero")
