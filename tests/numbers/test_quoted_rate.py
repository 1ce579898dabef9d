"""The quoted rate found directly is the one that the whole search quotes."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leasecalc.roots import quoted_rate_of_return, rate_of_return


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 60), st.floats(-1e4, 1e4)), min_size=2, max_size=12))
def test_any_stream(flows: list[tuple[int, float]]) -> None:
    times, amounts = [month / 12.0 for month, _ in flows], [amount for _, amount in flows]
    whole, direct = rate_of_return(times, amounts), quoted_rate_of_return(times, amounts)
    if whole.value is None:
        assert math.isnan(direct)
    else:
        assert direct == pytest.approx(whole.value, rel=1e-9, abs=1e-9)


@settings(max_examples=200, deadline=None)
@given(st.floats(5_000.0, 20_000.0), st.floats(100.0, 400.0), st.floats(0.0, 900.0), st.floats(0.0, 3_000.0), st.integers(12, 72))
def test_a_lease_with_a_deposit_and_a_late_refund(price: float, rent: float, deposit: float, refund: float, count: int) -> None:
    times = [0.0, 0.01, 0.3, *(0.1 + month / 12.0 for month in range(count)), 0.1 + count / 12.0]
    amounts = [-price, deposit, refund, *([rent] * count), -deposit]
    whole, direct = rate_of_return(times, amounts), quoted_rate_of_return(times, amounts)
    assert math.isnan(direct) if whole.value is None else direct == pytest.approx(whole.value, rel=1e-11, abs=1e-13)
