"""From values to places on a drawing, with round numbers on the axis."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from leasecalc.records import record

if TYPE_CHECKING:
    from collections.abc import Iterable

STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


@record
class Scale:
    """A straight axis from ``low`` at the place ``start`` to ``high`` at the place ``end``, with the values of its ticks."""

    low: float
    high: float
    start: float
    end: float
    ticks: tuple[float, ...]

    def at(self, value: float) -> float:
        """Return the place of a value."""
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


def scale(values: Iterable[float], start: float, end: float, *, most: int = 6) -> Scale:
    """Return an axis that holds all values and zero, from tick to tick, with at most about ``most`` ticks."""
    known = [0.0, *values]
    low, high = min(known), max(known)
    if low == high:
        high = low + 1.0
    step = step_of((high - low) / max(most - 1, 1))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    ticks = tuple(place * step for place in range(first, last + 1))
    return Scale(ticks[0], ticks[-1], start, end, ticks)


def span(low: float, high: float, start: float, end: float, *, most: int = 6) -> Scale:
    """Return an axis that ends where the values end, with ticks inside."""
    high = high if high > low else low + 1.0
    step = step_of((high - low) / max(most - 1, 1))
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return Scale(low, high, start, end, tuple(place * step for place in range(first, last + 1)))


def step_of(rough: float) -> float:
    """Return the smallest of 1, 2, 2.5, 5 times a power of ten that is not below ``rough``."""
    power = 10.0 ** math.floor(math.log10(rough))
    return next(power * step for step in STEPS if power * step >= rough * (1.0 - 1e-9))
