"""Solving one knob for one measure: price at trial values, never a formula of its own."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from leasecalc.engine.measures import BY_NAME
from leasecalc.engine.price import price
from leasecalc.engine.settings import knob_range, smooth, with_knob
from leasecalc.engine.solving.default_trials import default_trials
from leasecalc.engine.solving.trials import Trials
from leasecalc.knobs import knob
from leasecalc.records import record
from leasecalc.roots import bracket_solve, linear_solve

if TYPE_CHECKING:
    from leasecalc.engine.price import Priced
    from leasecalc.engine.resolved import Inputs

Function = Callable[[float], float]
Status = Literal["found", "many", "jump", "none", "no effect"]
Edges = Literal["search", "if needed", "leave"]

CELLS = 24
"""Cells of the plain grid; ``solve`` adds points around today's value."""

AROUND_TODAY = (0.25, 0.5, 0.7, 0.8, 0.9, 0.95, 1.0, 1.05, 1.1, 1.25, 1.5, 2.0, 3.0, 5.0)

_THIRD, _FAR = 3, 4.0
"""Every third point of a grid shows whether a function comes near zero; it keeps away where it is so many times as far off as it sags."""

# A crossing in floating point comes within so many units in the last place; its slope is taken over a thousandth of its cell.
_LAST_PLACES = 64.0
_BESIDE = 1e-3
_NOTHING = 1e-9


@record
class Precision:
    """What counts as zero: a crossing within ``met``, a move of the function within ``level``, a level stretch within ``close``."""

    met: float = _NOTHING
    level: float = _NOTHING
    close: float = 0.0


PLAIN = Precision()


@record
class Answer:
    """The value of a knob that meets a target, or why there is none.

    ``values`` holds every value found, rising, and ``jumps`` every place where the function leaps over the target; ``reached``
    is how far from the target it was found, at least and at most (negative below), where it was looked for on a grid.
    """

    value: float | None
    status: Status
    reason: str
    values: tuple[float, ...] = ()
    jumps: tuple[float, ...] = ()
    reached: tuple[float, float] | None = None


def solve_knob(priced: Priced, inputs: Inputs, name: str, measure_name: str, *, target: float, start: float) -> Answer:
    """Return the value of knob ``name`` at which ``measure_name`` equals ``target``, on the smooth deal, searched from ``start``.

    ``inputs`` says what is kept (for a fixed instalment: ``settings.with_fixed_rent``).
    """
    plain = smooth(priced.deal, name)
    only_default = name == "default_rate" and inputs.rent is not None and not plain.lots
    price_at = (
        default_trials(plain, inputs) if only_default else lambda value: price(plain, with_knob(plain, inputs, name, value))
    )
    trials = Trials[float](price_at)
    function = trials.function(BY_NAME[measure_name])
    low, high = knob_range(priced, name)
    grid = plain_grid(low, high, by_ratio=knob(name).unit == "quote")
    return search(lambda value: function(value) - target, start, grid)


def search(excess: Function, start: float, grid: Sequence[float], edges: Edges = "if needed") -> Answer:
    """Return a zero of ``excess`` between the ends of ``grid``.

    Secant steps from ``start`` come first, then a straight line, then whether the function keeps away from zero, then the grid. The first two
    are exact where the function is linear, and cheap; only the grid sees that there are several values.
    """
    value = _secant(excess, start, grid[0], grid[-1])
    if value is not None:
        return Answer(value, "found", "", (value,))
    return (
        _along_a_line(excess, start, grid[0], grid[-1])
        or kept_away(excess, grid)
        or every_value(excess, grid, near=start, edges=edges)
    )


def _along_a_line(excess: Function, start: float, low: float, high: float) -> Answer | None:
    """Return the answer of a function that is level or straight, from its ends, middle and start; None where it bends."""
    ends = (excess(low), excess(high))
    if max(abs(excess(point) - ends[0]) for point in (high, 0.5 * (low + high), start)) <= _NOTHING:
        return Answer(None, "no effect", _level(low, high))
    value = linear_solve(excess, low, high)
    if value is None or abs(ends[1] - ends[0]) <= _NOTHING:
        return None
    if low <= value <= high:
        return Answer(value, "found", "", (value,))
    return Answer(None, "none", _never(low, high, ends))


