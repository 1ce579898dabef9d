"""Day counts: how many days a period has, and which part of a year it is.

Sources: ISDA 2006 Definitions, section 4.16 (30/360, 30E/360, 30E/360 ISDA, Act/360, Act/365 Fixed, Act/Act);
SIA Standard Securities Calculation Methods (30U/360); AFB Master Agreement for Financial Transactions 2004
(Act/Act AFB); ICMA Rule 251 (Act/Act ICMA).
"""

from __future__ import annotations

import itertools
from datetime import date
from typing import TYPE_CHECKING, Literal, cast

from leasecalc.dates import add_months, is_leap_year, is_month_end

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

DayCount = Literal[
    "30/360",
    "30e/360",
    "30e/360_isda",
    "30u/360",
    "30/360_excel",
    "act/360",
    "act/364",
    "act/365f",
    "act/365.25",
    "act/366",
    "act/act_isda",
    "act/act_afb",
    "act/act_excel",
]


def _is_february_end(day: date) -> bool:
    return day.month == 2 and is_month_end(day)


def _thirty_day_months(start: date, end: date, start_day: int, end_day: int) -> int:
    """Count with months of 30 days, given the day of month that each date stands for."""
    return 360 * (end.year - start.year) + 30 * (end.month - start.month) + end_day - start_day


def _days_30_360(start: date, end: date) -> int:
    """Bond basis, ISDA 4.16(f): the 31st is the 30th, at the end only if the start is the 30th or 31st."""
    start_day = min(start.day, 30)
    end_day = 30 if end.day == 31 and start_day == 30 else end.day
    return _thirty_day_months(start, end, start_day, end_day)


def _days_30e_360(start: date, end: date) -> int:
    """Eurobond basis, ISDA 4.16(g): the 31st is the 30th."""
    return _thirty_day_months(start, end, min(start.day, 30), min(end.day, 30))


def _days_30e_360_isda(start: date, end: date, termination_on: date | None) -> int:
    """ISDA 4.16(h): the last day of any month is the 30th, except a termination date at the end of February."""
    start_day = 30 if is_month_end(start) else start.day
    kept = end == termination_on and end.month == 2
    end_day = 30 if is_month_end(end) and not kept else end.day
    return _thirty_day_months(start, end, start_day, end_day)


def _days_30u_360(start: date, end: date) -> int:
    """US municipal basis with the end-of-February rule: two February ends are both the 30th."""
    if not _is_february_end(start):
        return _days_30_360(start, end)
    end_day = 30 if end.day == 31 or _is_february_end(end) else end.day
    return _thirty_day_months(start, end, 30, end_day)


def _days_30_360_excel(start: date, end: date) -> int:
    """DAYS360 of spreadsheets, US method: a start on the last day of February is the 30th, an end is not."""
    if not _is_february_end(start):
        return _days_30_360(start, end)
    return _thirty_day_months(start, end, 30, 30 if end.day == 31 else end.day)


def _days_actual(start: date, end: date) -> int:
    return (end - start).days


_DAYS: Mapping[DayCount, Callable[[date, date], int]] = {
    "30/360": _days_30_360,
    "30e/360": _days_30e_360,
    "30u/360": _days_30u_360,
    "30/360_excel": _days_30_360_excel,
}

_YEAR_DAYS: Mapping[DayCount, float] = {
    "30/360": 360.0,
    "30e/360": 360.0,
    "30e/360_isda": 360.0,
    "30u/360": 360.0,
    "30/360_excel": 360.0,
    "act/360": 360.0,
    "act/364": 364.0,
    "act/365f": 365.0,
    "act/365.25": 365.25,
    "act/366": 366.0,
}


def day_number(start: date, end: date, day_count: DayCount, *, termination_on: date | None = None) -> int:
    """Count the days from `start` to `end`; negative when the end is earlier.

    `termination_on` is the last date of the contract, used by 30E/360 ISDA alone.
    """
    if end < start:
        return -day_number(end, start, day_count, termination_on=termination_on)
    if day_count == "30e/360_isda":
        return _days_30e_360_isda(start, end, termination_on)
    return _DAYS.get(day_count, _days_actual)(start, end)


