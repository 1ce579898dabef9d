"""The answer of `solve`: what was solved for, what was aimed at, and the whole deal before and after."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal
from typing import TYPE_CHECKING, Any

from leasecalc._version import VERSION
from leasecalc.engine.solving.goals import Goal, currency_of, measure_named
from leasecalc.engine.solving.targeting import measured
from leasecalc.money import minor_digits
from leasecalc.report.basis import NOTHING, Basis, row_marks
from leasecalc.report.page import Cell, Column, Note, Notes, Page, Table

if TYPE_CHECKING:
    from leasecalc.engine.price import Priced
    from leasecalc.engine.solving.targeting import Reached, Solved, Targeting, Unknown

SCHEMA = "leasecalc/solve/1"

#: Measures that are printed before and after, beside the targets.
KEY_FIGURES = (
    "rent", "residual", "lessor_yield", "expected_yield", "customer_rate", "lease_npv", "sale_npv", "lease_minus_sale",
    "profit_margin", "lease_peak_cash", "lease_payback_months", "lease_cash_multiple",
)  # fmt: skip

RENT = {
    "kept": "the instalment is kept at {rent} while the knob is turned",
    "solved again": "the instalment is solved again at each value of the knob, for the target in the deal",
    "solved for": "the instalment is what is solved for; nothing else moves",
}


def solve_page(solved: Solved, basis: Basis = NOTHING) -> Page:
    """Return the page of an answer, also where no value was found; a knob is marked as its input is in ``basis``."""
    answer = solved.answer
    deal = answer.before.deal
    names = " and ".join(found.knob.name for found in answer.unknowns)
    aims = " and ".join(f"{found.goal.measure.name} {found.goal.said(found.goal.target)}" for found in answer.goals)
    blocks = (_knob_table(answer, basis), _goal_table(answer), _key_figures(answer), _notes(solved))
    return Page(deal.name, f"solve for {names}, so that {aims}", tuple(block for block in blocks if block is not None))


def _knob_table(answer: Targeting, basis: Basis) -> Table:
    columns = (
        Column("knob", "Solved for", "text"),
        Column("today", "Today", "text"),
        Column("exact", "Exact", "text", priority=1),
        Column("value", "Answer", "text"),
        Column("searched", "Searched", "text", priority=2),
    )
    rows = tuple(
        (found.knob.label, _said(found, found.today), _exact(found), _said(found, found.value) or answer.status,
         f"{found.said(found.low)} to {found.said(found.high)}")
        for found in answer.unknowns
    )  # fmt: skip
    marks = row_marks(basis, [found.knob.path for found in answer.unknowns])
    return Table("solved", "Answer", columns, rows, notes=(answer.reason,), row_marks=marks)


def _said(found: Unknown, value: float | None) -> str:
    return "" if value is None else found.said(value)


def _exact(found: Unknown) -> str:
    if found.exact is None or found.knob.unit == "count":
        return ""
    return f"{100.0 * found.exact:.8f} %" if found.knob.unit == "rate" else f"{found.exact:,.6f}"


def _goal_table(answer: Targeting) -> Table:
    columns = (
        Column("measure", "Target", "text"),
        Column("target", "Wanted", "text"),
        Column("before", "Today", "text"),
        Column("exact", "At the exact value", "text", priority=1),
        Column("achieved", "Achieved", "text"),
    )
    rows = tuple(
        (found.goal.measure.label, *(found.goal.said(value) if value is not None else "" for value in _steps(found)))
        for found in answer.goals
    )
    notes = ("achieved: rounded as the contract rounds, and the whole deal priced again",) if answer.after is not None else ()
    return Table("targets", "Target", columns, rows, notes=notes)


def _steps(found: Reached) -> tuple[float | None, ...]:
    return found.goal.target, found.before, found.exact, found.achieved


def _key_figures(answer: Targeting) -> Table | None:
    if answer.after is None:
        return None
    columns = (
        Column("figure", "Figure", "text"),
        Column("before", "Before", "text"),
        Column("after", "After", "text"),
    )
    rows: list[tuple[Cell, ...]] = []
    for name in KEY_FIGURES:
        goal = _figure(answer.before, name)
        rows.append((goal.measure.label, *(goal.said(measured(priced, goal)) for priced in (answer.before, answer.after))))
    return Table("deal", "The whole deal", columns, tuple(rows))


def _figure(priced: Priced, name: str) -> Goal:
    measure = measure_named(name, priced)
    return Goal(measure, 0.0, currency_of(priced, measure))


def _notes(solved: Solved) -> Notes:
    answer = solved.answer
    deal = answer.before.deal
    rent = f"{float(answer.before.contract.rent):,.{minor_digits(deal.lease.currency)}f} {deal.lease.currency}"
    lines = [Note(RENT[answer.rent].format(rent=rent))]
    prices = f"{answer.tried} prices were tried"
    if answer.without_price:
        prices += f"; some had none: {answer.without_price[0]}"
    lines.append(Note(prices))
    if answer.jumps and answer.status in {"found", "many"}:
        places = ", ".join(answer.unknowns[0].said(place) for place in answer.jumps)
        lines.append(Note(f"elsewhere the measure leaps over the target: at {places}", "doubt"))
    if solved.put_in:
        options = " ".join(f"--set '{text}'" for text in solved.put_in)
        lines.append(Note(f"put in: {options}"))
    return Notes("how", "How", tuple(lines))


def solve_data(solved: Solved, files: tuple[tuple[str, str], ...]) -> dict[str, Any]:
    """Return the answer as data: money as Decimal, rates as fractions."""
    answer = solved.answer
    return {
        "schema": SCHEMA,
        "tool": f"leasecalc {VERSION}",
        "files": [{"path": name, "sha256": digest} for name, digest in files],
        "deal": answer.before.deal.name,
        "status": answer.status,
        "reason": answer.reason,
        "rent": answer.rent,
        "knobs": [_knob_data(found) for found in answer.unknowns],
        "targets": [_goal_data(found) for found in answer.goals],
        "values": list(answer.values),
        "jumps": list(answer.jumps),
        "sides": [{"value": side.value, "measure": side.measure} for side in answer.sides],
        "prices_tried": answer.tried,
        "without_price": list(answer.without_price),
        "figures": [] if answer.after is None else [_figure_data(answer, name) for name in KEY_FIGURES],
        "put_in": list(solved.put_in),
    }


def _knob_data(found: Unknown) -> dict[str, Any]:
    return {
        "knob": found.knob.name,
        "label": found.knob.label,
        "unit": found.currency or found.knob.unit,
        "today": found.today,
        "exact": found.exact,
        "value": _amount(found.value, found.currency),
        "low": found.low,
        "high": found.high,
    }


def _goal_data(found: Reached) -> dict[str, Any]:
    goal = found.goal
    return {
        "measure": goal.measure.name,
        "label": goal.measure.label,
        "unit": goal.currency or goal.measure.unit,
        "target": _amount(goal.target, goal.currency),
        "before": found.before,
        "exact": found.exact,
        "achieved": found.achieved,
    }


def _figure_data(answer: Targeting, name: str) -> dict[str, Any]:
    goal = _figure(answer.before, name)
    before, after = (None if priced is None else measured(priced, goal) for priced in (answer.before, answer.after))
    return {
        "measure": name,
        "unit": goal.currency or goal.measure.unit,
        "before": _amount(before, goal.currency),
        "after": _amount(after, goal.currency),
    }


def _amount(value: float | None, currency: str) -> Decimal | float | None:
    if value is None or not currency:
        return value
    return Decimal(repr(value)).quantize(Decimal(1).scaleb(-minor_digits(currency)), ROUND_HALF_EVEN) + 0
