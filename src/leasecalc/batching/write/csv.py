"""Rows as comma-separated values, UTF-8, one line each."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from leasecalc.batching.columns import BatchColumn
    from leasecalc.batching.rows import Row


def write_csv(stream: BinaryIO, columns: tuple[BatchColumn, ...], rows: Iterable[Row]) -> None:
    """Write a header of column names and one line for each row; an empty cell is a value that there is not."""
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
    writer = csv.DictWriter(text, [column.name for column in columns], restval="", extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    text.flush()
    text.detach()
