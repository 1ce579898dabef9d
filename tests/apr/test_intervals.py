"""How each rule counts the time between two dates; the expected values are worked from its text."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leasecalc.apr import (
    UnitPeriod,
    conc_secured_years,
    conc_years,
    directive_years,
    unit_periods_between,
    whole_months_back,
    whole_months_forward,
)
from leasecalc.dates import add_months

DAYS = st.dates(date(1996, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("earlier", "later", "unit", "whole", "fraction"),
    [
        ("2026-01-10", "2026-03-05", UnitPeriod("day"), 54, 0.0),
        ("2026-01-20", "2026-02-08", UnitPeriod("week", 2), 1, 5 / 14),
        ("1978-02-23", "1978-03-01", UnitPeriod("semimonth"), 0, 6 / 15),
        ("1978-02-23", "1978-04-16", UnitPeriod("semimonth"), 3, 6 / 15),  # 23 Feb to 16 Mar is 21 days
        ("2026-01-31", "2026-02-28", UnitPeriod("month"), 1, 0.0),
        ("2026-01-30", "2026-03-15", UnitPeriod("month"), 1, 16 / 30),
        ("2026-01-10", "2027-06-20", UnitPeriod("month", 3), 5, 2 / 3 + 10 / 90),
        ("2026-01-10", "2028-04-10", UnitPeriod("year"), 2, 3 / 12),
        ("2026-01-10", "2028-04-11", UnitPeriod("month", 12), 2, 91 / 365),
    ],
)
def test_unit_periods(earlier: str, later: str, unit: UnitPeriod, whole: int, fraction: float) -> None:
    found = unit_periods_between(date.fromisoformat(earlier), date.fromisoformat(later), unit)
    assert found == (whole, pytest.approx(fraction, abs=1e-12))


@pytest.mark.parametrize(("name", "multiple"), [("month", 13), ("week", 53), ("semimonth", 2), ("quarter", 1)])
def test_unit_period_is_at_most_a_year(name: str, multiple: int) -> None:
    with pytest.raises(ValueError, match="unit-period"):
        UnitPeriod(name, multiple)


def test_directive_counts_back_and_divides_by_the_year_that_ends_at_the_anchor() -> None:
    assert directive_years(date(2012, 1, 31), date(2012, 2, 29)) == 1 / 12
    # Back one week from 4 March 2024 is 26 February; the year to it, from 26 February 2023, has 365 days.
    assert directive_years(date(2024, 2, 24), date(2024, 3, 4), "week") == pytest.approx(1 / 52 + 2 / 365, abs=1e-15)
    # Back one year from 10 April 2025 is 10 April 2024; the year before that day holds 29 February 2024.
    assert directive_years(date(2024, 3, 1), date(2025, 4, 10), "year") == pytest.approx(1 + 40 / 366, abs=1e-15)
    assert directive_years(date(2013, 1, 12), date(2012, 1, 12)) == -1.0


def test_conc_counts_forward_and_divides_each_day_by_its_own_year() -> None:
    assert conc_years(date(2023, 11, 20), date(2024, 1, 15)) == pytest.approx(1 / 12 + 11 / 365 + 15 / 366, abs=1e-15)
    assert conc_years(date(2023, 12, 2), date(2024, 1, 5), "week") == pytest.approx(4 / 52 + 1 / 365 + 5 / 366)
    assert conc_years(date(2023, 11, 30), date(2024, 1, 5)) == pytest.approx(1 / 12 + 1 / 365 + 5 / 366)
    assert conc_years(date(2024, 2, 29), date(2024, 3, 31)) == 1 / 12
    assert conc_years(date(2023, 12, 31), date(2024, 1, 3)) == pytest.approx(3 / 366)


def test_conc_on_land_counts_months_or_weeks_or_years_and_days() -> None:
    both = (date(2025, 1, 31), date(2025, 2, 28))  # a month, and four weeks
    assert conc_secured_years(*both, "week") == 4 / 52
    assert conc_secured_years(*both, "week", single_payment=True) == 1 / 12
    assert conc_secured_years(*both) == 1 / 12
    assert conc_secured_years(date(2025, 1, 1), date(2025, 1, 22)) == 3 / 52
    assert conc_secured_years(date(2023, 1, 1), date(2024, 3, 2)) == pytest.approx(1 + 61 / 366)


@given(DAYS, st.integers(0, 60))
def test_whole_months_are_twelfths_under_every_rule(anchor: date, months: int) -> None:
    later = add_months(anchor, months)
    assert directive_years(anchor, later) == months / 12
    assert conc_years(anchor, later) == months / 12
    assert unit_periods_between(anchor, later, UnitPeriod("month")) == (months, 0.0)


@given(DAYS, st.integers(0, 2000))
def test_months_and_days_lead_from_one_date_to_the_other(earlier: date, days: int) -> None:
    later = earlier + timedelta(days=days)
    months, odd, anchor = whole_months_back(earlier, later)
    assert 0 <= odd <= 30
    assert odd == 0 or (anchor == add_months(later, -months) and anchor - earlier == timedelta(days=odd))
    months, odd, anchor = whole_months_forward(earlier, later)
    assert 0 <= odd <= 30
    assert odd == 0 or (anchor == add_months(earlier, months) and later - anchor == timedelta(days=odd))


def test_dates_in_the_wrong_order_are_refused() -> None:
    for unit in (UnitPeriod("week"), UnitPeriod("month")):
        with pytest.raises(ValueError, match="before the earlier"):
            unit_periods_between(date(2026, 2, 1), date(2026, 1, 1), unit)
