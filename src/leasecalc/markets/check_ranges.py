"""Entries that differ only in the range of one number: gaps between the ranges (LC528) and overlaps (LC529)."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from leasecalc.charges.selectors import NumberRange, Selector
from leasecalc.markets.cells import limits_of, points
from leasecalc.markets.dated import series_of
from leasecalc.markets.intervals import Interval, covers, interval_of
from leasecalc.reading.faults import Fault
from leasecalc.records import record, replace

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from leasecalc.markets.dated import Entry

Active = list[tuple[int, "Entry"]]


@record
class _Sibling:
    """One of several entries that differ only in the range of one number."""

    index: int
    limits: NumberRange
    interval: Interval


def range_faults(entries: Sequence[Entry]) -> Iterator[Fault]:
    """Find gaps and overlaps between the ranges of entries in force on the same day; paths begin at ``in_force``."""
    told: set[tuple[int, int, str]] = set()
    for day in sorted({entry.from_ for entry in entries}):
        active = _active(entries, day)
        for (name, rest), siblings in _families(active).items():
            for earlier, later in pairwise(sorted(siblings, key=lambda one: one.interval.order)):
                fault = _fault(name, rest, earlier, later, entries)
                if fault is not None and (earlier.index, later.index, fault.code) not in told:
                    told.add((earlier.index, later.index, fault.code))
                    yield fault


def _active(entries: Sequence[Entry], day: date) -> Active:
    """Return the entries in force on a day, one for each series."""
    found: Active = []
    for series in series_of(entries):
        begun = [pair for pair in series if pair[1].from_ <= day]
        if begun and begun[-1][1].covers(day):
            found.append(begun[-1])
    return found


def _families(active: Active) -> dict[tuple[str, Selector], list[_Sibling]]:
    """Group entries by all their conditions but one range."""
    families: dict[tuple[str, Selector], list[_Sibling]] = {}
    for index, entry in active:
        for name, condition in entry.when.conditions():
            if isinstance(condition, NumberRange):
                rest = replace(entry.when, **{name: None})
                families.setdefault((name, rest), []).append(_Sibling(index, condition, interval_of(condition)))
    return families


def _fault(name: str, rest: Selector, earlier: _Sibling, later: _Sibling, entries: Sequence[Entry]) -> Fault | None:
    """Compare two neighbours."""
    path = ("in_force", later.index, "when", name)
    both = f"`{name}` {earlier.limits.describe()} and {later.limits.describe()}"
    if earlier.interval.overlaps(later.interval):
        if earlier.interval.contains(later.interval) or later.interval.contains(earlier.interval):
            return None  # a special entry inside a general one
        return Fault(
            path, "LC529", f"two entries overlap: {both}", "begin the later range with `above` where the earlier one ends"
        )
    gap = earlier.interval.gap_to(later.interval)
    if gap is None:
        return None
    if _is_filled(name, rest, gap, entries):
        return None
    return Fault(
        path,
        "LC528",
        f"no entry holds `{name}` {gap.describe()}, between {both}",
        "begin the later range where the earlier one ends",
    )


def _is_filled(name: str, rest: Selector, gap: NumberRange, entries: Sequence[Entry]) -> bool:
    """Say whether other entries, on any day, hold every number of a gap: then the file is only silent about some days."""
    conditions = (
        dict(entry.when.conditions()).get(name) for entry in entries if covers(replace(entry.when, **{name: None}), rest)
    )
    ranges = [condition if isinstance(condition, NumberRange) else None for condition in conditions]
    limits = {limit for one in (gap, *ranges) if one is not None for limit in limits_of(one)}
    inside = [number for number in points(limits) if gap.contains(number)]
    return all(any(one is None or one.contains(number) for one in ranges) for number in inside)
