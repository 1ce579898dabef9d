"""The page of `markets coverage`: cells of market, powertrain and charge by what is known of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from leasecalc.markets.coverage import STATUSES, counted
from leasecalc.report.page import Column, Page, Table

if TYPE_CHECKING:
    from datetime import date

    from leasecalc.markets.coverage import Cell, CellStatus
    from leasecalc.report.page import Cell as TableCell

LABELS: dict[CellStatus, str] = {
    "verified": "Verified",
    "secondary": "Secondary",
    "unverified": "Unverified",
    "partly asked": "Partly asked",
    "asked": "Asked",
    "missing": "Missing",
}
CELL = (
    "a cell is one charge on one powertrain: a new car of China, imported for good; it is worth as much as the weakest rate "
    "that a vehicle of the powertrain may meet"
)
WORDS = (
    "partly asked: not known for some vehicles (an engine size, a weight); asked: the deal must give the rate; missing: the "
    "file says nothing on the day; stale: past its review date"
)


def coverage_page(cells: tuple[Cell, ...], on: date, *, detailed: bool = False) -> Page:
    """Return totals by market and by powertrain; with `detailed` the cells themselves too."""
    markets: list[str] = list(dict.fromkeys(cell.market for cell in cells))
    powertrains: list[str] = list(dict.fromkeys(cell.powertrain for cell in cells))
    by_market = [(code, tuple(cell for cell in cells if cell.market == code)) for code in markets]
    by_powertrain = [(name, tuple(cell for cell in cells if cell.powertrain == name)) for name in powertrains]
    blocks = (
        _totals("markets", "By market", "market", by_market, cells),
        _totals("powertrains", "By powertrain", "powertrain", by_powertrain, cells, notes=(CELL, WORDS)),
        *((_cells(cells, powertrains),) if detailed else ()),
    )
    return Page("Coverage of the market files", f"the law of {on}", blocks)


def _totals(
    name: str,
    title: str,
    key: str,
    groups: list[tuple[str, tuple[Cell, ...]]],
    every: tuple[Cell, ...],
    notes: tuple[str, ...] = (),
) -> Table:
    """Return one row for each group, and all of them together."""
    columns = (
        Column(key, "", "text"),
        Column("cells", "Cells", "count"),
        *(Column(status.replace(" ", "_"), LABELS[status], "count", priority=1) for status in STATUSES),
        Column("stale", "Stale", "count", priority=2),
        Column("known", "Known", "rate", digits=0),
    )
    rows = tuple((group, *_counts(cells)) for group, cells in groups)
    return Table(name, title, columns, rows, totals=("all", *_counts(every)), notes=notes)


def _counts(cells: tuple[Cell, ...]) -> tuple[TableCell, ...]:
    """Return how many cells there are, by status, stale, and the share that is known from a source."""
    return (len(cells), *counted(cells).values(), sum(cell.stale for cell in cells), share_known(cells))


def share_known(cells: tuple[Cell, ...]) -> float | None:
    """Return the share of cells whose every rate was read in a source; None where there are no cells."""
    known = sum(cell.status in {"verified", "secondary"} for cell in cells)
    return known / len(cells) if cells else None


def _cells(cells: tuple[Cell, ...], powertrains: list[str]) -> Table:
    """Return charges down and powertrains across, each cell in a word."""
    found: dict[tuple[str, str, str], Cell] = {(cell.market, cell.line, cell.powertrain): cell for cell in cells}
    lines = list(dict.fromkeys((cell.market, cell.line, cell.label) for cell in cells))
    columns = (
        Column("market", "", "text"),
        Column("charge", "Charge", "text"),
        *(Column(name, name, "text", priority=1) for name in powertrains),
    )
    rows = tuple((market, label, *(_word(found[market, line, name]) for name in powertrains)) for market, line, label in lines)
    return Table("cells", "Cell by cell", columns, rows, notes=("~ past its review date",))


def _word(cell: Cell) -> str:
    return f"{cell.status}~" if cell.stale else cell.status


def coverage_data(cells: tuple[Cell, ...], on: date) -> dict[str, Any]:
    """Return totals and cells as plain data."""
    markets = dict.fromkeys(cell.market for cell in cells)
    return {
        "schema": "leasecalc/markets-coverage/1",
        "on": on,
        "total": {"cells": len(cells), **counted(cells), "stale": sum(cell.stale for cell in cells), "known": share_known(cells)},
        "markets": {code: counted(cell for cell in cells if cell.market == code) for code in markets},
        "cells": list(cells),
    }
