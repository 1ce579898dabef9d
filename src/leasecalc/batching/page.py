"""The summary of a batch: markets beside each other, the best cells, and why cells have no price."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from leasecalc._version import VERSION
from leasecalc.records import replace
from leasecalc.report.basis import NOTHING, basis_data, basis_notes
from leasecalc.report.page import Block, Cell, Column, Kind, Note, Notes, Page, Table

if TYPE_CHECKING:
    from leasecalc.batching.summary import Summary
    from leasecalc.engine.solving.goals import Goal
    from leasecalc.markets.exchange_rates import Quotation

SCHEMA = "leasecalc/batch/1"
MOST_REASONS = 10
MOST_MARKETS = 6


def batch_page(summary: Summary, measure: Goal, output: str) -> Page:
    """Return the page of a summary; ``measure`` is what it is ranked by."""
    priced = summary.cells - summary.failed
    found = (
        _groups(summary, measure),
        _best(summary, measure),
        _reasons(summary),
        _rates(summary),
        _rests_on(summary),
        _notes(summary, output),
    )
    blocks: tuple[Block, ...] = tuple(block for block in found if block is not None)
    return Page("Batch", f"{priced:,} of {summary.cells:,} cells have a price", blocks)


def _measure(measure: Goal, name: str, label: str, priority: int = 0) -> Column:
    kinds: dict[str, Kind] = {"money": "number", "rate": "rate"}
    digits = {"money": 2, "rate": 4}.get(measure.measure.unit, 4)
    return Column(name, label, kinds.get(measure.measure.unit, "number"), digits=digits, priority=priority)


def _groups(summary: Summary, measure: Goal) -> Table:
    middle = any(not math.isnan(group.middle) for group in summary.groups)  # a book has none
    refused = any(group.gates for group in summary.groups)
    columns = (
        Column("market", "Market", "text"),
        Column("currency", "Currency", "text", priority=3),
        Column("cells", "Cells", "count"),
        Column("failed", "No price", "count"),
        Column("lease_ahead", "Lease ahead", "count"),
        *((_measure(measure, "median", "Median"),) if middle else ()),
        _measure(measure, "mean", "Mean", priority=4 if middle else 0),
        _measure(measure, "lowest", "Lowest", priority=2),
        _measure(measure, "highest", "Best", priority=0 if middle else 1),
        *((Column("gates", "Gates that refuse", "text"),) if refused else ()),
    )
    rows = tuple(
        (group.market, group.currency, group.cells, group.failed, group.lease_ahead, *((_known(group.middle),) if middle else ()),
         *(_known(value) for value in (group.mean, group.lowest, group.highest)), *((_counted(group.gates),) if refused else ()))
        for group in summary.groups
    )  # fmt: skip
    order = "median" if middle else "mean"
    notes = (f"by {measure.measure.label}, a car; the highest {order} first. {_currencies(summary)}", *_alike(summary))
    return Table("markets", "By market", columns, rows, notes=notes)


def _counted(found: tuple[tuple[str, int], ...]) -> str:
    return ", ".join(f"{name} ({count:,})" for name, count in found)


def _currencies(summary: Summary) -> str:
    if not summary.into:
        return "Amounts of different currencies are not added up or ranked together"
    left = sum(group.not_converted for group in summary.groups)
    told = f"All in {summary.into}, by the library's rates of the pricing date (table `rates`)"
    return f"{told}; {left:,} cells have no rate and no rank" if left else told


def _alike(summary: Summary) -> tuple[str, ...]:
    """Say why markets do not differ, where they do not."""
    ranges = {(group.lowest, group.highest) for group in summary.groups if not math.isnan(group.lowest)}
    if len({group.market for group in summary.groups if not math.isnan(group.lowest)}) < 2 or len(ranges) > 1:
        return ()
    why = "the markets do not differ in what is ranked: their charges are the importer's"
    return (f"{why}; `--set import.importer=lessor` lays them on the lessor, `--rank lessee_cost` looks from the lessee's side",)


def _rates(summary: Summary) -> Table | None:
    if not summary.rates:
        return None
    columns = (
        Column("pair", "Pair", "text"),
        Column("rate", "Rate", "number", digits=6),
        Column("on", "Of", "date"),
        Column("kind", "Kind", "text"),
        Column("source", "Source", "text", priority=1),
    )
    rows = tuple((one.pair, one.rate, one.on, one.kind, one.source.title) for one in summary.rates)
    marks = tuple(next((flag for flag in one.flags if flag in {"unverified", "stale"}), "") for one in summary.rates)
    return Table("rates", "Rates of the library", columns, rows, row_marks=marks)


def _known(value: float) -> float | None:
    return None if math.isnan(value) else value


def _best(summary: Summary, measure: Goal) -> Table | None:
    currencies = {summary.into or place.row.get("currency") for place in summary.best}
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
    columns = (
        Column("cells", "Cells", "count"),
        Column("markets", "Markets", "text"),
        Column("reason", "Why they have no price", "text"),
    )
    shown = tuple((count, _where(summary, reason), reason) for reason, count in summary.reasons[:MOST_REASONS])
    more = len(summary.reasons) - len(shown)
    notes = (f"and {more} more reasons; each row of the file has its own",) if more > 0 else ()
    return Table("reasons", "Cells without a price", columns, shown, notes=notes)


def _where(summary: Summary, reason: str) -> str:
    """Return the markets in which cells have no price for a reason."""
    found = [group.market for group in summary.groups if any(told == reason for told, _ in group.reasons)]
    names = [market for market in dict.fromkeys(found) if market]
    return ", ".join(names[:MOST_MARKETS]) + (f" and {len(names) - MOST_MARKETS} more" if len(names) > MOST_MARKETS else "")


def _rests_on(summary: Summary) -> Notes | None:
    """Say how many cells rest on what has no proof; their rows say on what."""
    if summary.template is not None:
        return _rests_on_template(summary)
    parts = [
        f"{count:,} on {what}"
        for count, what in (
            (summary.assumed, "assumed inputs"),
            (summary.doubtful, "market figures that are unverified or due for review"),
            (summary.from_library, "exchange rates or facts of the library"),
        )
        if count
    ]
    if not parts:
        return None
    priced = summary.cells - summary.failed
    text = f"Of {priced:,} cells with a price {', '.join(parts)}; each row counts and names its own"
    return Notes("basis", "What it rests on", (Note(text, "doubt"),))


def _rests_on_template(summary: Summary) -> Notes | None:
    notes = basis_notes(summary.template or NOTHING)
    if notes is None:
        return None
    own = f"every row takes these from the template; set by columns of the book: {', '.join(summary.replaced)}"
    return replace(notes, lines=(*notes.lines, *((Note(own),) if summary.replaced else ())))


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
        "in": summary.into,
        "markets": [
            {
                "market": group.market,
                "currency": group.currency,
                "cells": group.cells,
                "failed": group.failed,
                "lease_ahead": group.lease_ahead,
                "median": _known(group.middle),
                "mean": _known(group.mean),
                "lowest": _known(group.lowest),
                "highest": _known(group.highest),
                "not_converted": group.not_converted,
                "gates_failed": dict(group.gates),
                "reasons": [{"reason": reason, "cells": count} for reason, count in group.reasons],
            }
            for group in summary.groups
        ],
        "best": [{"cell": place.cell, "value": place.value, "row": place.row} for place in summary.best],
        "reasons": [{"reason": reason, "cells": count} for reason, count in summary.reasons],
        **(
            {}
            if summary.template is None
            else {"template": basis_data(summary.template), "replaced_by_columns": list(summary.replaced)}
        ),
        "basis": {"assumed": summary.assumed, "doubtful": summary.doubtful, "from_library": summary.from_library},
        "rates": [_rate_data(one) for one in summary.rates],
    }


def _rate_data(one: Quotation) -> dict[str, Any]:
    return {
        "pair": one.pair,
        "rate": one.rate,
        "on": one.on,
        "kind": one.kind,
        "marks": list(one.flags),
        "source": one.source.title,
    }
