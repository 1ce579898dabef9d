"""How long commands take to start, in bare interpreters of the same environment (`startup.py`)."""

from __future__ import annotations

from statistics import median

from startup import BARE, TARGETS, measured
from table import Part


def parts(*, quick: bool) -> list[Part]:
    """Return the part of start-up."""
    times = measured(1 if quick else 11)
    bare, bare_by_clock = (median(pair[which] for pair in times[BARE]) for which in (0, 1))
    columns = ("command", "ratio", "target", "median ms", "by the clock")
    part = Part("start", "Start-up, in bare interpreters (`python -c pass`)", columns)
    for name, found in times.items():
        target = f"{TARGETS[name]:g}" if name in TARGETS else ""
        spent, by_clock = (median(pair[which] for pair in found) for which in (0, 1))
        part.rows.append((name, spent / bare, target, spent * 1e3, by_clock / bare_by_clock))
    part.notes.append(
        "Ratio and milliseconds of processor time, in interleaved rounds; beside it the ratio by the clock, which scatters on a busy machine."
    )
    return [part]
