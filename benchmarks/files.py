"""How fast `batch FOLDER` prices different deal files, beside reading them alone by `yaml.safe_load` into a pydantic model.

    python benchmarks/files.py [--deals 500]

Every deal differs in purchase price, sale price, share of the residual and term. Processor time, one process, first chunk not counted.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from time import process_time

import yaml
from pydantic import BaseModel, ConfigDict

from leasecalc.batching.plan import planned
from leasecalc.batching.rows import rows_of

DEAL = Path(__file__).resolve().parents[1] / "deals" / "za-box-60m.yaml"


class AnyDeal(BaseModel):
    """The sections of a deal, unread: less than a deal needs."""

    model_config = ConfigDict(extra="allow")
    deal: dict[str, object]
    purchase: dict[str, object]
    lease: dict[str, object]


def variants(folder: Path, deals: int) -> list[Path]:
    """Write so many variants of one deal."""
    text, draw, paths = DEAL.read_text("utf-8").split("expect:")[0], random.Random(3), []  # noqa: S311 - no secret
    for number in range(deals):
        varied = text.replace("89800 CNY", f"{draw.randint(600_000, 1_300_000) / 10:.1f} CNY")
        varied = varied.replace("price: 13900 USD", f"price: {draw.randint(9_000, 20_000)} USD")
        varied = varied.replace("20% of price", f"{draw.randint(5, 30)}% of price")
        varied = varied.replace("term: 60 months", f"term: {draw.choice((36, 48, 60))} months")
        paths.append(folder / f"d{number:05d}.yaml")
        paths[-1].write_text(varied, "utf-8")
    return paths


def main() -> None:
    """Measure and print."""
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("--deals", type=int, default=500)
    deals = reader.parse_args().deals
    with tempfile.TemporaryDirectory() as folder:
        paths = variants(Path(folder), deals + 64)
        plan = planned([folder], (), ())
        rows_of(plan, 0)
        began, priced = process_time(), 0
        for chunk in range(1, plan.chunks):
            rows = rows_of(plan, chunk)
            if any(row["status"] != "priced" for row in rows):
                sys.exit("a deal has no price")
            priced += len(rows)
        ours = (process_time() - began) / priced
        began = process_time()
        for path in paths[:200]:
            AnyDeal.model_validate(yaml.safe_load(path.read_text("utf-8")))
        reading = (process_time() - began) / 200
    lines = [
        "|                                          | ms a deal | deals/s, one core |",
        "| ---------------------------------------- | --------: | ----------------: |",
        f"| leasecalc batch: read, priced, measured  | {ours * 1e3:9.2f} | {1 / ours:17,.0f} |",
        f"| yaml.safe_load and pydantic, read alone  | {reading * 1e3:9.2f} | {1 / reading:17,.0f} |",
    ]
    load = f"load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    versions = ", ".join(f"{name} {version(name)}" for name in ("leasecalc", "PyYAML", "pydantic"))
    lines += ["", f"{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} cores, {load}; {versions}."]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
