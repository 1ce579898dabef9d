"""The unit-period of a credit: the interval that occurs most often between its advances and payments."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from leasecalc.apr import UnitPeriod, whole_months_back

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

DAYS = {"day": 1.0, "week": 7.0, "semimonth": 15.0, "month": 30.0, "year": 365.0}

DAY, SEMIMONTH, YEAR = UnitPeriod("day"), UnitPeriod("semimonth"), UnitPeriod("year")


def length(unit: UnitPeriod) -> float:
    """Return the days of a unit-period, months counted as 30 days."""
    return DAYS[unit.name] * unit.multiple


def unit_period_of(dates: Sequence[date]) -> UnitPeriod:
    """Return the unit-period of events on these days, in order (12 CFR 1026 appendix J (b)(4)).

    The common period, at most a year, that occurs most often, the shorter of two that occur as often; where none occurs twice,
    the standard interval nearest to the average, the shorter of two that are as near.
    """
    between = [(left, right) for left, right in pairwise(sorted(set(dates))) if right > left]
    if _twice_a_month(sorted(set(dates))):
        return SEMIMONTH
    counted = Counter(unit for left, right in between if (unit := _standard(left, right)) is not None)
    often = {unit: times for unit, times in counted.items() if times > 1}
    if often:
        most = max(often.values())
        return min((unit for unit, times in often.items() if times == most), key=length)
    if not between:
        return YEAR
    average = sum((right - left).days for left, right in between) / len(between)
    return min(_standards(), key=lambda unit: (abs(length(unit) - average), length(unit)))


def _standard(left: date, right: date) -> UnitPeriod | None:
    """Return the standard interval between two days: whole months, whole weeks, a day; None for any other."""
    months, odd, _ = whole_months_back(left, right)
    if odd == 0 and months <= 12:
        return YEAR if months == 12 else UnitPeriod("month", months)
    days = (right - left).days
    if days % 7 == 0 and days <= 364:
        return UnitPeriod("week", days // 7)
    return DAY if days == 1 else None


def _standards() -> tuple[UnitPeriod, ...]:
    weeks = tuple(UnitPeriod("week", count) for count in range(1, 53))
    return (DAY, SEMIMONTH, *weeks, *(UnitPeriod("month", count) for count in range(1, 12)), YEAR)


def _twice_a_month(dates: Sequence[date]) -> bool:
    """Return whether most days fall on the same two days of every month, half a month apart."""
    if len(dates) < 5:
        return False
    days = Counter(day.day for day in dates[1:])
    (first, times), (second, others) = (*days.most_common(2), (0, 0))[:2]
    gaps = Counter((right - left).days for left, right in pairwise(dates[1:]))
    halves = sum(times for gap, times in gaps.items() if 13 <= gap <= 17)
    return times + others == len(dates) - 1 and 14 <= abs(first - second) <= 16 and halves == len(dates) - 2
