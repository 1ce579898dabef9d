"""All real roots of a sum of exponentials, the net present value as a function of y = log(1 + rate).

    g(y) = sum of a[i] * exp(-t[i] * y)

Each interval is decided by a Taylor bound, so no pair of roots hides between the points of a grid: with |g''| <= M
on an interval of half width h round m, there is no root if |g(m)| > h |g'(m)| + h*h*M/2, and at most one if
|g'(m)| > h*M. Where only g'' keeps its sign, the one extremum decides between two roots, a double root and none.
Multiplying g by exp(tau * y) moves no root; tau is the mean time of the terms, which makes the bounds tight.
"""

from __future__ import annotations

import math
from operator import mul
from typing import TYPE_CHECKING

from leasecalc.records import record

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# Rounding leaves about 1e-16 per term of the sum of magnitudes: below this an extremum touches zero.
_TOUCH = 1e-13
_NARROWEST = 1e-10
_LARGEST_EXPONENT = 600.0


def sign_changes(amounts: Sequence[float]) -> int:
    """Count how often the sign changes, zeros left out."""
    changes, last = 0, 0.0
    for amount in amounts:
        if amount:
            if (amount < 0.0) is (last > 0.0) and last:
                changes += 1
            last = amount
    return changes


@record
class _Expansion:
    """The value, two derivatives and two bounds of the sum at the middle of an interval, up to one positive factor."""

    value: float
    slope: float
    curvature: float
    magnitude: float
    curvature_bound: float
    third_bound: float
    mean_time: float


def _terms(times: Sequence[float], amounts: Sequence[float], y: float) -> list[float]:
    """Discount each amount, up to one positive factor that keeps the largest near its size."""
    exponents = [-time * y for time in times]
    largest = max(exponents)
    return [amount * math.exp(x - largest) for amount, x in zip(amounts, exponents, strict=True)]


def _exp(exponent: float) -> float:
    return math.exp(exponent) if exponent < _LARGEST_EXPONENT else math.inf


def _expand(times: Sequence[float], amounts: Sequence[float], middle: float, half: float) -> _Expansion:
    terms = _terms(times, amounts, middle)
    sizes = [abs(term) for term in terms]
    magnitude = sum(sizes)
    mean_time = sum(map(mul, times, sizes)) / magnitude
    shifts = [time - mean_time for time in times]
    squares = list(map(mul, shifts, shifts))
    largest = max([-time * middle for time in times])
    # The most that each term can grow to within the interval, by the exponent: a tiny term may grow huge.
    most = [
        abs(amount) * _exp(abs(shift) * half - time * middle - largest)
        for time, amount, shift in zip(times, amounts, shifts, strict=True)
    ]
    bounds = list(map(mul, squares, most))
    return _Expansion(
        value=sum(terms),
        slope=-sum(map(mul, shifts, terms)),
        curvature=sum(map(mul, squares, terms)),
        magnitude=magnitude,
        curvature_bound=sum(bounds),
        third_bound=sum(map(mul, map(abs, shifts), bounds)),
        mean_time=mean_time,
    )


def find_roots(times: Sequence[float], amounts: Sequence[float], low: float, high: float) -> list[float]:
    """Return every root y in [low, high], rising; a double root appears once.

    `times` rise strictly and `amounts` are not all zero. Roots closer than about 1e-7 count as one.
    """
    roots: list[float] = []
    intervals = [(low, high)]
    while intervals:
        left, right = intervals.pop()
        middle, half = 0.5 * (left + right), 0.5 * (right - left)
        at = _expand(times, amounts, middle, half)
        if abs(at.value) > half * (abs(at.slope) + 0.5 * half * at.curvature_bound):
            continue
        if abs(at.slope) > half * at.curvature_bound:
            roots += _between(times, amounts, left, right)
        elif abs(at.curvature) > half * at.third_bound:
            roots += _beside_extremum(times, amounts, (left, right), at.mean_time)
        elif half > _NARROWEST:
            intervals += [(middle, right), (left, middle)]
        elif abs(at.value) <= _TOUCH * at.magnitude:
            roots.append(middle)
    return _merged(roots)


def _merged(roots: list[float]) -> list[float]:
    """Sort, and drop repetitions from neighbouring intervals."""
    kept: list[float] = []
    for root in sorted(roots):
        if not kept or root - kept[-1] > 4.0 * _NARROWEST:
            kept.append(root)
    return kept


def _value(times: Sequence[float], amounts: Sequence[float], y: float) -> float:
    return sum(_terms(times, amounts, y))


def _between(times: Sequence[float], amounts: Sequence[float], left: float, right: float) -> list[float]:
    """Return the root of an interval on which the sum is monotone, if it has one.

    A zero counts as positive, so that a root on a common end is found in one of two neighbours.
    """
    if (_value(times, amounts, left) >= 0.0) is (_value(times, amounts, right) >= 0.0):
        return []
    return [bisect_sign(lambda y: _value(times, amounts, y), left, right)]


def _beside_extremum(
    times: Sequence[float], amounts: Sequence[float], interval: tuple[float, float], mean_time: float
) -> list[float]:
    """Return the roots of an interval on which the slope is monotone."""

    shifts = [mean_time - time for time in times]

    def slope(y: float) -> float:
        return sum([shift * term for shift, term in zip(shifts, _terms(times, amounts, y), strict=True)])

    left, right = interval
    if (slope(left) >= 0.0) is (slope(right) >= 0.0):
        return _between(times, amounts, left, right)
    extremum = bisect_sign(slope, left, right)
    terms = _terms(times, amounts, extremum)
    if abs(sum(terms)) <= _TOUCH * sum(map(abs, terms)):
        return [extremum]
    return _between(times, amounts, left, extremum) + _between(times, amounts, extremum, right)


def bisect_sign(function: Callable[[float], float], left: float, right: float) -> float:
    """Close in on a change of sign by Ridders' method (1979), which at least halves the bracket each turn.

    The two ends must have different signs, where zero counts as positive. Returns the last point reached, good to
    a few units in the last place of a smooth function; at a jump, a point beside the jump.
    """
    at_left, at_right = function(left), function(right)
    reached = math.inf
    for _ in range(100):
        middle = 0.5 * (left + right)
        at_middle = function(middle)
        # at_left and at_right differ in sign, so the root is real and, unless all three are zero, positive.
        scale = math.sqrt(at_middle * at_middle - at_left * at_right)
        step = (middle - left) * at_middle / scale if scale else 0.0
        before, reached = reached, middle + (step if at_left >= at_right else -step)
        if abs(reached - before) <= 1e-15 * (1.0 + abs(reached)) or not left < middle < right:
            break
        for point, at_point in ((middle, at_middle), (reached, function(reached))):
            if left < point < right:
                if (at_point >= 0.0) is (at_left >= 0.0):
                    left, at_left = point, at_point
                else:
                    right, at_right = point, at_point
    return reached
