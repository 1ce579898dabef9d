"""The knobs, read from their registry."""

from __future__ import annotations

from typing import Any

from writers.markdown import page, table

UNITS = {"money": "amount with its currency", "rate": "percentage", "quote": "exchange rate", "count": "whole number"}
COUNTED = ("fx.USD/ZAR", "drift.USD/ZAR", "fee.1", "running_fee.1", "commission.1", "step.1", "season.1")
"""Knobs that a deal has as many of as it has pairs, fees, steps and so on: an example of each."""


def knobs() -> str:
    """Return the page of the knobs."""
    from leasecalc.knobs import ALIASES, KNOBS, knob

    introduction = (
        "Every number of a deal that `solve`, `sweep`, `tornado`, `breakeven`, `stress`, `simulate` and the columns of a book may turn. The range is\n"
        "where a knob is looked for: multiples of the car's price for money, of today's value for an exchange rate, else the knob's own unit.\n"
        "A knob exists where the deal has its number."
    )
    rows = [_row(found) for found in KNOBS]
    counted = [_row(knob(name)) for name in COUNTED]
    short = [(f"`{alias}`", f"`{name}`") for alias, name in ALIASES.items()]
    head = ("knob", "what it is", "written as", "range", "in the deal file")
    parts = (
        table(head, rows),
        "## By pair or by place\n\nOne for each pair, or for each entry of a list, counted from 1.\n\n" + table(head, counted),
        "## Short names\n\n" + table(("typed", "knob"), short),
    )
    return page("Knobs", introduction, iter(parts))


def _row(knob: Any) -> tuple[str, ...]:
    return (
        f"`{knob.name}`",
        knob.label,
        UNITS[knob.unit],
        f"{knob.low:g} to {knob.high:g}",
        f"`{knob.path}`" if knob.path else "",
    )
