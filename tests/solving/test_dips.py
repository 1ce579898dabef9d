"""Two crossings in one cell of the grid: functions with known zeros closer together than its points are."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leasecalc.engine.solving.dips import with_dips
from leasecalc.engine.solving.solve import every_value, kept_away, plain_grid

GRID = plain_grid(0.0, 10.0)
CELL = 10.0 / 24
bottoms = st.floats(2.0 * CELL, 10.0 - 2.0 * CELL)
depths = st.floats(-9.0, -1.0).map(lambda power: 10.0**power)
signs = st.sampled_from((1.0, -1.0))


@settings(max_examples=200, deadline=None)
@given(bottoms, depths, st.floats(0.2, 3.0), st.floats(0.2, 3.0), signs)
def test_both_sides_of_a_kink_are_found(bottom: float, depth: float, falling: float, rising: float, sign: float) -> None:
    def excess(x: float) -> float:
        return sign * (max(falling * (bottom - x), rising * (x - bottom)) - depth)

    found = every_value(excess, with_dips(excess, GRID), near=5.0)
    assert found.values == pytest.approx((bottom - depth / falling, bottom + depth / rising), rel=1e-12)


@settings(max_examples=200, deadline=None)
@given(bottoms, st.floats(0.01 * CELL, 0.4 * CELL), signs)
def test_both_zeros_of_a_parabola_are_found(bottom: float, half: float, sign: float) -> None:
    def excess(x: float) -> float:
        return sign * (x - bottom - half) * (x - bottom + half)

    found = every_value(excess, with_dips(excess, GRID), near=5.0)
    assert found.values == pytest.approx((bottom - half, bottom + half), rel=1e-9)


def test_a_dip_before_a_slower_rise_is_found() -> None:
    """It falls from 5 to -1, rises to 6 and hardly from there: the line from the right lies above the one that leads below zero."""
    points = ((0.0, 5.0), (2.9, 5.0), (2.95, 4.0), (3.2, -1.0), (3.9, 6.0), (10.0, 6.5))

    def excess(x: float) -> float:
        return next(
            low + (high - low) * (x - left) / (right - left) for (left, low), (right, high) in pairwise(points) if x <= right
        )

    grid = (0.0, 2.9, 2.95, 4.0, 5.0, 10.0)
    assert every_value(excess, grid, near=5.0).status == "none"
    assert every_value(excess, with_dips(excess, grid), near=5.0).values == pytest.approx((3.15, 3.3))


@settings(max_examples=100, deadline=None)
@given(bottoms, st.floats(0.1, 3.0), signs)
def test_a_function_that_cannot_reach_zero_costs_nothing_or_little(bottom: float, height: float, sign: float) -> None:
    assert with_dips(lambda x: sign * (abs(x - bottom) + height), GRID) == GRID
    assert with_dips(lambda x: sign * math.exp(-x), GRID) == GRID
    assert with_dips(lambda x: math.nan if x < bottom else sign, GRID) == GRID
    assert len(with_dips(lambda x: sign * (0.05 + math.sin(7.0 * x) ** 2), GRID)) <= 2 * len(GRID) + 48


@settings(max_examples=300, deadline=None)
@given(st.lists(st.floats(-100.0, 100.0), min_size=2, max_size=60), st.floats(-3_000.0, 3_000.0))
def test_what_keeps_away_from_zero_by_a_third_of_the_grid_has_none_by_all_of_it(flows: list[float], rest: float) -> None:
    """Present values by the share that survives a year are sums of powers: those are tried, with flows of both signs."""

    def excess(rate: float) -> float:
        return rest + sum(flow * (1.0 - rate) ** (year / 12.0) for year, flow in enumerate(flows))

    grid = plain_grid(0.0, 0.999)
    if kept_away(excess, grid) is not None:
        assert every_value(excess, grid, near=0.0).status in {"none", "no effect"}
