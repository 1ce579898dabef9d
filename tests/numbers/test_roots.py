"""Rates of return: known roots, closed forms, and the agreement of the scalar and the block solver."""

from __future__ import annotations

import itertools
import math
from datetime import date

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from leasecalc.errors import CalculationError
from leasecalc.roots import (
    STATUS_CODES,
    modified_rate_of_return,
    net_present_value,
    net_present_value_on,
    rate_of_return,
    rate_of_return_block,
    rate_of_return_on,
)

AMOUNTS = st.lists(st.integers(-1000, 1000).map(float), min_size=1, max_size=12)
RATES = st.floats(-0.5, 3.0)

# Streams whose roots are known (per period, as printed), and the sign changes.
KNOWN = [
    ([-100, 230, -132], [0.10, 0.20], 2, 1e-12),  # 1.1 and 1.2 are the zeros of the polynomial
    ([-10000 + 1300, *[350] * 35, -2950], [-0.0968, 0.0054], 2, 1e-4),  # deposit refund and return cost
    ([480, -940, *[60] * 34, -3940], [0.077, 0.132, 0.80], 3, 5e-3),  # large prepayment
    ([-1e12, *[3e10] * 36], [0.0042], 1, 5e-5),  # amounts in a currency with large numbers
    ([-1600, 10000, -10000], [0.25, 4.0], 2, 1e-12),  # the oil pump
    ([-100, 220, -121], [0.10], 2, 1e-9),  # a double root
    ([-1000, 3600, -4310, 1716], [0.1, 0.2, 0.3], 3, 1e-9),
    ([5, -10, 6], [], 2, 0.0),  # complex roots only
    ([0, 0, 0], [], 0, 0.0),
    ([1, 2, 3], [], 0, 0.0),
    ([-7], [], 0, 0.0),
    ([], [], 0, 0.0),
]


@pytest.mark.parametrize(("amounts", "roots", "changes", "tolerance"), KNOWN)
def test_known_roots(amounts: list[float], roots: list[float], changes: int, tolerance: float) -> None:
    root = rate_of_return(range(len(amounts)), amounts)
    assert root.roots == pytest.approx(roots, abs=tolerance)
    assert root.sign_changes == changes
    assert root.status == ("none" if not roots else "found" if len(roots) == 1 else "many")
    assert root.reason
    if roots:
        assert root.value in root.roots
        assert abs(root.residual) < 1e-12


def test_quoted_root_is_the_positive_one_nearest_zero() -> None:
    assert rate_of_return(range(3), [-100, 230, -132]).value == pytest.approx(0.1)
    assert rate_of_return(range(3), [-100, 230, -132], 0.21).value == pytest.approx(0.2)
    lease = rate_of_return(range(37), [-8700, *[350] * 35, -2950])
    assert lease.value > 0.0
    assert "MCOB 10.3.1" in lease.reason
    assert "-9.68182 %" in lease.reason
    # -0.0833 and -0.6789: both negative (numpy-financial, test of irr).
    assert rate_of_return(range(4), [-100, 100, 0, -7]).value == pytest.approx(-0.0833, abs=5e-5)


def test_rates_beyond_the_range_are_told_apart() -> None:
    far = rate_of_return([0.0, 65 / 365], [-100.0, 1000.0])
    assert far.value == pytest.approx(412461.6383, rel=1e-9)
    assert (far.roots, far.beyond) == ((), (far.value,))
    limit = rate_of_return([0.0, 0.25, 0.5, 0.75], [-10000.0, 10000.0, -10000.0, 5.0])
    assert (limit.status, limit.value) == ("limit", None)
    assert rate_of_return([0.0, 1.0], [-1e20, 1.0]).status == "limit"  # -100 % to the last bit
    rates, codes = rate_of_return_block([0.0, 1.0], [-1e20, np.array([1.0])])
    assert (STATUS_CODES[codes[0]], math.isnan(rates[0])) == ("limit", True)


@given(st.lists(RATES, min_size=1, max_size=4), st.sampled_from([0.25, 1, 3, 40, 120]))
def test_every_root_of_a_polynomial_is_found(rates: list[float], gap: float) -> None:
    """Build the polynomial from its roots; flows far apart scale the rate of each."""
    growths = sorted({1.0 + rate for rate in rates})
    assume(all(b - a > 1e-3 for a, b in itertools.pairwise(growths)))
    amounts = np.poly(growths)  # highest power first: the flow at time zero
    root = rate_of_return([k * gap for k in range(len(amounts))], list(map(float, amounts)))
    found = [(1.0 + rate) ** gap - 1.0 for rate in (*root.roots, *root.beyond)]
    assert sorted(found) == pytest.approx([growth - 1.0 for growth in growths], abs=1e-6)


