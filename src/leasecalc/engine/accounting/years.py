"""From contract periods to accounting years: what accrues is spread by days, what is paid falls on its day.

The year is the calendar year, as the Accounting Law of the PRC (article 11) has it. A year's figure is the rounded running total
less that of the year before, so the years add up to the whole, to the cent.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from leasecalc.rounding import Rounding, round_to

if TYPE_CHECKING:
    from leasecalc.values import Value

Span = tuple[date, date]


def spans(begin: date, due: Sequence[date]) -> tuple[Span, ...]:
    """Return from when to when each row accrues: from the day of the row before, the first from commencement."""
    return tuple(zip((begin, *due[:-1]), due, strict=True))


def year_ends(begin: date, end: date) -> tuple[date, ...]:
    """Return the last day of each year that a lease touches; in the last one the end of the lease."""
    return tuple(min(date(year, 12, 31), end) for year in range(begin.year, end.year + 1))


def accrued(rows: Sequence[Span], amounts: Sequence[Value], on: date) -> Value:
    """Return what has accrued by the end of a day: each amount by the days of its span that lie before."""
    total: Value = 0.0
    for (start, end), amount in zip(rows, amounts, strict=True):
        share = share_by(start, end, on)
        if share:
            total = total + amount * share
    return total


def share_by(start: date, end: date, on: date) -> float:
    """Return the part of the days from `start` to `end` that lie up to the end of the day `on`; all of an empty span on its day."""
    if end <= on:
        return 1.0
    return 0.0 if on < start else ((on - start).days + 1.0) / (end - start).days


def paid(due: Sequence[date], amounts: Sequence[Value], on: date) -> Value:
    """Return what has been paid by the end of a day."""
    total: Value = 0.0
    for day, amount in zip(due, amounts, strict=True):
        if day <= on:
            total = total + amount
    return total


def by_year(totals: Sequence[Value], rounding: Rounding) -> tuple[Value, ...]:
    """Return what each year adds to the running totals, rounded so that the years sum to the last total."""
    before: Value = 0.0
    found: list[Value] = []
    for total in totals:
        here = round_to(total, rounding)
        found.append(round_to(here - before, rounding))
        before = here
    return tuple(found)
