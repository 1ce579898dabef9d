"""`solve`: the value of a knob at which a measure meets its target, rounded and put back into the whole deal."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from leasecalc.engine.as_printed import as_printed
from leasecalc.engine.settings import knob_currency, knob_range, knob_rounding, knob_value
from leasecalc.engine.solving.solve import Answer, Status
from leasecalc.engine.solving.trials import NO_PRICE, Trials
from leasecalc.errors import UsageError
from leasecalc.knobs import Knob, knob
from leasecalc.money import minor_digits
from leasecalc.records import record, replace
from leasecalc.rounding import round_to

if TYPE_CHECKING:
    from collections.abc import Sequence

    from leasecalc.engine.price import Priced
    from leasecalc.engine.solving.goals import Goal
    from leasecalc.engine.solving.subject import RentRole, Subject

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

    def said(self, value: float) -> str:
        """Return a value of the knob in words: `270.62 USD`, `14.0000 %`, `17.2034`, `60 instalments`."""
        return said(self.knob, self.currency, value)


def said(of: Knob, currency: str, value: float) -> str:
    """Return a value of a knob in words (see ``Unknown.said``)."""
    if of.unit == "money":
        return f"{value:,.{minor_digits(currency)}f} {currency}"
    if of.unit == "rate":
        return f"{100.0 * value:.4f} %"
    return f"{value:.0f} instalments" if of.unit == "count" else f"{value:.6g}"


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


@record(kw_only=True)
class Solved:
    """The answer of a solve, and what to write into the deal (texts of ``--set``) to price it so; empty where no file can say it."""

    answer: Targeting
    put_in: tuple[str, ...]


def in_words(answer: Answer, found: Unknown, goal: Goal, sides: tuple[Side, ...]) -> Answer:
    """Return the answer with a reason in the units of knob and measure."""
    measure, said = goal.measure.name, found.said
    where = f"from {said(found.low)} to {said(found.high)}"
    if answer.status == "found":
        reason = f"one value {where} meets the target"
    elif answer.status == "many":
        listed = ", ".join(said(value) for value in answer.values)
        reason = f"{len(answer.values)} values {where} meet the target ({listed}); the one nearest to today's is quoted"
    elif answer.status == "jump":
        beside = " and ".join(f"{goal.said(side.measure)} at {said(side.value)}" for side in sides)
        passed = "leaps over the target" if answer.value is None else "passes the target between two whole numbers"
        reason = f"{measure} {passed}: it is {beside}" + ("" if answer.value is None else "; the nearer is quoted")
    elif answer.reached is None:
        reason = f"{measure} has no value {where}"
    elif answer.status == "no effect":
        reason = f"{measure} is {goal.said(goal.target + answer.reached[0])} {where}"
    else:
        low, high = (goal.said(goal.target + gap) for gap in answer.reached)
        reason = f"{where} {measure} goes from {low} to {high}"
    return replace(answer, reason=reason)


def searched_range(priced: Priced, name: str, limits: Limits) -> tuple[float, float]:
    """Return the knob's own range, narrowed. Raises ``UsageError`` where nothing is left."""
    low, high = knob_range(priced, name)
    low, high = max(low, limits[0] if limits[0] is not None else low), min(high, limits[1] if limits[1] is not None else high)
    if not low < high:
        raise UsageError(f"--for {name}: nothing lies between {low:g} and {high:g}")
    return low, high


def rounded_value(subject: Subject, name: str, exact: float) -> float:
    """Return the nearest value that a contract can say."""
    return float(round_to(exact, knob_rounding(subject.today.deal, name, exact)))


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
    """Return the measure of a goal as it is shown, or None where it has no value."""
    try:
        return number_or_none(float(as_printed(priced, goal.measure)))
    except NO_PRICE:
        return None


def number_or_none(value: float) -> float | None:
    """Return a number, or None where it is NaN or infinite."""
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
