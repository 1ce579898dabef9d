"""The pages of routes: the ranking, what would turn neighbours round, and the verdict."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from leasecalc.report.page import Column, Note, Notes, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from leasecalc.report.deal.model import DealShown
    from leasecalc.report.routes.model import FlipShown, NeighboursShown, RouteFigures, RouteGate, RouteShownInRank, VerdictShown

MOST_FLIPS = 8
ALWAYS_SHOWN = frozenset({"residual", "default_rate", "rent", "sale_price"})
"""Inputs whose turning point is shown however far it lies."""
MOST_CASES = 6


def ranking_table(ranking: tuple[RouteShownInRank, ...], deal: DealShown) -> Table:
    """Return every route, the best first."""
    columns = (
        Column("rank", "No.", "count"),
        Column("route", "Route", "text"),
        Column("gates", "Gates", "text"),
        Column("npv", "NPV", "money", currency=deal.currency),
        Column("yield", "Yield", "rate", digits=2),
        Column("peak_cash", "Peak cash", "money", currency=deal.currency),
        Column("payback", "Back", "number", digits=1, priority=1),
        Column("npv_per_peak_cash", "per peak", "factor", digits=3, priority=2),
        Column("npv_per_month_tied", "per month", "money", currency=deal.currency, priority=2),
        Column("months_tied", "Tied", "number", digits=1, priority=3),
    )
    rows = tuple(
        (found.rank, found.label, _gates(found), *(_cells(found.figures) if found.figures is not None else (None,) * 7))
        for found in ranking
    )
    told = (
        "per car; yield effective a year; Back: months to cash back; per peak: NPV / peak cash; per month: NPV / months that the peak is tied",
    )
    return Table("routes", "Routes, the best first", columns, rows, notes=(*_reasons(ranking), *told))


def _gates(found: RouteShownInRank) -> str:
    """Return in a word or two how a route stands before its gates."""
    if found.figures is None:
        return found.status
    return ", ".join(dict.fromkeys(map(_standing, found.gates))) or "pass"


def _standing(gate: RouteGate) -> str:
    if gate.refund:
        return {"fail": "no refund", "unknown": "refund unknown", "pass with doubt": "refund in doubt"}.get(
            gate.status, gate.status
        )
    return {"fail": "closed", "pass with doubt": "doubt"}.get(gate.status, gate.status)


def _reasons(ranking: tuple[RouteShownInRank, ...]) -> tuple[str, ...]:
    """Return which gates of which routes do not pass, and why a route is not priced."""
    told: dict[str, list[str]] = {}
    priced = [found for found in ranking if found.figures is not None]
    for found in priced:
        for gate in found.gates:
            told.setdefault(f"{_standing(gate)}: {gate.label}", []).append(found.label)
    notes = [f"{reason} ({'all' if len(labels) == len(priced) else ', '.join(labels)})" for reason, labels in told.items()]
    notes += [f"{found.label} is not priced: {found.reason}" for found in ranking if found.figures is None]
    return tuple(notes)


def _cells(found: RouteFigures) -> tuple[Decimal | float | None, ...]:
    return (
        found.npv,
        found.effective_yield,
        found.peak_cash,
        found.payback_months,
        found.npv_per_peak_cash,
        found.npv_per_month_tied,
        found.months_tied,
    )


def neighbours_table(neighbours: tuple[NeighboursShown, ...], deal: DealShown) -> Table:
    """Return for each pair of neighbours the nearest input that would turn them round."""
    columns = (
        Column("better", "Ahead", "text"),
        Column("worse", "of", "text"),
        Column("difference", "by", "money", currency=deal.currency),
        Column("flips", "Turns round at", "text"),
        Column("distance", "Away", "text"),
    )
    rows = []
    for pair in neighbours:
        nearest = pair.flips[0] if pair.flips else None
        told = "nothing alone in reach" if nearest is None else f"{nearest.label} {_said(nearest, nearest.value)}"
        told = "they are worth the same" if not pair.difference else told
        rows.append((pair.better, pair.worse, pair.difference, told, "" if nearest is None else _away(nearest)))
    return Table("neighbours", "What would turn neighbours round", columns, tuple(rows))


def _said(flip: FlipShown, value: Decimal | float) -> str:
    if isinstance(value, Decimal):
        return f"{value:,} {flip.unit}"
    return f"{value * 100:.4g} %" if flip.unit == "rate" else f"{value:.5g}"


def _away(flip: FlipShown) -> str:
    """Return how far the value lies from today's: rates in percentage points, everything else as a share of today's."""
    if flip.unit == "rate":
        return f"{(float(flip.value) - float(flip.today)) * 100:+.1f} points"
    return "" if flip.distance is None else f"{flip.distance * 100:+.1f} %"


def verdict_blocks(found: VerdictShown, deal: DealShown) -> Iterator[Table | Notes]:
    """Yield the verdict: the answer, figures of both routes, the bridge, what turns it round, what is not known."""
    yield Notes("verdict", "Verdict", tuple(_answer(found, deal)))
    yield _figures_table(found, deal)
    yield _bridge_table(found, deal)
    if found.flips:
        yield _flips_table(found)
    yield Notes("not_known", "Not known", tuple(_not_known(found, deal)))


def _answer(found: VerdictShown, deal: DealShown) -> Iterator[Note]:
    per_car, fleet, currency = abs(found.difference_per_car), abs(found.difference_fleet), deal.currency
    if found.ahead == "equal":
        yield Note(f"{found.first} and {found.second} are worth the same", "plain")
    else:
        behind = found.second if found.ahead == found.first else found.first
        told = f"{found.ahead} is worth {per_car:,} {currency} more per car than {behind} ({fleet:,} {currency} for {deal.quantity} cars)"
        if found.too_close_to_call:
            yield Note(f"TOO CLOSE TO CALL. As priced: {told}", "doubt")
        else:
            yield Note(told, "good")
    yield Note(
        f"Band: {found.first} less {found.second} lies between {found.band_low:,} and {found.band_high:,} {currency} when each refund that is not known "
        f"is the other way, or each assumed number alone moves by {found.band_share * 100:g} % (--band)",
        "plain",
    )
    if not found.flips:
        yield Note("Nothing alone in reach turns it round", "plain")
    for word, name in (("unit of peak cash", "npv_per_peak_cash"), ("month of capital tied", "npv_per_month_tied")):
        left, right = (getattr(figures, name) for figures in (found.first_figures, found.second_figures))
        if left is not None and right is not None and left != right:
            ahead = found.first if left > right else found.second
            if ahead != found.ahead:
                yield Note(f"Per {word} it is the other way: {ahead} is ahead", "doubt")


def _figures_table(found: VerdictShown, deal: DealShown) -> Table:
    columns = (Column("figure", "Per car", "text"), Column("first", found.first, "text"), Column("second", found.second, "text"))
    first, second, currency = found.first_figures, found.second_figures, deal.currency
    rows = (
        (f"NPV, {currency}", f"{first.npv:,}", f"{second.npv:,}"),
        (f"NPV per {currency} of peak cash", _number(first.npv_per_peak_cash, 3), _number(second.npv_per_peak_cash, 3)),
        ("NPV per month of capital tied", _amount(first.npv_per_month_tied), _amount(second.npv_per_month_tied)),
        ("Peak cash", f"{first.peak_cash:,}", f"{second.peak_cash:,}"),
        ("Months that it is tied", _number(first.months_tied, 1), _number(second.months_tied, 1)),
        ("Cash back after months", _number(first.payback_months, 1), _number(second.payback_months, 1)),
    )
    return Table("verdict_figures", "Both routes", columns, rows)


def _number(value: float | None, digits: int) -> str:
    return "none" if value is None else f"{value:.{digits}f}"


def _amount(value: Decimal | None) -> str:
    return "none" if value is None else f"{value:,}"


def _bridge_table(found: VerdictShown, deal: DealShown) -> Table:
    columns = (
        Column("leg", "Present value of", "text"),
        Column("first", found.first, "money", currency=deal.currency),
        Column("second", found.second, "money", currency=deal.currency),
        Column("difference", "Difference", "money", currency=deal.currency),
    )
    lines = [line for line in found.bridge if line.difference or line.name == "rounding"]
    same = len(found.bridge) - len(lines)
    rows = [(line.label, line.first, line.second, line.difference) for line in lines]
    if same:
        alike = [line for line in found.bridge if line not in lines]
        first = sum((line.first for line in alike), Decimal(0))
        rows.insert(0, (f"{same} legs that are alike", first, first, first - first))
    totals = ("total", *(sum((row[place] for row in rows), Decimal(0)) for place in (1, 2, 3)))
    return Table("bridge", f"From {found.second} to {found.first}", columns, tuple(rows), totals)


def _flips_table(found: VerdictShown) -> Table:
    columns = (
        Column("input", "Turns round at", "text"),
        Column("today", "Today", "text"),
        Column("value", "Equal at", "text"),
        Column("distance", "Away", "text"),
    )
    shown = [flip for place, flip in enumerate(found.flips) if place < MOST_FLIPS or flip.knob in ALWAYS_SHOWN]
    rows = tuple((flip.label, _said(flip, flip.today), _said(flip, flip.value), _away(flip)) for flip in shown)
    left = len(found.flips) - len(rows)
    notes = (f"{left} more lie farther away (--format json has them)",) if left > 0 else ()
    if found.steady:
        notes = (*notes, f"no value in reach of these alone turns it round: {', '.join(found.steady)}")
    return Table("flips", "What turns it round, the nearest first", columns, rows, notes=notes)


def _not_known(found: VerdictShown, deal: DealShown) -> Iterator[Note]:
    turning = [case for case in found.cases if case.turns]
    for case in (case for case in found.cases if case.kind == "gate"):
        told = (
            f"{case.what}, {case.how}: {case.difference:,} {deal.currency}"
            if case.difference is not None
            else f"{case.what}: no price"
        )
        yield Note(
            f"{told}; it {'turns the answer round' if case.turns else 'does not change the answer'}",
            "doubt" if case.turns else "plain",
        )
    assumed = [case for case in turning if case.kind == "assumed"]
    shown = "; ".join(f"{case.what} {case.how} ({case.difference:,})" for case in assumed[:MOST_CASES])
    count = len({case.what for case in found.cases if case.kind == "assumed"})
    if assumed:
        more = f" and {len(assumed) - MOST_CASES} more" if len(assumed) > MOST_CASES else ""
        yield Note(f"Of {count} assumed numbers these turn it round alone: {shown}{more}", "doubt")
    elif count:
        yield Note(f"None of {count} assumed numbers turns it round alone", "good")
    if found.not_moved:
        yield Note(f"Assumed, but no number to move: {', '.join(found.not_moved)}", "plain")
    touching = [figure.path for figure in found.doubtful if figure.touches_lessor]
    others = len(found.doubtful) - len(touching)
    if touching:
        yield Note(f"Not verified or due for review, and in the lessor's flows: {', '.join(touching)}", "doubt")
    if others:
        yield Note(f"{others} more such figures of the market do not touch the lessor's flows", "plain")
    for label in found.unknown_gates:
        yield Note(f"{label}: not known; if it fails, the way is closed", "doubt")
