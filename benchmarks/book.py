"""How fast `batch BOOK --template DEAL` prices a Parquet book, process start to file, and whether time is linear in rows.

    python benchmarks/book.py [--workers 2] [--rows 10000 100000 1000000]

Columns that vary: price, residual, sale price, quotation, discount and default rate; each row has its rounded schedule, rates of return, present
values, import charges and both routes. Processor time (user and system, all processes) says more on a busy machine than the clock does. The peak
of memory is that of the largest process.
"""

from __future__ import annotations

import argparse
import math
import os
import platform
import resource
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from time import perf_counter

import numpy as np
import pyarrow as pa
from pyarrow import parquet

DEAL = Path(__file__).resolve().parents[1] / "deals" / "za-box-60m.yaml"
COLUMNS = {
    "price": (60_000, 130_000, 2),
    "residual": (500, 5_000, 2),
    "sale_price": (9_000, 20_000, 2),
    "fx.USD/CNY": (6.2, 8.0, 4),
    "discount_rate": (0.02, 0.2, 4),
    "default_rate": (0.001, 0.1, 4),
}


def book(folder: Path, rows: int) -> Path:
    """Write a book of so many rows."""
    draw = np.random.default_rng(5)
    drawn = {name: np.round(draw.uniform(low, high, rows), digits) for name, (low, high, digits) in COLUMNS.items()}
    path = folder / f"{rows}.parquet"
    parquet.write_table(pa.table({"contract": [f"C{row:07d}" for row in range(rows)], **drawn}), path)
    return path


def spent() -> float:
    """Return the processor time of all processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def measured(folder: Path, rows: int, workers: int) -> tuple[float, float]:
    """Return seconds by the clock and of the processors."""
    path, output = book(folder, rows), folder / "out.parquet"
    command = [sys.executable, "-m", "leasecalc", "batch", str(path), "--template", str(DEAL), "-o", str(output)]
    before, began = spent(), perf_counter()
    subprocess.run([*command, "--workers", str(workers)], check=True, stdout=subprocess.DEVNULL)
    taken = perf_counter() - began, spent() - before
    if parquet.ParquetFile(output).metadata.num_rows != rows:
        sys.exit("rows are missing")
    return taken


def main() -> None:
    """Measure and print."""
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("--workers", type=int, default=2)
    reader.add_argument("--rows", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    typed = reader.parse_args()
    lines = [
        "|      rows | clock s | processor s | us a row | rows/s, processors free |",
        "| --------: | ------: | ----------: | -------: | ---------------------: |",
    ]
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for rows in typed.rows:
            clock, processor = measured(Path(folder), rows, typed.workers)
            found.append((rows, processor))
            free = rows / processor * typed.workers
            lines.append(f"| {rows:9,} | {clock:7.2f} | {processor:11.2f} | {processor / rows * 1e6:8.2f} | {free:22,.0f} |")
    (few, short), (many, long) = found[0], found[-1]
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    lines += ["", f"Largest process {peak:.0f} MB, {typed.workers} workers."]
    if many > few:
        lines.append(
            f"Exponent of processor time from {few:,} to {many:,} rows: {math.log(long / short) / math.log(many / few):.3f}."
        )
    load = f"load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    versions = ", ".join(f"{name} {version(name)}" for name in ("leasecalc", "numpy", "pyarrow"))
    lines.append(
        f"{platform.python_implementation()} {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores, {load}; {versions}."
    )
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
