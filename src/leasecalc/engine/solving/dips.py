"""Where a grid may hide two crossings in one cell: a function that dips over zero and comes back before the next point."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Point = tuple[float, float]
    Line = tuple[Point, Point]

_MOST_POINTS = 48
_DEEPEST = 8
_NOTHING = 1e-9


def with_dips(excess: Callable[[float], float], grid: Sequence[float]) -> tuple[float, ...]:
    """Return the grid with points where ``excess`` may cross zero twice between two points at which it has the same sign.

    Where the straight lines through the cells to the left and right, drawn on into a cell, meet beyond zero, a point is put where they
    meet, and both parts are looked at again. A function that bends one way lies between these lines and the cell's chord, so that a kink
    is met at once and a cell in which such a function cannot reach zero costs nothing. Where the function bends both ways, a line that
    alone leads beyond zero is followed. The first and last cell, and those beside points without a value, are left as they are.
    """
    known = [(point, excess(point)) for point in grid]
    added = 0
    for _ in range(_DEEPEST):
        found = [place for cell in range(len(known) - 1) if not math.isnan(place := _lowest(known, cell))]
        fresh = [(place, excess(place)) for place in found[: _MOST_POINTS - added]]
        if not fresh:
            break
        added += len(fresh)
        known = sorted([*known, *fresh])
    return tuple(point for point, _ in known)


def _lowest(known: Sequence[Point], cell: int) -> float:
    """Return where in its cell the function may be beyond zero, or NaN where it cannot, or where the ends show a crossing."""
    (left, at_left), (right, at_right) = known[cell], known[cell + 1]
    if not at_left * at_right > 0.0:
        return math.nan
    before, after = _line(known, cell - 1), _line(known, cell + 1)
    if before is None or after is None:
        return math.nan
    sign = math.copysign(1.0, at_left)
    falling, rising = sign * _slope(before), sign * _slope(after)
    if not falling < 0.0 < rising:
        return math.nan
    return _beyond((left, sign * at_left), (right, sign * at_right), falling, rising)


def _beyond(start: Point, end: Point, falling: float, rising: float) -> float:
    """Return where lines that fall from ``start`` and rise to ``end``, both above zero, are below zero; NaN where they are not."""
    (left, height), (right, last) = start, end
    fall, rise = height + falling * (right - left), last - rising * (right - left)
    nothing = _NOTHING * (height + last)
    if fall <= last + nothing and rise <= height + nothing:
        place = left + (height - rise) / (rising - falling)
        below = left < place < right and height + falling * (place - left) < 0.0
        return place if below else math.nan
    # One line lies above the other: the function bends both ways, and only the lower one may lead to a crossing.
    if fall < 0.0:
        return 0.5 * (left - height / falling + right)
    return 0.5 * (left + right - last / rising) if rise < 0.0 else math.nan


def _line(known: Sequence[Point], cell: int) -> Line | None:
    """Return the two ends of a cell, or None where there is none or the function has no value."""
    if not 0 <= cell < len(known) - 1:
        return None
    ends = known[cell], known[cell + 1]
    return None if any(math.isnan(value) for _, value in ends) else ends


def _slope(line: Line) -> float:
    (left, at_left), (right, at_right) = line
    return (at_right - at_left) / (right - left)
