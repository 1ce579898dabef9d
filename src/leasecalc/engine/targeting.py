"""`solve`: the value of a knob at which a measure meets its target, rounded and put back into the whole deal."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from leasecalc.engine.settings import knob_currency, knob_range, knob_rounding, knob_value
from leasecalc.engine.solve import Answer, Status, every_value, fine_grid
from leasecalc.engine.term_search import search_terms
from leasecalc.engine.trials import NO_PRICE, Trials
from leasecalc.errors import UsageError
from leasecalc.knobs import Knob, knob
from leasecalc.records import record
from leasecalc.rounding import round_to

if TYPE_CHECKING:
    from collections.abc import Sequence

    from leasecalc.engine.goals import Goal
    from leasecalc.engine.price import Priced
    from leasecalc.engine.subject import RentRole, Subject

Limits = tuple[float | None, float | None]
NO_LIMITS: Limits = (None, None)


@record(kw_only=True)
class Unknown:
    """One knob that was solved for: ``exact`` meets the target on the smooth deal, ``value`` is what a contract can say."""

    knob: Knob
    currency: str
    today: float | None
    exact: float | None
    value: float | None
    low: float
    high: float


@record(kw_only=True)
class Reached:
    """One target: the measure today, at the exact solution on the smooth deal, and in the whole deal with the rounded value."""

    goal: Goal
    before: float | None
    exact: float | None
    achieved: float | None


@record
class Side:
    """One side of a jump: the last value that a contract can say, and the measure there (None: no price)."""

    value: float
    measure: float | None


@record(kw_only=True)
class Targeting:
    """The whole answer. ``values`` and ``jumps`` hold all that were found, ``sides`` the two sides of the jump that is told."""

    status: Status
    reason: str
    rent: RentRole
    unknowns: tuple[Unknown, ...]
    goals: tuple[Reached, ...]
    values: tuple[float, ...]
    jumps: tuple[float, ...]
    sides: tuple[Side, ...]
    tried: int
    without_price: tuple[str, ...]
    before: Priced
    after: Priced | None


def solve_one(subject: Subject, name: str, goal: Goal, limits: Limits = NO_LIMITS) -> Targeting:
    """Return every value of knob ``name`` at which the goal is met; the one nearest to today's is rounded and put in.

    ``limits`` narrow the range that is searched. Raises ``UsageError`` for limits that leave nothing.
    """
    if name == "term":
        return _of_a_term(subject, goal, limits)
    low, high = searched_range(subject.today, name, limits)
    today = knob_value(subject.today, name)
    trials = Trials[float](lambda value: subject.at({name: value}, rounded=False))
    function = trials.function(goal.measure)
    grid = fine_grid(low, high, today, by_ratio=knob(name).unit == "quote")
    near = low if today is None else today
    answer = every_value(lambda value: function(value) - goal.target, grid, near=near, edges="search")
    sides: tuple[Side, ...] = ()
    if answer.status == "jump":
        sides = _beside(subject, name, goal, min(answer.jumps, key=lambda place: abs(place - near)))
    value = None if answer.value is None else rounded_value(subject, name, answer.value, goal)
    exact = None if answer.value is None else _number(function(answer.value))
    found = unknown(subject.today, name, answer.value, value, (low, high))
    return concluded(subject, (found,), ((goal, exact),), answer, trials, sides=sides)


def _of_a_term(subject: Subject, goal: Goal, limits: Limits) -> Targeting:
    """Return the answer for the number of instalments: rounded deals only, for there is nothing between two numbers."""
    if subject.terms is None:
        raise UsageError("--for term: the deal's document is needed to change its term")
    trials = Trials[float](lambda value: subject.at({"term": value}, rounded=True))
    function = trials.function(goal.measure)
    today = len(subject.today.deal.timeline.instalments)
    found = search_terms(lambda value: function(value) - goal.target, subject.terms.to_try(today), today, goal.unit, limits)
    sides = tuple(Side(place, _number(function(place))) for place in found.sides)
    value = found.answer.value
    term = unknown(subject.today, "term", value, value, (found.low, found.high))
    exact = None if value is None else _number(function(value))
    return concluded(subject, (term,), ((goal, exact),), found.answer, trials, sides=sides)


def searched_range(priced: Priced, name: str, limits: Limits) -> tuple[float, float]:
    """Return the knob's own range, narrowed. Raises ``UsageError`` where nothing is left."""
    low, high = knob_range(priced, name)
    low, high = max(low, limits[0] if limits[0] is not None else low), min(high, limits[1] if limits[1] is not None else high)
    if not low < high:
        raise UsageError(f"--for {name}: nothing lies between {low:g} and {high:g}")
    return low, high


def rounded_value(subject: Subject, name: str, exact: float, goal: Goal | None = None) -> float:
    """Return the value that a contract can say; for a measure that moves in steps, the neighbour that keeps the target."""
    rounding = knob_rounding(subject.today.deal, name, exact)
    nearest = float(round_to(exact, rounding))
    if goal is None or goal.measure.unit != "months":
        return nearest
    function = Trials[float](lambda value: subject.at({name: value}, rounded=True)).function(goal.measure)
    around = (nearest, nearest - rounding.unit, nearest + rounding.unit)
    gaps = {value: abs(function(value) - goal.target) for value in around}
    return min(around, key=lambda value: (math.isnan(gaps[value]), gaps[value]))


def _beside(subject: Subject, name: str, goal: Goal, place: float) -> tuple[Side, ...]:
    """Return the nearest values below and above a jump that a contract can say, with the measure of the whole deal."""
    unit = knob_rounding(subject.today.deal, name, place).unit
    function = Trials[float](lambda value: subject.at({name: value}, rounded=True)).function(goal.measure)
    below = math.floor(place / unit) * unit
    values = (round(below, 12), round(below + unit, 12))
    return tuple(Side(value, _number(function(value))) for value in values)


def concluded(
    subject: Subject,
    unknowns: tuple[Unknown, ...],
    exact: Sequence[tuple[Goal, float | None]],
    answer: Answer,
    trials: Trials[Any],
    *,
    sides: tuple[Side, ...] = (),
) -> Targeting:
    """Price the whole deal with the rounded values, and put everything together."""
    values = {found.knob.name: found.value for found in unknowns if found.value is not None}
    after = subject.at(values, rounded=True) if len(values) == len(unknowns) else None
    goals = tuple(
        Reached(
            goal=goal,
            before=measured(subject.today, goal),
            exact=at_exact,
            achieved=None if after is None else measured(after, goal),
        )
        for goal, at_exact in exact
    )
    return Targeting(
        status=answer.status,
        reason=answer.reason,
        rent=subject.rent,
        unknowns=unknowns,
        goals=goals,
        values=answer.values,
        jumps=answer.jumps,
        sides=sides,
        tried=trials.count,
        without_price=trials.why(),
        before=subject.today,
        after=after,
    )


def measured(priced: Priced, goal: Goal) -> float | None:
    """Return the measure of a goal, or None where it has no value."""
    try:
        return _number(float(goal.measure.compute(priced)))
    except NO_PRICE:
        return None


def _number(value: float) -> float | None:
    return value if math.isfinite(value) else None


def unknown(priced: Priced, name: str, exact: float | None, value: float | None, searched: tuple[float, float]) -> Unknown:
    """Return what is told of a knob that was solved for."""
    limits = knob(name)
    return Unknown(
        knob=limits,
        currency=knob_currency(priced.deal, name) if limits.unit == "money" else "",
        today=knob_value(priced, name),
        exact=exact,
        value=value,
        low=searched[0],
        high=searched[1],
    )
