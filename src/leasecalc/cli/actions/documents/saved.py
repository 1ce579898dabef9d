"""`report` on saved results: rows of a batch, and the data of a simulation."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from leasecalc._version import VERSION
from leasecalc.errors import UsageError
from leasecalc.reading.hashing import sha256

if TYPE_CHECKING:
    from collections.abc import Iterator

    from leasecalc.term_sheet.model import Sheet

ROWS = (".csv", ".jsonl", ".parquet")


def ranking_of(path: str, rank: str, *, title: str = "") -> Sheet:
    """Return the report of the rows that `batch` wrote to a file. Raises ``UsageError`` for what are no such rows."""
    from leasecalc.term_sheet.ranking import ranking_sheet

    source = Path(path)
    about = (("Made by", f"leasecalc {VERSION}"), (source.name, _hash(source)))
    try:
        return ranking_sheet(lambda: _rows(source), rank, about, title or source.stem)
    except (KeyError, ValueError) as fault:
        raise UsageError(f"{path} holds no rows of a batch: {fault}; leasecalc batch ... -o {path} writes some") from fault


def _hash(source: Path) -> str:
    try:
        return f"sha256:{sha256(source.read_bytes()).hexdigest()[:16]}"
    except OSError as fault:
        raise UsageError(f"cannot read {source}: {fault.strerror or fault}") from fault


def _rows(source: Path) -> Iterator[dict[str, Any]]:
    """Yield the rows of a batch or a book; a row of a book is counted as a cell."""
    for row in _parquet(source) if source.suffix.lower() == ".parquet" else _lines(source):
        if "cell" not in row and "row" in row:
            row["cell"] = row["row"]
        yield row


def _parquet(source: Path) -> Iterator[dict[str, Any]]:
    try:
        from pyarrow import parquet
    except ImportError:
        raise UsageError("a .parquet file needs the extra `leasecalc[tables]` (the library pyarrow)") from None
    for group in parquet.ParquetFile(source).iter_batches():
        for row in group.to_pylist():
            yield {name: value for name, value in row.items() if value is not None}


def _lines(source: Path) -> Iterator[dict[str, Any]]:
    with source.open(encoding="utf-8-sig", newline="") as stream:
        if source.suffix.lower() == ".csv":
            for row in csv.DictReader(stream):
                yield {name: value for name, value in row.items() if value}
            return
        for line in stream:
            found = json.loads(line)
            if not isinstance(found, dict):
                raise ValueError("a line is no object")  # noqa: TRY004 - the value of a file, not of a caller
            yield found


def risk_of(path: str) -> Sheet:
    """Return the report of what `simulate --format json` wrote. Raises ``UsageError`` for another file."""
    from leasecalc.term_sheet.risk import SCHEMA, risk_sheet

    try:
        data = json.loads(Path(path).read_text("utf-8"))
    except OSError as fault:
        raise UsageError(f"cannot read {path}: {fault.strerror or fault}") from fault
    except ValueError as fault:
        raise UsageError(f"{path} is no JSON: {fault}") from fault
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        raise UsageError(
            f"{path} is no result of `simulate`: leasecalc simulate DEAL -o {path} writes one; for a deal name its .yaml"
        )
    return risk_sheet(data)
