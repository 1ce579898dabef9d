"""Rounding equals decimal arithmetic on its domain, on both faces."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, Decimal

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from leasecalc.errors import CalculationError
from leasecalc.rounding import CENT, UNROUNDED, Rounding, round_decimal, round_to

MODES = {
    "half_up": ROUND_HALF_UP,
    "half_even": ROUND_HALF_EVEN,
    "up": ROUND_UP,
    "down": ROUND_DOWN,
    "ceiling": ROUND_CEILING,
    "floor": ROUND_FLOOR,
}
UNITS = ["0.001", "0.01", "0.05", "0.25", "1", "5", "100", "1000"]
# Up to 900 million currency units, so that the line stays below 9e10 rounding units of 0.01.
CENTS = st.integers(-9 * 10**10, 9 * 10**10)
BASIS_POINTS = st.integers(0, 10_000)


def in_decimal(exact: Decimal, unit: str, mode: str) -> Decimal:
    return (exact / Decimal(unit)).quantize(Decimal(1), rounding=MODES[mode]) * Decimal(unit)


@settings(max_examples=400)
@given(CENTS, BASIS_POINTS, st.sampled_from(UNITS[1:]), st.sampled_from(sorted(MODES)))
@example(9 * 10**10 - 1, 9999, "0.01", "half_up")
@example(50, 100, "0.01", "half_up")
def test_tax_line_equals_decimal(cents: int, basis_points: int, unit: str, mode: str) -> None:
    exact = Decimal(cents) * Decimal(basis_points) / 10**6
    line = (cents / 100) * (basis_points / 10_000)
    rounding = Rounding(float(unit), mode)
    expected = in_decimal(exact, unit, mode)
    assert round_to(line, rounding) == float(expected)
    assert round_decimal(exact, rounding) == expected
    both_faces = round_to(np.array([line, line]), rounding)
    np.testing.assert_array_equal(both_faces.view(np.int64), np.array([float(expected) + 0.0] * 2).view(np.int64))


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from([10**7, 10**9, 9 * 10**10]))
def test_many_tax_lines_equal_integer_arithmetic(seed: int, most: int) -> None:
    random = np.random.default_rng(seed)
    cents, rates = random.integers(0, most, 20_000), random.integers(0, 10_000, 20_000)
    whole, rest = divmod(cents, 10_000)  # cents * rates may pass 2**63
    truth = whole * rates + (rest * rates + 5_000) // 10_000
    np.testing.assert_array_equal(round_to((cents / 100) * (rates / 10_000), CENT), truth / 100)


def test_printed_examples() -> None:
    # EU consumer credit directive, annex I remark (d); decimal text 5.645.
    assert round_to(3.055, CENT) == 3.06
    assert round_to(3.055, Rounding(0.1)) == 3.1
    assert round_to(5.645, CENT) == 5.65
    assert round_to(-2.5, Rounding(1.0)) == -3.0
    assert round_to(1.1 * 3 * 100, Rounding(1.0, "up")) == 330.0  # 330.00000000000006 in binary
    assert str(round_decimal(Decimal("2.5"), CENT)) == "2.50"
    assert round_to(1.23456, UNROUNDED) == 1.23456


@pytest.mark.parametrize("amount", [1.1e11, float("nan"), float("inf")])
def test_outside_the_domain_raises(amount: float) -> None:
    with pytest.raises(CalculationError):
        round_to(amount, CENT)
    with pytest.raises(CalculationError):
        round_to(np.array([1.0, amount]), CENT)


def test_bad_rule_raises() -> None:
    with pytest.raises(ValueError, match="positive"):
        Rounding(0.0)
    with pytest.raises(ValueError, match="mode"):
        Rounding(1.0, "sideways")
