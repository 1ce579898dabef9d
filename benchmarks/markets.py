"""How fast `leasecalc batch` prices a thousand different deals in 27 markets, and in how much memory.

    python benchmarks/markets.py [--deals 1000] [--workers 2]

The deals are variants of nine sample deals of six markets, every price, cost, rate, share and exchange rate of each its own. In the other markets
they lack exchange rates and facts of the car: `--reference` takes those from the library, and each row names them. The whole command is measured:
reading, completing, pricing both routes, the file of rows and the ranked summary.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

from files import variants_of_all
from measuring import LEASECALC, command, machine

MARKETS = "ZA,UZ,PK,MX,BR,BE,AE,AU,CL,CO,EG,ET,GB,GE,ID,IL,IN,JO,KE,KZ,LK,MY,NZ,SA,TH,TR,VN"


def main() -> None:
    """Measure and print."""
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("--deals", type=int, default=1_000)
    reader.add_argument("--workers", type=int, default=2)
    asked = reader.parse_args()
    lines = [
        "| workers | cells | priced | seconds now | processor seconds | cells/s of one core | peak MB, all processes |",
        "| ------: | ----: | -----: | ----------: | ----------------: | ------------------: | ---------------------: |",
    ]
    with tempfile.TemporaryDirectory() as folder:
        deals = Path(folder) / "deals"
        deals.mkdir()
        variants_of_all(deals, asked.deals)
        for workers in dict.fromkeys((1, asked.workers)):
            rows = str(Path(folder) / f"rows-{workers}.parquet")
            options = ["--markets", MARKETS, "--reference", "--in", "USD", "--workers", str(workers), "-o", rows]
            run = command([*LEASECALC, "batch", str(deals), *options, "--format", "json"], accepted=(0, 1))
            found = json.loads(run.output)
            priced = found["cells"] - found["failed"]
            lines.append(
                f"| {workers:7} | {found['cells']:,} | {priced:,} | {run.clock:11.1f} | {run.processor:17.1f} | "
                f"{found['cells'] / run.processor:19,.0f} | {run.peak:22.0f} |"
            )
    lines += ["", ", ".join(f"{name} {value}" for name, value in machine().items())]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
