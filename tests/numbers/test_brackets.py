"""The general solver tells a solution from a jump, and says what it searched."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leasecalc.roots import bracket_solve, linear_solve


@given(st.floats(0.5, 999.0))
def test_smooth_function_is_met(target: float) -> None:
    solution = bracket_solve(lambda x: x**3, 0.0, 10.0, target=target)
    assert solution.status == "found"
    assert solution.value == pytest.approx(target ** (1 / 3), rel=1e-12)
    assert solution.achieved == pytest.approx(target, rel=1e-12)


def test_several_crossings() -> None:
    solution = bracket_solve(math.sin, 1.0, 10.0)
    assert solution.status == "many"
    assert solution.solutions == pytest.approx((math.pi, 2 * math.pi, 3 * math.pi))
    assert solution.value == pytest.approx(math.pi)
    assert bracket_solve(math.sin, 1.0, 10.0, near=7.0).value == pytest.approx(2 * math.pi)


def test_jump_over_the_target() -> None:
    # A tax cliff: the price leaps from 110 to 130 at 100.
    solution = bracket_solve(lambda x: x * (1.1 if x < 100.0 else 1.3), 10.0, 300.0, target=120.0)
    assert (solution.status, solution.value) == ("jump", None)
    assert solution.jumps == pytest.approx((100.0,), rel=1e-12)
    assert "leaps over the target 120" in solution.reason
    # The same function meets 140 beyond the cliff.
    assert bracket_solve(lambda x: x * (1.1 if x < 100.0 else 1.3), 10.0, 300.0, target=140.0).status == "found"


def test_no_crossing_says_the_range() -> None:
    solution = bracket_solve(lambda x: x + 1.0, 0.0, 5.0, target=9.0)
    assert solution.status == "none"
    assert "from 1 to 6" in solution.reason
    assert bracket_solve(lambda _: math.nan, 0.0, 1.0).status == "none"
    with pytest.raises(ValueError, match="range"):
        bracket_solve(lambda x: x, 1.0, 1.0)


def test_end_of_the_range_counts() -> None:
    assert bracket_solve(lambda x: x, 0.0, 1.0).solutions == (0.0,)
    assert bracket_solve(lambda x: x - 1.0, 0.0, 1.0).solutions == (1.0,)


def test_linear() -> None:
    assert linear_solve(lambda x: 3.0 * x - 6.0, 0.0, 10.0) == pytest.approx(2.0)
    assert linear_solve(lambda x: x * x, 0.0, 10.0) is None
    assert linear_solve(lambda _: 1.0, 0.0, 10.0) is None
