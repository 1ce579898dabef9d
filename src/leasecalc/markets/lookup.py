"""Which entry is in force on a date for given facts, and how far it can be trusted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from leasecalc.dates import add_months
from leasecalc.records import record

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from leasecalc.charges.facts import Facts
    from leasecalc.markets.dated import Entry, Reviewed

Status: TypeAlias = Literal["found", "not_yet", "ended", "missing", "asks"]


@record
class Finding:
    """The answer of a lookup.

    `found`: `entry` is in force. `not_yet`: `entry` is the first of its series and begins later. `ended`: `entry` is
    the last that was in force; `next_from` is the beginning of the next one, if any. `missing`: no series matches the
    facts. `asks`: the facts in `needs` must be known first.
    """

    status: Status
    entry: Entry | None = None
    index: int | None = None
    next_from: date | None = None
    needs: tuple[str, ...] = ()


def find(entries: Sequence[Entry], facts: Facts, on: date) -> Finding:
    """Find the entry in force: in file order, the first series whose selector matches decides."""
    for first in entries:
        match = first.when.match(facts)
        if match.holds is None:
            return Finding("asks", needs=match.needs)
        if match.holds:
            series = [(index, entry) for index, entry in enumerate(entries) if entry.when == first.when]
            return _in_series(sorted(series, key=lambda pair: pair[1].from_), on)
    return Finding("missing")


def _in_series(series: list[tuple[int, Entry]], on: date) -> Finding:
    """Pick from one series, ordered by date, the last entry that has begun."""
    begun = [pair for pair in series if pair[1].from_ <= on]
    if not begun:
        index, first = series[0]
        return Finding("not_yet", first, index)
    index, entry = begun[-1]
    if entry.until is None or on <= entry.until:
        return Finding("found", entry, index)
    following = series[len(begun)][1].from_ if len(begun) < len(series) else None
    return Finding("ended", entry, index, next_from=following)


def review_due_on(reviewed: Reviewed, market: Reviewed) -> date | None:
    """Return the last day on which a figure counts as confirmed; None if nobody said when it was.

    What the line does not say, the market file says for all its lines.
    """
    confirmed_on = reviewed.confirmed_on or market.confirmed_on
    months = reviewed.review_every_months or market.review_every_months
    if confirmed_on is None or months is None:
        return None
    return add_months(confirmed_on, months)
