"""The two faces of a quantity: one Python float, or one NumPy array with an entry per scenario.

Engine source is written once, with ``+ - * /`` and the functions of this module. On floats it runs without
importing NumPy; on arrays of shape ``(S,)`` it prices S scenarios at once. ``+ - * /``, comparisons, ``floor``,
``ceil``, ``minimum``, ``maximum``, ``where`` and ``sqrt`` give the same bits on both faces (IEEE 754 defines
them). ``power``, ``exp``, ``log``, ``log1p`` and ``expm1`` may differ from NumPy's in the last bit, so a contract
amount must be built from the first group alone.

Domain errors follow IEEE 754 on both faces (``log(-1.0)`` is NaN, ``exp(1000.0)`` is infinite): the caller tests
with :func:`isnan` or :func:`isfinite` and reports a status.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    import numpy.typing as npt

Value: TypeAlias = "float | npt.NDArray[np.float64]"
Flag: TypeAlias = "bool | npt.NDArray[np.bool_]"


def _numpy() -> Any:
    """Load NumPy on the first use of the array face."""
    import numpy as np

    return np


def is_array(value: Value | Flag) -> bool:
    """Say whether the value is an array of scenarios (a float, int or bool of Python or NumPy is not)."""
    return not isinstance(value, (float, int)) and getattr(value, "ndim", 0) > 0


def is_formula(value: Value | Flag) -> bool:
    """Say whether an array of one scenario is a formula (`workbook.formulas`), which rounds and solves in a way of its own."""
    return hasattr(value, "rate_of_return")


def number(written: Any) -> Value:
    """Return a written number as a float; one that stands for a cell of a workbook stays what it is."""
    return written if is_array(written) else float(written)


def where(flag: Flag, chosen: Value, otherwise: Value) -> Value:
    """Choose entry by entry; both branches are already computed, so guard a division with :func:`divide`."""
    if flag is True or flag is False:
        return chosen if flag else otherwise
    if is_array(flag):
        return _numpy().where(flag, chosen, otherwise)  # type: ignore[no-any-return]
    return chosen if flag else otherwise


def minimum(left: Value, right: Value) -> Value:
    """Return the smaller of two values; NaN if either is NaN."""
    if isinstance(left, (float, int)) and isinstance(right, (float, int)):
        return left if left <= right or math.isnan(left) else right
    return _numpy().minimum(left, right)  # type: ignore[no-any-return]


def maximum(left: Value, right: Value) -> Value:
    """Return the larger of two values; NaN if either is NaN."""
    if isinstance(left, (float, int)) and isinstance(right, (float, int)):
        return left if left >= right or math.isnan(left) else right
    return _numpy().maximum(left, right)  # type: ignore[no-any-return]


def clip(value: Value, low: Value, high: Value) -> Value:
    """Keep the value between two bounds (``low <= high``)."""
    return minimum(maximum(value, low), high)


def divide(numerator: Value, denominator: Value, otherwise: Value) -> Value:
    """Divide, and return ``otherwise`` where the denominator is zero."""
    if isinstance(denominator, (float, int)):
        quotient: Value = otherwise if denominator == 0.0 else numerator / denominator
        return quotient
    np = _numpy()
    zero = denominator == 0.0
    return np.where(zero, otherwise, numerator / np.where(zero, 1.0, denominator))  # type: ignore[no-any-return]


def floor(value: Value) -> Value:
    """Return the largest whole number not above the value, as a float."""
    if isinstance(value, (float, int)):
        return value // 1.0 if math.isfinite(value) else value  # infinity // 1.0 is NaN in Python
    return _numpy().floor(value)  # type: ignore[no-any-return]


def ceil(value: Value) -> Value:
    """Return the smallest whole number not below the value, as a float."""
    return -floor(-value)


def absolute(value: Value) -> Value:
    """Return the value without its sign."""
    return abs(value)  # type: ignore[return-value]


def sign(value: Value) -> Value:
    """Return -1.0, 0.0 or 1.0; NaN for NaN."""
    if isinstance(value, (float, int)):
        return value if math.isnan(value) else float((value > 0.0) - (value < 0.0))
    return _numpy().sign(value)  # type: ignore[no-any-return]


def _float_face(function: Callable[..., float], *arguments: Value) -> float:
    """Apply a function of `math`, with the IEEE results that `math` turns into exceptions."""
    try:
        return function(*arguments)
    except OverflowError:
        return math.inf
    except ValueError:
        return math.nan


def _array_face(name: str, *arguments: Value) -> Value:
    """Apply the NumPy function of that name without its warnings; the caller tests for NaN."""
    np = _numpy()
    with np.errstate(all="ignore"):
        return getattr(np, name)(*arguments)  # type: ignore[no-any-return]


def power(base: Value, exponent: Value) -> Value:
    """Raise to a power; NaN for a negative base with a fractional exponent."""
    if type(base) is float and base > 0.0 and type(exponent) is float:  # most calls: growth and survival over years
        try:
            return math.pow(base, exponent)
        except OverflowError:
            return math.inf
    if isinstance(base, (float, int)) and isinstance(exponent, (float, int)):
        if base == 0.0 and exponent < 0.0:
            odd = exponent % 2.0 == 1.0
            return math.copysign(math.inf, base) if odd else math.inf
        if base < 0.0 and exponent % 2.0 == 1.0:
            return -_float_face(math.pow, -base, exponent)
        return _float_face(math.pow, base, exponent)
    return _array_face("power", base, exponent)


def powers(base: Value, exponents: Sequence[Value]) -> list[Value]:
    """Raise to each power, as `power` to 1e-13: an array is multiplied up where exponents follow each other at steps that come again."""
    if not is_array(base) or is_formula(base) or any(is_array(exponent) for exponent in exponents):
        return [power(base, exponent) for exponent in exponents]
    ratios: dict[float, Value] = {}
    found: list[Value] = []
    before = 0.0
    for exponent in map(scalar, exponents):
        step = exponent - before
        key = round(step, 12)
        if key not in ratios:
            ratios[key] = power(base, step)
        found.append(found[-1] * ratios[key] if found else ratios[key])
        before = exponent
    return found


def exp(value: Value) -> Value:
    """Return e to the value; infinite above about 709.78."""
    if isinstance(value, (float, int)):
        return _float_face(math.exp, value)
    return _array_face("exp", value)


def expm1(value: Value) -> Value:
    """Return ``exp(value) - 1`` without losing the digits of a small value."""
    if isinstance(value, (float, int)):
        return _float_face(math.expm1, value)
    return _array_face("expm1", value)


def log(value: Value) -> Value:
    """Return the natural logarithm: minus infinity at zero, NaN below."""
    if isinstance(value, (float, int)):
        return -math.inf if value == 0.0 else _float_face(math.log, value)
    return _array_face("log", value)


def log1p(value: Value) -> Value:
    """Return ``log(1 + value)`` without losing the digits of a small value."""
    if isinstance(value, (float, int)):
        return -math.inf if value == -1.0 else _float_face(math.log1p, value)
    return _array_face("log1p", value)


def sqrt(value: Value) -> Value:
    """Return the square root; NaN below zero."""
    if isinstance(value, (float, int)):
        return _float_face(math.sqrt, value)
    return _array_face("sqrt", value)


def both(left: Flag, right: Flag) -> Flag:
    """Return the logical and."""
    return left & right


def either(left: Flag, right: Flag) -> Flag:
    """Return the logical or."""
    return left | right


def invert(flag: Flag) -> Flag:
    """Return the logical not."""
    return not flag if isinstance(flag, bool) else ~flag


def any_true(flag: Flag) -> bool:
    """Say whether the flag holds in at least one scenario."""
    return flag if isinstance(flag, bool) else bool(flag.any())


def as_number(flag: Flag) -> Value:
    """Return 1.0 where a flag holds and 0.0 elsewhere (NumPy adds a flag to floats six times as slowly)."""
    return float(flag) if isinstance(flag, bool) else flag.astype(float)


def all_true(flag: Flag) -> bool:
    """Say whether the flag holds in every scenario."""
    return flag if isinstance(flag, bool) else bool(flag.all())


def isnan(value: Value) -> Flag:
    """Say where the value is not a number."""
    if isinstance(value, (float, int)):
        return math.isnan(value)
    return _numpy().isnan(value)  # type: ignore[no-any-return]


def isfinite(value: Value) -> Flag:
    """Say where the value is neither NaN nor infinite."""
    if isinstance(value, (float, int)):
        return math.isfinite(value)
    return _numpy().isfinite(value)  # type: ignore[no-any-return]


def scalar(value: Value) -> float:
    """Return the one number of the float face.

    Raises ``TypeError`` for an array: a caller that asks for one number must not be given the first of many.
    """
    if is_array(value):
        raise TypeError("one number was asked for, but the quantity holds one per scenario")
    return float(value)
