"""The answer of `stress`: the deal today and under each scenario."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from leasecalc.report.page import Column, Note, Notes, Page, Table
from leasecalc.report.sensitivity.shown import RENT_KEPT, RENT_SOLVED, cell, column, head, measures_data

if TYPE_CHECKING:
    from leasecalc.engine.sensitivity.stress import Outcome, Stressed

SCHEMA = "leasecalc/stress/1"


def stress_page(found: Stressed) -> Page:
    """Return the page of a stressed deal."""
    columns = (Column("scenario", "Scenario", "text"), *(column(goal) for goal in found.goals))
    today = ("today", *(cell(goal, value) for goal, value in zip(found.goals, found.measures, strict=True)))
    rows = tuple(
        (outcome.name, *(cell(goal, value) for goal, value in zip(found.goals, outcome.measures, strict=True)))
        for outcome in found.outcomes
    )
    marks = ("", *("" if outcome.confidence == "verified" else outcome.confidence for outcome in found.outcomes))
    table = Table("stress", "Under stress", columns, (today, *rows), row_marks=marks)
    return Page(found.today.deal.name, f"under {len(found.outcomes)} scenarios", (table, _what(found), _notes(found)))


def _what(found: Stressed) -> Table:
    columns = (
        Column("scenario", "Scenario", "text"),
        Column("moved", "What happens", "text"),
        Column("basis", "Size taken from", "text", priority=1),
    )
    rows = tuple((outcome.name, _said(outcome), outcome.source or "assumed") for outcome in found.outcomes)
    return Table("scenarios", "Scenarios", columns, rows)


def _said(outcome: Outcome) -> str:
    parts = [", ".join(outcome.moved)] if outcome.moved else []
    parts += [outcome.reason] if outcome.reason else []
    parts += [f"left out: {', '.join(outcome.left_out)}"] if outcome.left_out else []
    return "; ".join(parts)


def _notes(found: Stressed) -> Notes:
    rent = f"{float(found.today.contract.rent):,.2f} {found.today.deal.lease.currency}"
    lines = [Note(RENT_KEPT.format(rent=rent) if found.rent_kept else RENT_SOLVED)]
    untouched = [outcome.name for outcome in found.outcomes if outcome.moved and outcome.measures == found.measures]
    if untouched:
        who = "the measures shown do not depend on what these scenarios move"
        lines.append(Note(f"{who}: {', '.join(untouched)} (charges or currencies that the lessee bears show in his own figures)"))
    return Notes("how", "How", tuple(lines))


def stress_data(found: Stressed, files: tuple[tuple[str, str], ...]) -> dict[str, Any]:
    """Return a stressed deal as data."""

    def measures(values: tuple[float | None, ...]) -> dict[str, Any]:
        return {goal.measure.name: cell(goal, value) for goal, value in zip(found.goals, values, strict=True)}

    return {
        **head(SCHEMA, found.today.deal.name, files),
        "rent": "kept" if found.rent_kept else "solved again",
        "measures": measures_data(found.goals),
        "today": measures(found.measures),
        "scenarios": [
            {
                "name": outcome.name,
                "note": outcome.note,
                "source": outcome.source,
                "confidence": outcome.confidence,
                "moved": list(outcome.moved),
                "left_out": list(outcome.left_out),
                "measures": measures(outcome.measures),
                "reason": outcome.reason,
            }
            for outcome in found.outcomes
        ],
    }
