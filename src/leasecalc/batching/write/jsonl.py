"""Rows as JSON lines: one object each, only with what there is."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from leasecalc.batching.columns import BatchColumn
    from leasecalc.batching.rows import Row


def write_jsonl(stream: BinaryIO, columns: tuple[BatchColumn, ...], rows: Iterable[Row]) -> None:
    """Write one line for each row, its keys in the order of the columns; money is text with the digits of its currency."""
    for row in rows:
        ordered = {column.name: row[column.name] for column in columns if column.name in row}
        stream.write(json.dumps(ordered, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
