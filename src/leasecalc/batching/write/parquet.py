"""Rows as Apache Parquet, in row groups, so that memory does not grow with the batch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from leasecalc.batching.columns import BatchColumn
    from leasecalc.batching.rows import Row

GROUP = 4_096


def write_parquet(stream: BinaryIO, columns: tuple[BatchColumn, ...], rows: Iterable[Row]) -> None:
    """Write text as strings, counts as 64-bit integers, all other numbers as doubles; what there is not is null."""
    import pyarrow as pa
    from pyarrow import parquet

    types = {"text": pa.string(), "count": pa.int64()}
    schema = pa.schema([(column.name, types.get(column.kind, pa.float64())) for column in columns])
    with parquet.ParquetWriter(stream, schema, compression="zstd") as writer:
        for group in _groups(rows):
            arrays = [pa.array([_value(row, column) for row in group], type=schema.field(column.name).type) for column in columns]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))


def _groups(rows: Iterable[Row]) -> Iterator[list[Row]]:
    iterator = iter(rows)
    while group := list(islice(iterator, GROUP)):
        yield group


def _value(row: Row, column: BatchColumn) -> Any:
    value = row.get(column.name)
    return float(value) if value is not None and column.kind not in {"text", "count"} else value
