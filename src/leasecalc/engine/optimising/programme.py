"""The linear programme: HiGHS through scipy, which comes with the extra ``leasecalc[optimise]``.

Sources: D. Bertsimas, J. Tsitsiklis, Introduction to Linear Optimization (1997), chapter 4 (shadow prices); J. Chinneck, Feasibility and
Infeasibility in Optimization (2008), section 6.2 (deletion filter).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

from leasecalc.errors import UsageError
from leasecalc.records import record

if TYPE_CHECKING:
    from leasecalc.engine.optimising.limits import Limit, Row

Status = Literal["optimal", "infeasible", "unbounded"]

_OPTIMAL, _INFEASIBLE = 0, 2


@record(kw_only=True)
class Programme:
    """Lowest ``costs`` x variables, within ``limits``; the variables are the instalments in units of ``scale``, and peak cash if it is sought."""

    costs: Sequence[float]
    limits: tuple[Limit, ...]
    scale: float


@record(kw_only=True)
class Answer:
    """What the programme found: values in money, and by limit the change of the objective for a unit more of each row's bound."""

    status: Status
    values: Any = None
    objective: float = 0.0
    worth: tuple[tuple[float, ...], ...] = ()


def scipy_optimize() -> Any:
    """Load scipy. Raises ``UsageError`` naming the extra where it is not installed."""
    try:
        import scipy.optimize
        import scipy.sparse
    except ImportError:
        raise UsageError(
            "optimise needs scipy, which comes with the extra `leasecalc[optimise]`: pip install 'leasecalc[optimise]'"
        ) from None
    return scipy


def solved(programme: Programme) -> Answer:
    """Return the optimum; where there is none, whether the limits leave nothing or nothing holds the objective."""
    found = _run(programme.costs, programme.limits, programme.scale)
    if found.status == _OPTIMAL:
        return _answer(programme, found)
    empty = not feasible(programme, programme.limits)
    return Answer(status="infeasible" if empty else "unbounded")


def feasible(programme: Programme, limits: Sequence[Limit]) -> bool:
    """Return whether some instalments keep all of ``limits``."""
    found = _run([0.0] * len(programme.costs), limits, programme.scale)
    return bool(found.status != _INFEASIBLE)


def clashing(programme: Programme) -> tuple[Limit, ...]:
    """Return a smallest set of limits that cannot be kept together: each is left out in turn, and stays out if the rest still clash."""
    kept = list(programme.limits)
    for limit in programme.limits:
        fewer = [other for other in kept if other is not limit]
        if not feasible(programme, fewer):
            kept = fewer
    return tuple(kept)


def _run(costs: Sequence[float], limits: Sequence[Limit], scale: float) -> Any:
    """Run HiGHS with every row divided by the size of its weights, so that its tolerances mean the same everywhere."""
    scipy = scipy_optimize()
    size = max((abs(cost) for cost in costs), default=0.0) or 1.0
    rows = [row for limit in limits for row in limit.rows]
    upper, equal = ([row for row in rows if row.equal is which] for which in (False, True))
    above, at_most = _matrix(upper, len(costs), scale)
    same, to = _matrix(equal, len(costs), scale)
    return scipy.optimize.linprog(
        [cost / size for cost in costs], A_ub=above, b_ub=at_most, A_eq=same, b_eq=to, bounds=(None, None), method="highs"
    )


def _matrix(rows: Sequence[Row], width: int, scale: float) -> tuple[Any, Any]:
    if not rows:
        return None, None
    scipy = scipy_optimize()
    places = [place for row in rows for place in row.places]
    numbers = [number for number, row in enumerate(rows) for _ in row.places]
    weights = [weight / _size(row) for row in rows for weight in row.weights]
    bounds = [row.bound / (_size(row) * scale) for row in rows]
    return scipy.sparse.csr_matrix((weights, (numbers, places)), shape=(len(rows), width)), bounds


def _size(row: Row) -> float:
    return max((abs(weight) for weight in row.weights), default=0.0) or 1.0


def _answer(programme: Programme, found: Any) -> Answer:
    size = max((abs(cost) for cost in programme.costs), default=0.0) or 1.0
    marginals = {False: iter(found.ineqlin.marginals), True: iter(found.eqlin.marginals)}
    worth = tuple(
        tuple(float(next(marginals[row.equal])) * size / _size(row) for row in limit.rows) for limit in programme.limits
    )
    return Answer(
        status="optimal", values=found.x * programme.scale, objective=float(found.fun) * size * programme.scale, worth=worth
    )
