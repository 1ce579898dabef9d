"""The summary of a batch: markets beside each other, the best cells, and why cells have no price."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from leasecalc._version import VERSION
from leasecalc.report.page import Block, Cell, Column, Kind, Note, Notes, Page, Table

if TYPE_CHECKING:
    from leasecalc.batching.summary import Summary
    from leasecalc.engine.solving.goals import Goal

SCHEMA = "leasecalc/batch/1"
MOST_REASONS = 10


def batch_page(summary: Summary, measure: Goal, output: str) -> Page:
    """Return the page of a summary; ``measure`` is what it is ranked by."""
    priced = summary.cells - summary.failed
    found = (_groups(summary, measure), _best(summary, measure), _reasons(summary), _notes(summary, output))
    blocks: tuple[Block, ...] = tuple(block for block in found if block is not None)
    return Page("Batch", f"{priced:,} of {summary.cells:,} cells have a price", blocks)


def _measure(measure: Goal, name: str, label: str, priority: int = 0) -> Column:
    kinds: dict[str, Kind] = {"money": "number", "rate": "rate"}
    digits = {"money": 2, "rate": 4}.get(measure.measure.unit, 4)
    return Column(name, label, kinds.get(measure.measure.unit, "number"), digits=digits, priority=priority)


def _groups(summary: Summary, measure: Goal) -> Table:
    columns = (
        Column("market", "Market", "text"),
        Column("currency", "Currency", "text"),
        Column("cells", "Cells", "count"),
        Column("failed", "Without price", "count"),
        Column("lease_ahead", "Lease ahead", "count"),
        _measure(measure, "mean", "Mean"),
        _measure(measure, "lowest", "Lowest", priority=2),
        _measure(measure, "highest", "Highest", priority=1),
    )
    rows = tuple(
        (group.market, group.currency, group.cells, group.failed, group.lease_ahead, *(_known(value) for value in (group.mean, group.lowest, group.highest)))
        for group in summary.groups
    )  # fmt: skip
    note = f"by {measure.measure.label}, a car; the highest mean first. Amounts of different currencies are not added up or ranked together"
    return Table("markets", "By market", columns, rows, notes=(note,))


def _known(value: float) -> float | None:
    return None if math.isnan(value) else value


def _best(summary: Summary, measure: Goal) -> Table | None:
    currencies = {place.row.get("currency") for place in summary.best}
    if not summary.best or (measure.measure.unit == "money" and len(currencies) > 1):
        return None
    columns = (
        Column("cell", "Cell", "count"),
        Column("deal", "Deal", "text"),
        Column("market", "Market", "text"),
        _measure(measure, "value", measure.measure.label),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (place.cell, place.row.get("deal", ""), place.row.get("market", ""), place.value) for place in summary.best
    )
    return Table("best", "Best cells", columns, rows)


def _reasons(summary: Summary) -> Table | None:
    if not summary.reasons:
        return None
    columns = (Column("cells", "Cells", "count"), Column("reason", "Why they have no price", "text"))
    shown = tuple((count, reason) for reason, count in summary.reasons[:MOST_REASONS])
    more = len(summary.reasons) - len(shown)
    notes = (f"and {more} more reasons; each row of the file has its own",) if more > 0 else ()
    return Table("reasons", "Cells without a price", columns, shown, notes=notes)


def _notes(summary: Summary, output: str) -> Notes | None:
    return Notes("file", "File", (Note(f"{summary.cells:,} rows in {output}"),)) if output else None


def batch_data(summary: Summary, output: str) -> dict[str, Any]:
    """Return a summary as data."""
    return {
        "schema": SCHEMA,
        "tool": f"leasecalc {VERSION}",
        "output": output,
        "cells": summary.cells,
        "failed": summary.failed,
        "ranked_by": summary.ranked_by,
        "markets": [
            {
                "market": group.market,
                "currency": group.currency,
                "cells": group.cells,
                "failed": group.failed,
                "lease_ahead": group.lease_ahead,
                "mean": _known(group.mean),
                "lowest": _known(group.lowest),
                "highest": _known(group.highest),
            }
            for group in summary.groups
        ],
        "best": [{"cell": place.cell, "value": place.value, "row": place.row} for place in summary.best],
        "reasons": [{"reason": reason, "cells": count} for reason, count in summary.reasons],
    }
