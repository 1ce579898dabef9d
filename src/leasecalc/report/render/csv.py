"""One table of the page as CSV (RFC 4180) for spreadsheets and scripts: machine values, text guarded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.errors import UsageError
from leasecalc.report.page import Figures, Table
from leasecalc.report.render.formatting import for_machines
from leasecalc.report.render.tables import shared_currency

if TYPE_CHECKING:
    from leasecalc.report.page import Cell, Column, Kind, Page

BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel reads UTF-8 in the code page of the machine."""

MAIN_TABLE = "schedule"
BASIS = "basis"

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_QUOTED = frozenset('",\r\n')


def render(page: Page, table: str | None = None, *, bom: bool = False) -> str:
    """Render one table of ``page``: the one with the id ``table``, else ``schedule``, else the first.

    The heading row holds column ids. Totals are left out, so that a sum over a column is right. Where all money is in
    one currency, the column ``currency`` names it, else each heading does; row marks stand in the column ``mark``, and
    what all rows rest on without proof in the column ``basis``. A page without tables gives its first figures, one row
    each. Text that a spreadsheet would run as a formula gets a ``'`` before it; numbers never do. Raises ``UsageError``
    when there is no such table.
    """
    block = _chosen(page, table)
    lines = _table_lines(block) if isinstance(block, Table) else _figures_lines(block)
    if page.doubts:
        doubts = _field(page.doubts, "text")
        lines = [[*line, doubts if number else BASIS] for number, line in enumerate(lines)]
    text = "".join(",".join(line) + "\n" for line in lines)
    return BYTE_ORDER_MARK + text if bom else text


def _chosen(page: Page, name: str | None) -> Table | Figures:
    tables = [block for block in page.blocks if isinstance(block, Table)]
    blocks: list[Table | Figures] = [*tables, *(block for block in page.blocks if isinstance(block, Figures))]
    if name is None and blocks:
        return next((table for table in tables if table.id == MAIN_TABLE), blocks[0])
    for block in blocks:
        if block.id == name:
            return block
    if not blocks:
        raise UsageError("this result has no table to write as CSV; use another format")
    raise UsageError(f"there is no table {name!r} in this result; it has: {', '.join(block.id for block in blocks)}")


def _table_lines(table: Table) -> list[list[str]]:
    currency = shared_currency(table.columns)
    heading = [_heading(column, shared=currency is not None) for column in table.columns]
    lines = [[_field(cell, c.kind) for cell, c in zip(row, table.columns, strict=True)] for row in table.rows]
    if currency is not None and "currency" not in heading:
        heading.append("currency")
        lines = [[*line, currency] for line in lines]
    if table.row_marks and any(table.row_marks):
        heading.append("mark")
        lines = [[*line, _field(mark, "text")] for line, mark in zip(lines, table.row_marks, strict=True)]
    return [heading, *lines]


def _figures_lines(figures: Figures) -> list[list[str]]:
    lines = [
        [_field(item.label, "text"), _field(item.value, item.kind), *(_field(t, "text") for t in texts)]
        for item in figures.items
        for texts in [(item.unit, item.mark, item.remark)]
    ]
    return [["figure", "value", "unit", "mark", "remark"], *lines]


def _heading(column: Column, *, shared: bool) -> str:
    alone = shared or column.kind != "money" or column.currency is None
    return _quoted(column.id if alone else f"{column.id}_{column.currency}")


def _field(cell: Cell, kind: Kind) -> str:
    text = for_machines(cell, kind)
    if isinstance(cell, str) and text.startswith(_FORMULA_STARTS):
        text = f"'{text}"
    return _quoted(text)


def _quoted(text: str) -> str:
    if _QUOTED.isdisjoint(text):
        return text
    return '"' + text.replace('"', '""') + '"'
