"""Tables as pandas frames; pandas is imported here only."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from leasecalc.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pandas import DataFrame

    from leasecalc.report.page import Cell, Table


_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def frame_of(table: Table, *, floats: bool) -> DataFrame:
    """Return the rows of ``table`` (no totals), a column by its id. Raises ``UsageError`` where pandas is not installed."""
    columns = {column.id: [_cell(row[place], floats=floats) for row in table.rows] for place, column in enumerate(table.columns)}
    return _pandas()(columns)


def _pandas() -> type[DataFrame]:
    try:
        from pandas import DataFrame
    except ImportError:
        raise UsageError("frames need pandas: pip install 'leasecalc[frames]'") from None
    return DataFrame  # type: ignore[no-any-return, unused-ignore]


def _cell(value: Cell, *, floats: bool) -> Cell:
    return float(value) if floats and isinstance(value, Decimal) else value


def frame_of_rows(rows: Sequence[Mapping[str, Any]], *, floats: bool) -> DataFrame:
    """Return rows as they are in JSON lines: money is text there, and becomes ``Decimal``, or with ``floats`` a float."""
    names = dict.fromkeys(name for row in rows for name in row)
    return _pandas()({name: _column([row.get(name) for row in rows], floats=floats) for name in names})


def _column(values: list[Any], *, floats: bool) -> list[Any]:
    """Return a column of JSON values; texts that are all numbers are amounts."""
    texts = [value for value in values if value is not None]
    if not texts or not all(isinstance(value, str) and _NUMBER.fullmatch(value) for value in texts):
        return values
    return [None if value is None else float(value) if floats else Decimal(value) for value in values]
