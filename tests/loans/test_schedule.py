"""Schedules against closed forms and against the identities that hold for every one of them."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leasecalc import annuity
from leasecalc.errors import NoSolution
from leasecalc.loans import (
    amortise,
    dated_period_rates,
    level_amount,
    principal_plus_payments,
    resolved_period_rates,
    schedule_of_interest,
)
from leasecalc.rounding import CENT, round_to

PRINCIPALS = st.integers(100, 10**8).map(lambda cents: cents / 100)


def test_compound_balance_is_the_closed_form() -> None:
    schedule = amortise(10_000.0, [0.01] * 24, [300.0] * 24)
    expected = -annuity.future_value(0.01, 24, payment=-300.0, present_value=10_000.0)
    assert schedule.end_balance == pytest.approx(expected, abs=1e-9)
    assert schedule.total_payments == 7200.0


def test_simple_interest_bears_no_interest() -> None:
    skipped = amortise(1000.0, [0.01] * 4, [0.0, 0.0, 0.0, 1040.0], method="simple")
    assert [row.unpaid_interest for row in skipped.rows] == pytest.approx([10.0, 20.0, 30.0, 0.0])
    assert skipped.end_balance == pytest.approx(0.0)
    # A payment below what is due leaves the balance alone.
    short = amortise(1000.0, [0.01] * 2, [4.0, 16.0], method="simple")
    assert [row.principal_paid for row in short.rows] == [0.0, 0.0]
    assert short.end_balance == pytest.approx(1000.0)
    compound = amortise(1000.0, [0.01] * 4, [0.0, 0.0, 0.0, 1040.0])
    assert compound.end_balance == pytest.approx(1000.0 * 1.01**4 - 1040.0)


@given(PRINCIPALS, st.floats(0.0, 0.03), st.integers(1, 60))
def test_rounded_schedules_add_up_under_each_remainder(principal: float, rate: float, count: int) -> None:
    rates = [rate] * count
    level = round_to(level_amount(principal, rates, [1.0] * count), CENT)
    for remainder in ("last_payment", "last_interest", "residue"):
        for method in ("compound", "simple"):
            schedule = amortise(principal, rates, [level] * count, method=method, rounding=CENT, remainder=remainder)
            repaid = sum(row.principal_paid for row in schedule.rows)
            assert repaid + schedule.rows[-1].balance == pytest.approx(principal, abs=1e-6)
            if remainder != "residue":
                assert abs(schedule.end_balance) < 1e-9
            if remainder != "last_payment":
                assert schedule.payments == (level,) * count


def test_remainder_goes_where_it_is_told() -> None:
    residue, last_payment, last_interest = (
        amortise(1000.0, [0.01] * 3, [340.0] * 3, rounding=CENT, remainder=remainder)
        for remainder in ("residue", "last_payment", "last_interest")
    )
    # 1000 + 10.00 - 340 = 670.00, + 6.70 - 340 = 336.70, + 3.37 = 340.07
    assert residue.end_balance == 0.07
    assert last_payment.payments == (340.0, 340.0, 340.07)
    assert [row.interest for row in last_interest.rows] == [10.0, 6.7, 3.3]


def test_interest_re_solved_from_rounded_payments_leaves_nothing() -> None:
    rates = dated_period_rates(0.09, date(2026, 1, 15), [date(2026, 3, 1), date(2026, 3, 31), date(2026, 7, 1)])
    level = round_to(level_amount(5000.0, rates, [1.0] * 3), CENT)
    resolved = resolved_period_rates(5000.0, rates, [level] * 3)
    assert amortise(5000.0, resolved, [level] * 3).end_balance == pytest.approx(0.0, abs=1e-9)
    assert [new / old for new, old in zip(resolved, rates, strict=True)] == pytest.approx([resolved[0] / rates[0]] * 3)
    with pytest.raises(NoSolution):
        resolved_period_rates(5000.0, rates, [1000.0] * 3)


@pytest.mark.parametrize("method", ["compound", "simple"])
def test_arrays_of_scenarios_give_the_same_as_floats(method: str) -> None:
    principals, payments = [1000.0, 2500.55, 99.99], [0.0, 120.0, 0.0, 900.0]
    together = amortise(np.array(principals), [0.0123] * 4, payments, method=method, rounding=CENT)
    for scenario, principal in enumerate(principals):
        alone = amortise(principal, [0.0123] * 4, payments, method=method, rounding=CENT)
        for many, one in zip(together.rows, alone.rows, strict=True):
            assert many.balance[scenario] == one.balance
            assert many.interest_paid[scenario] == one.interest_paid


def test_dated_rates_follow_the_day_count() -> None:
    dates = [date(2024, 3, 1), date(2024, 4, 1)]
    assert dated_period_rates(0.0365, date(2024, 1, 31), dates) == pytest.approx([0.003, 0.0031])
    assert dated_period_rates(0.36, date(2024, 1, 31), dates, "30/360") == pytest.approx([0.031, 0.03])


def test_principal_plus_interest_and_interest_only() -> None:
    assert principal_plus_payments(1200.0, [0.01] * 3, [400.0] * 3) == pytest.approx([412.0, 408.0, 404.0])
    assert principal_plus_payments(1200.0, [0.01] * 3, [0.0, 0.0]) == pytest.approx([12.0, 12.0, 1212.0])
    with pytest.raises(ValueError, match="parts of the principal"):
        principal_plus_payments(1200.0, [0.01] * 4, [0.0])


def test_interest_laid_down_runs_the_balance() -> None:
    schedule = schedule_of_interest(900.0, [30.0, 20.0, 10.0], [320.0] * 3)
    assert [row.balance for row in schedule.rows] == [610.0, 310.0, 0.0]
    assert schedule.total_interest == 60.0


def test_rates_and_payments_must_pair() -> None:
    for rates, payments in (([0.01], []), ([], []), ([0.01, 0.01], [1.0])):
        with pytest.raises(ValueError, match="payments"):
            amortise(1.0, rates, payments)
