"""Sizes of payments against closed forms; the identities of allocations, resets, subsidies and consumer leases."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leasecalc import annuity, loans
from leasecalc.errors import NoSolution
from leasecalc.loans import RateSegment, ShareRule
from leasecalc.rounding import CENT


def test_level_amount_is_the_annuity_payment_with_or_without_a_balloon() -> None:
    level = loans.level_amount(10_000.0, [0.01] * 12, [1.0] * 12)
    assert level == pytest.approx(-annuity.payment(0.01, 12, present_value=10_000.0), abs=1e-9)
    balloon = [0.0] * 11 + [4000.0]
    level = loans.level_amount(10_000.0, [0.01] * 12, [1.0] * 12, fixed=balloon)
    assert level == pytest.approx(-annuity.payment(0.01, 12, present_value=10_000.0, future_value=-4000.0), abs=1e-9)


def test_skipped_months_of_each_contract_year() -> None:
    # Nine payments in years of twelve months, 4 to 6 skipped: one year's value is a3 + v^6 a6, five years' that at
    # the effective yearly rate. The printed answer of the HP-12C example, 3,119.98, transposes 3,119.89.
    rate = 0.14 / 12
    year = annuity.annuity_factor(rate, 3) + annuity.discount(rate, 6) * annuity.annuity_factor(rate, 6)
    years = annuity.annuity_factor(annuity.effective_rate(0.14, 12), 5, in_advance=True)
    weights = loans.weights_without_periods(60, {4, 5, 6})
    level = loans.level_amount(100_000.0, [rate] * 60, weights)
    assert level == pytest.approx(100_000.0 / (year * years), abs=1e-7)
    assert round(level, 2) == 3119.89


def test_skipped_calendar_months() -> None:
    dates = [date(2026, month, 1) for month in range(4, 10)]
    assert loans.weights_without_months(dates, {6, 7, 8}) == [1.0, 1.0, 0.0, 0.0, 0.0, 1.0]


@given(st.floats(0.0, 0.05), st.lists(st.sampled_from([0.0, 0.5, 1.0, 2.0]), min_size=1, max_size=40))
def test_payments_clear_simple_and_compound_interest(rate: float, weights: list[float]) -> None:
    weights = [*weights, 1.0]
    rates = [rate] * len(weights)
    levels = []
    for method in ("compound", "simple"):
        level = loans.level_amount(1000.0, rates, weights, method=method)
        payments = [level * weight for weight in weights]
        assert loans.amortise(1000.0, rates, payments, method=method).end_balance == pytest.approx(0.0, abs=1e-6)
        levels.append(level)
    assert levels[1] <= levels[0] + 1e-6  # interest on interest is never negative


def test_no_level_amount() -> None:
    with pytest.raises(ValueError, match="weight"):
        loans.level_amount(1000.0, [0.01] * 2, [0.0, 0.0])
    with pytest.raises(NoSolution):
        loans.level_amount(1000.0, [0.01] * 2, [1.0, 1.0], fixed=[0.0, 2000.0], method="simple")


def test_weights_round_before_or_after() -> None:
    weights = loans.stepped_weights(5, 2, 0.5)
    assert weights == [1.0, 1.0, 1.5, 1.5, 2.25]
    assert loans.weighted_payments(10.006, [1.0, 1.5], CENT) == [10.01, 15.01]
    assert loans.weighted_payments(10.006, [1.0, 1.5], CENT, from_rounded=True) == [10.01, 15.02]


def test_resets_clear_the_loan_at_their_own_rates() -> None:
    segments = [RateSegment(9, 0.004), RateSegment(20, 0.006), RateSegment(31, 0.0)]
    levels = loans.reset_amounts(50_000.0, segments, balloon=10_000.0)
    payments = [level for segment, level in zip(segments, levels, strict=True) for _ in range(segment.count)]
    payments[-1] += 10_000.0
    schedule = loans.amortise(50_000.0, loans.segment_period_rates(segments), payments)
    assert schedule.end_balance == pytest.approx(0.0, abs=1e-6)
    unchanged = loans.reset_amounts(50_000.0, [RateSegment(9, 0.004), RateSegment(51, 0.004)])
    assert unchanged == pytest.approx([-annuity.payment(0.004, 60, present_value=50_000.0)] * 2)


def test_odd_final_payment_clears_the_loan() -> None:
    odd = loans.odd_final_payment(0.01, 250.0, 3000.0)
    schedule = loans.amortise(3000.0, [0.01] * (odd.count + 1), [250.0] * odd.count + [odd.final])
    assert schedule.end_balance == pytest.approx(0.0, abs=1e-9)
    assert 0.0 < odd.final < 250.0
    assert odd.balloon == 250.0 + odd.balance
    with pytest.raises(NoSolution):
        loans.odd_final_payment(0.01, 30.0, 3000.0)


def test_share_of_the_balance() -> None:
    # Half of the balance with interest is paid each time, so 1000, 505, ... until the minimum of 400.
    payments = loans.share_payments(1000.0, 0.01, ShareRule(0.5, minimum=400.0))
    assert payments == pytest.approx([505.0, 400.0, (505.0 * 1.01 - 400.0) * 1.01])
    assert loans.share_payments(1000.0, 0.01, ShareRule(0.1, "balance"), last=2) == pytest.approx([100.0, 919.1])
    with pytest.raises(NoSolution):
        loans.share_payments(1000.0, 0.01, ShareRule(0.001))


def test_subsidy_brings_the_lender_to_the_rate() -> None:
    level = -float(annuity.payment(0.01, 12, present_value=1000.0))
    times, market = list(range(13)), [-1000.0, *[level] * 12]
    assert loans.subsidy(0.01, times, market) == pytest.approx(0.0, abs=1e-9)
    free = [-1200.0, *[100.0] * 12]
    paid = loans.subsidy(0.01, times, free, paid_at=3.0)
    flows = [*free]
    flows[3] += paid
    assert sum(flow * 1.01**-t for t, flow in zip(times, flows, strict=True)) == pytest.approx(0.0, abs=1e-9)
    # A deposit that comes before the outlay is held without interest.
    held = loans.subsidy(0.01, [0.0, 1.0, 2.0], [200.0, -1000.0, 800.0], paid_at=1.0)
    assert held == pytest.approx(800.0 - 800.0 / 1.01)


@given(st.integers(2, 120), st.booleans())
def test_sum_of_digits(count: int, in_advance: bool) -> None:
    weights = loans.sum_of_digits_weights(count, in_advance=in_advance)
    assert sum(weights) == pytest.approx(1.0)
    steps = [left - right for left, right in zip(weights[int(in_advance) :], weights[int(in_advance) + 1 :], strict=False)]
    assert steps == pytest.approx([weights[-1]] * len(steps))
    assert sum(loans.allocated(1000.01, weights, rounding=CENT)) == pytest.approx(1000.01)


def test_rule_of_78_of_a_year() -> None:
    assert loans.sum_of_digits_weights(12)[0] == 12 / 78
    assert loans.rule_of_78_rebate(780.0, 12, 3) == pytest.approx(60.0)  # 1 + 2 + 3 of 78 tenths
    assert loans.rule_of_78_rebate(780.0, 12, 12) == 780.0
    with pytest.raises(ValueError, match="cannot be due"):
        loans.rule_of_78_rebate(780.0, 12, 13)


def test_flat_interest_is_on_the_original_principal() -> None:
    assert loans.flat_charge(10_000.0, 0.06, 3.0) == pytest.approx(1800.0)
    assert loans.flat_payment(10_000.0, 0.06, 36) == pytest.approx(11_800.0 / 36)


def test_money_factor_lease() -> None:
    # 20,000 to 12,000 over 40 months at 6 %: depreciation 200 a month, rent 32,000 x 0.0025 = 80.
    lease = loans.money_factor_lease(20_000.0, 12_000.0, 40, money_factor=loans.money_factor(0.06))
    assert (lease.base_payment, lease.rent_charge) == (pytest.approx(280.0), pytest.approx(3200.0))
    assert lease.total_base_payments == pytest.approx(11_200.0)
    assert loans.money_factor_rate(0.0025) == pytest.approx(0.06)
    back = loans.breakdown_of_payment(20_000.0, 12_000.0, 40, base_payment=lease.base_payment)
    assert back.rent_charge == pytest.approx(lease.rent_charge)
    assert loans.adjusted_capitalised_cost(21_500.0, 1_500.0) == 20_000.0


@pytest.mark.parametrize("in_advance", [True, False])
def test_constant_yield_ends_at_the_residual(in_advance: bool) -> None:
    rental = annuity.lease_payment(0.005, 40, present_value=20_000.0, residual=12_000.0, advance_count=int(in_advance))
    rows = loans.constant_yield_rows(0.005, 20_000.0, [rental] * 40, in_advance=in_advance)
    assert rows[-1].balance == pytest.approx(12_000.0, abs=1e-6)
    assert sum(row.depreciation for row in rows) == pytest.approx(8_000.0, abs=1e-6)
