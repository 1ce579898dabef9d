"""Parts and the file of a book, by columns: Arrow where pyarrow is there, else lists."""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, BinaryIO

from leasecalc.batching.book.pricing import fixed_columns, told_columns
from leasecalc.batching.book.reading import with_arrow
from leasecalc.batching.write import format_of
from leasecalc.money import minor_digits
from leasecalc.report.render.output import writing_whole

if TYPE_CHECKING:
    from leasecalc.batching.book.plan import BookPlan
    from leasecalc.batching.book.pricing import Answers
    from leasecalc.batching.book.reading import Chunk
    from leasecalc.batching.book.summing import BookSumming
    from leasecalc.batching.parts import Parts

DIGITS = 12
"""Significant digits of rates, ratios and months in text; Parquet holds the double itself."""


Columns = dict[str, Any]
"""A column by its name: an array, a list, what the column is in pyarrow, or one value that all rows with a price share."""


def keep_part(stream: BinaryIO, plan: BookPlan, chunk: Chunk, answers: Answers, *, first: int) -> None:
    """Write the columns of a chunk as its part; ``first`` is how many rows come before it."""
    import numpy as np

    from leasecalc.batching.book.plan import opened

    deal = opened(plan.template).resolved
    columns: Columns = {"row": np.arange(first + 1, first + chunk.size + 1), "deal": deal.name, "market": deal.market}
    columns |= fixed_columns(plan) | told_columns(answers) | answers.numbers | chunk.others | chunk.numbers
    ordered = {column.name: columns[column.name] for column in plan.written}
    failed = [row in answers.failed for row in range(chunk.size)] if answers.failed else []
    if not with_arrow():
        pickle.dump((ordered, chunk.size, failed), stream, protocol=5)
        return
    import pyarrow as pa

    table = pa.table({name: _arrow(values, chunk.size, failed) for name, values in ordered.items()})
    with pa.ipc.new_file(stream, table.schema) as writer:
        writer.write_table(table)


def _arrow(values: Any, size: int, failed: list[bool]) -> Any:
    """Return a column; a number that is NaN is null, and what all rows share is null where a row has no price."""
    import numpy as np
    import pyarrow as pa

    if isinstance(values, str | int):
        kind = pa.string() if isinstance(values, str) else pa.int64()
        return pa.array(_listed(values, size, failed), kind) if failed else pa.repeat(pa.scalar(values, kind), size)
    if values is None or isinstance(values, list):
        return pa.nulls(size, pa.string()) if values is None else pa.array(values, pa.string())
    if isinstance(values, np.ndarray) and values.dtype == np.float64:
        return pa.array(values, mask=np.isnan(values))
    return values


Append = Callable[[int], None]
"""Appends the part of a chunk to the file; chunks come in their order."""


@contextmanager
def book_file(output: str, plan: BookPlan, parts: Parts, summing: BookSumming) -> Iterator[Append]:
    """Give what appends parts to the file, a chunk in memory at a time, and sums them up on the way; the file stands when the block ends well."""
    # among the parts, so that a run that is killed leaves nothing elsewhere
    with writing_whole(output, parts.folder / "book") as stream:
        appending = _parquet if format_of(output) == "parquet" else _csv
        with appending(stream, plan, parts, summing) as append:
            yield append


@contextmanager
def _parquet(stream: BinaryIO, plan: BookPlan, parts: Parts, summing: BookSumming) -> Iterator[Append]:
    import pyarrow as pa
    from pyarrow import parquet

    writers: list[Any] = []

    def append(chunk: int) -> None:
        with pa.memory_map(str(parts.file(chunk))) as file:
            table = pa.ipc.open_file(file).read_all()
            summing.add(_summed(table, summing.ranked_by), table.num_rows)
            if not writers:
                writers.append(parquet.ParquetWriter(stream, table.schema, **_layout(plan, table.schema)))
            writers[0].write_table(table)

    yield append
    if not writers:
        writers.append(parquet.ParquetWriter(stream, pa.schema([(column.name, pa.string()) for column in plan.written])))
    writers[0].close()


def _layout(plan: BookPlan, schema: Any) -> dict[str, Any]:
    """Return how columns lie in Parquet: doubles of different deals hardly repeat, so a dictionary of them, or to squeeze a rate, saves nothing."""
    import pyarrow as pa

    texts = [found.name for found in schema if pa.types.is_string(found.type)]
    squeezed = {column.name: "none" if column.kind in {"rate", "number"} else "lz4" for column in plan.written}
    return {"use_dictionary": texts, "compression": squeezed}


def _summed(table: Any, ranked_by: str) -> dict[str, Any]:
    """Return the columns that the summary asks for; those of reasons are empty where every row has a price."""
    found: dict[str, Any] = {name: table.column(name).to_numpy(zero_copy_only=False) for name in {ranked_by, "lease_minus_sale"}}
    every = table.column("reason").null_count == table.num_rows
    return found | {name: [] if every else table.column(name).to_pylist() for name in ("status", "code", "reason")}


def _columns(parts: Parts, chunk: int) -> tuple[dict[str, Any], int]:
    """Return the columns of a part, each a list with None for what there is not."""
    if not with_arrow():
        columns, size, failed = pickle.loads(parts.file(chunk).read_bytes())  # noqa: S301 - our own part
        return {name: _listed(values, size, failed) for name, values in columns.items()}, size
    import pyarrow as pa

    with pa.memory_map(str(parts.file(chunk))) as file:
        table = pa.ipc.open_file(file).read_all()
        return {name: table.column(name).to_pylist() for name in table.column_names}, table.num_rows


def _listed(values: Any, size: int, failed: list[bool]) -> list[Any]:
    if values is None or isinstance(values, str | int):
        return [None if row_failed else values for row_failed in failed] if failed else [values] * size
    if isinstance(values, list):
        return values
    return [None if value != value else value for value in values.tolist()]  # noqa: PLR0124 - only NaN differs from itself


@contextmanager
def _csv(stream: BinaryIO, plan: BookPlan, parts: Parts, summing: BookSumming) -> Iterator[Append]:
    import csv

    text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([column.name for column in plan.written])

    def append(chunk: int) -> None:
        columns, size = _columns(parts, chunk)
        summing.add(columns, size)
        writer.writerows(zip(*_texts(plan, columns), strict=True))

    yield append
    text.flush()
    text.detach()


def _texts(plan: BookPlan, columns: dict[str, list[Any]]) -> Iterator[list[Any]]:
    """Yield each column as it is written: money with the digits of its currency, other numbers with twelve significant digits."""
    own = {column.name: column.knob for column in plan.columns}
    for column in plan.written:
        values = columns[column.name]
        if own.get(column.name) == "":
            yield ["" if value is None else value for value in values]
        elif column.name in own:
            yield ["" if value is None else repr(value).removesuffix(".0") for value in values]
        elif column.kind == "money":
            currency = next((value for value in columns[column.currency] if value is not None), "")
            form = f".{minor_digits(currency) if currency else 2}f"
            yield ["" if value is None else format(value, form) for value in values]
        elif column.kind in {"rate", "number"}:
            yield ["" if value is None else repr(float(f"{value:.{DIGITS}g}")) for value in values]
        else:
            yield ["" if value is None else value for value in values]
