"""`breakeven`: for every knob the value at which a measure meets its target, and how far away from today that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.engine.as_printed import as_printed
from leasecalc.engine.sensitivity.reach import GRANTED_OR_REFUSED, knobs_of
from leasecalc.engine.solving.one_knob import solve_one
from leasecalc.errors import UsageError
from leasecalc.records import record

if TYPE_CHECKING:
    from leasecalc.engine.solving.goals import Goal
    from leasecalc.engine.solving.subject import Subject
    from leasecalc.engine.solving.targeting import Targeting, Unknown


@record(kw_only=True)
class BreakEvens:
    """The answer of every knob, the nearest to today first (by share of today's value), those without one last."""

    subject: Subject
    goal: Goal
    today: float
    answers: tuple[Targeting, ...]
    still: tuple[str, ...]
    """Labels of knobs that do not move the measure."""


def break_evens(subject: Subject, goal: Goal, only: tuple[str, ...] = ()) -> BreakEvens:
    """Return where each knob meets the goal when it alone is turned. ``only`` names the knobs; without it all that the deal has."""
    names = only or tuple(
        name for name in knobs_of(subject.today, rent_solved=subject.rent == "solved again") if name not in GRANTED_OR_REFUSED
    )
    answers, still = [], []
    for name in names:
        try:
            answer = solve_one(subject, name, goal)
        except UsageError:  # today's deal leaves the knob no range, as for a price of zero
            if only:
                raise
            continue
        (still.append(answer.unknowns[0].knob.label) if answer.status == "no effect" else answers.append(answer))
    answers.sort(key=_nearness)
    today = float(as_printed(subject.today, goal.measure))
    return BreakEvens(subject=subject, goal=goal, today=today, answers=tuple(answers), still=tuple(still))


def distance(found: Unknown) -> float | None:
    """Return by which share of today's value the knob must move; None without an answer or from zero."""
    if found.exact is None or not found.today:
        return None
    return found.exact / found.today - 1.0


def _nearness(answer: Targeting) -> tuple[bool, float]:
    found = answer.unknowns[0]
    share = distance(found)
    return found.exact is None, abs(share) if share is not None else float("inf")
