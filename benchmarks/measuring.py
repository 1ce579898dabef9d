"""What a command takes, all its processes together: seconds by the clock and of the processors, and the peak of memory.

Memory is the sum over all processes of their proportional set size (Linux `smaps_rollup`: a page that n processes share counts 1/n in each, so
nothing is counted twice and nothing is left out), looked at every 25 ms; elsewhere the largest resident set of one process, and it says so.
"""

from __future__ import annotations

import os
import platform
import resource
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from time import perf_counter, process_time

ROOT = Path(__file__).resolve().parents[1]
LEASECALC = [sys.executable, "-m", "leasecalc"]
EVERY = 0.025


@dataclass(frozen=True)
class Run:
    """What one command took: seconds, and megabytes of all processes at their peak (or of the largest, where `alone`)."""

    clock: float
    processor: float
    peak: float
    alone: bool
    output: str


def command(typed: Sequence[str], *, accepted: tuple[int, ...] = (0,)) -> Run:
    """Run a command and measure it and all that it starts. Ends the program if the command fails."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), perf_counter()
    with subprocess.Popen(list(typed), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        peaks = [0.0]
        watch = threading.Thread(target=_watch, args=(process, peaks), daemon=True)
        watch.start()
        output, errors = process.communicate()
        watch.join()
    clock, after = perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode not in accepted:
        sys.exit(f"{' '.join(typed)} failed: {errors}")
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    alone = not peaks[0]
    return Run(clock, processor, after.ru_maxrss / 1024.0 if alone else peaks[0], alone, output)


def _watch(process: subprocess.Popen[str], peaks: list[float]) -> None:
    done = threading.Event()
    while process.poll() is None and not done.wait(EVERY):
        peaks[0] = max(peaks[0], sum(_megabytes(pid) for pid in _tree(process.pid)))


def _tree(pid: int) -> list[int]:
    """Return a process and all below it."""
    found, waiting = [], [pid]
    while waiting:
        one = waiting.pop()
        found.append(one)
        try:
            for task in Path(f"/proc/{one}/task").iterdir():
                waiting += [int(child) for child in (task / "children").read_text("ascii").split()]
        except OSError:
            continue
    return found


def _megabytes(pid: int) -> float:
    """Return the proportional set size of a process; 0 where it has ended, or the system does not tell."""
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024.0
    except (OSError, ValueError):
        pass
    return 0.0


def best(work: Callable[[], object], count: int = 1, *, repeats: int = 5) -> float:
    """Return the least processor time of some runs of ``work`` in this process, in microseconds for each of ``count`` things."""
    times = []
    for _ in range(repeats):
        began = process_time()
        work()
        times.append((process_time() - began) / count * 1e6)
    return min(times)


def machine() -> dict[str, object]:
    """Say where this runs: interpreter, processor, how many of them, load."""
    return {
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "machine": platform.machine(),
        "processor": _processor(),
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "load": round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else None,
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.processor())


def versions(*names: str) -> dict[str, str]:
    """Return the versions of the libraries that are installed."""
    found = {}
    for name in names:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found
