"""From the judgement of routes to what is shown: money rounded once, the bridge made to add up."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from leasecalc.report.decimals import finite, money
from leasecalc.report.routes.doubtful import doubtful_figures, not_moved
from leasecalc.report.routes.model import (
    BridgeLine,
    CaseShown,
    FlipShown,
    NeighboursShown,
    RouteFigures,
    RouteGate,
    RouteShownInRank,
    VerdictShown,
)

if TYPE_CHECKING:
    from leasecalc.report.deal.model import Report
    from leasecalc.routes.cash import CashMeasures
    from leasecalc.routes.difference import Flip
    from leasecalc.routes.doubt import World
    from leasecalc.routes.judge import Judged, Ranked

ROUNDING = ("rounding", "Rounding")


def ranking_shown(judged: Judged, currency: str) -> tuple[RouteShownInRank, ...]:
    """Return the routes, the best first; those with a failed gate of the market and those not priced have no rank."""
    shown, place = [], 0
    for found in judged.ranking:
        ranked = found.measures is not None and not found.barred
        place += ranked
        shown.append(_in_rank(found, place if ranked else None, currency))
    return tuple(shown)


def _in_rank(found: Ranked, rank: int | None, currency: str) -> RouteShownInRank:
    worst = found.gates[0] if found.gates else None
    status, reason = ("not priced", found.reason) if found.measures is None else ("pass", "")
    if found.measures is not None and worst is not None and worst.status != "pass":
        status, reason = worst.status, f"{worst.label}: {worst.reason}"
    figures = None if found.measures is None else _figures(found.measures, currency)
    gates = tuple(
        RouteGate(label=gate.label, status=gate.status, refund="refund" in gate.id)
        for gate in found.gates
        if gate.status != "pass"
    )
    return RouteShownInRank(
        rank=rank, name=found.plan.name, label=found.plan.label, status=status, reason=reason, gates=gates, figures=figures
    )


def _figures(found: CashMeasures, currency: str) -> RouteFigures:
    monthly = finite(found.npv_per_month_tied)
    return RouteFigures(
        npv=money(found.npv, currency),
        npv_per_peak_cash=finite(found.npv_per_peak_cash),
        npv_per_month_tied=None if monthly is None else money(monthly, currency),
        peak_cash=money(found.peak_cash, currency),
        months_tied=finite(found.months_tied),
        effective_yield=finite(found.effective_yield),
        payback_months=finite(found.payback_months),
    )


def neighbours_shown(judged: Judged, currency: str) -> tuple[NeighboursShown, ...]:
    """Return the neighbours in the ranking with what makes them equal."""
    return tuple(
        NeighboursShown(
            better=pair.better.plan.label,
            worse=pair.worse.plan.label,
            difference=money(pair.better.npv, currency) - money(pair.worse.npv, currency),
            flips=_flips(pair.flips),
        )
        for pair in judged.neighbours
    )


def _flips(found: tuple[Flip, ...]) -> tuple[FlipShown, ...]:
    return tuple(_flip(flip) for flip in found)


def _flip(flip: Flip) -> FlipShown:
    def shown(value: float) -> Decimal | float:
        return money(value, flip.currency) if flip.unit == "money" else value

    return FlipShown(
        knob=flip.knob,
        label=flip.label,
        unit=flip.currency or flip.unit,
        today=shown(flip.today),
        value=shown(flip.value),
        distance=flip.distance,
    )


def bridge_shown(judged: Judged, currency: str) -> tuple[BridgeLine, ...]:
    """Return the bridge; a last line holds what rounding each leg to the cent leaves, so that the lines add up to the printed difference."""
    lines = []
    for leg in judged.legs:
        first, second = money(leg.first, currency), money(leg.second, currency)
        lines.append(BridgeLine(name=leg.name, label=leg.label, first=first, second=second, difference=first - second))
    totals = [money(found.npv, currency) for found in (judged.first, judged.second)]
    left = [totals[0] - sum(line.first for line in lines), totals[1] - sum(line.second for line in lines)]
    name, label = ROUNDING
    return (*lines, BridgeLine(name=name, label=label, first=left[0], second=left[1], difference=left[0] - left[1]))


def verdict_shown(judged: Judged, report: Report, world: World) -> VerdictShown:
    """Return the verdict on the two routes."""
    currency, quantity = report.deal.currency, report.deal.quantity
    first, second = judged.first, judged.second
    assert first.measures is not None and second.measures is not None  # noqa: S101, PT018 - both are priced
    difference = money(first.npv, currency) - money(second.npv, currency)
    ahead = "equal" if difference == 0 else first.plan.label if difference > 0 else second.plan.label
    cases = tuple(_case(judged, place, currency) for place in range(len(judged.cases)))
    band = [case.difference for case in cases if case.difference is not None] or [difference]
    gates = {
        gate.label for found in (first, second) for gate in found.gates if gate.status == "unknown" and "refund" not in gate.id
    }
    return VerdictShown(
        first=first.plan.label,
        second=second.plan.label,
        ahead=ahead,
        difference_per_car=difference,
        difference_fleet=difference * quantity,
        too_close_to_call=judged.too_close,
        band_share=judged.share,
        band_low=min(band),
        band_high=max(band),
        first_figures=_figures(first.measures, currency),
        second_figures=_figures(second.measures, currency),
        bridge=bridge_shown(judged, currency),
        flips=_flips(judged.flips),
        steady=judged.steady,
        cases=cases,
        not_moved=not_moved(world.document, world.base),
        doubtful=doubtful_figures(report, world.base),
        unknown_gates=tuple(sorted(gates)),
    )


def _case(judged: Judged, place: int, currency: str) -> CaseShown:
    case = judged.cases[place]
    # of both printed values, like every difference of the report
    found = None if case.values is None else money(case.values[0], currency) - money(case.values[1], currency)
    turns = case.difference is not None and case.difference * judged.difference < 0.0
    return CaseShown(kind=case.kind, what=case.what, how=case.how, difference=found, turns=turns)
