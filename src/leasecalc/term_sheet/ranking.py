"""The report of a batch, from its rows: the ranking, a heat map, each market, and why cells have no price."""

from __future__ import annotations

import heapq
import math
import re
from typing import TYPE_CHECKING, Any

from leasecalc.batching.columns import CHARGES, CURRENCIES, DOUBTS, FROM_LIBRARY, HEAD, MEASURES, STATUS
from leasecalc.batching.page import batch_page
from leasecalc.batching.summary import Summing
from leasecalc.charts.heat_map import HeatMap, drawn_heat_map
from leasecalc.engine.solving.goals import Goal, measure_named
from leasecalc.report.page import Column, Item, Note, Table
from leasecalc.term_sheet.model import Picture, Section, Sheet, parts
from leasecalc.term_sheet.places import minus

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from leasecalc.batching.summary import Summary
    from leasecalc.charts.canvas import Drawing
    from leasecalc.report.page import Cell, Kind
    from leasecalc.report.render.formatting import Words

BatchRow = dict[str, Any]

SHOWN = 50
"""Rows of the ranking."""
MOST_OWN = 4
"""Columns of what was varied that the ranking shows."""
MOST_COLUMNS, MOST_ROWS = 12, 24
"""Values that fit on the sides of a heat map."""
OF_BATCH = frozenset(
    {column.name for column in (*HEAD, *STATUS, *CURRENCIES, *CHARGES, *DOUBTS, FROM_LIBRARY)} | {"row", *MEASURES}
)
KINDS: dict[str, Kind] = {"money": "number", "rate": "rate"}
DOUBTED = ("assumed", "unverified", "stale")
BESIDE = ("lessor_yield", "lease_npv", "sale_npv", "lease_peak_cash")


def ranking_sheet(rows: Callable[[], Iterable[BatchRow]], rank: str, about: tuple[tuple[str, str], ...], title: str) -> Sheet:
    """Return the report of a batch; ``rows`` gives its rows from the start, as often as it is called.

    Raises ``UsageError`` for what is no measure, ``ValueError`` without a row.
    """
    goal = Goal(measure_named(rank, option="--rank"), 0.0)
    looked = _Looked(goal.measure.name)
    for row in rows():
        looked.add(row)
    summary = looked.summing.summary()
    if not summary.cells:
        raise ValueError("there is no row")
    blocks = {block.id: block for block in batch_page(summary, goal, "").blocks}
    ranked = tuple(_ranking(goal, currency, looked) for currency in sorted(looked.best))
    return Sheet(
        kind="Ranking",
        title=title,
        subtitle=f"{summary.cells - summary.failed:,} of {summary.cells:,} cells have a price",
        headline=_headline(goal, looked, summary),
        tiles=_tiles(goal, looked, summary),
        sections=tuple(
            section
            for section in (
                Section(id="map", title="Heat map", parts=parts(_heat_map(goal, looked, rows))),
                Section(id="ranking", title="Ranking", parts=ranked),
                Section(id="markets", title="Markets", parts=parts(blocks["markets"])),
                Section(id="without", title="Without a price", parts=parts(blocks.get("reasons"))),
            )
            if section.parts
        ),
        about=about,
    )


class _Looked:
    """What one pass over the rows tells: sums, the best of each currency, and the values of each side that a heat map may have."""

    def __init__(self, measure: str) -> None:
        self.measure = measure
        self.summing = Summing(measure)
        self.best: dict[str, list[tuple[float, int, BatchRow]]] = {}
        self.sides: dict[str, dict[str, None]] = {"deal": {}, "market": {}}

    def add(self, row: BatchRow) -> None:
        """Count one row."""
        self.summing.add(row)
        for name in (*self.sides, *(name for name in row if name not in OF_BATCH and name not in self.sides)):
            seen = self.sides.setdefault(name, {})
            if len(seen) <= MOST_ROWS and row.get(name) not in {None, ""}:
                seen[str(row[name])] = None
        value = value_of(row, self.measure)
        if value is None:
            return
        heap = self.best.setdefault(str(row.get("currency", "")), [])
        (heapq.heappush if len(heap) < SHOWN else heapq.heappushpop)(heap, (value, -int(row["cell"]), row))


def value_of(row: BatchRow, name: str) -> float | None:
    """Return a number of a row, or None where it has none."""
    if row.get("status") != "priced" or row.get(name) in {None, ""}:
        return None
    value = float(row[name])
    return value if math.isfinite(value) else None


def sides_of(seen: dict[str, dict[str, None]]) -> tuple[str, str] | None:
    """Return which columns of the batch are the rows and columns of the heat map; None where there are not two with a few values each."""
    few = {name: len(values) for name, values in seen.items() if 2 <= len(values) <= MOST_ROWS}
    swept = sorted(
        (name for name in few if name not in {"deal", "market"} and few[name] <= MOST_COLUMNS), key=lambda name: -few[name]
    )
    across = swept[0] if swept else "market" if few.get("market", MOST_COLUMNS + 1) <= MOST_COLUMNS else ""
    down = next((name for name in ("market", "deal", *swept) if name in few and name != across), "")
    return (down, across) if down and across else None


