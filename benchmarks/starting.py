"""How long commands take to start, in bare interpreters of the same environment (`startup.py`)."""

from __future__ import annotations

from statistics import median

from startup import BARE, TARGETS, measured
from table import Part


def parts(*, quick: bool) -> list[Part]:
    """Return the part of start-up."""
    times = measured(1 if quick else 11)
    bare = median(times[BARE])
    part = Part("start", "Start-up, in bare interpreters (`python -c pass`)", ("command", "ratio", "target", "median ms"))
    for name, found in times.items():
        target = f"{TARGETS[name]:g}" if name in TARGETS else ""
        part.rows.append((name, median(found) / bare, target, median(found) * 1e3))
    part.notes.append("By the clock, in interleaved rounds: on a busy machine these ratios scatter.")
    return [part]
