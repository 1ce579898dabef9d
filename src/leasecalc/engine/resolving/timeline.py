"""The sorted grid of dates, and the named events on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from leasecalc.deal.terms import later
from leasecalc.records import record

if TYPE_CHECKING:
    from leasecalc.engine.resolving.instalment_dates import InstalmentDates
    from leasecalc.reading.fields import When


@record
class Events:
    """The dates of the named events, and the instalments between commencement and end."""

    dates: dict[str, date]
    instalments: InstalmentDates | None = None

    def on(self, moment: When | None, default: str) -> date:
        """Return the date of a moment, or of the event ``default`` where none is written."""
        if moment is None:
            return self.dates[default]
        if moment.on is not None:
            return moment.on
        start = self.dates[moment.event or default]
        return start if moment.offset is None else later(start, moment.offset, moment.sign)


class GridBuilder:
    """Collects dates, then gives their index on the sorted grid."""

    def __init__(self, start: date) -> None:
        self._dates = {start}

    def add(self, *days: date) -> None:
        """Take dates in."""
        self._dates.update(days)

    def finish(self) -> tuple[tuple[date, ...], Callable[[date], int]]:
        """Return the sorted grid and the function from a date to its index."""
        dates = tuple(sorted(self._dates))
        places = {day: place for place, day in enumerate(dates)}
        return dates, places.__getitem__