def _heat_map(goal: Goal, looked: _Looked, rows: Callable[[], Iterable[BatchRow]]) -> Picture | None:
    sides = sides_of(looked.sides)
    if sides is None or (goal.measure.unit == "money" and len(looked.best) != 1):
        return None
    down, across = sides
    sums: dict[tuple[str, str], list[float]] = {}
    for row in rows():
        value = value_of(row, looked.measure)
        if value is not None:
            cell = sums.setdefault((str(row.get(down, "")), str(row.get(across, ""))), [0.0, 0.0])
            cell[0], cell[1] = cell[0] + value, cell[1] + 1.0
    means = {place: total / count for place, (total, count) in sums.items()}
    unit = f", {next(iter(looked.best))}" if goal.measure.unit == "money" else ""
    title = f"{goal.measure.label}{unit}: mean by {down} and {across}"
    names = tuple(tuple(looked.sides[side]) for side in sides)
    told = f"from {min(means.values()):,.4g} to {max(means.values()):,.4g}"

    def drawn(words: Words, width: float) -> Drawing:
        def figure(value: float) -> str:
            return minus(
                words.cell(value, "rate", 2)
                if goal.measure.unit == "rate"
                else words.cell(value, "number", 0 if goal.measure.unit == "money" else 2)
            )

        table = tuple((name, tuple(means.get((name, other)) for other in names[1])) for name in names[0])
        chart = HeatMap(
            name="map", title=words.label(title), description=words.label(told), columns=names[1], rows=table, figure=figure
        )
        return drawn_heat_map(chart, width)

    return Picture(name="map", title=title, description=told, drawn=drawn)


def _ranking(goal: Goal, currency: str, looked: _Looked) -> Table:
    paths = [name for name, values in looked.sides.items() if name not in {"deal", "market"} and len(values) > 1][:MOST_OWN]
    several = len(looked.sides["market"]) > 1
    names = [goal.measure.name, *(name for name in BESIDE if name != goal.measure.name)]
    columns = (
        Column("rank", "No.", "count"),
        Column("deal", "Deal", "text"),
        *((Column("market", "Market", "text"),) if several else ()),
        *(Column(path, path, "text") for path in paths),
        *(_column(name) for name in names),
        Column("doubts", "Doubtful", "count"),
    )
    best = sorted(looked.best[currency], reverse=True, key=lambda found: found[:2])
    own = ["market", *paths] if several else paths
    lines = tuple(_line(place, row, own, names) for place, (_, _, row) in enumerate(best, start=1))
    note = "doubtful: inputs that are assumed, unverified or due for review"
    return Table(f"ranking_{currency.lower()}", f"The best by {goal.measure.label}, {currency}", columns, lines, notes=(note,))


def doubts_of(row: BatchRow) -> int:
    """Return how many inputs of a row stand without proof: by its own columns, or in a book by its basis (`assumed 7; stale 2`)."""
    counts = re.findall(r"\d+", str(row.get("basis") or ""))
    return sum(int(row.get(name) or 0) for name in DOUBTED) or sum(map(int, counts))


def _line(place: int, row: BatchRow, paths: list[str], names: list[str]) -> tuple[Cell, ...]:
    own = (str(row.get(path) or "") for path in paths)
    return (
        place,
        str(row.get("deal") or ""),
        *own,
        *(value_of(row, name) for name in names),
        doubts_of(row),
    )


def _column(name: str) -> Column:
    found = measure_named(name)
    return Column(name, found.label, KINDS.get(found.unit, "number"), digits=2)


def _headline(goal: Goal, looked: _Looked, summary: Summary) -> Note:
    if not looked.best:
        return Note("No cell has a price", "bad")
    currency, (value, _, row) = max(
        ((name, max(heap, key=lambda found: found[:2])) for name, heap in looked.best.items()), key=lambda found: found[1][0]
    )
    said = (
        f"{100 * value:.2f} %"
        if goal.measure.unit == "rate"
        else f"{value:,.2f}" + (f" {currency}" if goal.measure.unit == "money" else "")
    )
    return Note(
        f"Best by {goal.measure.label}: {row.get('deal', '')} in {row.get('market', '')} with {said}",
        "plain" if not summary.failed else "doubt",
    )


def _tiles(goal: Goal, looked: _Looked, summary: Summary) -> tuple[Item, ...]:
    ahead = sum(group.lease_ahead for group in summary.groups)
    markets = len({group.market for group in summary.groups if group.market})
    return (
        Item("Cells", summary.cells, "count", remark=f"ranked by {goal.measure.label}"),
        Item("Without price", summary.failed, "count"),
        Item("Lease ahead", ahead, "count", remark=f"of {summary.cells - summary.failed:,} cells"),
        Item("Markets", markets, "count"),
        Item(
            "Deals",
            min(len(looked.sides["deal"]), MOST_ROWS),
            "count",
            remark="or more" if len(looked.sides["deal"]) > MOST_ROWS else "",
        ),
        Item("Currencies", len(looked.best), "count", remark="never ranked together" if len(looked.best) > 1 else ""),
    )
