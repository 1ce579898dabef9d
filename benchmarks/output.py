"""Writing the rows of a batch in each format, beside plain writers of the same cells."""

from __future__ import annotations

import csv
import json
import tempfile
from pathlib import Path

from measuring import ROOT, best
from table import Part

from leasecalc.batching.columns import columns
from leasecalc.batching.plan import planned
from leasecalc.batching.rows import rows_of
from leasecalc.batching.write import write

DEAL = ROOT / "deals" / "za-box-60m.yaml"


def parts(*, quick: bool) -> list[Part]:
    """Return the part of output."""
    size = 100 if quick else 20_000
    row = rows_of(planned([str(DEAL)], (), ()), 0)[0]
    rows = [{**row, "cell": number} for number in range(size)]
    part = Part("output", f"Writing {size:,} rows of {len(row)} cells, one core", ("what", "us a row", "rows/s", "MB"))
    with tempfile.TemporaryDirectory() as folder:
        for suffix in (".csv", ".jsonl", ".parquet", ".xlsx"):
            path = Path(folder) / f"rows{suffix}"
            taken = best(lambda path=path: write(str(path), columns(()), rows), size, repeats=1 if suffix == ".xlsx" else 3)
            part.rows.append((f"leasecalc {suffix}", taken, 1e6 / taken, path.stat().st_size / 1e6))
        for name, work in (("csv.DictWriter", _plain_csv), ("json.dumps, a line a row", _plain_json)):
            path = Path(folder) / "plain"
            taken = best(lambda path=path, work=work: work(path, rows), size, repeats=3)
            part.rows.append((name, taken, 1e6 / taken, path.stat().st_size / 1e6))
    part.notes.append("The rows are priced; money in them is text with the digits of its currency already.")
    return [part]


def _plain_csv(path: Path, rows: list[dict[str, object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def _plain_json(path: Path, rows: list[dict[str, object]]) -> None:
    with path.open("w", encoding="utf-8") as stream:
        stream.writelines(json.dumps(row, default=str) + "\n" for row in rows)