def kept_away(excess: Function, grid: Sequence[float]) -> Answer | None:
    """Return that there is no zero where a third of the grid shows that the function stays further from it than it may sag; else None.

    A point sags by as much as it lies nearer to zero than the straight line of its neighbours; between two points a parabola sags by a quarter
    of that. The points are close together at the end of the grid, where few are left of those that default.
    """
    points = (*grid[:-2:_THIRD], *grid[-2:])
    values = [excess(point) for point in points]
    if not (min(values) > _NOTHING or max(values) < -_NOTHING):  # a NaN is neither
        return None
    sizes = [abs(value) for value in values]
    sags = [max(_line(points, sizes, place) - sizes[place], 0.0) for place in range(1, len(points) - 1)]
    sags = [sags[0], *sags, sags[-1]]
    if all(min(sizes[at : at + 2]) > _FAR * sum(sags[at : at + 2]) for at in range(len(points) - 1)):
        return Answer(None, "none", _never(points[0], points[-1], values))
    return None


def _line(points: Sequence[float], sizes: Sequence[float], place: int) -> float:
    """Return the value at a point of the straight line between its neighbours."""
    left, here, right = points[place - 1 : place + 2]
    return sizes[place - 1] + (sizes[place + 1] - sizes[place - 1]) * (here - left) / (right - left)


def _secant(excess: Function, start: float, low: float, high: float) -> float | None:
    """Return a zero near ``start``, or None where the steps leave the range or end beside a jump."""
    step = (high - low) * 1e-3
    before, here = start, start + step if start + step <= high else start - step
    value_before, value = excess(before), excess(here)
    scale = max(abs(value_before), abs(value), 1.0)
    for _ in range(40):
        if abs(value) <= 1e-13 * scale:
            return here
        if value == value_before or math.isnan(value):
            return None
        following = here - value * (here - before) / (value - value_before)
        if not low <= following <= high:
            return None
        if abs(following - here) <= 1e-14 * max(abs(here), 1e-3):
            return following if abs(excess(following)) <= _NOTHING * scale else None
        before, value_before, here = here, value, following
        value = excess(here)
    return None


def plain_grid(low: float, high: float, *, by_ratio: bool = False, cells: int = CELLS) -> tuple[float, ...]:
    """Return points from low to high: by equal ratios for quotations, else by equal steps."""
    if by_ratio:
        return (*(low * (high / low) ** (number / cells) for number in range(cells)), high)
    return (*(low + (high - low) * number / cells for number in range(cells)), high)


def fine_grid(
    low: float,
    high: float,
    today: float | None,
    *,
    by_ratio: bool = False,
    cells: int = CELLS,
    around: Sequence[float] = AROUND_TODAY,
) -> tuple[float, ...]:
    """Return the plain grid with points around today's value, where the answer most often lies and a coarse cell may hide two."""
    near = (today * ratio for ratio in around) if today else (high * 10.0**-power for power in (2, 3, 4))
    points = {*plain_grid(low, high, by_ratio=by_ratio, cells=cells), *(point for point in near if low < point < high)}
    return tuple(sorted(points))


def every_value(
    excess: Function, grid: Sequence[float], *, near: float, edges: Edges = "if needed", precision: Precision = PLAIN
) -> Answer:
    """Return every zero of ``excess`` that the grid shows, the one nearest to ``near`` quoted, and every jump over zero.

    Where the function has no value at some points, the target may be met at the edges of its domain: ``edges`` says whether
    they are searched. Where it never passes through zero, the nearest point of the grid at which it is close will do (the
    function is level there).
    """
    known = [(point, excess(point)) for point in grid]
    numbers = [value for _, value in known if not math.isnan(value)]
    low, high = grid[0], grid[-1]
    if not numbers:
        return Answer(None, "none", f"from {low:g} to {high:g} the deal has no such value")
    if max(numbers) - min(numbers) <= precision.level:
        return Answer(None, "no effect", _level(low, high), reached=(numbers[0], numbers[0]))
    values, jumps = _crossings(excess, [point for point, value in known if not math.isnan(value)], precision.met)
    if (edges == "search" or (edges == "if needed" and not values)) and len(numbers) < len(known):
        values, jumps = _crossings(excess, _with_edges(excess, known), precision.met)
    if not values:
        level = [point for point, value in known if abs(value) <= precision.close]
        values = sorted(level, key=lambda point: abs(point - near))[:1]
    return _concluded(values, jumps, near, (low, high, numbers))