@given(AMOUNTS, st.sampled_from([1e-9, -1.0, 3.7, 1e12]))
def test_root_is_a_root_and_scale_does_not_matter(amounts: list[float], scale: float) -> None:
    times = [float(k) for k in range(len(amounts))]
    root = rate_of_return(times, amounts)
    assert (root.value is None) == (root.status in {"none", "limit"})
    for rate in root.roots:
        value = net_present_value(rate, times, amounts)
        largest = max(abs(a) * (1 + rate) ** -t for t, a in zip(times, amounts, strict=True))
        assert abs(value) < 1e-9 * largest
    scaled = rate_of_return(times, [scale * amount for amount in amounts])
    assert scaled.status == root.status
    assert scaled.roots == pytest.approx(root.roots, rel=1e-9, abs=1e-9)


@given(st.floats(100, 1e6), st.lists(st.floats(1, 1e5), min_size=1, max_size=40), st.integers(0, 39))
def test_later_cash_earns_less(cost: float, rents: list[float], k: int) -> None:
    k %= len(rents)
    delayed = [*rents[:k], 0.0, *rents[k:]]
    early = rate_of_return(range(len(rents) + 1), [-cost, *rents]).value
    late = rate_of_return(range(len(delayed) + 1), [-cost, *delayed]).value
    if sum(rents) > cost * 1.001:
        assert late <= early * (1.0 + 1e-13)
        assert late < early or k > 0  # a delayed last cent may be below the last bit


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 30), st.floats(0.0, 1.0))
def test_block_equals_scalar(seed: int, dates: int, messy: float) -> None:
    random = np.random.default_rng(seed)
    times = np.cumsum(random.choice([1 / 12, 0.25, 1.0], dates)).tolist()
    block = [np.where(random.random(20) < messy, random.normal(0, 100, 20), 10.0 + k) for k in range(dates)]
    block[0] = block[0] - random.uniform(0, 30 * dates, 20)
    if dates > 3:
        block[2] = 17.0  # a float stands for every scenario
    rates, codes = rate_of_return_block(times, block)
    for row in range(20):
        alone = rate_of_return(times, [float(np.broadcast_to(flow, 20)[row]) for flow in block])
        assert STATUS_CODES[codes[row]] == alone.status
        assert math.isnan(rates[row]) == (alone.value is None)
        if alone.value is not None:
            assert abs(rates[row] - alone.value) <= 1e-13 * (1.0 + abs(alone.value)) * max(1.0, 1 / times[-1])


def test_block_row_does_not_depend_on_its_neighbours() -> None:
    random = np.random.default_rng(7)
    block = [-random.uniform(900, 1100, 50), *[random.uniform(15, 40, 50) for _ in range(48)]]
    together, _ = rate_of_return_block(range(49), block)
    apart = [rate_of_return_block(range(49), [flow[k : k + 1] for flow in block])[0][0] for k in range(50)]
    np.testing.assert_allclose(together, apart, rtol=0.0, atol=1e-14)  # a rate of a few per cent: 1e-13 is what is promised


def test_numbers_of_numpy_beside_floats_are_numbers() -> None:
    times, flows = [0.0, 1 / 12, 2 / 12, 3 / 12], [-7433.8, 3684.6, 1504.4, 3834.2]
    mixed = [float(flows[0]), np.float64(flows[1]), flows[2], np.float64(flows[3])]
    assert rate_of_return([np.float64(time) for time in times], mixed) == rate_of_return(times, flows)
    assert rate_of_return(times, flows).status == "found"


def test_block_states_what_it_cannot_solve() -> None:
    rates, codes = rate_of_return_block([0.0, 1.0], [np.array([-1.0, 1.0, np.nan]), np.array([1.1, 1.0, 1.0])])
    assert [STATUS_CODES[code] for code in codes] == ["found", "none", "none"]
    assert rates[0] == pytest.approx(0.1)
    assert np.isnan(rates[1:]).all()


def test_dates_in_any_order() -> None:
    dates = [date(2020, 1, 1), date(2021, 1, 1), date(2019, 1, 1)]
    root = rate_of_return_on(dates, [60.0, 60.5, -100.0])
    assert net_present_value_on(root.value, dates, [60.0, 60.5, -100.0]) == pytest.approx(0.0, abs=1e-10)
    assert net_present_value_on(0.1, dates, [0, 121, 0], valued_on=dates[1]) == 121
    assert rate_of_return([2.0, 0.0, 1.0, 1.0], [121.0, -100.0, 5.0, -5.0]).value == pytest.approx(0.1)


def test_modified_rate() -> None:
    # A loan example printed in spreadsheets' help pages: 12.61 %.
    flows = [-120000, 39000, 30000, 21000, 37000, 46000]
    root = modified_rate_of_return(range(6), flows, finance_rate=0.10, reinvest_rate=0.12)
    assert root.value == pytest.approx(0.126094, abs=1e-6)
    assert modified_rate_of_return(range(2), [1, 2], finance_rate=0.1, reinvest_rate=0.1).status == "none"


def test_wrong_input_raises() -> None:
    with pytest.raises(ValueError, match="2 times but 1 amounts"):
        rate_of_return([0, 1], [1])
    with pytest.raises(CalculationError, match="finite"):
        rate_of_return([0, 1], [-1, math.nan])
    with pytest.raises(ValueError, match="-100 %"):
        net_present_value(-1.0, [0], [1])
