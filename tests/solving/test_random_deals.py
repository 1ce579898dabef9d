"""Random deals around the sample deals: solving never loops, crashes or answers with a value that does not meet the target.

``LEASECALC_RANDOM_DEALS=10000`` tries so many; by default a few dozen.
"""

from __future__ import annotations

import math
import os
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pairs import DEALS, MEASURES, deal, knobs_of, markets

from leasecalc.engine.price import price
from leasecalc.engine.settings import knob_range, knob_value, with_knob
from leasecalc.engine.solving.goals import GOALS_BY_NAME, Goal, currency_of
from leasecalc.engine.solving.one_knob import solve_one
from leasecalc.engine.solving.subject import Subject, rent_role
from leasecalc.engine.solving.targeting import measured
from leasecalc.engine.solving.terms import Terms
from leasecalc.engine.solving.trials import NO_PRICE
from leasecalc.engine.solving.two_knobs import solve_two
from leasecalc.records import replace

MANY = int(os.environ.get("LEASECALC_RANDOM_DEALS", "30"))
#: Deals of many instalments take long to price; they are drawn less often.
QUICK = tuple(name for name in DEALS if "weekly" not in name)
#: One knob takes a few hundred prices, two knobs that cannot meet their targets up to some thousand; more would be a loop.
MOST_PRICES = 2_500

few = settings(max_examples=MANY, deadline=None, suppress_health_check=list(HealthCheck), derandomize=MANY < 1_000, database=None)


@st.composite
def varied(draw: st.DrawFn) -> tuple[str, Any]:
    """Draw a sample deal with up to four of its knobs moved by up to a half."""
    name = draw(st.sampled_from((*QUICK, *QUICK, *DEALS)))
    _, priced = deal(name)
    inputs = priced.deal.inputs
    for knob in draw(st.lists(st.sampled_from(knobs_of(name)), max_size=4, unique=True)):
        today = knob_value(priced, knob)
        low, high = knob_range(priced, knob)
        factor = draw(st.floats(0.5, 1.5))
        if knob not in {"rent", "rate"} and today:
            inputs = with_knob(priced.deal, inputs, knob, min(max(today * factor, low), high))
    return name, replace(priced.deal, inputs=inputs)


def aimed(draw: Any, priced: Any, knobs: tuple[str, ...]) -> tuple[Goal, ...]:
    """Return a goal for each knob: a measure at today's value or where the knobs take it, moved a little or far."""
    names = draw(st.lists(st.sampled_from(MEASURES), min_size=len(knobs), max_size=len(knobs), unique=True))
    goals = []
    for name in names:
        found = GOALS_BY_NAME[name]
        goal = Goal(found, 0.0, currency_of(priced, found))
        today = measured(moved_deal(draw, priced, knobs) or priced, goal) or 0.0
        size = abs(today) if today else {"money": 1_000.0, "rate": 0.1}.get(found.unit, 1.0)
        goals.append(Goal(found, today + draw(st.sampled_from((0.0, 0.0, 0.1, 1.0, -1.5))) * size, goal.currency))
    return tuple(goals)


def moved_deal(draw: Any, priced: Any, knobs: tuple[str, ...]) -> Any:
    """Return the deal with the knobs moved within their ranges, or None where it has no price."""
    values = {}
    for knob in knobs:
        low, high = knob_range(priced, knob)
        start = knob_value(priced, knob) or low + 0.01 * (high - low)
        values[knob] = min(max(start * draw(st.floats(0.6, 1.6)), low), high)
    try:
        return Subject(priced, "kept").at(values, rounded=False)
    except NO_PRICE:
        return None


def subject_of(name: str, resolved: Any) -> Subject | None:
    try:
        priced = price(resolved)
    except NO_PRICE:
        return None
    return Subject(priced, "kept", Terms(deal(name)[0].document, markets()))


def check(subject: Subject, answer: Any) -> None:
    """Put the exact values back into the smooth deal: the targets are met."""
    assert answer.tried <= MOST_PRICES
    exact = {found.knob.name: found.exact for found in answer.unknowns}
    if answer.status not in {"found", "many"}:
        assert answer.reason
        return
    again = subject.at(exact, rounded=False)
    for reached in answer.goals:
        value = measured(again, reached.goal)
        assert value is not None
        # a level stretch is met to what is printed, a step of a measure in months exactly
        assert abs(value - reached.goal.target) <= max(5.0 * reached.goal.unit, 1e-9 * abs(value))
    for found in answer.unknowns:
        assert found.low <= found.exact <= found.high
        assert math.isfinite(found.value)
    assert answer.after is not None


@few
@given(varied(), st.data())
def test_one_knob(case: tuple[str, Any], data: st.DataObject) -> None:
    name, resolved = case
    found = subject_of(name, resolved)
    if found is None:
        return
    knob = data.draw(st.sampled_from(knobs_of(name)))
    (goal,) = aimed(data.draw, found.today, (knob,))
    subject = replace(found, rent=rent_role(found.today, [knob], [goal]))
    check(subject, solve_one(subject, knob, goal))


@settings(few, max_examples=max(10, MANY // 20))
@given(varied(), st.data())
def test_two_knobs(case: tuple[str, Any], data: st.DataObject) -> None:
    name, resolved = case
    found = subject_of(name, resolved)
    if found is None:
        return
    knobs = tuple(
        data.draw(
            st.lists(st.sampled_from([k for k in knobs_of(name) if k not in {"rate"}]), min_size=2, max_size=2, unique=True)
        )
    )
    goals = aimed(data.draw, found.today, knobs)
    subject = replace(found, rent=rent_role(found.today, knobs, goals))
    check(subject, solve_two(subject, (knobs[0], knobs[1]), (goals[0], goals[1])))
