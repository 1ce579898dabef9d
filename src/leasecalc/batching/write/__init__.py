"""The file of a batch: CSV, JSON lines, Parquet or a workbook, written whole from a stream of rows."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath
from typing import TYPE_CHECKING

from leasecalc.errors import UsageError

if TYPE_CHECKING:
    from leasecalc.batching.columns import BatchColumn
    from leasecalc.batching.rows import Row

FORMATS = {".csv": "csv", ".jsonl": "jsonl", ".parquet": "parquet", ".xlsx": "xlsx"}


def format_of(output: str) -> str:
    """Return the format that a file name asks for. Raises ``UsageError`` for another suffix, or a library that is not there."""
    kind = FORMATS.get(PurePath(output).suffix.lower(), "")
    if not kind:
        raise UsageError(f"cannot tell a format from `{output}`: a batch is written as {', '.join(FORMATS)}")
    needed = {"parquet": "pyarrow", "xlsx": "xlsxwriter"}.get(kind)
    if needed:
        from importlib.util import find_spec

        if find_spec(needed) is None:
            raise UsageError(f"a file of {PurePath(output).suffix} needs the extra `leasecalc[tables]` (the library {needed})")
    return kind


def write(output: str, columns: tuple[BatchColumn, ...], rows: Iterable[Row]) -> None:
    """Write rows to a file, whole or not at all. Raises ``UsageError`` where it cannot be written."""
    kind = format_of(output)
    if kind == "csv":
        from leasecalc.batching.write.csv import write_csv as written
    elif kind == "jsonl":
        from leasecalc.batching.write.jsonl import write_jsonl as written
    elif kind == "parquet":
        from leasecalc.batching.write.parquet import write_parquet as written
    else:
        from leasecalc.batching.write.xlsx import write_xlsx as written
    from leasecalc.report.render.output import writing_whole

    with writing_whole(output) as stream:
        written(stream, columns, rows)
