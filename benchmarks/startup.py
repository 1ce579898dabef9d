"""How long the program takes to start, in bare interpreters of the same environment.

    python benchmarks/startup.py [--rounds 15]

Every command is run once in each round, in an order that is shuffled anew, so that a slow second of the machine falls on all of them alike; the
table gives the ratio of medians to the bare interpreter, of processor time (user and system), which a busy machine disturbs less than the clock;
the ratio by the clock stands beside it. The first round (caches, byte code) does not count. Ratios carry over to other machines, milliseconds do
not. Nothing here is a test: time is no property of a program alone.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import resource
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from statistics import median
from time import perf_counter

ROOT = Path(__file__).resolve().parents[1]
DEAL = ROOT / "deals" / "za-box-60m.yaml"
REFUSED = ROOT / "tests" / "errors" / "deals" / "not_a_choice.yaml"
LEASECALC = [sys.executable, "-m", "leasecalc"]
BARE = "bare interpreter"
COMMANDS: dict[str, list[str]] = {
    BARE: [sys.executable, "-c", "pass"],
    "leasecalc --version": [*LEASECALC, "--version"],
    "leasecalc --help": [*LEASECALC, "--help"],
    "leasecalc price DEAL | (a pipe)": [*LEASECALC, "price", str(DEAL)],
    "leasecalc price DEAL --format json": [*LEASECALC, "price", str(DEAL), "--format", "json"],
    "leasecalc price REFUSED": [*LEASECALC, "price", str(REFUSED)],
    "leasecalc price --help": [*LEASECALC, "price", "--help"],
    "import typer": [sys.executable, "-c", "import typer"],
    "import pydantic (BaseModel)": [sys.executable, "-c", "from pydantic import BaseModel"],
    "import numpy": [sys.executable, "-c", "import numpy"],
    "import numpy_financial": [sys.executable, "-c", "import numpy_financial"],
    "naive program of the same stack": [sys.executable, str(ROOT / "benchmarks" / "naive_lease.py"), str(DEAL)],
}
TARGETS = {
    "leasecalc --version": 1.3,
    "leasecalc --help": 7.0,
    "leasecalc price DEAL | (a pipe)": 6.0,
    "leasecalc price REFUSED": 18.0,
}
PACKAGES = ("leasecalc", "typer", "pydantic", "numpy", "numpy-financial", "PyYAML", "rich")


def seconds(command: list[str], folder: str) -> tuple[float, float]:
    """Run a command into a pipe; return its processor time and how long it took by the clock."""
    environment = {name: value for name, value in os.environ.items() if name not in {"PYTHONDONTWRITEBYTECODE", "PYTHONPATH"}}
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), perf_counter()
    done = subprocess.run(command, capture_output=True, check=False, cwd=folder, env=environment)
    taken, after = perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in {0, 3}:
        sys.exit(f"{' '.join(command)} failed: {done.stderr.decode()}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, taken


def measured(rounds: int) -> dict[str, list[tuple[float, float]]]:
    """Return both times of every command, one pair a round."""
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in COMMANDS}
    shuffle = random.Random(rounds).shuffle  # noqa: S311 - an order, no secret
    with tempfile.TemporaryDirectory() as folder:
        for number in range(rounds + 1):
            names = list(COMMANDS)
            shuffle(names)
            for name in names:
                taken = seconds(COMMANDS[name], folder)
                if number:
                    times[name].append(taken)
    return times


def table(times: dict[str, list[tuple[float, float]]]) -> str:
    """Return the table in Markdown, with the machine under it."""
    bare, bare_by_clock = (median(pair[which] for pair in times[BARE]) for which in (0, 1))
    widest = max(map(len, times))
    lines = [
        f"| {'command'.ljust(widest)} | ratio | target | median ms | by the clock |",
        f"| {'-' * widest} | ----: | -----: | --------: | -----------: |",
    ]
    for name, found in times.items():
        target = f"{TARGETS[name]:.1f}" if name in TARGETS else ""
        spent, by_clock = (median(pair[which] for pair in found) for which in (0, 1))
        lines.append(
            f"| {name.ljust(widest)} | {spent / bare:5.2f} | {target:>6} | {spent * 1e3:9.1f} | {by_clock / bare_by_clock:12.2f} |"
        )
    return "\n".join([*lines, "", machine(len(times[BARE])), ", ".join(f"{name} {version(name)}" for name in PACKAGES)])


def machine(rounds: int) -> str:
    """Say where and how it was measured."""
    interpreter = f"{platform.python_implementation()} {platform.python_version()} on {platform.platform()}"
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return f"{rounds} rounds, interleaved; {interpreter}, {os.cpu_count()} cores{load}"


def main() -> None:
    """Measure and print."""
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("--rounds", type=int, default=15, help="how often each command is run (default: 15)")
    sys.stdout.write(table(measured(reader.parse_args().rounds)) + "\n")


if __name__ == "__main__":
    main()
