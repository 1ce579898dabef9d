"""A page of results: tables, figures and notes, before any format is chosen.

A page says what is shown and in which order. It holds raw cells (``Decimal`` money, rates as fractions, dates) and
never text made from them: how a cell looks is decided in ``report.render``, once for people and once for machines.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from leasecalc.records import record

Cell = str | Decimal | float | int | date | None
"""One value; ``None`` is an empty cell."""

Kind = Literal["text", "count", "money", "rate", "factor", "date", "months", "number"]
"""What a cell means. Rates are fractions: 0.139994 is shown as 13.9994 %."""

Mark = Literal["", "assumed", "unverified", "stale", "override", "default", "fail", "unknown", "pass"]
"""What a reader must know about a value before trusting it."""

Level = Literal["plain", "good", "bad", "doubt"]


@record
class Column:
    """One column of a table.

    ``digits`` fixes the decimals (of the percentage, for a rate); without it money keeps the digits of its
    ``Decimal``. ``priority`` 0 is never dropped; on a narrow terminal the highest number goes first.
    """

    id: str
    label: str
    kind: Kind
    currency: str | None = None
    digits: int | None = None
    priority: int = 0


@record
class Table:
    """Rows under columns. ``row_marks`` has one entry per row: a ``Mark``, or any other short word about the row.

    Raises ``ValueError`` when a row, the totals or the row marks do not fit, so that no cell is lost later.
    """

    id: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    totals: tuple[Cell, ...] | None = None
    notes: tuple[str, ...] = ()
    row_marks: tuple[str, ...] | None = None

    def __post_init__(self) -> None:
        lines = self.rows if self.totals is None else (*self.rows, self.totals)
        for number, line in enumerate(lines, start=1):
            if len(line) != len(self.columns):
                raise ValueError(f"table {self.id}: row {number} has {len(line)} cells for {len(self.columns)} columns")
        if self.row_marks is not None and len(self.row_marks) != len(self.rows):
            raise ValueError(f"table {self.id}: {len(self.row_marks)} row marks for {len(self.rows)} rows")


@record
class Item:
    """One labelled value. ``unit`` follows the value (a currency code, ``months``), ``remark`` explains it."""

    label: str
    value: Cell
    kind: Kind
    unit: str = ""
    digits: int | None = None
    remark: str = ""
    mark: Mark = ""


@record
class Figures:
    """A list of labelled values under one title."""

    id: str
    title: str
    items: tuple[Item, ...]
    notes: tuple[str, ...] = ()


@record
class Note:
    """One sentence and whether it is good news, bad news or a doubt."""

    text: str
    level: Level = "plain"


@record
class Notes:
    """Sentences under one title."""

    id: str
    title: str
    lines: tuple[Note, ...]


Block = Table | Figures | Notes


@record
class Page:
    """Everything one command shows, in order."""

    title: str
    subtitle: str
    blocks: tuple[Block, ...]
    doubts: str = ""
    """How many inputs stand without proof, by mark: for a format that holds one table without its notes."""