def _with_edges(excess: Function, known: Sequence[tuple[float, float]]) -> tuple[float, ...]:
    """Add the points where the function begins and ends to have a value: the target may be met beside them."""
    points = [known[0][0]]
    for (left, at_left), (right, at_right) in pairwise(known):
        if math.isnan(at_left) != math.isnan(at_right):
            points.append(_edge(excess, left, right, number_on_the_left=math.isnan(at_right)))
        points.append(right)
    return tuple(sorted(set(points)))


def _edge(excess: Function, left: float, right: float, *, number_on_the_left: bool) -> float:
    """Return the last point with a value between one that has and one that has none."""
    for _ in range(30):
        middle = 0.5 * (left + right)
        if math.isnan(excess(middle)) == number_on_the_left:
            right = middle
        else:
            left = middle
    return left if number_on_the_left else right


def _crossings(excess: Function, points: Sequence[float], close: float) -> tuple[list[float], list[float]]:
    """Return zeros and jumps between the points, each cell of which is one of ``bracket_solve``."""
    last = len(points) - 1
    if last < 1:
        return [], []

    def at(place: float) -> float:
        cell = 0 if math.isnan(place) else min(int(place), last - 1)
        return points[cell] + (place - cell) * (points[cell + 1] - points[cell])

    found = bracket_solve(lambda place: excess(at(place)), 0.0, float(last), cells=last)
    values: list[float] = []
    jumps = [at(place) for place in found.jumps if not math.isnan(place)]
    for place in found.solutions:
        cell = min(int(place), last - 1)
        width = points[cell + 1] - points[cell]
        nearest = slope_at(excess, at(place), _BESIDE * width, (points[0], points[-1])) * _LAST_PLACES * math.ulp(last) * width
        met = abs(excess(at(place))) <= max(close, abs(nearest))
        (values if met else jumps).append(at(place))
    return sorted(set(values)), sorted(jumps)


def slope_at(function: Function, value: float, beside: float, limits: tuple[float, float]) -> float:
    """Return the slope of a function from a little below ``value`` to a little above it; zero where it has none."""
    left, right = max(value - beside, limits[0]), min(value + beside, limits[1])
    if not left < right:  # two points of the grid a few floats apart
        return 0.0
    slope = (function(right) - function(left)) / (right - left)
    return slope if math.isfinite(slope) else 0.0


def _concluded(
    values: Sequence[float], jumps: Sequence[float], near: float, searched: tuple[float, float, Sequence[float]]
) -> Answer:
    low, high, numbers = searched
    if values:
        value = min(values, key=lambda found: abs(found - near))
        if len(values) == 1:
            return Answer(value, "found", "", tuple(values), tuple(jumps))
        return Answer(value, "many", f"{len(values)} values do; this is the nearest", tuple(values), tuple(jumps))
    if jumps:
        place = min(jumps, key=lambda found: abs(found - near))
        return Answer(None, "jump", f"it leaps over the target at {place:.9g}", (), tuple(jumps))
    return Answer(None, "none", _never(low, high, numbers), reached=(min(numbers), max(numbers)))


def _level(low: float, high: float) -> str:
    return f"it does not move from {low:g} to {high:g}"


def _never(low: float, high: float, numbers: Sequence[float]) -> str:
    side = "below" if max(numbers) < 0.0 else "above"
    return f"it stays {side} the target from {low:g} to {high:g}"
