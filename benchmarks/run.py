"""Every benchmark in one run: leasecalc beside its peers, one table with ratios, machine and versions, in Markdown and JSON.

    python benchmarks/run.py                                    # everything, several minutes
    python benchmarks/run.py --parts deals,book --quick         # some, on tiny sizes: shows that it works, the figures mean nothing
    python benchmarks/run.py -o benchmarks/results.md           # with results.json beside it

Parts: deals (schedule and rate of return of one lease), book, simulation, files (whole deals), start, reading, output. Peers: numpy-financial, pyxirr,
QuantLib, scipy (`pip install -e '.[benchmark]'`), a loop in Decimal, and a yardstick in C where there is a compiler. What is not there is left out by
name. Nothing here is a test: time is no property of a program alone.
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from measuring import machine, versions
from table import Part

PARTS = {
    "deals": "per_deal",
    "book": "book",
    "simulation": "simulation",
    "files": "whole_deals",
    "start": "starting",
    "reading": "reading",
    "output": "output",
}
LIBRARIES = ("leasecalc", "numpy", "pyarrow", "pydantic", "PyYAML", "numpy-financial", "pyxirr", "QuantLib", "scipy")


def facts(before: dict[str, object], *, quick: bool) -> dict[str, object]:
    """Say where, when and with what; the load as it was at the beginning and is at the end."""
    now = machine()
    on = datetime.now(UTC).date().isoformat()
    return {**now, "load": [before["load"], now["load"]], "on": on, "quick": quick, "versions": versions(*LIBRARIES)}


def markdown(found: list[Part], told: dict[str, object]) -> str:
    """Return the whole table."""
    listed = ", ".join(f"{name} {number}" for name, number in dict(told["versions"]).items())  # type: ignore[call-overload]
    head = [
        "# Benchmark results",
        "",
        (
            f"{told['on']}; {told['processor']}, {told['cores']} cores, load {told['load'][0]} at the beginning and {told['load'][1]} at the end; "  # type: ignore[index]
            f"{told['python']} on {told['machine']}; {listed}."
        ),
        "",
        "Written by `python benchmarks/run.py`. Ratios carry over to other machines, seconds do not. On a busy machine the clock says little, and processor",
        "time is longer too: figures under load are an upper bound.",
    ]
    if told["quick"]:
        head += ["", "A quick run on tiny sizes: it shows that the benchmarks work, its figures mean nothing."]
    return "\n".join(head) + "\n\n" + "\n".join(part.markdown() for part in found)


def main() -> None:
    """Measure the parts asked for, print the table, and write it."""
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("--parts", default=",".join(PARTS), help=f"which of {', '.join(PARTS)} (default: all)")
    reader.add_argument("--quick", action="store_true", help="tiny sizes")
    reader.add_argument("-o", "--output", type=Path, help="a Markdown file; the same as JSON is written beside it")
    asked = reader.parse_args()
    names = asked.parts.split(",")
    unknown = [name for name in names if name not in PARTS]
    if unknown:
        reader.error(f"no part {', '.join(unknown)}; there are {', '.join(PARTS)}")
    before, found = machine(), []
    for name in names:
        print(f"{name} ...", file=sys.stderr, flush=True)
        found += importlib.import_module(PARTS[name]).parts(quick=asked.quick)
    told = facts(before, quick=asked.quick)
    text = markdown(found, told)
    if asked.output is not None:
        asked.output.write_text(text, "utf-8")
        data = {**told, "parts": [part.data() for part in found]}
        asked.output.with_suffix(".json").write_text(json.dumps(data, indent=1) + "\n", "utf-8")
    print(text)


if __name__ == "__main__":
    main()
