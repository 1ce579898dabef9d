"""Values that the law changes on a date: entries with a beginning, a selector, a rate and a source."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import ClassVar

from leasecalc.charges import kinds
from leasecalc.charges.selectors import EVERYTHING, Selector
from leasecalc.charges.source import Source
from leasecalc.reading.faults import Fault
from leasecalc.reading.fields import Count, Day, Text
from leasecalc.records import record


@record(kw_only=True)
class Reviewed:
    """When somebody last saw the figures in force, and how long that is good for."""

    confirmed_on: Day | None = None
    review_every_months: Count | None = None


@record(kw_only=True)
class Period:
    """From a day until a day, both included; without `until`, until further notice."""

    __aliases__: ClassVar[dict[str, str]] = {"from": "from_"}

    from_: Day
    until: Day | None = None

    def covers(self, day: date) -> bool:
        """Say whether the day lies in the period."""
        return self.from_ <= day and (self.until is None or day <= self.until)

    def faults(self) -> Iterator[Fault]:
        """Refuse a period that ends before it begins."""
        if self.until is not None and self.until < self.from_:
            yield Fault(("until",), "LC513", f"`until` {self.until} is before `from` {self.from_}", "check the two days")


@record(kw_only=True)
class Entry(Period):
    """A rate in force for those facts that match `when`; entries with the same `when` follow each other in time."""

    when: Selector = EVERYTHING
    rate: "kinds.RateKind"
    source: Source
    note: Text | None = None


@record(kw_only=True)
class DatedRates(Reviewed):
    """Dated entries without a base: the rates of a country of origin."""

    in_force: tuple[Entry, ...]

    def faults(self) -> Iterator[Fault]:
        """Refuse entries that contradict each other."""
        yield from contradictions(self.in_force)


def contradictions(entries: Sequence[Entry]) -> Iterator[Fault]:
    """Find entries of one series that are in force on the same day (LC512), and an empty list (LC502)."""
    if not entries:
        yield Fault(("in_force",), "LC502", "no entry is given", "write at least one, `rate: {kind: exempt}` if nothing is due")
    for series in series_of(entries):
        for (_, earlier), (index, later) in pairwise(series):
            if later.from_ == earlier.from_ or (earlier.until is not None and earlier.until >= later.from_):
                which = later.when.describe() or "everything"
                yield Fault(
                    ("in_force", index),
                    "LC512",
                    f"two entries for {which} are in force on {later.from_}",
                    f"end the one from {earlier.from_} before, or give them different `when`",
                )


def series_of(entries: Sequence[Entry]) -> list[list[tuple[int, Entry]]]:
    """Group entries (with their index) by selector in file order, each group ordered by date."""
    groups: dict[Selector, list[tuple[int, Entry]]] = {}
    for index, entry in enumerate(entries):
        groups.setdefault(entry.when, []).append((index, entry))
    return [sorted(group, key=lambda pair: pair[1].from_) for group in groups.values()]
