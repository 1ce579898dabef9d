"""`optimise`: the best instalments within limits, rounded as the contract rounds, beside the level ones at the same floors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from leasecalc.engine.lessee import lessee_position
from leasecalc.engine.optimising.aims import PEAK
from leasecalc.engine.optimising.free import free
from leasecalc.engine.optimising.limits import Limit, Shares, level_limits, shape_limits, slack, term_of
from leasecalc.engine.optimising.question import BASIS_POINT, Question, bounds_of
from leasecalc.engine.optimising.rounded import rounded
from leasecalc.engine.optimising.search import Found, search
from leasecalc.engine.solving.goals import Goal, currency_of, measure_named
from leasecalc.engine.solving.targeting import measured
from leasecalc.errors import UsageError
from leasecalc.records import record, replace
from leasecalc.values import scalar

if TYPE_CHECKING:
    from leasecalc.deal.questions import Optimise
    from leasecalc.engine.optimising.question import Bound
    from leasecalc.engine.optimising.rounded import Rounded
    from leasecalc.engine.price import Priced

BINDING = 1e-6
"""Part of the level instalment below which a limit leaves no room."""


@record(kw_only=True)
class LimitHeld:
    """A limit at the optimum: how many of its rows leave no room, and how much better the objective were for a unit more room."""

    limit: Limit
    binding: int
    worth: float | None


@record(kw_only=True)
class BoundHeld:
    """A floor or ceiling: the measure today, with the level instalments and with the optimised ones."""

    bound: Bound
    today: float | None
    level: float | None
    achieved: float | None
    holds: bool


@record(kw_only=True)
class Optimised:
    """The whole answer. ``instalments`` are those of the contract, ``exact`` those before rounding; empty without an optimum."""

    status: str
    reason: str
    objective: Goal
    today: Priced
    level: Priced | None
    after: Priced | None
    exact: tuple[float, ...]
    chosen: tuple[float, ...]
    """The instalments in whole units, before the contract puts what rounding leaves into one of them."""
    instalments: tuple[float, ...]
    limits: tuple[LimitHeld, ...]
    bounds: tuple[BoundHeld, ...]
    clash: tuple[Limit, ...]
    linear: bool
    rounds: int
    kept: bool


def optimise(priced: Priced, wanted: Optimise, per_group: int | None) -> Optimised:
    """Return the best instalments for ``wanted``; ``per_group`` is how many instalments in a row are alike, or None.

    Raises ``UsageError`` for a lease whose instalments are not free, and ``InputError`` for bounds that cannot be.
    """
    _check(priced)
    measure = measure_named(wanted.objective)
    question = Question(
        today=priced,
        free=free(priced),
        wanted=wanted,
        per_group=per_group,
        objective=Goal(measure, 0.0, currency_of(priced, measure)),
        bounds=bounds_of(priced, wanted),
    )
    level = _level(question)
    if level is None:
        found = _level_search(question, question)
        return _without(question, replace(found, clash=tuple(limit for limit in found.clash if limit.path)))
    return _within(question, level)


def _check(priced: Priced) -> None:
    plan = priced.deal.lease.plan
    for flag, what in (
        (plan.resets, "follow a floating rate"),
        (plan.interim_with_first, "hold the interest of an odd first period"),
    ):
        if flag:
            raise UsageError(f"optimise chooses each instalment, and in this lease they {what}; leave that out to optimise")


def _level(question: Question) -> Rounded | None:
    """Return the level instalments: the best within the floors and ceilings, else the lowest within the floors, else today's."""
    tries = [question]
    if question.bounds:
        fallback = replace(question, bounds=tuple(bound for bound in question.bounds if bound.least))
        tries.append(replace(fallback, objective=_cost_goal(question)) if fallback.bounds else fallback)
    for asked in tries:
        found = _level_search(question, asked)
        if found.status == "optimal":
            return rounded(asked, found.instalments.tolist(), level_limits(question.free.size, ""))
    if any(bound.least for bound in question.bounds):
        return None
    return rounded(replace(question, bounds=()), _usual(question).tolist(), level_limits(question.free.size, ""))


def _cost_goal(question: Question) -> Goal:
    """Return peak cash as an objective where no rate of the lessee is known: its ties are broken by the lowest instalments."""
    known = lessee_position(question.today).lease_cost is not None
    measure = measure_named("lessee_cost" if known else PEAK)
    return Goal(measure, 0.0, currency_of(question.today, measure))


def _level_search(question: Question, asked: Question) -> Found:
    start = _usual(question)
    return search(asked, level_limits(question.free.size, question.today.deal.lease.currency), start, float(start[0]))


