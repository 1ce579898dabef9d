"""Every knob and measure of every sample deal: solve for where the measure was moved to by the knob, put the answer in, price again."""

from __future__ import annotations

import math
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from leasecalc import api
from leasecalc.engine.settings import has_knob, knob_range, knob_rounding, knob_value
from leasecalc.engine.solving.goals import GOALS_BY_NAME, Goal, currency_of
from leasecalc.engine.solving.one_knob import solve_one
from leasecalc.engine.solving.subject import Subject, rent_role
from leasecalc.engine.solving.targeting import Targeting, measured
from leasecalc.engine.solving.terms import Terms
from leasecalc.engine.solving.trials import NO_PRICE
from leasecalc.knobs import KNOBS
from leasecalc.rounding import round_to

if TYPE_CHECKING:
    from leasecalc.engine.price import Priced

FOLDER = Path(__file__).parents[2] / "deals"
STRUCTURED = ("structures/za-seasonal-fleet", "structures/za-start-up-year")
"""Deals with a shape, for the knobs that turn it; all others are tried on plain deals."""
DEALS = (*sorted(path.stem for path in FOLDER.glob("*.yaml")), *STRUCTURED)
MEASURES = tuple(GOALS_BY_NAME)
LETTERS = {"found": "f", "many": "f", "jump": "j", "none": "n", "no effect": "."}


@cache
def markets() -> Any:
    return api.library()


@cache
def deal(name: str) -> tuple[Any, Priced]:
    found = api.load(str(FOLDER / f"{name}.yaml"))
    return found, api.price(found, markets())


def knobs_of(name: str) -> tuple[str, ...]:
    """Return every knob that the deal has."""
    _, priced = deal(name)
    if name in STRUCTURED:
        return tuple(knob for knob in ("balloon", "step.1", "season.1", "floating_margin") if has_knob(priced.deal, knob))
    named = [knob.name for knob in KNOBS if knob.unit != "count"]
    named += [f"fx.{pair}" for pair in priced.inputs.fx] + [f"fee.{place + 1}" for place in range(len(priced.inputs.fees))]
    return tuple(knob for knob in named if has_knob(priced.deal, knob))


def subject_for(name: str, knob: str, measure: str) -> Subject:
    document, priced = deal(name)
    aim = Goal(GOALS_BY_NAME[measure], 0.0)
    return Subject(priced, rent_role(priced, [knob], [aim]), Terms(document.document, markets()))


def moved(name: str, knob: str) -> float:
    """Return a value of the knob a little beside today's, as a contract can say it."""
    _, priced = deal(name)
    low, high = knob_range(priced, knob)
    today = knob_value(priced, knob)
    beside = today * 1.03 if today and low < today * 1.03 < high else low + 0.003 * (high - low)
    return float(round_to(beside, knob_rounding(priced.deal, knob, beside)))


def aim_at(subject: Subject, knob: str, value: float, measure: str) -> Goal | None:
    """Return the goal that the whole deal reaches with the knob at ``value``; None where it has no such measure there."""
    found = GOALS_BY_NAME[measure]
    goal = Goal(found, 0.0, currency_of(subject.today, found))
    try:
        reached = measured(subject.at({knob: value}, rounded=True), goal)
    except NO_PRICE:
        return None
    return None if reached is None else Goal(found, reached, goal.currency)


def solved(name: str, knob: str, measure: str) -> tuple[Subject, Goal | None, Targeting | None]:
    subject = subject_for(name, knob, measure)
    goal = aim_at(subject, knob, moved(name, knob), measure)
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
    beside = [aim_at(subject, knob, found.value + step, goal.measure.name) for step in (-unit, unit)]
    moves = max((abs(other.target - achieved) for other in beside if other is not None), default=0.0)
    return max(0.0, abs(achieved - goal.target) - moves) / goal.unit if math.isfinite(moves) else math.inf
