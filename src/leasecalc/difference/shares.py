"""Sharing a move among its causes: each alone, what they do only together, and each one's mean over all orders (Shapley 1953)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import pairwise
from math import factorial

from leasecalc.difference.outputs import EXACT_STEP, STEP
from leasecalc.records import record

Worth = Callable[[frozenset[int], str], Decimal | None]
"""The value of an output when these causes act; None where it has none."""

MOST_IN_ALL_ORDERS = 6
"""Beyond, the causes are taken in the order of the file: all orders of seven need 128 prices."""


@record(kw_only=True)
class Shared:
    """How one output's move is shared: ``alone`` and ``together`` add up to the move, and so does ``shares``."""

    alone: tuple[Decimal, ...]
    together: Decimal
    shares: tuple[Decimal, ...] | None


def shared(causes: int, worth: Worth, name: str) -> Shared | None:
    """Return how the move of an output is shared among so many causes; None where it has no value with one of them alone."""
    everyone = frozenset(range(causes))
    start, end = worth(frozenset(), name), worth(everyone, name)
    single = [worth(frozenset((cause,)), name) for cause in range(causes)]
    if start is None or end is None or any(value is None for value in single):
        return None
    alone = tuple(value - start for value in single if value is not None)
    whole = end - start
    parts = _in_all_orders(causes, worth, name) if causes <= MOST_IN_ALL_ORDERS else None
    parts = parts or _in_sequence(causes, worth, name)
    step = _step(start, name)
    return Shared(
        alone=alone, together=whole - sum(alone, Decimal(0)), shares=None if parts is None else printed(parts, whole, step)
    )


def _in_all_orders(causes: int, worth: Worth, name: str) -> list[Fraction] | None:
    """Return each cause's mean contribution over all orders: sum over S of |S|! (n - |S| - 1)! / n! x (v(S + i) - v(S))."""
    values: dict[frozenset[int], Fraction] = {}
    for mask in range(1 << causes):
        members = frozenset(cause for cause in range(causes) if mask >> cause & 1)
        value = worth(members, name)
        if value is None:
            return None
        values[members] = Fraction(value)
    weights = [Fraction(factorial(size) * factorial(causes - size - 1), factorial(causes)) for size in range(causes)]
    return [
        sum((weights[len(without)] * (values[without | {cause}] - value) for without, value in values.items() if cause not in without),
            Fraction(0))
        for cause in range(causes)
    ]  # fmt: skip


def _in_sequence(causes: int, worth: Worth, name: str) -> list[Fraction] | None:
    """Return what each cause adds to those before it."""
    values = [worth(frozenset(range(count)), name) for count in range(causes + 1)]
    if any(value is None for value in values):
        return None
    known = [Fraction(value) for value in values if value is not None]
    return [after - before for before, after in pairwise(known)]


def _step(value: Decimal, name: str) -> Decimal:
    exponent = value.as_tuple().exponent
    if name == "exact_rent":
        return EXACT_STEP
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) and exponent > -9 else STEP


def printed(parts: list[Fraction], whole: Decimal, step: Decimal) -> tuple[Decimal, ...]:
    """Return parts in whole steps that add up to the whole: those that rounding moved furthest take what is left."""
    unit = Fraction(step)
    counts = [round(part / unit) for part in parts]
    left = round(Fraction(whole) / unit) - sum(counts)
    toward = 1 if left > 0 else -1
    furthest = sorted(range(len(parts)), key=lambda place: (toward * (counts[place] - parts[place] / unit), place))
    for place in furthest[: abs(left)]:
        counts[place] += toward
    return tuple((count * step).quantize(step, ROUND_HALF_UP) + 0 for count in counts)
