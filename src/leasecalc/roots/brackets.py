"""Solve any one unknown: scan a grid for brackets, close each one, and tell a root from a jump."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from leasecalc.records import record
from leasecalc.roots.exponential_sums import bisect_sign

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SolutionStatus = Literal["found", "none", "many", "jump"]

# A crossing is a jump if the function still leaps by this part of its change over the grid cell
# when the bracket is a few units in the last place wide.
_LEAP = 1e-4


@record
class Solution:
    """The value of an unknown that meets a target, or why there is none.

    `value` is `None` for the statuses "none" and "jump". `achieved` is the function at `value`. `solutions` lists
    every crossing found, rising; `jumps` the places where the function leaps over the target without meeting it.
    """

    value: float | None
    status: SolutionStatus
    achieved: float | None
    solutions: tuple[float, ...]
    jumps: tuple[float, ...]
    reason: str


def bracket_solve(
    function: Callable[[float], float],
    low: float,
    high: float,
    *,
    target: float = 0.0,
    cells: int = 32,
    near: float | None = None,
) -> Solution:
    """Find every x in [low, high] where the function meets the target, as far as a grid of `cells` cells shows.

    A function that touches the target between two points of the grid, or crosses it twice, is not seen. With
    several crossings the one nearest `near` is quoted, by default the lowest. Points where the function is NaN are
    left out. Raises ``ValueError`` unless ``low < high``.
    """
    if not low < high:
        raise ValueError(f"the search needs a range, not {low!r} to {high!r}")

    def gap(x: float) -> float:
        return function(x) - target

    grid = [low + (high - low) * k / cells for k in range(cells)] + [high]
    gaps = [gap(x) for x in grid]
    solutions = [x for x, g in zip(grid, gaps, strict=True) if g == 0.0]
    jumps: list[float] = []
    for (left, at_left), (right, at_right) in pairwise(zip(grid, gaps, strict=True)):
        if at_left * at_right < 0.0:
            x = _polished(gap, bisect_sign(gap, left, right))
            met = abs(gap(x)) <= _LEAP * abs(at_right - at_left)
            (solutions if met else jumps).append(x)
    return _concluded(function, sorted(solutions), jumps, _Searched(low, high, target, near, tuple(gaps)))


def _polished(gap: Callable[[float], float], x: float) -> float:
    """Return x or the neighbouring float, whichever is nearer to the target."""
    return min((x, math.nextafter(x, -math.inf), math.nextafter(x, math.inf)), key=lambda y: abs(gap(y)))


@record
class _Searched:
    low: float
    high: float
    target: float
    near: float | None
    gaps: tuple[float, ...]


def _concluded(
    function: Callable[[float], float], solutions: Sequence[float], jumps: Sequence[float], search: _Searched
) -> Solution:
    if not solutions:
        status, reason = _unmet(jumps, search)
        return Solution(None, status, None, (), tuple(jumps), reason)
    near = search.near
    value = solutions[0] if near is None else min(solutions, key=lambda x: abs(x - near))
    reason = f"one value between {search.low:g} and {search.high:g} meets the target"
    if len(solutions) > 1:
        listed = ", ".join(f"{x:.6g}" for x in solutions)
        which = "the lowest" if near is None else f"the one nearest {near:g}"
        reason = f"{len(solutions)} values meet the target ({listed}): {which} is quoted"
    found: SolutionStatus = "found" if len(solutions) == 1 else "many"
    return Solution(value, found, function(value), tuple(solutions), tuple(jumps), reason)


def _unmet(jumps: Sequence[float], search: _Searched) -> tuple[SolutionStatus, str]:
    """Say what the function does instead of meeting the target."""
    if jumps:
        return "jump", f"the result leaps over the target {search.target:g} at {jumps[0]:.9g} without meeting it"
    known = [gap + search.target for gap in search.gaps if not math.isnan(gap)]
    where = f"between {search.low:g} and {search.high:g}"
    if not known:
        return "none", f"the result is not a number anywhere {where}"
    return (
        "none",
        f"{where} the result goes from {min(known):.6g} to {max(known):.6g} and never meets {search.target:g}",
    )


def linear_solve(
    function: Callable[[float], float], low: float, high: float, *, target: float = 0.0, tolerance: float = 1e-10
) -> float | None:
    """Solve a function that is a straight line from its two ends; `None` if its middle is off the line.

    `tolerance` is relative to the larger end. The result may lie outside [low, high], where the line goes on.
    """
    at_low, at_high, at_middle = function(low), function(high), function(0.5 * (low + high))
    size = max(abs(at_low), abs(at_high))
    if at_low == at_high or not abs(0.5 * (at_low + at_high) - at_middle) <= tolerance * size:
        return None
    return low + (target - at_low) * (high - low) / (at_high - at_low)
