"""Rates against the equations that define them, evaluated here, and against closed forms."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from leasecalc.apr import (
    DatedAmount,
    RegularPayments,
    TimedAmount,
    UnitPeriod,
    annual_percentage_yield,
    appendix_j_rate,
    conc_rate,
    directive_rate,
    rate_of_charge,
    rounded_percentage,
    unit_periods_between,
)
from leasecalc.dates import add_months

MONTH = UnitPeriod("month")
START = date(2026, 1, 20)


def worth(flows: list[tuple[date, float]], rate: float) -> float:
    """Return the value at the first advance by appendix J (b)(8), at a rate per month."""
    total = 0.0
    for on, amount in flows:
        whole, fraction = unit_periods_between(START, on, MONTH)
        total += amount / ((1 + fraction * rate) * (1 + rate) ** whole)
    return total


@given(st.integers(43, 90), st.floats(0.002, 0.2), st.integers(2, 30))
@example(2, 0.12109375, 2)  # a payment between the advances, and two rates near one another
@example(2, 0.0625, 2)  # no rate at all if interest compounds over the fractions
def test_appendix_j_solves_its_equation(days: int, rate: float, count: int) -> None:
    first = date.fromordinal(START.toordinal() + days)
    advances = [DatedAmount(START, 600.0), DatedAmount(date(2026, 3, 3), 400.0)]
    dates = [add_months(first, k) for k in range(count)]
    amount = worth(list(advances), rate) / worth([(on, 1.0) for on in dates], rate)
    found = appendix_j_rate(advances, [DatedAmount(on, amount) for on in dates], MONTH)
    assert found.unit_rate.status in {"found", "many"}
    rates = (*found.unit_rate.roots, *found.unit_rate.beyond)
    assert min(abs(root - rate) for root in rates) < 1e-9
    assert found.periods_per_year == 12.0


def test_regular_payments_are_their_dates() -> None:
    advances = [DatedAmount(date(2026, 1, 10), 9800)]
    run = RegularPayments(date(2026, 2, 15), 6, 900.0, periods_apart=2)
    dates = [DatedAmount(add_months(run.first_on, 2 * k), 900.0) for k in range(6)]
    value = appendix_j_rate(advances, [run], MONTH).value
    assert value == pytest.approx(appendix_j_rate(advances, dates, MONTH).value, abs=1e-14)


def test_a_payment_within_the_first_unit_period_bears_simple_interest() -> None:
    # Both payments half a month on: 1 + i / 2 = 1.5, at a rate where compounding would be far off.
    payments = [DatedAmount(date(2026, 4, 16), 75.0), DatedAmount(date(2026, 4, 16), 75.0)]
    found = appendix_j_rate([DatedAmount(date(2026, 4, 1), 100.0)], payments, MONTH)
    assert found.unit_rate.value == pytest.approx(1.0, abs=1e-12)


@pytest.mark.parametrize(
    ("due_on", "expected"),
    [
        (date(2026, 7, 20), 0.05 * 12 / 6),
        (date(2026, 7, 21), 0.05 * 365 / 182),
        (date(2027, 1, 20), 0.05),
        (date(2028, 1, 20), 1.05**0.5 - 1),
    ],
)
def test_single_payment(due_on: date, expected: float) -> None:
    found = appendix_j_rate([DatedAmount(START, 1000.0)], [DatedAmount(due_on, 1050.0)], MONTH)
    assert found.value == pytest.approx(expected, abs=1e-12)


def test_a_rate_below_zero_and_no_rate_at_all() -> None:
    less = appendix_j_rate([DatedAmount(START, 1000.0)], [RegularPayments(date(2026, 2, 25), 10, 90.0)], MONTH)
    assert less.value is not None
    assert less.value < 0.0
    nothing = appendix_j_rate([DatedAmount(START, 1000.0)], [RegularPayments(date(2026, 2, 25), 10, -90.0)], MONTH)
    assert nothing.value is None
    assert nothing.unit_rate.status == "none"
    with pytest.raises(ValueError, match="advance"):
        appendix_j_rate([], [RegularPayments(START, 1, 1.0)], MONTH)


def test_of_several_rates_the_positive_one_nearest_zero_is_quoted() -> None:
    # (1 + X) is 1.1 or 1.3: 1000 (1 + X)^2 - 2400 (1 + X) + 1430 = 0.
    found = rate_of_charge([TimedAmount(0, 1000), TimedAmount(2, 1430)], [TimedAmount(1, 2400)])
    assert found.status == "many"
    assert found.value == pytest.approx(0.1, abs=1e-9)


def test_fee_before_the_first_advance_has_a_negative_time() -> None:
    advances, repaid = [DatedAmount(date(2026, 5, 1), 1000.0)], DatedAmount(date(2027, 5, 1), 1050.0)
    fee = DatedAmount(date(2025, 5, 1), 20.0)
    rate = directive_rate(advances, [fee, repaid]).value
    assert rate is not None
    assert 20.0 * (1 + rate) + 1050.0 / (1 + rate) == pytest.approx(1000.0, abs=1e-9)


def test_directive_and_conc_differ_by_the_odd_days_alone() -> None:
    advances = [DatedAmount(date(2023, 11, 20), 1000.0)]
    payments = [DatedAmount(date(2024, 1, 15), 1100.0)]
    directive, conc = directive_rate(advances, payments).value, conc_rate(advances, payments).value
    assert directive == pytest.approx(1.1 ** (1 / (1 / 12 + 25 / 365)) - 1, abs=1e-10)  # 20 Nov to 15 Dec
    assert conc == pytest.approx(1.1 ** (1 / (1 / 12 + 11 / 365 + 15 / 366)) - 1, abs=1e-10)


def test_percentage_is_rounded_half_up() -> None:
    assert rounded_percentage(0.12949999) == 12.9
    assert rounded_percentage(0.1295) == 13.0
    assert rounded_percentage(0.0641234, 3) == 6.412


def test_yield_of_the_period_of_compounding_is_the_general_one() -> None:
    general = annual_percentage_yield(21.0, 2000.0, 91)
    assert annual_percentage_yield(21.0, 2000.0, 91, compounding_days=91) == general
    # A third of the interest of a quarter, stated monthly, yields the same.
    assert annual_percentage_yield(7.0, 2000.0, 30, compounding_days=90) == pytest.approx(
        (1 + 21 / 2000) ** (365 / 90) - 1, abs=1e-15
    )
    with pytest.raises(ValueError, match="positive"):
        annual_percentage_yield(1.0, 0.0, 365)