def _usual(question: Question) -> Any:
    """Return level instalments that pay what today's do in all, or the amount financed where they pay nothing."""
    import numpy as np

    paid = [scalar(amount) for amount in question.today.contract.instalments]
    mean = sum(paid) / len(paid) or scalar(question.today.contract.financed) / len(paid) or 1.0
    return np.full(len(paid), mean)


def _within(question: Question, level: Rounded) -> Optimised:
    """Return the best instalments where the level ones are known."""
    import numpy as np

    rule = question.today.deal.roundings.rent
    shares = Shares(max(level.instalments), rule.unit, question.today.deal.lease.currency)
    shape = shape_limits(question.wanted, term_of(question.today.deal, question.per_group), shares)
    start = np.array(level.instalments)
    found = search(question, shape, start, max(float(start.max()), rule.unit))
    if found.status != "optimal":
        return _without(question, found, level=level.priced)
    final = rounded(question, found.instalments.tolist(), shape)
    return Optimised(
        status="optimal",
        reason="" if final.kept else "rounding: no instalments in whole units near the optimum keep every limit",
        objective=question.objective,
        today=question.today,
        level=level.priced,
        after=final.priced,
        exact=tuple(found.instalments.tolist()),
        chosen=final.instalments,
        instalments=tuple(scalar(amount) for amount in final.priced.contract.instalments),
        limits=_held(question, found, shape),
        bounds=_bounds_held(question, level.priced, final.priced),
        clash=(),
        linear=found.linear,
        rounds=found.rounds,
        kept=final.kept,
    )


def _bounds_held(question: Question, level: Priced | None, after: Priced | None) -> tuple[BoundHeld, ...]:
    def value(bound: Bound, priced: Priced | None) -> float | None:
        return None if priced is None else measured(priced, bound.goal)

    return tuple(
        BoundHeld(
            bound=bound,
            today=value(bound, question.today),
            level=value(bound, level),
            achieved=value(bound, after),
            holds=bound.holds(value(bound, after)),
        )
        for bound in question.bounds
    )


def _held(question: Question, found: Found, shape: Sequence[Limit]) -> tuple[LimitHeld, ...]:
    """Return every limit at the optimum with what loosening it is worth."""
    values = found.instalments.tolist()
    scale = max(values) or 1.0
    held = []
    for number, limit in enumerate(found.limits):
        if limit.name == "peak":
            continue
        tight = sum(slack(row, values) <= BINDING * scale for row in limit.rows)
        worth: float | None = None if not limit.unit else -sum(found.worth[number])
        if worth is not None and number >= len(shape):
            worth *= _per_unit(question, question.bounds[number - len(shape)], found)
        held.append(
            LimitHeld(
                limit=limit,
                binding=0 if limit.name in {"equal", "level"} else tight,
                worth=None if worth is None else max(worth, 0.0),
            )
        )
    return tuple(held)


def _per_unit(question: Question, bound: Bound, found: Found) -> float:
    """Return by how much the sum of a bound changes where the bound is loosened by a unit: one of money, or 0.01 % of a rate."""
    if bound.goal.currency:
        return 1.0
    loosened = -BASIS_POINT if bound.least else BASIS_POINT
    priced = question.free.at(found.instalments.tolist(), rounded=False)
    before, after = (float(bound.sums(question.today, beyond)(priced)[0]) for beyond in (0.0, loosened))
    return abs(after - before)


def _without(question: Question, found: Found, level: Priced | None = None) -> Optimised:
    """Return the answer where there is no optimum, in words."""
    if found.status == "infeasible":
        reason = f"{len(found.clash)} limits cannot be kept together: " + "; ".join(
            f"{limit.name} {limit.text}".strip() for limit in found.clash
        )
        if len(found.clash) == 1:
            reason = f"a limit cannot be kept: {found.clash[0].name} {found.clash[0].text}"
    elif found.status == "unbounded":
        reason = f"nothing holds the instalments where {question.objective.measure.name} is sought; write `at_most`, or a ceiling"
    else:
        reason = f"the deal is not linear in its instalments, and {found.rounds} programmes, each around the answer of the last, came to no rest"
    return Optimised(
        status=found.status,
        reason=reason,
        objective=question.objective,
        today=question.today,
        level=level,
        after=None,
        exact=(),
        chosen=(),
        instalments=(),
        limits=(),
        bounds=_bounds_held(question, level, None),
        clash=found.clash,
        linear=found.linear,
        rounds=found.rounds,
        kept=False,
    )
