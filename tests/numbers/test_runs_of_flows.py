"""Runs of equal flows: the block solver over geometric sums equals the scalar solver over every flow."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leasecalc.roots import STATUS_CODES, rate_of_return, rate_of_return_block
from leasecalc.roots.runs import Discounting, Run, runs_of

stretches = st.lists(
    st.tuples(st.integers(1, 40), st.sampled_from([1 / 12, 7 / 364, 0.25, 31 / 365]), st.floats(-500.0, 2_000.0)),
    min_size=1,
    max_size=5,
)


@settings(max_examples=150, deadline=None)
@given(stretches, st.lists(st.floats(500.0, 40_000.0), min_size=3, max_size=3), st.booleans())
def test_every_row_of_a_block_is_its_own_stream(
    parts: list[tuple[int, float, float]], prices: list[float], deposit: bool
) -> None:
    times, flows = [0.0], [-np.array(prices)]
    if deposit:
        flows[0] = flows[0] + 700.0
    for count, interval, amount in parts:
        row = np.array([amount, amount * 1.01, amount])
        for _ in range(count):
            times.append(times[-1] + interval)
            flows.append(row)
    if deposit:
        flows[-1] = flows[-1] - 700.0
    rates, codes = rate_of_return_block(times, flows)
    for row in range(3):
        alone = rate_of_return(times, [float(flow[row]) for flow in flows])
        assert STATUS_CODES[codes[row]] == alone.status
        if alone.value is None:
            assert math.isnan(rates[row])
        else:
            assert rates[row] == pytest.approx(alone.value, rel=1e-11, abs=1e-13)


def test_a_level_lease_is_two_runs() -> None:
    months = [k / 12.0 for k in range(61)]
    runs = runs_of(months, [-1000.0, *([20.0] * 60)])
    assert [(run.count, run.sign) for run in runs] == [(1, -1), (60, 1)]
    assert [run.count for run in runs_of(months, [-1000.0, *([20.0] * 30), 0.0, *([20.0] * 29)])] == [1, 30, 29]
    irregular = [0.0, 31 / 365, 59 / 365, 90 / 365]
    assert [run.count for run in runs_of(irregular, [1.0, 1.0, 1.0, 1.0])] == [2, 2]


@pytest.mark.parametrize("y", [-0.5, -1e-4, -1e-9, 0.0, 1e-12, 1e-6, 1e-3, 0.01, 0.2, 3.0])
def test_sum_and_moment_of_a_run(y: float) -> None:
    run = Run(time=0.5, interval=1 / 12, count=60, flow=1.0, sign=1)
    total, moment = Discounting(np.array([y])).geometric(run)
    terms = [math.exp(-j / 12 * y) for j in range(60)]
    assert total[0] == pytest.approx(math.fsum(terms), rel=1e-14)
    assert moment[0] == pytest.approx(math.fsum(j / 12 * term for j, term in enumerate(terms)), rel=2e-5)
