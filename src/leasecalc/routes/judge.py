"""Every route priced, ranked and judged: the answer of `compare`, in floats."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from leasecalc.engine.legs.landed_cost import market_gates
from leasecalc.engine.resolving.resolve_origin import LEASE_GATE, SALE_GATE
from leasecalc.errors import LeasecalcError
from leasecalc.records import record, replace
from leasecalc.routes.cash import cash_measures
from leasecalc.routes.difference import Pair, bridge, flips, steady
from leasecalc.routes.doubt import cases
from leasecalc.routes.planning import own_routes, plans
from leasecalc.routes.pricing import priced_route

if TYPE_CHECKING:
    from collections.abc import Sequence

    from leasecalc.charges.gates import GateResult
    from leasecalc.engine.solving.subject import Subject
    from leasecalc.routes.cash import CashMeasures
    from leasecalc.routes.difference import BridgeLeg, Flip
    from leasecalc.routes.doubt import Case, World
    from leasecalc.routes.planning import Plan
    from leasecalc.routes.pricing import PricedRoute

RANK = {"fail": 0, "unknown": 1, "pass with doubt": 2, "pass": 3}


@record(kw_only=True)
class Ranked:
    """A route in the ranking, the best first; without ``measures`` it is not priced, and ``reason`` says why."""

    plan: Plan
    priced: PricedRoute | None = None
    measures: CashMeasures | None = None
    gates: tuple[GateResult, ...] = ()
    reason: str = ""

    @property
    def npv(self) -> float:
        """Return the net present value; minus infinity where there is none."""
        return float("-inf") if self.measures is None else float(self.measures.npv)

    @property
    def barred(self) -> bool:
        """Return whether a gate of the market fails, so that the route is no choice; a refund that is refused only costs."""
        return any(gate.status == "fail" and "refund" not in gate.id for gate in self.gates)


@record(kw_only=True)
class Neighbours:
    """Two routes beside each other in the ranking, and what makes them equal, the nearest first."""

    better: Ranked
    worse: Ranked
    flips: tuple[Flip, ...]


@record(kw_only=True)
class Judged:
    """The ranking, and the verdict on two routes: ``first`` less ``second``."""

    ranking: tuple[Ranked, ...]
    neighbours: tuple[Neighbours, ...]
    first: Ranked
    second: Ranked
    share: float
    legs: tuple[BridgeLeg, ...]
    flips: tuple[Flip, ...]
    steady: tuple[str, ...]
    """Labels of the main inputs that alone turn nothing round."""
    cases: tuple[Case, ...]

    @property
    def difference(self) -> float:
        """Return the present value of the first less that of the second, per car."""
        return self.first.npv - self.second.npv

    @property
    def band(self) -> tuple[float, float]:
        """Return the lowest and the highest difference of all cases and of the deal as it is priced."""
        found = [case.difference for case in self.cases if case.difference is not None]
        return min(found, default=self.difference), max(found, default=self.difference)

    @property
    def too_close(self) -> bool:
        """Return whether the band holds both signs, or zero."""
        low, high = self.band
        return (low <= 0.0 <= high) or (min(low, self.difference) < 0.0 < max(high, self.difference))


def judge(world: World, subject: Subject, *, names: Sequence[str], share: float) -> Judged:
    """Return the judgement: of the deal's own lease and sale where ``names`` is empty, else of the best two of the named routes.

    ``share`` is the move of each assumed number alone (a fraction of today's).
    """
    own = own_routes(world.document)
    ranking = tuple(_ranked(plan, world) for plan in plans(world.document, world.library, names or own))
    ranking = tuple(sorted(ranking, key=lambda found: (found.measures is None, found.barred, -found.npv)))
    beside: tuple[Neighbours, ...] = ()
    priced = [found for found in ranking if found.measures is not None]
    if names:
        first, second = priced[0], priced[1]  # the deal's own two are always priced
        beside = tuple(_neighbours(subject, better, worse) for better, worse in pairwise(priced))
    else:
        first, second = (next(found for found in priced if found.plan.name == name) for name in own)
    pair = Pair(first.plan, second.plan)
    assert first.priced is not None and second.priced is not None  # noqa: S101, PT018 - they have measures
    turning = beside[0].flips if beside else flips(subject, pair)
    return Judged(
        ranking=ranking,
        neighbours=beside,
        first=first,
        second=second,
        share=share,
        legs=bridge(first.priced, second.priced),
        flips=turning,
        steady=steady(subject, turning),
        cases=tuple(cases(world, pair, share)),
    )


def _ranked(plan: Plan, world: World) -> Ranked:
    if plan.reason:
        return Ranked(plan=plan, reason=plan.reason)
    try:
        priced = priced_route(plan, world.base)
    except (LeasecalcError, ArithmeticError) as error:
        return Ranked(plan=plan, reason=str(error))
    return Ranked(plan=plan, priced=priced, measures=cash_measures(priced), gates=_gates(plan, priced))


def _gates(plan: Plan, route: PricedRoute) -> tuple[GateResult, ...]:
    """Return the gates that a route stands before: the refund by its rule, and those of the market for the car that is imported."""
    seller, importer = route.parts[0].priced, route.parts[-1].priced
    rule = LEASE_GATE if plan.parts[0].view.refund_rule == "lease" else SALE_GATE
    other = SALE_GATE if rule == LEASE_GATE else LEASE_GATE
    written = plan.parts[0].view.document.vat_refund
    decided = "by_rule" if written is None else written.lease if rule == LEASE_GATE else written.sale
    origin = [
        gate if gate.id != rule or decided == "by_rule" else _decided(gate, decided)
        for gate in seller.deal.origin_gates
        if gate.id != other
    ]
    market = market_gates(importer.deal, importer.amounts, importer.charges)
    return tuple(sorted((*origin, *market), key=lambda gate: RANK[gate.status]))


def _decided(gate: GateResult, choice: str) -> GateResult:
    status = "pass with doubt" if choice == "yes" else "fail"
    return replace(gate, status=status, reason=f"decided by the deal: {choice}")


def _neighbours(subject: Subject, better: Ranked, worse: Ranked) -> Neighbours:
    return Neighbours(better=better, worse=worse, flips=flips(subject, Pair(better.plan, worse.plan)))
