"""One knob for one measure: every value in its range, the nearest one rounded and put back into the whole deal."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from leasecalc.engine.settings import knob_rounding, knob_value
from leasecalc.engine.solving.dips import with_dips
from leasecalc.engine.solving.solve import Answer, Precision, every_value, fine_grid, slope_at
from leasecalc.engine.solving.targeting import (
    NO_LIMITS,
    Side,
    concluded,
    in_words,
    number_or_none,
    rounded_value,
    searched_range,
    unknown,
)
from leasecalc.engine.solving.term_search import search_terms
from leasecalc.engine.solving.trials import Trials
from leasecalc.errors import UsageError
from leasecalc.knobs import knob
from leasecalc.records import record, replace
from leasecalc.rounding import round_to

if TYPE_CHECKING:
    from leasecalc.engine.solving.goals import Goal
    from leasecalc.engine.solving.subject import Subject
    from leasecalc.engine.solving.targeting import Limits, Targeting
    from leasecalc.rounding import Rounding

# How many rounding units the answer may be moved to make up for the other roundings of the deal.
_FARTHEST = 1e4
# Within which part of its range around the answer the knob is moved to where the whole deal passes the target.
_NEARBY = 0.02
# A measure that moves by no more than this part of what is printed does not depend on the knob.
_LEVEL = 1e-4
# Within so many printed units of the target the smooth deal may still meet it once everything is rounded.
_ROUNDINGS = 5.0


def solve_one(subject: Subject, name: str, goal: Goal, limits: Limits = NO_LIMITS) -> Targeting:
    """Return every value of knob ``name`` at which the goal is met; the one nearest to today's is rounded and put in.

    ``limits`` narrow the range that is searched. Raises ``UsageError`` for limits that leave nothing.
    """
    if name == "term":
        return _of_a_term(subject, goal, limits)
    search = _search(subject, name, goal, limits)
    answer = search.answer()
    value = None if answer.value is None else search.settled(answer.value)
    unpriced = search.unpriced(value)
    if unpriced:
        answer, value = Answer(None, "none", "", jumps=answer.jumps), None
    sides = search.sides(answer) if answer.status == "jump" else ()
    exact = None if answer.value is None else number_or_none(search.measure(answer.value))
    found = unknown(subject.today, name, answer.value, value, (search.low, search.high))
    told = in_words(answer, found, goal, sides)
    told = replace(told, reason=unpriced) if unpriced else told
    return concluded(subject, (found,), ((goal, exact),), told, search.smooth, sides=sides)


def _search(subject: Subject, name: str, goal: Goal, limits: Limits) -> _Search:
    low, high = searched_range(subject.today, name, limits)
    return _Search(
        name=name,
        goal=goal,
        subject=subject,
        low=low,
        high=high,
        smooth=Trials[float](lambda value: subject.at({name: value}, rounded=False)),
        whole=Trials[float](lambda value: subject.at({name: value}, rounded=True)),
    )


@record(kw_only=True)
class _Search:
    """A search under way: trials of the smooth deal, and of the whole deal with all its roundings."""

    name: str
    goal: Goal
    subject: Subject
    low: float
    high: float
    smooth: Trials[float]
    whole: Trials[float]

    @property
    def near(self) -> float:
        """Return today's value, or the low end where the deal has none."""
        today = knob_value(self.subject.today, self.name)
        return self.low if today is None else today

    def measure(self, value: float) -> float:
        """Return the measure of the smooth deal."""
        return self.smooth.function(self.goal.measure)(value)

    def gap(self, value: float) -> float:
        """Return how far the whole deal is from the target; infinite where it has no such measure."""
        found = abs(self.whole.function(self.goal.measure)(value) - self.goal.target)
        return math.inf if math.isnan(found) else found

    def answer(self) -> Answer:
        """Return every value at which the smooth deal meets the target, or a level stretch on which the whole deal does."""
        today, unit = knob_value(self.subject.today, self.name), self.goal.unit

        def excess(value: float) -> float:
            return self.measure(value) - self.goal.target

        grid = with_dips(excess, fine_grid(self.low, self.high, today, by_ratio=knob(self.name).unit == "quote"))
        answer = every_value(excess, grid, near=self.near, edges="search", precision=Precision(0.5 * unit, _LEVEL * unit))
        if answer.status == "jump":
            return self.beside(answer)
        if answer.status != "none":
            return answer
        level = every_value(
            excess, grid, near=self.near, edges="leave", precision=Precision(0.5 * unit, _LEVEL * unit, _ROUNDINGS * unit)
        )
        met = level.value is not None and self.gap(self.rounded(level.value)) <= 0.5001 * self.goal.unit
        return level if met else answer

    def beside(self, answer: Answer) -> Answer:
        """Return a jump of a few roundings as found where the whole deal meets the target on one of its sides."""
        unit = self.goal.unit
        for place in sorted(answer.jumps, key=lambda jump: abs(jump - self.near)):
            sides = [side.value for side in self.sides_of(place) if self.low <= side.value <= self.high]
            met = min(map(self.gap, sides), default=math.inf) <= 0.5001 * unit
            if met and abs(self.measure(place) - self.goal.target) <= _ROUNDINGS * unit:
                return Answer(place, "found", "", (place,), answer.jumps)
        return answer

    def unpriced(self, value: float | None) -> str:
        """Say why the whole deal has no price at an answer that the smooth deal has; empty where it has one, or for no answer."""
        if value is None or self.whole.at(value) is not None:
            return ""
        return f"the target would be met at {value:,.6g}, but there the deal has no price: {self.whole.reasons[value]}"

    def rounded(self, exact: float) -> float:
        """Return the nearest value that a contract can say."""
        return rounded_value(self.subject, self.name, exact)

    def settled(self, exact: float) -> float:
        """Return the value that a contract can say with which the whole deal comes nearest to the target.

        Other roundings of the deal move the measure a little, so the rounded value is moved once or twice by what is missing, and if that is
        not enough to where the whole deal passes the target; for a measure in months its neighbours are tried.
        """
        rounding = knob_rounding(self.subject.today.deal, self.name, exact)
        best = self.rounded(exact)
        if self.goal.measure.unit == "months":
            return min((best, best - rounding.unit, best + rounding.unit), key=self.gap)
        slope = slope_at(self.measure, exact, 1e-6 * (self.high - self.low), (self.low, self.high))
        for _ in range(2):
            missing = (self.goal.target - self.whole.function(self.goal.measure)(best)) / slope if slope else math.nan
            if not 0.5 * rounding.unit <= abs(missing) <= _FARTHEST * rounding.unit:
                break
            best = min((best, float(round_to(best + missing, rounding))), key=self.gap)
        if self.gap(best) > 0.5001 * self.goal.unit:
            best = min((best, *self.crossing(best, rounding)), key=self.gap)
        return best

    def crossing(self, start: float, rounding: Rounding) -> tuple[float, ...]:
        """Return two values one unit apart, near ``start``, between which the whole deal passes the target; none where it does not.

        Instalments in whole dollars make the whole deal a stair: the smooth answer may then lie a step away from where the target is passed.
        """
        function, step = self.whole.function(self.goal.measure), rounding.unit
        above = function(start) > self.goal.target
        while step <= _NEARBY * (self.high - self.low):
            for end in (start - step, start + step):
                found = function(end) if self.low <= end <= self.high else math.nan
                if not math.isnan(found) and (found > self.goal.target) != above:
                    return self._halved(start, end, rounding)
            step *= 2.0
        return ()

    def _halved(self, near: float, far: float, rounding: Rounding) -> tuple[float, ...]:
        function = self.whole.function(self.goal.measure)
        above = function(near) > self.goal.target
        while abs(far - near) > 1.5 * rounding.unit:
            middle = float(round_to(0.5 * (near + far), rounding))
            if (function(middle) > self.goal.target) == above:
                near = middle
            else:
                far = middle
        return float(round_to(near, rounding)), float(round_to(far, rounding))

    def sides(self, answer: Answer) -> tuple[Side, ...]:
        """Return the nearest values below and above a jump that a contract can say, with the measure of the whole deal."""
        return self.sides_of(min(answer.jumps, key=lambda jump: abs(jump - self.near)))

    def sides_of(self, place: float) -> tuple[Side, ...]:
        """Return the two sides of the jump at ``place`` (see ``sides``)."""
        unit = knob_rounding(self.subject.today.deal, self.name, place).unit
        below = math.floor(place / unit) * unit
        function = self.whole.function(self.goal.measure)
        return tuple(Side(value, number_or_none(function(value))) for value in (round(below, 12), round(below + unit, 12)))


def _of_a_term(subject: Subject, goal: Goal, limits: Limits) -> Targeting:
    """Return the answer for the number of instalments: rounded deals only, for there is nothing between two numbers."""
    if subject.terms is None:
        raise UsageError("--for term: the deal's document is needed to change its term")
    trials = Trials[float](lambda value: subject.at({"term": value}, rounded=True))
    function = trials.function(goal.measure)
    today = len(subject.today.deal.timeline.instalments)
    found = search_terms(lambda value: function(value) - goal.target, subject.terms.to_try(today), today, goal.unit, limits)
    sides = tuple(Side(place, number_or_none(function(place))) for place in found.sides)
    value = found.answer.value
    term = unknown(subject.today, "term", value, value, (found.low, found.high))
    exact = None if value is None else number_or_none(function(value))
    answer = in_words(found.answer, term, goal, sides)
    return concluded(subject, (term,), ((goal, exact),), answer, trials, sides=sides)
