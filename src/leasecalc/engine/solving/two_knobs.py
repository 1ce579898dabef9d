"""Two knobs for two measures: damped Newton steps from today's values, else a search of one knob inside that of the other."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from leasecalc.engine.settings import knob_value
from leasecalc.engine.solving.solve import Answer, every_value, fine_grid, plain_grid, search
from leasecalc.engine.solving.targeting import NO_LIMITS, concluded, number_or_none, rounded_value, searched_range, unknown
from leasecalc.engine.solving.trials import Trials
from leasecalc.errors import UsageError
from leasecalc.records import record

if TYPE_CHECKING:
    from leasecalc.engine.solving.goals import Goal
    from leasecalc.engine.solving.subject import Subject
    from leasecalc.engine.solving.targeting import Targeting

Point = tuple[float, float]
Slopes = tuple[Point, Point]
Reach = tuple[float, float] | None

SINGULAR = 1e-7
"""The sine of the angle between two gradients below which two knobs do the same to both measures."""

CLOSE = 1e-4
"""A target is met when its gap is below this part of what is printed."""

_STEP = 1e-6
_MOST_STEPS = 30
_MOST_HALVINGS = 10
_OUTER_CELLS = 6
_OUTER_RATIOS = (0.5, 0.8, 1.0, 1.25, 2.0)
_INNER_CELLS = 12


@record
class Pair:
    """Two gaps as a function of two knobs: each in units of what is printed, zero where its target is met."""

    gaps: Callable[[Point], Point]
    low: Point
    high: Point

    def size(self, point: Point) -> float:
        """Return the larger gap; infinite where there is none, or outside the range."""
        if not all(low <= value <= high for low, value, high in zip(self.low, point, self.high, strict=True)):
            return math.inf
        found = max(map(abs, self.gaps(point)), key=lambda gap: math.inf if math.isnan(gap) else gap)
        return math.inf if math.isnan(found) else found


def solve_two(subject: Subject, names: tuple[str, str], goals: tuple[Goal, Goal]) -> Targeting:
    """Return values of two knobs at which two measures meet their targets, put into the whole deal.

    The pair that is reached from today's values is told: others may exist. Raises ``UsageError`` for the term, which is a
    whole number, and for the same knob or measure twice.
    """
    if "term" in names:
        raise UsageError("--for term: a whole number of instalments cannot meet two targets; solve it alone")
    if names[0] == names[1] or goals[0].measure.name == goals[1].measure.name:
        raise UsageError("two targets need two different knobs and two different measures")
    trials: Trials[Point] = Trials(lambda point: subject.at(dict(zip(names, point, strict=True)), rounded=False))
    ranges = [searched_range(subject.today, name, NO_LIMITS) for name in names]
    pair = Pair(_gaps(trials, goals), (ranges[0][0], ranges[1][0]), (ranges[0][1], ranges[1][1]))
    start = tuple(
        min(max(knob_value(subject.today, name) or 0.0, low), high) for name, (low, high) in zip(names, ranges, strict=True)
    )
    point, reach = _solved(pair, (start[0], start[1]))
    values = point or (None, None)
    unknowns = tuple(
        unknown(subject.today, name, value, None if value is None else rounded_value(subject, name, value), limits)
        for name, value, limits in zip(names, values, ranges, strict=True)
    )
    exact = [(goal, None if point is None else number_or_none(trials.function(goal.measure)(point))) for goal in goals]
    answer = _answer(pair, goals, (start[0], start[1]), point, reach)
    return concluded(subject, unknowns, exact, answer, trials)


def _answer(pair: Pair, goals: tuple[Goal, Goal], start: Point, point: Point | None, reach: Reach) -> Answer:
    if point is not None:
        return Answer(point[0], "found", "the pair nearest to today's values was looked for; others may exist")
    alike = _why_singular(pair, goals, start)
    if alike:
        return Answer(None, "none", alike)
    if reach is None:
        return Answer(
            None, "none", f"{goals[0].measure.name} is never {goals[0].said(goals[0].target)}, whatever the two knobs are"
        )
    low, high = (goals[1].said(goals[1].target + gap * goals[1].unit) for gap in reach)
    reason = f"where {goals[0].measure.name} is met, {goals[1].measure.name} goes from {low} to {high}"
    return Answer(None, "none", reason)


def _gaps(trials: Trials[Point], goals: tuple[Goal, Goal]) -> Callable[[Point], Point]:
    first, second = (trials.function(goal.measure) for goal in goals)

    def gaps(point: Point) -> Point:
        return (first(point) - goals[0].target) / goals[0].unit, (second(point) - goals[1].target) / goals[1].unit

    return gaps


def _solved(pair: Pair, start: Point) -> tuple[Point | None, Reach]:
    """Return the solution, or None and which part of the second target was reached where the first one is met."""
    point = _newton(pair, start)
    if point is not None:
        return point, None
    reach: Reach = None
    for outer in (1, 0):
        answer, point = _nested(pair, start, outer)
        reach = reach or answer.reached
        if point is not None:
            return _newton(pair, point) or point, None
        if answer.status == "none" and answer.reached is not None:
            break  # the first target is met over the whole range, the second never
    return None, reach


def _newton(pair: Pair, start: Point) -> Point | None:
    """Return the zero that damped Newton steps reach; None where they leave the range or come to rest elsewhere."""
    point, size = start, pair.size(start)
    for _ in range(_MOST_STEPS):
        if size <= CLOSE:
            return point
        step = None if math.isinf(size) else _step(pair, point)
        if step is None:
            return None
        for halving in range(_MOST_HALVINGS):
            share = 0.5**halving
            trial = point[0] + share * step[0], point[1] + share * step[1]
            at_trial = pair.size(trial)
            if at_trial < size:
                break
        else:
            return None
        point, size = trial, at_trial
    return None


def _slopes(pair: Pair, point: Point) -> Slopes:
    """Return the gaps' change over a small part of each knob's range, towards the inside of the range."""
    here = pair.gaps(point)
    columns = []
    for knob in (0, 1):
        width = _STEP * (pair.high[knob] - pair.low[knob])
        width = width if point[knob] + width <= pair.high[knob] else -width
        moved = (point[0] + width, point[1]) if knob == 0 else (point[0], point[1] + width)
        there = pair.gaps(moved)
        columns.append(((there[0] - here[0]) / width, (there[1] - here[1]) / width))
    return columns[0], columns[1]


def _step(pair: Pair, point: Point) -> Point | None:
    (a, c), (b, d) = _slopes(pair, point)
    determinant = a * d - b * c
    if not abs(determinant) > SINGULAR * math.hypot(a, b) * math.hypot(c, d):
        return None
    first, second = pair.gaps(point)
    return (b * second - d * first) / determinant, (c * first - a * second) / determinant


def _why_singular(pair: Pair, goals: tuple[Goal, Goal], point: Point) -> str:
    """Say why two knobs cannot meet two targets apart, or nothing where they can."""
    if math.isinf(pair.size(point)) or _step(pair, point) is not None:
        return ""
    (a, c), (b, d) = _slopes(pair, point)
    for moved, goal in ((math.hypot(a, b), goals[0]), (math.hypot(c, d), goals[1])):
        if moved == 0.0:
            return f"neither knob moves {goal.measure.name}"
    for moves, which in ((math.hypot(a, c), "first"), (math.hypot(b, d), "second")):
        if moves == 0.0:
            return f"the {which} knob moves neither measure"
    return "both knobs move both measures alike, so that one only makes up for the other"


def _nested(pair: Pair, start: Point, outer: int) -> tuple[Answer, Point | None]:
    """Search knob ``outer`` for the second goal, the other knob meeting the first one at each of its values."""
    inner = 1 - outer
    grid = plain_grid(pair.low[inner], pair.high[inner], cells=_INNER_CELLS)
    last = start[inner]

    def at(outer_value: float, inner_value: float) -> Point:
        return (outer_value, inner_value) if outer == 0 else (inner_value, outer_value)

    @cache  # the search goes on from the last answer, so a value must not be answered twice
    def met(outer_value: float) -> Point | None:
        nonlocal last
        found = search(lambda value: pair.gaps(at(outer_value, value))[0], last, grid, "leave")
        if found.value is None:
            return None
        last = found.value
        return at(outer_value, last)

    def other_gap(outer_value: float) -> float:
        point = met(outer_value)
        return math.nan if point is None else pair.gaps(point)[1]

    low, high = pair.low[outer], pair.high[outer]
    points = fine_grid(low, high, start[outer], cells=_OUTER_CELLS, around=_OUTER_RATIOS)
    answer = every_value(other_gap, points, near=start[outer], edges="leave")
    point = None if answer.value is None else met(answer.value)
    return answer, point if point is not None and pair.size(point) <= 1.0 else None