def year_fraction(start: date, end: date, day_count: DayCount, *, termination_on: date | None = None) -> float:
    """Return the part of a year from `start` to `end`; negative when the end is earlier.

    Raises ``ValueError`` for a day count that is not in the table. Act/Act ICMA needs the coupon dates:
    :func:`year_fraction_icma`.
    """
    if end < start:
        return -year_fraction(end, start, day_count, termination_on=termination_on)
    if day_count in _ACTUAL_ACTUAL:
        return _ACTUAL_ACTUAL[day_count](start, end)
    if day_count not in _YEAR_DAYS:
        raise ValueError(f"unknown day count {day_count!r}; known: {', '.join(DAY_COUNTS)}")
    return day_number(start, end, day_count, termination_on=termination_on) / _YEAR_DAYS[day_count]


def _act_act_isda(start: date, end: date) -> float:
    """ISDA 4.16(b): days in leap years over 366 plus days in other years over 365."""
    first, last = date(start.year, 1, 1), date(end.year, 1, 1)
    before = (start - first).days / _days_in_year(start.year)
    after = (end - last).days / _days_in_year(end.year)
    return end.year - start.year + after - before


def _act_act_afb(start: date, end: date) -> float:
    """Whole years counted back from the end; the rest over 366 if it holds a 29 February, else 365."""
    years = end.year - start.year
    while (rest_end := _years_back(end, years)) < start:
        years -= 1
    return years + (rest_end - start).days / (366.0 if _holds_leap_day(start, rest_end) else 365.0)


def _years_back(end: date, years: int) -> date:
    """Go back whole years; 28 February stays the last day of February (AFB 2004)."""
    return add_months(end, -12 * years, end_of_month=end.month == 2)


def _act_act_excel(start: date, end: date) -> float:
    """YEARFRAC basis 1 of spreadsheets: up to a year over 365 or 366, beyond it over the average year length."""
    if end <= add_months(start, 12):
        leap = is_leap_year(start.year) if start.year == end.year else _holds_leap_day(start, end)
        return (end - start).days / (366.0 if leap else 365.0)
    lengths = [_days_in_year(year) for year in range(start.year, end.year + 1)]
    return (end - start).days / (sum(lengths) / len(lengths))


def _days_in_year(year: int) -> int:
    return 366 if is_leap_year(year) else 365


def _holds_leap_day(start: date, end: date) -> bool:
    """Say whether a 29 February lies within the dates, both included."""
    return any(is_leap_year(year) and start <= date(year, 2, 29) <= end for year in range(start.year, end.year + 1))


_ACTUAL_ACTUAL: Mapping[DayCount, Callable[[date, date], float]] = {
    "act/act_isda": _act_act_isda,
    "act/act_afb": _act_act_afb,
    "act/act_excel": _act_act_excel,
}

DAY_COUNTS: tuple[DayCount, ...] = cast("tuple[DayCount, ...]", (*_YEAR_DAYS, *_ACTUAL_ACTUAL))


def year_fraction_icma(start: date, end: date, coupon_dates: Sequence[date], *, periods_per_year: int) -> float:
    """Return Act/Act ICMA (Rule 251): each coupon period is 1/`periods_per_year`, split by actual days.

    `coupon_dates` rise and enclose the period; before the first payment and after the last they are the dates on
    which coupons would have fallen. Raises ``ValueError`` if they do not enclose it.
    """
    if not coupon_dates or coupon_dates[0] > start or coupon_dates[-1] < end:
        raise ValueError(f"the coupon dates do not enclose {start} to {end}")
    fraction = 0.0
    for first, last in itertools.pairwise(coupon_dates):
        covered = (min(end, last) - max(start, first)).days
        fraction += max(covered, 0) / ((last - first).days * periods_per_year)
    return fraction
