"""The answer of `breakeven`: where each input meets the target, and how far that is from today."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from leasecalc.engine.sensitivity.break_even import distance
from leasecalc.report.basis import NOTHING, Basis, row_marks
from leasecalc.report.page import Column, Note, Notes, Page, Table
from leasecalc.report.sensitivity.shown import RENT_KEPT, RENT_SOLVED, cell, head, measures_data, money

if TYPE_CHECKING:
    from leasecalc.engine.sensitivity.break_even import BreakEvens
    from leasecalc.engine.solving.targeting import Targeting, Unknown

SCHEMA = "leasecalc/breakeven/1"


def break_even_page(found: BreakEvens, basis: Basis = NOTHING) -> Page:
    """Return the page of break-evens; a row is marked as its input is in ``basis``."""
    goal = found.goal
    columns = (
        Column("input", "Input", "text"),
        Column("today", "Today", "text"),
        Column("value", "Break-even", "text"),
        Column("distance", "Away", "rate", digits=2),
        Column("achieved", "Reached", "text", priority=1),
        Column("reason", "Note", "text", priority=2),
    )
    rows = tuple(_row(answer) for answer in found.answers)
    title = f"where {goal.measure.label} is {goal.said(goal.target)}; today {goal.said(found.today)}"
    marks = row_marks(basis, [answer.unknowns[0].knob.path for answer in found.answers])
    table = Table("break_even", "Break-evens", columns, rows, row_marks=marks)
    return Page(found.subject.today.deal.name, title, (table, _notes(found)))


def _row(answer: Targeting) -> tuple[str | float | None, ...]:
    unknown, goal = answer.unknowns[0], answer.goals[0]
    today = "" if unknown.today is None else unknown.said(unknown.today)
    value = answer.status if unknown.value is None else unknown.said(unknown.value)
    reached = "" if goal.achieved is None else goal.goal.said(goal.achieved)
    reason = "" if answer.status == "found" else answer.reason
    return unknown.knob.label, today, value, distance(unknown), reached, reason


def _notes(found: BreakEvens) -> Notes:
    priced = found.subject.today
    rent = f"{float(priced.contract.rent):,.2f} {priced.deal.lease.currency}"
    lines = [
        Note("each input alone is turned; Away is the share of today's value by which it must move"),
        Note("Reached is the measure of the whole deal with the break-even rounded as a contract can say it"),
        Note(RENT_KEPT.format(rent=rent) if found.subject.rent == "kept" else RENT_SOLVED),
    ]
    if found.still:
        lines.append(Note(f"moves nothing: {', '.join(found.still)}"))
    return Notes("how", "How", tuple(lines))


def break_even_data(found: BreakEvens, files: tuple[tuple[str, str], ...], basis: Basis = NOTHING) -> dict[str, Any]:
    """Return break-evens as data: `exact` meets the target before amounts are rounded, `value` is what a contract can say."""
    goal = found.goal
    return {
        **head(SCHEMA, found.subject.today.deal.name, files),
        "rent": found.subject.rent,
        "measure": measures_data((goal,))[0],
        "target": cell(goal, goal.target),
        "today": cell(goal, found.today),
        "inputs": [_data(answer, basis) for answer in found.answers],
        "without_effect": list(found.still),
    }


def _data(answer: Targeting, basis: Basis) -> dict[str, Any]:
    unknown, goal = answer.unknowns[0], answer.goals[0]
    return {
        "knob": unknown.knob.name,
        "label": unknown.knob.label,
        "mark": basis.mark_of(unknown.knob.path),
        "unit": unknown.currency or unknown.knob.unit,
        "status": answer.status,
        "reason": answer.reason,
        "today": unknown.today,
        "exact": unknown.exact,
        "value": _said(unknown),
        "distance": distance(unknown),
        "achieved": cell(goal.goal, goal.achieved),
        "values": list(answer.values),
        "jumps": list(answer.jumps),
    }


def _said(unknown: Unknown) -> object:
    if unknown.value is None or not unknown.currency:
        return unknown.value
    return money(unknown.value, unknown.currency)
