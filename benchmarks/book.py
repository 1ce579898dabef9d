"""How fast `batch BOOK --template DEAL` prices a Parquet book, from the start of the process to the file, and how time and memory grow with rows.

    python benchmarks/book.py [--workers 2] [--rows 1 1000 10000 100000 1000000]

Columns that vary: price, residual, sale price, quotation, discount and default rate; each row has its rounded schedule, rates of return, present
values, import charges and both routes. Processor time (user and system, all processes) says more on a busy machine than the clock does.
"""

from __future__ import annotations

import argparse
import math
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
from measuring import LEASECALC, ROOT, command, machine, versions
from pyarrow import parquet
from table import Part

DEAL = ROOT / "deals" / "za-box-60m.yaml"
VARIED = {
    "price": (60_000, 130_000, 2),
    "residual": (500, 5_000, 2),
    "sale_price": (9_000, 20_000, 2),
    "fx.USD/CNY": (6.2, 8.0, 4),
    "discount_rate": (0.02, 0.2, 4),
    "default_rate": (0.001, 0.1, 4),
}
ROWS = (1, 1_000, 10_000, 100_000, 1_000_000)


def book(folder: Path, rows: int) -> Path:
    """Write a book of so many rows."""
    draw = np.random.default_rng(5)
    drawn = {name: np.round(draw.uniform(low, high, rows), digits) for name, (low, high, digits) in VARIED.items()}
    path = folder / f"{rows}.parquet"
    parquet.write_table(pa.table({"contract": [f"C{row:07d}" for row in range(rows)], **drawn}), path)
    return path


def measured(rows: Sequence[int], workers: int) -> Part:
    """Return the scaling of a book."""
    columns = ("rows", "clock s", "processor s", "us a row", "rows/s now", "rows/s, processors free", "peak MB, all processes")
    part = Part("book", f"A book: `leasecalc batch BOOK --template DEAL`, start to file, {workers} workers", columns)
    spent: dict[int, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "out.parquet"
        for count in rows:
            typed = [*LEASECALC, "batch", str(book(Path(folder), count)), "--template", str(DEAL), "-o", str(output)]
            run = command([*typed, "--workers", str(workers)])
            if parquet.ParquetFile(output).metadata.num_rows != count:
                sys.exit("rows are missing")
            spent[count] = run.processor
            free = count / run.processor * workers
            part.rows.append((count, run.clock, run.processor, run.processor / count * 1e6, count / run.clock, free, run.peak))
            if run.alone:
                part.notes = ["Memory is that of the largest process: this system does not tell the share of each."]
    part.notes.append("Target: 250,000 rows/s cold on two free cores, 500 MB; the aim is 800,000 rows/s.")
    few, many = next((count for count in rows if count >= 10_000), rows[0]), rows[-1]
    if many > few:
        exponent = math.log(spent[many] / spent[few]) / math.log(many / few)
        part.notes.append(f"Exponent of processor time from {few:,} to {many:,} rows: {exponent:.2f} (target: at most 1.05).")
    return part


def parts(*, quick: bool) -> list[Part]:
    """Return the part of books."""
    return [measured((1, 500) if quick else ROWS, 2)]


def main() -> None:
    """Measure and print."""
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("--workers", type=int, default=2)
    reader.add_argument("--rows", type=int, nargs="+", default=list(ROWS))
    typed = reader.parse_args()
    print(measured(typed.rows, typed.workers).markdown())
    print(machine(), versions("leasecalc", "numpy", "pyarrow"))


if __name__ == "__main__":
    main()
