"""Every knob and measure of every sample deal: solve for where the measure was moved to by the knob, put the answer in, price again."""

from __future__ import annotations

import math
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from leasecalc import api
from leasecalc.engine.measures import measures_of as all_measures
from leasecalc.engine.settings import has_knob, knob_range, knob_rounding, knob_value
from leasecalc.engine.solving.goals import GOALS_BY_NAME, Goal, currency_of
from leasecalc.engine.solving.one_knob import solve_one
from leasecalc.engine.solving.subject import Subject, rent_role
from leasecalc.engine.solving.targeting import Targeting, measured
from leasecalc.engine.solving.terms import Terms
from leasecalc.engine.solving.trials import NO_PRICE
from leasecalc.knobs import KNOBS, NUMBERED, SEASON_PREFIX, STEP_PREFIX
from leasecalc.rounding import round_to

if TYPE_CHECKING:
    from collections.abc import Mapping

    from leasecalc.engine.measures import Measure
    from leasecalc.engine.price import Priced

FOLDER = Path(__file__).parents[2] / "deals"
DEALS = tuple(sorted(path.relative_to(FOLDER).with_suffix("").as_posix() for path in FOLDER.rglob("*.yaml")))
MEASURES = tuple(GOALS_BY_NAME)
MOST_LISTED = 12
"""No sample deal lists more fees, steps or seasons."""
LETTERS = {"found": "f", "many": "f", "jump": "j", "none": "n", "no effect": "."}


@cache
def markets() -> Any:
    return api.library()


@cache
def deal(name: str) -> tuple[Any, Priced]:
    found = api.load(str(FOLDER / f"{name}.yaml"))
    return found, api.price(found, markets())


def knobs_of(name: str) -> tuple[str, ...]:
    """Return every knob that the deal has; those of lists by their place. The term is turned by a search of its own."""
    _, priced = deal(name)
    named = [knob.name for knob in KNOBS if knob.unit != "count"]
    named += [f"fx.{pair}" for pair in priced.inputs.fx]
    named += [f"{prefix}{place}" for prefix in (*NUMBERED, STEP_PREFIX, SEASON_PREFIX) for place in range(1, MOST_LISTED + 1)]
    return tuple(knob for knob in named if has_knob(priced.deal, knob))


@cache
def measures_of(name: str) -> dict[str, Measure]:
    """Return every measure that a deal can be solved for: those of all deals, its own yields, and those after tax where it has `tax`."""
    _, priced = deal(name)
    return {**GOALS_BY_NAME, **{found.name: found for found in all_measures(priced)}}


class Remembering(Subject):
    """A subject that prices the same values once for all measures."""

    def at(self, values: Mapping[str, float], *, rounded: bool) -> Priced:
        key = (id(self.today), self.rent, tuple(values.items()), rounded)
        known = PRICED.pop(key, None) or self._priced(values, rounded)
        PRICED[key] = known
        while len(PRICED) > MOST_REMEMBERED:
            del PRICED[next(iter(PRICED))]
        if isinstance(known, Exception):
            raise known
        return known

    def _priced(self, values: Mapping[str, float], rounded: bool) -> Priced | Exception:
        try:
            return super().at(values, rounded=rounded)
        except NO_PRICE as error:
            return error


PRICED: dict[tuple[Any, ...], Priced | Exception] = {}
"""The last prices, the one asked for last at the end. Deals of today live as long as the tests, so that their ids are theirs."""
MOST_REMEMBERED = 400


def subject_for(name: str, knob: str, measure: str) -> Subject:
    document, priced = deal(name)
    aim = Goal(measures_of(name)[measure], 0.0)
    return Remembering(priced, rent_role(priced, [knob], [aim]), Terms(document.document, markets()))


def moved(name: str, knob: str) -> float:
    """Return a value of the knob a little beside today's, as a contract can say it."""
    _, priced = deal(name)
    low, high = knob_range(priced, knob)
    today = knob_value(priced, knob)
    beside = today * 1.03 if today and low < today * 1.03 < high else low + 0.003 * (high - low)
    return float(round_to(beside, knob_rounding(priced.deal, knob, beside)))


def aim_at(subject: Subject, knob: str, value: float, found: Measure) -> Goal | None:
    """Return the goal that the whole deal reaches with the knob at ``value``; None where it has no such measure there."""
    goal = Goal(found, 0.0, currency_of(subject.today, found))
    try:
        reached = measured(subject.at({knob: value}, rounded=True), goal)
    except NO_PRICE:
        return None
    return None if reached is None else Goal(found, reached, goal.currency)


def solved(name: str, knob: str, measure: str) -> tuple[Subject, Goal | None, Targeting | None]:
    subject = subject_for(name, knob, measure)
    goal = aim_at(subject, knob, moved(name, knob), measures_of(name)[measure])
    return subject, goal, None if goal is None else solve_one(subject, knob, goal)


def letter(answer: Targeting | None) -> str:
    return "-" if answer is None else LETTERS[answer.status]


def shortfall(subject: Subject, knob: str, goal: Goal, answer: Targeting) -> float:
    """Return by how many units of what is printed the answer misses, beyond what one rounding unit of the knob moves the measure."""
    found = answer.unknowns[0]
    achieved = answer.goals[0].achieved
    assert achieved is not None
    assert found.value is not None
    unit = knob_rounding(subject.today.deal, knob, found.value).unit
    beside = [aim_at(subject, knob, found.value + step, goal.measure) for step in (-unit, unit)]
    moves = max((abs(other.target - achieved) for other in beside if other is not None), default=0.0)
    missing = abs(achieved - goal.target)
    if missing - moves > goal.unit and on_a_stair(subject, knob, goal, (found.value, unit), missing):
        return 0.0
    return max(0.0, missing - moves) / goal.unit if math.isfinite(moves) else math.inf


def on_a_stair(subject: Subject, knob: str, goal: Goal, start: tuple[float, float], missing: float) -> bool:
    """Say whether the target lies within a jump that rounding makes: of two values one unit apart between which it is passed neither comes nearer."""
    near, unit = start

    def excess(value: float) -> float:
        reached = aim_at(subject, knob, value, goal.measure)
        return math.nan if reached is None else reached.target - goal.target

    above = excess(near) > 0
    ends = (near + sign * unit * 2**power for power in range(20) for sign in (-1, 1))
    far = next((end for end in ends if (excess(end) > 0) != above), None)
    if far is None:
        return False
    while abs(far - near) > 1.5 * unit:
        middle = float(round_to(0.5 * (near + far), knob_rounding(subject.today.deal, knob, near)))
        near, far = (middle, far) if (excess(middle) > 0) == above else (near, middle)
    return min(abs(excess(near)), abs(excess(far))) >= missing - 1e-9
