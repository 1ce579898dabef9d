"""The answer of `sweep`: a row for each value of one knob, or a grid of two with its map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from leasecalc.report.basis import NOTHING, Basis
from leasecalc.report.page import Block, Cell, Column, Note, Notes, Page, Table
from leasecalc.report.sensitivity.shown import RENT_KEPT, RENT_SOLVED, cell, column, head, measures_data

if TYPE_CHECKING:
    from leasecalc.engine.sensitivity.axes import Axis
    from leasecalc.engine.sensitivity.grid import Sweep

SCHEMA = "leasecalc/sweep/1"
SHADES = " .:-=+*#%@"
"""From the lowest value of the grid to the highest."""


def sweep_page(swept: Sweep, basis: Basis = NOTHING, *, long: bool = False) -> Page:
    """Return the page, today's values marked as they are in ``basis``; ``long`` is one row for each point, as a file of values wants it."""
    deal = swept.subject.today.deal
    over = " and ".join(axis.knob.label for axis in swept.axes)
    blocks: tuple[Block, ...] = (_rows(swept),) if long or len(swept.axes) == 1 else _grids(swept)
    return Page(deal.name, f"swept over {over}", (*blocks, _notes(swept, basis)))


def _rows(swept: Sweep) -> Table:
    axes = tuple(_axis_column(axis) for axis in swept.axes)
    columns = (*axes, *(column(goal) for goal in swept.goals))
    reasons = any(found.reason for found in swept.cells)
    rows = tuple(
        (*(_axis_cell(axis, value) for axis, value in zip(swept.axes, found.point, strict=True)),
         *(cell(goal, value) for goal, value in zip(swept.goals, found.measures, strict=True)),
         *((found.reason,) if reasons else ()))
        for found in swept.cells
    )  # fmt: skip
    return Table("sweep", "Sweep", (*columns, *((Column("reason", "", "text"),) if reasons else ())), rows)


def _axis_column(axis: Axis) -> Column:
    kinds = {"money": "money", "rate": "rate", "quote": "number", "count": "count"}
    digits = 4 if axis.knob.unit == "rate" else None
    return Column(axis.knob.name, axis.knob.label, kinds[axis.knob.unit], currency=axis.currency or None, digits=digits)  # type: ignore[arg-type]


def _axis_cell(axis: Axis, value: float) -> Cell:
    from leasecalc.report.sensitivity.shown import money

    if axis.knob.unit == "money":
        return money(value, axis.currency)
    return round(value) if axis.knob.unit == "count" else value


def _grids(swept: Sweep) -> tuple[Table, ...]:
    return tuple(_grid(swept, place) for place in range(len(swept.goals)))


def _grid(swept: Sweep, place: int) -> Table:
    """Return one measure over both axes, and beside each row its map: one sign for each column."""
    down, across = swept.axes
    goal, width = swept.goals[place], len(swept.axes[1].values)
    found = [one.measures[place] for one in swept.cells]
    lines = [found[start : start + width] for start in range(0, len(found), width)]
    label = f"{goal.measure.label} by {across.knob.label}"
    columns = (
        _axis_column(down),
        *(column(goal, name=f"at_{number}", label=across.said(value)) for number, value in enumerate(across.values, start=1)),
        Column("map", "Map", "text"),
    )
    shaded = _shades(found)
    rows = tuple(
        (_axis_cell(down, value), *(cell(goal, one) for one in line), shaded[number * width : (number + 1) * width])
        for number, (value, line) in enumerate(zip(down.values, lines, strict=True))
    )
    note = (
        f"the map goes from the lowest value `{SHADES[1]}` to the highest `{SHADES[-1]}`, one sign a column; blank has no value"
    )
    return Table(goal.measure.name, label, columns, rows, notes=(note,))


def _shades(values: list[float | None]) -> str:
    known = [value for value in values if value is not None]
    if not known:
        return " " * len(values)
    low, width = min(known), max(known) - min(known)
    top = len(SHADES) - 1
    return "".join(
        " " if value is None else SHADES[1 + min(top - 1, int((value - low) / width * top)) if width else 1] for value in values
    )


def _notes(swept: Sweep, basis: Basis) -> Notes:
    priced = swept.subject.today
    rent = f"{float(priced.contract.rent):,.2f} {priced.deal.lease.currency}"
    text = {"kept": RENT_KEPT.format(rent=rent), "solved again": RENT_SOLVED}.get(
        swept.subject.rent, "the instalment itself moves"
    )
    lines = [Note(text)]
    missing = sum(bool(found.reason) for found in swept.cells)
    if missing:
        lines.append(Note(f"{missing} of {len(swept.cells)} points have no value: {_reasons(swept)}", "doubt"))
    today = ", ".join(
        f"{axis.knob.label} {axis.said(axis.today)}{_in_brackets(basis.mark_of(axis.knob.path))}"
        for axis in swept.axes
        if axis.today is not None
    )
    return Notes("how", "How", (*lines, *((Note(f"today: {today}"),) if today else ())))


def _in_brackets(mark: str) -> str:
    return f" ({mark})" if mark else ""


def _reasons(swept: Sweep) -> str:
    return "; ".join(dict.fromkeys(found.reason for found in swept.cells if found.reason))


def sweep_data(swept: Sweep, files: tuple[tuple[str, str], ...]) -> dict[str, Any]:
    """Return the sweep as data: money as Decimal, rates as fractions, a row for each point."""
    names = [axis.knob.name for axis in swept.axes]
    return {
        **head(SCHEMA, swept.subject.today.deal.name, files),
        "rent": swept.subject.rent,
        "axes": [
            {"knob": axis.knob.name, "unit": axis.currency or axis.knob.unit, "today": axis.today, "values": list(axis.values)}
            for axis in swept.axes
        ],
        "measures": measures_data(swept.goals),
        "cells": [
            {
                "at": dict(zip(names, found.point, strict=True)),
                "measures": {
                    goal.measure.name: cell(goal, value) for goal, value in zip(swept.goals, found.measures, strict=True)
                },
                "reason": found.reason,
            }
            for found in swept.cells
        ],
    }
