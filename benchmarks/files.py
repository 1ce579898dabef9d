"""How fast `leasecalc batch FOLDER` prices different deal files, beside reading them alone by `yaml.safe_load` into a pydantic model.

    python benchmarks/files.py [--deals 10000] [--workers 2]

Two folders are priced, the files of each all different: variants of one sample deal (purchase price, sale price, residual, term), and variants of
the nine sample deals of six markets in which every price, cost, rate, share and exchange rate varies, and the term in those of 60 months.

The whole command is measured, from its start to the written file, on one worker and on two: processor time of all its processes, and time on the
clock. On a busy machine the clock says little: deals/s on two cores are therefore also told from processor time, as if both cores were free
(deals x cores / processor time). Reading alone is measured on one core; on two it is taken to be twice as fast.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import re
import resource
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from time import perf_counter, process_time

import yaml
from pydantic import BaseModel, ConfigDict

ROOT = Path(__file__).resolve().parents[1]
DEALS = [path for path in sorted((ROOT / "deals").glob("*.yaml")) if "\nextends:" not in path.read_text("utf-8")]
BOX = ROOT / "deals" / "za-box-60m.yaml"
READ_ALONE = 300
NUMBER = re.compile(r"(?<![\w.-])\d+(?:\.\d+)?(?=%| [A-Z]{3}\b|[,}]|$)")
VARYING = re.compile(
    r"^ *(- |name: .*, )?(price|freight|insurance|inland|deposit|direct_cost|down_payment|rent|target|amount|disposal_cost|cost|fee|"
    r"discount_rate|borrowing_rate|revenue|default_rate|recovery|repossession_cost|rates)\b"
)


class AnyDeal(BaseModel):
    """The sections of a deal, unread: less than a deal needs."""

    model_config = ConfigDict(extra="allow")
    deal: dict[str, object]
    purchase: dict[str, object]
    lease: dict[str, object]


def variants_of_one(folder: Path, deals: int) -> None:
    """Write so many variants of one deal, which differ in four of its texts."""
    text, draw = BOX.read_text("utf-8").split("expect:")[0], random.Random(3)  # noqa: S311 - no secret
    for number in range(deals):
        varied = text.replace("89800 CNY", f"{draw.randint(600_000, 1_300_000) / 10:.1f} CNY")
        varied = varied.replace("price: 13900 USD", f"price: {draw.randint(9_000, 20_000)} USD")
        varied = varied.replace("20% of price", f"{draw.randint(5, 30)}% of price")
        varied = varied.replace("term: 60 months", f"term: {draw.choice((36, 48, 60))} months")
        (folder / f"d{number:05d}.yaml").write_text(varied, "utf-8")


def variants_of_all(folder: Path, deals: int) -> None:
    """Write so many variants of all sample deals, which differ in every price, cost, rate and share."""
    draw = random.Random(4)  # noqa: S311 - no secret
    texts = [path.read_text("utf-8").split("\nexpect:")[0] for path in DEALS]
    for number in range(deals):
        lines = draw.choice(texts).split("\n")
        for row, line in enumerate(lines):
            if VARYING.match(line):
                lines[row] = NUMBER.sub(lambda found: moved(found[0], draw), line)
        text = "\n".join(lines).replace("term: 60 months", f"term: {draw.choice((60, 72, 84))} months") + "\n"
        (folder / f"d{number:05d}.yaml").write_text(text, "utf-8")


def moved(number: str, draw: random.Random) -> str:
    """Return a number moved by up to a twentieth, with two digits behind the point."""
    return f"{float(number) * draw.uniform(0.95, 1.05):.2f}"


def whole_command(folder: Path, workers: int) -> tuple[float, float]:
    """Price a folder; return processor time of all processes and time on the clock."""
    output = folder.parent / f"{folder.name}-{workers}.csv"
    command = [sys.executable, "-m", "leasecalc", "batch", str(folder), "-o", str(output), "--workers", str(workers)]
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    clock, after = perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        sys.exit(f"a deal has no price: {done.stdout[-2000:]} {done.stderr}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, clock


def reading_alone(folder: Path) -> float:
    """Return seconds of processor time a file."""
    paths = sorted(folder.iterdir())[:READ_ALONE]
    began = process_time()
    for path in paths:
        AnyDeal.model_validate(yaml.safe_load(path.read_text("utf-8")))
    return (process_time() - began) / len(paths)


def measured(name: str, folder: Path, deals: int, workers: int) -> list[str]:
    """Return the rows of one folder."""
    alone = reading_alone(folder)
    rows = []
    for count in dict.fromkeys((1, workers)):
        spent, clock = whole_command(folder, count)
        rate = deals * count / spent
        times = f"{rate * alone:.1f} ({rate * alone / count:.1f})"
        label = f"{name}, {count} worker{'s' * (count > 1)}"
        rows.append(f"| {label:<42} | {spent / deals * 1e3:9.2f} | {rate:12,.0f} | {deals / clock:11,.0f} | {times:>26} |")
    label = f"{name}: safe_load, pydantic alone"
    rows.append(f"| {label:<42} | {alone * 1e3:9.2f} | {1 / alone:12,.0f} | {'':11} | {'1':>26} |")
    return rows


def main() -> None:
    """Measure and print."""
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("--deals", type=int, default=10_000)
    reader.add_argument("--workers", type=int, default=2)
    asked = reader.parse_args()
    lines = [
        "| files, workers                             | ms a deal | deals/s free | deals/s now | x reading on one (as many) |",
        "| ------------------------------------------ | --------: | -----------: | ----------: | -------------------------: |",
    ]
    with tempfile.TemporaryDirectory() as folder:
        for name, write in (("one deal varied", variants_of_one), ("nine deals varied", variants_of_all)):
            files = Path(folder) / write.__name__
            files.mkdir()
            write(files, asked.deals)
            lines += measured(name, files, asked.deals, asked.workers)
    load = f"load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    versions = ", ".join(f"{name} {version(name)}" for name in ("leasecalc", "PyYAML", "pydantic"))
    lines += [
        "",
        f"{asked.deals:,} files; ms of processor time over all processes, start and written file included; deals/s free: if every core were free;",
        "deals/s now: by the clock; the last column: throughput against reading on one core (and on as many cores as workers).",
        f"{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} cores, {load}; {versions}.",
    ]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
