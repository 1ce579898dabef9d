"""Books read in chunks: Parquet and CSV by pyarrow where it is there, CSV without it by the standard library."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from leasecalc.errors import UsageError
from leasecalc.records import record

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

BOOKS = (".csv", ".parquet")


@record
class Head:
    """The names of the columns of a book, and how many rows it has."""

    names: tuple[str, ...]
    size: int


@record
class Chunk:
    """Some rows of a book: the numbers of knobs by column (NaN where there is none), and other columns as they are.

    ``others`` are Arrow arrays where pyarrow is there, else lists of text.
    """

    size: int
    numbers: dict[str, Floats]
    others: dict[str, Any]


def with_arrow() -> bool:
    """Return whether pyarrow is installed."""
    return find_spec("pyarrow") is not None


def head_of(path: str) -> Head:
    """Read names and number of rows. Raises ``UsageError`` for a file that is no book."""
    kind = Path(path).suffix.lower()
    if kind not in BOOKS:
        raise UsageError(f"a book is a .csv or .parquet, not `{path}`")
    if not Path(path).is_file():
        raise UsageError(f"there is no book `{path}`")
    if kind == ".csv":
        return _csv_head(path)
    if not with_arrow():
        raise UsageError("a book in Parquet needs the extra `leasecalc[tables]` (the library pyarrow); a .csv does not")
    from pyarrow import ArrowException, parquet

    try:
        with parquet.ParquetFile(path) as file:
            return Head(tuple(file.schema_arrow.names), file.metadata.num_rows)
    except ArrowException as fault:
        raise UsageError(f"`{path}` cannot be read as Parquet: {fault}") from fault


def _csv_head(path: str) -> Head:
    import csv

    try:
        with Path(path).open(encoding="utf-8-sig", newline="") as stream:
            rows = csv.reader(stream, strict=True)
            names, size = tuple(next(rows, ())), 0
            for row in rows:
                if row and len(row) != len(names):
                    raise UsageError(f"`{path}`, line {rows.line_num}: {len(row)} cells under {len(names)} column names")
                size += bool(row)
    except (csv.Error, UnicodeDecodeError) as fault:
        raise UsageError(f"`{path}` cannot be read as CSV in UTF-8: {fault}") from fault
    return Head(names, size)


def chunks_of(path: str, numeric: Sequence[str], size: int) -> Iterator[Chunk]:
    """Yield the rows of a book, ``size`` at a time (the last may be shorter), whatever the groups or blocks of the file."""
    if not with_arrow():
        return _plain_chunks(path, frozenset(numeric), size)
    return _arrow_chunks(path, frozenset(numeric), size)


def _arrow_chunks(path: str, numeric: frozenset[str], size: int) -> Iterator[Chunk]:
    import pyarrow as pa

    waiting: list[Any] = []
    held = 0
    for batch in _batches(path, size):
        waiting.append(batch)
        held += batch.num_rows
        while held >= size:
            table = pa.Table.from_batches(waiting)
            yield _arrow_chunk(table.slice(0, size), numeric)
            waiting, held = table.slice(size).to_batches(), held - size
    if held:
        yield _arrow_chunk(pa.Table.from_batches(waiting), numeric)


def _batches(path: str, size: int) -> Iterator[Any]:
    if Path(path).suffix.lower() == ".parquet":
        from pyarrow import parquet

        with parquet.ParquetFile(path) as file:
            yield from file.iter_batches(batch_size=size, use_threads=False)
        return
    import pyarrow as pa
    from pyarrow import csv

    text = {name: pa.string() for name in _csv_names(path)}
    with csv.open_csv(
        path,
        read_options=csv.ReadOptions(use_threads=False, block_size=1 << 22),
        parse_options=csv.ParseOptions(newlines_in_values=True),
        convert_options=csv.ConvertOptions(column_types=text, strings_can_be_null=False),
    ) as file:
        yield from file


def _csv_names(path: str) -> list[str]:
    import csv

    with Path(path).open(encoding="utf-8-sig", newline="") as stream:
        return next(csv.reader(stream))


def _arrow_chunk(table: Any, numeric: frozenset[str]) -> Chunk:
    numbers = {name: _arrow_numbers(table.column(name)) for name in table.column_names if name in numeric}
    others = {name: table.column(name).combine_chunks() for name in table.column_names if name not in numeric}
    return Chunk(table.num_rows, numbers, others)


def _arrow_numbers(column: Any) -> Floats:
    import numpy as np
    import pyarrow as pa

    kind = column.type
    if pa.types.is_integer(kind) or pa.types.is_floating(kind):
        return np.array(column.to_numpy(), dtype=float)
    if pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_decimal(kind):
        return np.array([_number(None if cell is None else str(cell)) for cell in column.to_pylist()], dtype=float)
    return np.full(len(column), math.nan)


def _plain_chunks(path: str, numeric: frozenset[str], size: int) -> Iterator[Chunk]:
    import csv

    with Path(path).open(encoding="utf-8-sig", newline="") as stream:
        rows = csv.reader(stream, strict=True)
        names = next(rows)
        held: list[list[str]] = []
        for row in rows:
            if row:
                held.append(row)
            if len(held) == size:
                yield _plain_chunk(names, held, numeric)
                held = []
    if held:
        yield _plain_chunk(names, held, numeric)


def _plain_chunk(names: list[str], rows: list[list[str]], numeric: frozenset[str]) -> Chunk:
    import numpy as np

    columns = dict(zip(names, zip(*rows, strict=True), strict=True))
    numbers = {name: np.array([_number(text) for text in columns[name]], dtype=float) for name in names if name in numeric}
    return Chunk(len(rows), numbers, {name: list(columns[name]) for name in names if name not in numeric})


def _number(text: str | None) -> float:
    """Return the number of a cell; NaN where it is none (`89,800`, `n/a`, nothing)."""
    try:
        return math.nan if text is None or "_" in text else float(text)
    except ValueError:
        return math.nan
