"""When instalments fall due: from the commencement, or from a first instalment that the deal dates, with its odd first period."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from leasecalc.day_counts import year_fraction
from leasecalc.deal.terms import PER_YEAR, count_of_instalments, instalment_date, months_of_term
from leasecalc.errors import Diagnostic, InputError
from leasecalc.records import record, replace

if TYPE_CHECKING:
    from leasecalc.day_counts import DayCount
    from leasecalc.deal.lease import Lease


@record(kw_only=True)
class InstalmentDates:
    """Days by the contract (before any business-day adjustment) and contract periods since commencement."""

    begin: date
    due: tuple[date, ...]
    periods: tuple[int, ...]
    """Whole contract periods from commencement to each instalment (0 = commencement)."""
    end: date
    end_period: int
    odd: float = 0.0
    """Part of a period, by the day count, before the whole ones."""
    tail: float = 0.0
    """Part of a period, by the day count, after the whole ones: the odd part of the last period."""
    tail_row: int = -1
    """The first instalment on the last day, or the number of instalments (the residual), where there is an odd part."""
    longer: float = 0.0
    """Periods by which an odd last period makes the lease longer than its term."""
    lengths: tuple[float, ...] = ()
    """Length in periods, by the day count, of the time before each instalment and before the end; only where interest is by days."""


def payment_periods(count: int, *, advance: bool, in_advance: int) -> tuple[int, ...]:
    """Return the contract period (0 = commencement) of each of ``count`` instalments.

    ``in_advance`` instalments are paid at commencement and replace the last ones, so that the others follow one period apart.
    """
    if in_advance > 0:
        return (0,) * in_advance + tuple(range(1, count - in_advance + 1))
    return tuple(range(count)) if advance else tuple(range(1, count + 1))


def instalment_dates(lease: Lease, begin: date, first: date | None, day_count: DayCount) -> InstalmentDates:
    """Return the instalments of a lease that begins on ``begin``; ``first`` is the day of the first one where it is written.

    A first instalment sets the roll day: all later ones are counted from it. The time before it is counted back from it in
    whole periods; what is
    left is the odd part, by the day count times the instalments a year.
    """
    advance = lease.timing == "advance"
    count = count_of_instalments(lease.term, lease.payments) or 0
    if first is None:
        periods = payment_periods(count, advance=advance, in_advance=lease.in_advance)
        due = tuple(_day(lease, begin, period) for period in periods)
        return InstalmentDates(begin=begin, due=due, periods=periods, end=_day(lease, begin, count), end_period=count)
    if first < begin:
        message = f"the first instalment on {first} comes before the commencement on {begin}"
        raise InputError((Diagnostic("LC436", message, "write a later day", path="lease.first_instalment"),))
    whole = 0
    while _day(lease, first, -whole - 1) >= begin:
        whole += 1
    odd = year_fraction(begin, _day(lease, first, -whole), day_count) * PER_YEAR[lease.payments]
    after_first = count if advance else count - 1
    return InstalmentDates(
        begin=begin,
        due=tuple(_day(lease, first, number) for number in range(count)),
        periods=tuple(range(whole, whole + count)),
        end=_day(lease, first, after_first),
        end_period=whole + after_first,
        odd=odd,
    )


def ending_on(found: InstalmentDates, lease: Lease, end: date, day_count: DayCount) -> InstalmentDates:
    """Return the instalments of a lease whose last period runs to ``end``: an instalment that fell due with the term now falls due then.

    Raises ``InputError`` (LC472) for a day that is a whole period or more away.
    """
    anchor, shift = (found.begin, 0) if lease.first_instalment is None else (found.due[0], found.periods[0])
    last = found.end_period - shift
    days = [_day(lease, anchor, last + step) for step in (-1, 0, 1)]
    if not days[0] < end < days[2]:
        message = f"the lease ends on {end}, a whole period or more away from {found.end}, the end of its term"
        hint = "write a day less than one period before or after it, or another `term`"
        raise InputError((Diagnostic("LC472", message, hint, path="lease.last_period"),))
    if end == found.end:
        return found
    before, whole = (days[0], found.end_period - 1) if end < days[1] else (days[1], found.end_period)
    tail = year_fraction(before, end, day_count) * PER_YEAR[lease.payments]
    return replace(
        found,
        due=tuple(end if day == found.end else day for day in found.due),
        periods=tuple(min(period, whole) for period in found.periods),
        end=end,
        end_period=whole,
        tail=tail,
        tail_row=found.due.index(found.end) if found.end in found.due else len(found.due),
        longer=whole + tail - found.end_period,
    )


def by_days(found: InstalmentDates, lease: Lease, day_count: DayCount) -> InstalmentDates:
    """Return the instalments with the length of every gap by the day count, where the deal reckons interest by days."""
    if lease.interest is None or lease.interest.accrual != "days":
        return found
    days = (found.begin, *found.due, found.end)
    lengths = (year_fraction(first, last, day_count) * PER_YEAR[lease.payments] for first, last in pairwise(days))
    return replace(found, lengths=tuple(lengths))


def _day(lease: Lease, anchor: date, period: int) -> date:
    return instalment_date(anchor, lease.payments, period, end_of_month=lease.end_of_month)


def months_of_lease(lease: Lease, dates: InstalmentDates) -> float:
    """Return the length of the lease in months: its term, with an odd last period as long as it is."""
    months = months_of_term(lease.term, lease.payments)
    return months + dates.longer * 12.0 / PER_YEAR[lease.payments] if dates.longer else months
