"""Rolls, business days and day counts against definitions and against each other."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leasecalc.dates import (
    FREQUENCIES,
    Calendar,
    add_months,
    days_in_month,
    is_leap_year,
    is_month_end,
    roll_backward,
    roll_dates,
    roll_forward,
)
from leasecalc.day_counts import DAY_COUNTS, day_number, year_fraction, year_fraction_icma

DATES = st.dates(date(1990, 1, 1), date(2090, 12, 31))


def test_roll_keeps_the_day_of_the_anchor() -> None:
    assert roll_dates(date(2026, 1, 31), 4, FREQUENCIES["monthly"]) == (
        date(2026, 1, 31),
        date(2026, 2, 28),
        date(2026, 3, 31),
        date(2026, 4, 30),
    )
    assert add_months(date(2026, 4, 30), 1) == date(2026, 5, 30)
    assert add_months(date(2026, 4, 30), 1, end_of_month=True) == date(2026, 5, 31)
    assert add_months(date(2026, 4, 29), 1, end_of_month=True) == date(2026, 5, 29)


def test_weeks_are_not_months() -> None:
    start = date(2026, 1, 1)
    assert roll_dates(start, 193, FREQUENCIES["weekly"])[-1] < roll_dates(start, 49, FREQUENCIES["monthly"])[-1]


def test_adjustment_never_moves_the_roll_day() -> None:
    # 31 May 2026 is a Sunday: the payment moves, the dates after it do not.
    rolled = roll_dates(date(2026, 3, 31), 4, FREQUENCIES["monthly"])
    assert Calendar().adjust_all(rolled, "following") == (
        date(2026, 3, 31),
        date(2026, 4, 30),
        date(2026, 6, 1),
        date(2026, 6, 30),
    )
    # Strata's example for modified following: Saturday 31 March 2012 goes back to Friday.
    assert Calendar().adjust(date(2012, 3, 31), "modified_following") == date(2012, 3, 30)


@given(DATES, st.integers(1, 400), st.sampled_from(sorted(FREQUENCIES)), st.booleans())
def test_stubs_fall_where_they_should(start: date, days: int, name: str, end_of_month: bool) -> None:
    end, frequency = start + timedelta(days=days), FREQUENCIES[name]
    forward = roll_forward(start, end, frequency, end_of_month=end_of_month)
    backward = roll_backward(start, end, frequency, end_of_month=end_of_month)
    for dates in (forward, backward):
        assert dates[0] == start
        assert dates[-1] == end
        assert list(dates) == sorted(set(dates))
    assert forward[:-1] == roll_dates(start, len(forward) - 1, frequency, end_of_month=end_of_month)


@given(DATES, st.sampled_from(["following", "modified_following", "preceding", "modified_preceding", "nearest"]))
def test_adjusted_date_is_a_near_business_day(day: date, convention: str) -> None:
    calendar = Calendar(holidays=frozenset({date(2026, 1, 1), date(2026, 12, 25)}))
    adjusted = calendar.adjust(day, convention)
    assert calendar.is_business_day(adjusted)
    assert abs((adjusted - day).days) <= 4
    if convention.startswith("modified"):
        assert adjusted.month == day.month
    assert calendar.adjust(adjusted, convention) == adjusted


def test_no_business_day_is_refused() -> None:
    with pytest.raises(ValueError, match="business day"):
        Calendar(weekend=frozenset(range(7)))


@given(DATES, DATES, st.sampled_from(DAY_COUNTS))
def test_every_day_count_is_antisymmetric_and_near_the_calendar(start: date, end: date, name: str) -> None:
    fraction = year_fraction(start, end, name)
    assert year_fraction(end, start, name) == -fraction
    assert fraction == pytest.approx((end - start).days / 365.2425, rel=0.015, abs=0.012)
    if name.startswith("30"):
        assert fraction * 360 == pytest.approx(day_number(start, end, name))


@given(DATES, st.integers(1, 60))
def test_whole_years_are_one(start: date, years: int) -> None:
    end = add_months(start, 12 * years, end_of_month=is_month_end(start))
    for name in ("30/360", "30e/360", "30u/360", "30e/360_isda", "act/act_afb"):
        if not (start.month == 2 and start.day >= 28):  # February ends have their own rules
            assert year_fraction(start, end, name) == years
    rolled = roll_forward(start, end, FREQUENCIES["yearly"], end_of_month=is_month_end(start))
    icma = year_fraction_icma(start, end, rolled, periods_per_year=1)
    assert icma == pytest.approx(years, rel=1e-12)


def test_unknown_names_are_refused() -> None:
    with pytest.raises(ValueError, match="act/365f"):
        year_fraction(date(2026, 1, 1), date(2026, 2, 1), "act/365")
    with pytest.raises(ValueError, match="enclose"):
        year_fraction_icma(date(2026, 1, 1), date(2026, 9, 1), [date(2026, 1, 1), date(2026, 7, 1)], periods_per_year=2)


@given(st.integers(1, 9999), st.integers(1, 12))
def test_days_of_a_month_are_those_of_the_calendar(year: int, month: int) -> None:
    assert (days_in_month(year, month), is_leap_year(year)) == (calendar.monthrange(year, month)[1], calendar.isleap(year))
