"""The answer of `tornado`: inputs by how far they move a measure, with a bar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from leasecalc.report.basis import NOTHING, Basis, row_marks
from leasecalc.report.page import Column, Note, Notes, Page, Table
from leasecalc.report.sensitivity.shown import RENT_KEPT, RENT_SOLVED, cell, column, head, measures_data

if TYPE_CHECKING:
    from leasecalc.engine.sensitivity.grid import Cell
    from leasecalc.engine.sensitivity.reach import Bar, Tornado

SCHEMA = "leasecalc/tornado/1"
HALF = 10
"""Signs of a bar on each side of today's value."""


def tornado_page(found: Tornado, basis: Basis = NOTHING) -> Page:
    """Return the page of a tornado; a row is marked as its input is in ``basis``."""
    goal = found.goal
    title = f"what moves {goal.measure.label}, today {goal.said(found.today)}"
    columns = (
        Column("input", "Input", "text"),
        Column("low", "From", "text", priority=2),
        Column("high", "To", "text", priority=2),
        column(goal, name="at_low", label="at From"),
        column(goal, name="at_high", label="at To"),
        column(goal, name="spread", label="Spread"),
        Column("bar", "-    today    +", "text", priority=1),
    )
    widest = max((abs(value - found.today) for bar in found.bars for value in _ends(bar)), default=0.0)
    rows = tuple(
        (bar.axis.knob.label, bar.axis.said(bar.axis.values[0]), bar.axis.said(bar.axis.values[-1]),
         cell(goal, bar.low.measures[0]), cell(goal, bar.high.measures[0]), cell(goal, bar.spread), drawn(bar, found.today, widest))
        for bar in found.bars
    )  # fmt: skip
    marks = row_marks(basis, [bar.axis.knob.path for bar in found.bars])
    table = Table("tornado", "Tornado", columns, rows, row_marks=marks)
    return Page(found.subject.today.deal.name, title, (table, _notes(found)))


def _ends(bar: Bar) -> list[float]:
    return [value for side in (bar.low, bar.high) if (value := side.measures[0]) is not None]


def drawn(bar: Bar, today: float, widest: float) -> str:
    """Draw how far a measure moves to each side of today: `<` where the input is low, `>` where it is high."""
    if widest <= 0.0:
        return ""
    signs = [" "] * (2 * HALF + 1)
    signs[HALF] = "|"
    for side, sign in ((bar.low, "<"), (bar.high, ">")):
        value = side.measures[0]
        if value is None:
            continue
        length = round((value - today) / widest * HALF)
        for place in range(1, abs(length) + 1):
            signs[HALF + (place if length > 0 else -place)] = sign
    return "".join(signs).rstrip()


def _notes(found: Tornado) -> Notes:
    priced = found.subject.today
    rent = f"{float(priced.contract.rent):,.2f} {priced.deal.lease.currency}"
    lines = [
        Note(
            f"each input alone is moved by {100 * found.shift:g} % of today's value down and up, or through the range that was given"
        ),
        Note("in the bar < is the low end and > the high end"),
        Note(RENT_KEPT.format(rent=rent) if found.subject.rent == "kept" else RENT_SOLVED),
    ]
    reasons = dict.fromkeys(
        f"{bar.axis.knob.label}: {side.reason}" for bar in found.bars for side in (bar.low, bar.high) if side.reason
    )
    lines += [Note(f"no value at one end for {reason}", "doubt") for reason in reasons]
    if found.still:
        lines.append(Note(f"moves nothing: {', '.join(found.still)}"))
    return Notes("how", "How", tuple(lines))


def tornado_data(found: Tornado, files: tuple[tuple[str, str], ...], basis: Basis = NOTHING) -> dict[str, Any]:
    """Return a tornado as data."""
    goal = found.goal

    def end(value: float, at: Cell) -> dict[str, Any]:
        return {"value": value, "measure": cell(goal, at.measures[0]), "reason": at.reason}

    return {
        **head(SCHEMA, found.subject.today.deal.name, files),
        "rent": found.subject.rent,
        "measure": measures_data((goal,))[0],
        "today": cell(goal, found.today),
        "shift": found.shift,
        "inputs": [
            {
                "knob": bar.axis.knob.name,
                "label": bar.axis.knob.label,
                "mark": basis.mark_of(bar.axis.knob.path),
                "unit": bar.axis.currency or bar.axis.knob.unit,
                "today": bar.axis.today,
                "low": end(bar.axis.values[0], bar.low),
                "high": end(bar.axis.values[-1], bar.high),
                "spread": cell(goal, bar.spread),
            }
            for bar in found.bars
        ],
        "without_effect": list(found.still),
    }
