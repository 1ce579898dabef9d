"""Closed forms against sums of discounted flows, against each other, and at the edges."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from leasecalc import annuity
from leasecalc.errors import NoSolution
from leasecalc.roots import net_present_value

RATES = st.one_of(st.just(0.0), st.floats(-0.05, 0.3), st.floats(-1e-9, 1e-9))
COUNTS = st.integers(1, 480)


@given(RATES, COUNTS, st.booleans())
def test_factor_is_the_sum_of_discounts(rate: float, count: int, in_advance: bool) -> None:
    times = range(count) if in_advance else range(1, count + 1)
    expected = net_present_value(rate, times, [1.0] * count)
    assert annuity.annuity_factor(rate, count, in_advance=in_advance) == pytest.approx(expected, rel=1e-12)


@given(RATES, COUNTS, st.floats(1, 1e9), st.floats(0, 1e9), st.booleans())
def test_payment_and_values_round_trip(rate: float, count: int, now: float, end: float, in_advance: bool) -> None:
    given_end = {"future_value": -end, "in_advance": in_advance}
    paid = annuity.payment(rate, count, present_value=now, **given_end)
    size = abs(paid) * annuity.annuity_factor(rate, count) + now + end * annuity.discount(rate, count)
    assert annuity.present_value(rate, count, payment=paid, **given_end) == pytest.approx(now, abs=1e-12 * size)
    back = annuity.future_value(rate, count, payment=paid, present_value=now, in_advance=in_advance)
    assert back == pytest.approx(-end, abs=1e-11 * size * max(1.0, annuity.growth(rate, count)))


@given(st.floats(-0.01, 0.1), st.integers(2, 120), st.floats(0, 0.9), st.booleans())
def test_rate_and_count_are_found_again(rate: float, count: int, balloon: float, in_advance: bool) -> None:
    shape = {"present_value": 1000.0, "future_value": -1000.0 * balloon, "in_advance": in_advance}
    paid = annuity.payment(rate, count, **shape)
    assert annuity.annuity_rate(count, payment=paid, **shape).value == pytest.approx(rate, abs=1e-10)
    fractional = annuity.payment(rate, count + 0.5, **shape)
    assert annuity.annuity_rate(count + 0.5, payment=fractional, **shape).value == pytest.approx(rate, abs=1e-9)
    assume(abs(paid + 1000.0 * rate) > 1e-3 and abs(rate) > 1e-6)
    assert annuity.number_of_periods(rate, payment=paid, **shape) == pytest.approx(count, rel=1e-6)


@given(RATES, st.integers(1, 120), st.floats(0, 1000), st.booleans())
def test_parts_add_up(rate: float, count: int, end: float, in_advance: bool) -> None:
    loan = annuity.Annuity(rate, count, 1000.0, -end, in_advance=in_advance)
    balance = 1000.0
    for period in range(1, count + 1):
        interest = annuity.interest_part(loan, period)
        if in_advance and period == 1:
            assert interest == 0.0
        else:
            assert interest == pytest.approx(-rate * balance, abs=1e-7)
        balance += annuity.principal_part(loan, period)
    repaid = annuity.cumulative_principal(loan, 1, count)
    assert balance == pytest.approx(1000.0 + repaid, abs=1e-8)
    assert balance * ((1 + rate) if in_advance else 1.0) == pytest.approx(end, abs=1e-7)


@given(RATES, st.integers(1, 60), st.integers(0, 60), st.floats(0, 5000))
def test_lease_forms_equal_their_flows(rate: float, count: int, prepaid: int, residual: float) -> None:
    prepaid = min(prepaid, count)
    rental = annuity.lease_payment(rate, count, present_value=9000.0, residual=residual, advance_count=prepaid)
    times = [0.0] * prepaid + [float(k) for k in range(1, count - prepaid + 1)] + [float(count)]
    value = net_present_value(rate, times, [rental] * count + [residual])
    assert value == pytest.approx(9000.0, rel=1e-11)
    if prepaid < count and rental > 0.0 and prepaid * rental < 9000.0:
        shape = {"present_value": 9000.0, "residual": residual, "advance_count": prepaid}
        assert annuity.lease_yield(count, rental=rental, **shape).value == pytest.approx(rate, abs=1e-9)


@given(RATES, st.integers(1, 60), st.sampled_from(["simple", "simple_then_compound", "compound"]))
def test_regular_first_period_is_not_odd(rate: float, count: int, interest: str) -> None:
    odd = annuity.odd_first_payment(rate, count, present_value=1000.0, first_interval=1.0, interest=interest)
    assert odd == pytest.approx(-annuity.payment(rate, count, present_value=1000.0), rel=1e-12)
    per_payment = {"present_value": 1000.0, "payments_per_compounding": 1}
    assert annuity.payment_between_compounding(rate, count, **per_payment) == pytest.approx(odd, rel=1e-12)


@given(st.floats(-0.5, 2.0), st.sampled_from([1, 2, 4, 12, 52, 365]))
def test_rate_conversions_invert(rate: float, periods: int) -> None:
    assert annuity.nominal_rate(annuity.effective_rate(rate, periods), periods) == pytest.approx(rate, abs=1e-12)
    assert annuity.rate_per_payment(rate, periods, periods) == pytest.approx(rate / periods, rel=1e-12)


def test_both_faces_agree() -> None:
    rates = np.array([-0.01, 0.0, 1e-12, 0.01, 0.2])
    for function in (
        lambda r: annuity.annuity_factor(r, 36, in_advance=True),
        lambda r: annuity.payment(r, 36, present_value=1000.0, future_value=-200.0),
        lambda r: annuity.lease_payment(r, 36, present_value=1000.0, residual=200.0, advance_count=2),
        lambda r: annuity.runs_present_value(r, [annuity.LevelRun(0, 6, 500.0), annuity.LevelRun(9, 4, 70.0)]),
        lambda r: annuity.odd_first_payment(r, 36, present_value=1000.0, first_interval=1.5),
    ):
        np.testing.assert_allclose(function(rates), [function(float(rate)) for rate in rates], rtol=2e-15)


def test_what_has_no_answer_says_so() -> None:
    with pytest.raises(NoSolution):
        annuity.number_of_periods(0.1, payment=-50.0, present_value=1000.0)  # does not cover the interest
    assert annuity.annuity_rate(12, payment=400.0, present_value=10000.0, future_value=5000.0).status == "none"
    assert annuity.annuity_rate(12.5, payment=400.0, present_value=10000.0, future_value=5000.0).status == "none"
    with pytest.raises(ValueError, match="prepaid"):
        annuity.lease_payment(0.01, 12, present_value=1.0, advance_count=13)
    with pytest.raises(ValueError, match="at least one"):
        annuity.Annuity(0.01, 0, 1.0)
    with pytest.raises(ValueError, match="outside"):
        annuity.interest_part(annuity.Annuity(0.01, 12, 1.0), 13)
    with pytest.raises(ValueError, match="positive number"):
        annuity.effective_rate(0.1, 0)
