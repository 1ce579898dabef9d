"""Payment dates: frequencies, month arithmetic from the anchor, and business-day adjustment.

Every date of a schedule is counted from the anchor, never from the date before it, so 31 January, 28 February,
31 March keeps its roll day. Adjustment to a business day comes last and never feeds back into the roll.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from leasecalc.records import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FrequencyName = Literal[
    "daily", "weekly", "fortnightly", "four_weekly", "monthly", "two_monthly", "quarterly", "half_yearly", "yearly"
]
BusinessDayConvention = Literal[
    "unadjusted",
    "following",
    "modified_following",
    "half_month_modified_following",
    "preceding",
    "modified_preceding",
    "nearest",
]

_ONE_DAY = timedelta(days=1)
_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@record
class Frequency:
    """How often a payment falls due: a step of whole months or of whole days, and the periods of a nominal rate.

    `periods_per_year` divides a nominal yearly rate. 52 weeks are 364 days, so a weekly schedule drifts against
    the calendar: 48 months are not 192 weeks.
    """

    name: FrequencyName
    months: int
    days: int
    periods_per_year: int


FREQUENCIES: Mapping[FrequencyName, Frequency] = {
    frequency.name: frequency
    for frequency in (
        Frequency("daily", 0, 1, 365),
        Frequency("weekly", 0, 7, 52),
        Frequency("fortnightly", 0, 14, 26),
        Frequency("four_weekly", 0, 28, 13),
        Frequency("monthly", 1, 0, 12),
        Frequency("two_monthly", 2, 0, 6),
        Frequency("quarterly", 3, 0, 4),
        Frequency("half_yearly", 6, 0, 2),
        Frequency("yearly", 12, 0, 1),
    )
}


def is_leap_year(year: int) -> bool:
    """Return whether a year of the Gregorian calendar has 366 days."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_in_month(year: int, month: int) -> int:
    """Return the number of days of a month, 1 to 12 (`calendar` costs more to import than all dates of a lease)."""
    return 29 if month == 2 and is_leap_year(year) else _DAYS[month - 1]


def month_end(day: date) -> date:
    """Return the last day of the month of a date."""
    return day.replace(day=days_in_month(day.year, day.month))


def is_month_end(day: date) -> bool:
    """Say whether a date is the last day of its month."""
    return day.day == days_in_month(day.year, day.month)


def add_months(anchor: date, months: int, *, end_of_month: bool = False) -> date:
    """Move a date by whole months, keeping its day or the last day of a shorter month.

    With `end_of_month` an anchor on the last day of its month stays on the last day (30 April + 1 = 31 May).
    Raises ``OverflowError`` or ``ValueError`` outside the years 1 to 9999.
    """
    year, month = divmod(anchor.year * 12 + anchor.month - 1 + months, 12)
    last = days_in_month(year, month + 1)
    to_end = end_of_month and is_month_end(anchor)
    return date(year, month + 1, last if to_end else min(anchor.day, last))


def add_periods(anchor: date, periods: int, frequency: Frequency, *, end_of_month: bool = False) -> date:
    """Move a date by whole periods of a frequency; negative counts go back."""
    if frequency.months:
        return add_months(anchor, periods * frequency.months, end_of_month=end_of_month)
    return anchor + timedelta(days=periods * frequency.days)


def roll_dates(anchor: date, count: int, frequency: Frequency, *, end_of_month: bool = False) -> tuple[date, ...]:
    """Return `count` unadjusted dates, the first of which is the anchor itself."""
    return tuple(add_periods(anchor, k, frequency, end_of_month=end_of_month) for k in range(count))


def roll_forward(start: date, end: date, frequency: Frequency, *, end_of_month: bool = False) -> tuple[date, ...]:
    """Return the dates from `start` to `end`, counted from the start; a stub falls at the end.

    Both ends are included as they are written, and no date is repeated. Raises ``ValueError`` if the end is
    before the start.
    """
    return (*_until(start, end, frequency, end_of_month=end_of_month), end)


def roll_backward(start: date, end: date, frequency: Frequency, *, end_of_month: bool = False) -> tuple[date, ...]:
    """Return the dates from `start` to `end`, counted back from the end; a stub falls at the beginning."""
    return (*_until(end, start, frequency, end_of_month=end_of_month), start)[::-1]


def _until(anchor: date, stop: date, frequency: Frequency, *, end_of_month: bool) -> list[date]:
    """Roll from the anchor towards `stop`, which is left out."""
    direction = 1 if stop >= anchor else -1
    rolled: list[date] = []
    day = anchor
    while day < stop if direction > 0 else day > stop:
        rolled.append(day)
        day = add_periods(anchor, direction * len(rolled), frequency, end_of_month=end_of_month)
    return rolled


@record
class Calendar:
    """Business days: every day but the holidays and the weekend (0 is Monday)."""

    holidays: frozenset[date] = frozenset()
    weekend: frozenset[int] = frozenset({5, 6})

    def __post_init__(self) -> None:
        if len(self.weekend) > 6:
            raise ValueError("a week needs at least one business day")

    def is_business_day(self, day: date) -> bool:
        """Say whether offices are open on a date."""
        return day.weekday() not in self.weekend and day not in self.holidays

    def is_month_end(self, day: date) -> bool:
        """Say whether no business day follows in the month of a date."""
        return self.following(day + _ONE_DAY).month != day.month

    def following(self, day: date) -> date:
        """Return the date, or the next business day."""
        while not self.is_business_day(day):
            day += _ONE_DAY
        return day

    def preceding(self, day: date) -> date:
        """Return the date, or the business day before it."""
        while not self.is_business_day(day):
            day -= _ONE_DAY
        return day

    def adjust(self, day: date, convention: BusinessDayConvention) -> date:
        """Move a date to a business day.

        The modified conventions turn round rather than leave the month (or the half month that ends on the
        15th); `nearest` takes the later of two equally near days (ISDA 2006 definitions, section 4.12).
        """
        if convention == "unadjusted" or self.is_business_day(day):
            return day
        later, earlier = self.following(day), self.preceding(day)
        if convention in {"preceding", "modified_preceding"}:
            turns = convention == "modified_preceding" and earlier.month != day.month
            return later if turns else earlier
        return earlier if _turns_back(day, later, earlier, convention) else later

    def add_months(self, day: date, months: int, convention: BusinessDayConvention, *, end_of_month: bool = False) -> date:
        """Move by whole months and adjust.

        With `end_of_month` the last business day of a month goes to the last business day of another; unadjusted,
        the last day to the last day.
        """
        if convention != "unadjusted" and end_of_month and self.is_month_end(day):
            return self.preceding(month_end(add_months(day, months)))
        return self.adjust(add_months(day, months, end_of_month=end_of_month), convention)

    def add_business_days(self, day: date, count: int) -> date:
        """Move by a number of business days; zero returns the date as it is."""
        step = _ONE_DAY if count > 0 else -_ONE_DAY
        for _ in range(abs(count)):
            day += step
            while not self.is_business_day(day):
                day += step
        return day

    def adjust_all(self, days: Iterable[date], convention: BusinessDayConvention) -> tuple[date, ...]:
        """Adjust each date on its own; the result pairs with the unadjusted dates one to one."""
        return tuple(self.adjust(day, convention) for day in days)


def _turns_back(day: date, later: date, earlier: date, convention: BusinessDayConvention) -> bool:
    """Say whether a forward-looking convention falls back to the earlier business day."""
    if convention == "following":
        return False
    if convention == "nearest":
        return day - earlier < later - day
    if later.month != day.month:
        return True
    return convention == "half_month_modified_following" and day.day <= 15 < later.day
