"""Rows as a workbook: one sheet with a frozen, filtered header, and one that says what the columns are."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, BinaryIO

from leasecalc.errors import UsageError

if TYPE_CHECKING:
    from leasecalc.batching.columns import BatchColumn
    from leasecalc.batching.rows import Row

UNDATED = datetime(1980, 1, 1)  # noqa: DTZ001 - a workbook has a date, a result has none: the first that its archive can hold
MOST_ROWS = 1_048_575
"""Rows of a sheet below its header (ECMA-376)."""

FORMATS = {"money": "#,##0.00", "rate": "0.0000%", "number": "General", "count": "0", "text": "@"}


def write_xlsx(stream: BinaryIO, columns: tuple[BatchColumn, ...], rows: Iterable[Row]) -> None:
    """Write a sheet row by row in constant memory; the same rows give the same bytes, whenever they are written.

    Raises ``UsageError`` for more rows than a sheet holds.
    """
    import xlsxwriter

    book = xlsxwriter.Workbook(stream, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": UNDATED})
    sheet = book.add_worksheet("Batch")
    looks = {kind: book.add_format({"num_format": text}) for kind, text in FORMATS.items()}
    bold = book.add_format({"bold": True, "text_wrap": True})
    sheet.freeze_panes(1, 4)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, 40 if column.name in {"file", "deal", "reason"} else 14, looks[column.kind])
        sheet.write_string(0, place, column.name, bold)
    count = 0
    for count, row in enumerate(rows, start=1):
        if count > MOST_ROWS:
            raise UsageError(f"a sheet holds {MOST_ROWS:,} rows; write the batch as .csv or .parquet")
        for place, column in enumerate(columns):
            _cell(sheet, count, place, column, row.get(column.name))
    sheet.autofilter(0, 0, count, len(columns) - 1)
    book.close()


def _cell(sheet: Any, line: int, place: int, column: BatchColumn, value: Any) -> None:
    if value is None:
        return
    if column.kind == "text":
        sheet.write_string(line, place, value)
    else:
        sheet.write_number(line, place, float(value))
