"""The best instalments before rounding: one linear programme where the deal is linear, else one after another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

from leasecalc.engine.optimising.aims import PEAK, at_least, paid_today
from leasecalc.engine.optimising.limits import Limit, Row
from leasecalc.engine.optimising.programme import Programme, clashing, solved
from leasecalc.engine.optimising.responses import Line, lines
from leasecalc.engine.solving.goals import GOALS_BY_NAME
from leasecalc.records import record, replace

if TYPE_CHECKING:
    from leasecalc.engine.optimising.programme import Answer
    from leasecalc.engine.optimising.question import Bound, Question

MOST_ROUNDS = 40
"""Programmes that are solved for a deal that is not linear."""

_WHOLE_STEPS = 8
_SETTLED = 1e-7
_GAIN = 1e-8

Status = Literal["optimal", "infeasible", "unbounded", "unsettled"]


@record(kw_only=True)
class Found:
    """What the search found: instalments (None without an optimum), the limits with their worth, those that clash."""

    status: Status
    instalments: Any = None
    limits: tuple[Limit, ...] = ()
    worth: tuple[tuple[float, ...], ...] = ()
    clash: tuple[Limit, ...] = ()
    linear: bool = True
    rounds: int = 1


@record(kw_only=True)
class Model:
    """The deal as straight lines around some instalments: the objective, each bound, and the present value that breaks ties."""

    here: Any
    objective: list[Line]
    bounds: list[list[Line]]
    paid: Line

    @property
    def linear(self) -> bool:
        """Return whether every sum is on its line far away too."""
        return all(line.linear for line in (*self.objective, *(line for group in self.bounds for line in group)))


def model_at(question: Question, here: Any, scale: float) -> Model:
    """Return the straight lines around the instalments ``here``."""
    deal = question.today.deal
    name = question.objective.measure.name
    aim = at_least(deal, PEAK, 0.0) if name == PEAK else lambda priced: (GOALS_BY_NAME[name].compute(priced),)
    wanted = [aim, lambda priced: (_tie(question)(priced),), *(bound.sums(question.today) for bound in question.bounds)]
    objective, (paid,), *bounds = lines(question.free, here, scale, wanted)
    return Model(here=here, objective=objective, bounds=bounds, paid=paid)


def _tie(question: Question) -> Any:
    cost = GOALS_BY_NAME["lessee_cost"].compute
    return paid_today if question.today.inputs.borrowing_rate is None else cost


def bound_limit(bound: Bound, group: list[Line], here: Any) -> Limit:
    """Return a floor or ceiling as rows: every sum of it stays at or above zero (or at or below, for the ceiling of a sum)."""
    sign = 1.0 if bound.least or bound.name == PEAK else -1.0
    rows = tuple(_row(line, here, sign) for line in group)
    unit = bound.goal.currency or "0.01 %"
    return Limit(name=bound.name, text=bound.said, path=bound.path, rows=rows, unit=unit)


def _row(line: Line, here: Any, sign: float, extra: tuple[int, ...] = ()) -> Row:
    """Return sign x (value + slopes x moved) >= 0 as a row; ``extra`` is a variable that is added on the left."""
    weights = (*(-sign * line.slopes).tolist(), *(-1.0 for _ in extra))
    bound = sign * (line.value - float(line.slopes @ here))
    return Row((*range(len(here)), *extra), tuple(weights), bound)


def programme_of(question: Question, model: Model, shape: Sequence[Limit], scale: float) -> Programme:
    """Return the linear programme around the model's instalments."""
    limits = [
        *shape,
        *(bound_limit(bound, group, model.here) for bound, group in zip(question.bounds, model.bounds, strict=True)),
    ]
    name, count = question.objective.measure.name, len(model.here)
    if name == PEAK:
        rows = (*(_row(line, model.here, 1.0, (count,)) for line in model.objective), Row((count,), (-1.0,), 0.0))
        limits.append(Limit(name="peak", text="peak cash is the lowest running sum", path="", rows=rows, unit=""))
        return Programme(costs=(*(0.0 for _ in range(count)), 1.0), limits=tuple(limits), scale=scale)
    sign = -1.0 if name == "lease_npv" else 1.0
    return Programme(costs=(sign * model.objective[0].slopes).tolist(), limits=tuple(limits), scale=scale)


def optimum(programme: Programme, model: Model) -> Answer:
    """Return the optimum; among answers with the same peak cash, the one that costs the lessee least."""
    answer = solved(programme)
    count = len(model.here)
    if answer.status != "optimal" or len(programme.costs) == count:
        return answer
    peak = Limit(name="peak", text="", path="", rows=(Row((count,), (1.0,), answer.objective + 1e-7 * programme.scale),), unit="")
    second = replace(programme, costs=(*model.paid.slopes.tolist(), 0.0), limits=(*programme.limits, peak))
    cheapest = solved(second)
    if cheapest.status != "optimal":
        return answer
    return replace(answer, values=cheapest.values)


def search(question: Question, shape: Sequence[Limit], start: Any, scale: float) -> Found:
    """Return the best instalments within ``shape`` and the bounds, from the instalments ``start``.

    A deal is linear unless tax on the finance charge or a recovery of the balance hangs on the interest split. Then the programme is
    solved again around its own answer until that is the answer of its own straight lines too; where it does not come to rest,
    the status is "unsettled".
    """
    here = start
    for number in range(1, MOST_ROUNDS + 1):
        model = model_at(question, here, scale)
        programme = programme_of(question, model, shape, scale)
        answer = optimum(programme, model)
        if answer.status != "optimal":
            clash = clashing(programme) if answer.status == "infeasible" else ()
            return Found(status=answer.status, clash=clash, limits=programme.limits, linear=model.linear, rounds=number)
        there = answer.values[: len(here)]
        moved = float(abs(there - here).max())
        if model.linear or moved <= _SETTLED * scale:
            return Found(
                status="optimal",
                instalments=there,
                limits=programme.limits,
                worth=answer.worth,
                linear=model.linear,
                rounds=number,
            )
        here = here + min(1.0, 0.7 ** (number - _WHOLE_STEPS)) * (there - here)
    return Found(status="unsettled", limits=programme.limits, linear=False, rounds=MOST_ROUNDS)
