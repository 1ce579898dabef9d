"""Many streams solved together: near their average by expansion, further off by Newton; each equals the scalar solver."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from leasecalc.roots import STATUS_CODES, rate_of_return, rate_of_return_block
from leasecalc.roots.expansion import FARTHEST, TERMS, Clock, zeros_near
from leasecalc.roots.runs import runs_of
from leasecalc.roots.streams import Streams, changes_of_sign


@pytest.mark.parametrize("spread", [0.02, 0.6, 3.0], ids=["alike", "several centres", "all over the range"])
@pytest.mark.parametrize("refund", [0.0, 3_000.0], ids=["one change of sign", "three changes"])
def test_each_of_many_streams_is_its_own(spread: float, refund: float) -> None:
    draw = np.random.default_rng(int(spread * 100) + int(refund))
    size, days = 3_000, np.cumsum(draw.integers(15, 50, 41))
    times = [float(day) / 365.0 for day in days]
    flows = [draw.uniform(200.0, 400.0, size) for _ in times]
    yields = np.exp(draw.uniform(np.log(0.9) - 0.3 * spread, np.log(1.1) + spread, size)) - 1.0
    worth = sum(flow * (1.0 + yields) ** -(time - times[0]) for flow, time in zip(flows[1:], times[1:], strict=True))
    flows[0] = -worth
    if refund:  # cash in, then more cash out, at the same rate
        flows[1] = flows[1] + refund
        flows[2] = flows[2] - refund * (1.0 + yields) ** (times[2] - times[1])
    rates, codes = rate_of_return_block(times, flows)
    for row in range(0, size, 37):
        alone = rate_of_return(times, [float(flow[row]) for flow in flows])
        assert STATUS_CODES[codes[row]] == alone.status
        assert alone.value is not None
        assert rates[row] == pytest.approx(alone.value, rel=1e-12, abs=1e-13)
    certain = codes == STATUS_CODES.index("found")
    np.testing.assert_allclose(rates[certain], yields[certain], rtol=1e-9, atol=1e-11)


def test_an_expansion_finds_a_known_zero_and_says_where_it_ends() -> None:
    times = [k / 12.0 for k in range(61)]
    rates = np.array([-0.1, 0.05, 0.14, 0.3, 0.9])
    level = np.full(5, 100.0)
    worth = sum(level * (1.0 + rates) ** -time for time in times[1:])
    runs = runs_of(times, [-worth, *[level] * 60])
    streams, clock = Streams.of(runs, 5), Clock.of(runs)
    centre = float(np.log(1.14))
    x, found = zeros_near(streams.sums(clock.terms(centre)))
    far = np.abs(np.log1p(rates) - centre) * clock.half > FARTHEST
    assert far.tolist() == [False, False, False, False, True]
    assert found.tolist() == (~far).tolist()
    np.testing.assert_allclose(np.expm1(centre + x[found] / clock.half), rates[found], rtol=1e-13)
    assert clock.terms(centre).shape == (TERMS, len(runs))


def test_changes_of_sign_are_never_too_few() -> None:
    draw = np.random.default_rng(4)
    flows = [np.round(draw.normal(0.0, 1.0, 500)) for _ in range(9)]  # many are zero
    changes = changes_of_sign(flows, 500)
    for row in range(500):
        signs = [flow[row] for flow in flows if flow[row]]
        true = sum(before * after < 0.0 for before, after in itertools.pairwise(signs))
        assert changes[row] >= true


def test_runs_of_one_sign_are_a_stretch() -> None:
    mixed = np.array([-1.0, 1.0])
    paid, got, more = np.array([-5.0, -6.0]), np.array([1.0, 2.0]), np.array([3.0, 2.0])
    streams = Streams.of(runs_of([0.0, 0.1, 0.3, 0.7, 0.8], [paid, got, more, mixed, got]), 2)
    assert streams.signs == [-1, 1, 1, 0, 1]
    assert streams.stretches() == [0, 2, 3, 4]
