"""The float face and the array face of every function agree."""

from __future__ import annotations

import math
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leasecalc import values

FLOATS = st.floats(allow_nan=True, allow_infinity=True)
EXACT = [values.floor, values.ceil, values.absolute, values.sign, values.sqrt]
NEARLY = [values.exp, values.expm1, values.log, values.log1p]


def array(*entries: float) -> np.ndarray:
    return np.array(entries, dtype=np.float64)


@pytest.mark.filterwarnings("ignore:overflow")
@given(FLOATS)
def test_one_argument_faces_agree(x: float) -> None:
    for function in EXACT:
        np.testing.assert_array_equal(function(array(x)), [function(x)], err_msg=function.__name__)
    for function in NEARLY:
        np.testing.assert_allclose(function(array(x)), [function(x)], rtol=1e-15, err_msg=function.__name__)
    assert values.isnan(x) == values.isnan(array(x))[0]
    assert values.isfinite(x) == values.isfinite(array(x))[0]


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@given(FLOATS, FLOATS)
def test_two_argument_faces_agree(x: float, y: float) -> None:
    for function in (values.minimum, values.maximum):
        np.testing.assert_array_equal(function(array(x), y), [function(x, y)], err_msg=function.__name__)
    np.testing.assert_array_equal(values.where(array(x) < y, x, y), [values.where(x < y, x, y)])
    np.testing.assert_allclose(values.power(array(x), y), [values.power(x, y)], rtol=1e-15)
    np.testing.assert_array_equal(values.divide(x, array(y), 7.0), [values.divide(x, y, 7.0)])


def test_flags() -> None:
    flags = np.array([True, False])
    assert values.any_true(flags)
    assert not values.all_true(flags)
    assert values.any_true(True)
    assert list(values.invert(flags)) == [False, True]
    assert values.invert(True) is False
    assert list(values.both(flags, True)) == [True, False]
    assert list(values.either(flags, True)) == [True, True]


def test_ieee_results_instead_of_exceptions() -> None:
    assert values.exp(1000.0) == math.inf
    assert values.log(0.0) == -math.inf
    assert math.isnan(values.scalar(values.power(-1.0, 0.5)))
    assert values.power(-10.0, 999.0) == -math.inf
    assert values.floor(-math.inf) == -math.inf


def test_scalar_refuses_many() -> None:
    assert values.scalar(2) == 2.0
    assert values.scalar(np.float64(2.5)) == 2.5
    with pytest.raises(TypeError, match="one number"):
        values.scalar(array(1.0))


def test_no_numpy_for_floats() -> None:
    code = (
        "import sys; from leasecalc import annuity, dates, day_counts, roots, rounding, values;"
        "rounding.round_to(values.power(1.01, 12.0), rounding.CENT); roots.rate_of_return([0, 1], [-100.0, 110.0]);"
        "annuity.payment(0.01, 12, present_value=100.0); assert 'numpy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
