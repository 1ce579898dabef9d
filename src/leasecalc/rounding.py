"""Contract rounding: one declared unit and direction, exact on floats and on arrays.

A contract amount such as 1234.50 x 0.0725 is computed in binary, so its exact decimal value may be missed by a
few units in the last place, and a tie (half a cent) falls on the wrong side. Each rule therefore treats a value
within 2 ulp (a relative 2**-51, at most 1.5 times that) of a boundary as being on it. For an amount in whole units times a
rate in basis points the exact result is a multiple of 1/10000 unit and the binary error is below 2**-51, so up to 9e10
units the result equals decimal arithmetic. Between that and 1e13 units (900 million to a hundred billion at 0.01, as in
soum) a line that lies within 0.007 units of a tie may fall on either side, which moves it by one unit of a hundredth;
beyond 1e13 the rule would guess, so it raises.
"""

from __future__ import annotations

from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Decimal,
    localcontext,
)
from math import inf, nextafter
from typing import Any, Literal

from leasecalc.errors import CalculationError
from leasecalc.records import field, record
from leasecalc.values import Flag, Value, absolute, all_true, as_number, floor, is_array, is_formula, where

RoundingMode = Literal["half_up", "half_even", "up", "down", "ceiling", "floor", "none"]

DOMAIN_LIMIT = 1e13
"""Largest magnitude, in rounding units, that is rounded; up to 9e10 the result equals decimal arithmetic."""

_TIE = 2.0**-51
_LIFT = 1.0 + _TIE

_DECIMAL_MODES: dict[RoundingMode, str] = {
    "half_up": ROUND_HALF_UP,
    "half_even": ROUND_HALF_EVEN,
    "up": ROUND_UP,
    "down": ROUND_DOWN,
    "ceiling": ROUND_CEILING,
    "floor": ROUND_FLOOR,
}


@record
class Rounding:
    """Declare how an amount is rounded.

    `unit` is in the currency of the amount (0.01, 0.05, 1, 100). `half_up` takes ties away from zero, `up` and
    `down` go away from and towards zero, `ceiling` and `floor` towards plus and minus infinity, `none` leaves
    the amount alone. Raises ``ValueError`` for a unit that is not positive or an unknown mode.
    """

    unit: float
    mode: RoundingMode = "half_up"
    # The unit is numerator / denominator in lowest terms, as written in decimal (0.05 is 1/20).
    numerator: float = field(init=False, repr=False, compare=False)
    denominator: float = field(init=False, repr=False, compare=False)
    lifted: float = field(init=False, repr=False, compare=False)
    """The denominator raised by `_TIE`, upwards to a double: a tie that a value missed by 2 ulp is then above it."""

    def __post_init__(self) -> None:
        if self.mode != "none" and self.mode not in _DECIMAL_MODES:
            raise ValueError(f"unknown rounding mode {self.mode!r}")
        if not 0.0 < self.unit < float("inf"):
            raise ValueError(f"a rounding unit must be positive, not {self.unit!r}")
        numerator, denominator = Decimal(repr(self.unit)).as_integer_ratio()
        object.__setattr__(self, "numerator", float(numerator))
        object.__setattr__(self, "denominator", float(denominator))
        object.__setattr__(self, "lifted", _lifted(denominator))


def _lifted(denominator: int) -> float:
    lifted = denominator * (1.0 + _TIE)
    while int(lifted * 2.0**60) < denominator * (2**60 + 2**9):
        lifted = nextafter(lifted, inf)
    return lifted


UNROUNDED = Rounding(1.0, "none")
CENT = Rounding(0.01)


def round_to(value: Value, rounding: Rounding) -> Value:
    """Round an amount to its unit and return the double nearest to the decimal result.

    `value` is in currency, any sign, float or array; the result has its shape and zero is never negative.
    Raises ``CalculationError`` when a magnitude exceeds `DOMAIN_LIMIT` units or is NaN.
    """
    if rounding.mode == "none":
        return value
    if is_array(value) and is_formula(value):
        return value.rounded(rounding)  # type: ignore[no-any-return, union-attr]
    units = whole_units(value, rounding)
    if is_array(units):
        return _in_place(units, rounding)
    return units * rounding.numerator / rounding.denominator


def whole_units(value: Value, rounding: Rounding) -> Value:
    """Return how many units an amount is rounded to: a new value, whole, zero never negative. Raises like `round_to`.

    Sums and differences of whole units are exact. `mode` must not be "none".
    """
    if is_array(value) and is_formula(value):
        return value.rounded(rounding)  # type: ignore[no-any-return, union-attr]
    if rounding.mode != "half_up":
        return _by_mode(value * rounding.denominator / rounding.numerator, rounding)
    units = value * rounding.lifted
    return _half_up(units if rounding.numerator == 1.0 else units / rounding.numerator, rounding)


def whole_share(units: Value, share: Value, rounding: Rounding) -> Value:
    """Return a share of whole units, as `whole_units` of that share of the amount: interest on a balance."""
    if is_array(units) and is_formula(units):
        return whole_units(units * share, rounding)
    if rounding.mode != "half_up":
        return _by_mode(units * share, rounding)
    return _half_up(units * (share * _LIFT), rounding)


def _by_mode(units: Value, rounding: Rounding) -> Value:
    if not all_true(absolute(units) <= DOMAIN_LIMIT):
        raise _beyond(units, rounding)
    return _round_units(units, rounding.mode) + 0.0  # adding 0.0 turns a negative zero into zero


def _half_up(units: Value, rounding: Rounding) -> Value:
    """Round units that were raised by `_TIE`, an array in place."""
    if is_array(units):
        return _half_up_block(units, rounding)
    if not -DOMAIN_LIMIT <= units <= DOMAIN_LIMIT:  # a NaN is neither
        raise _beyond(units, rounding)
    return (units + 0.5) // 1.0 if units >= 0.0 else 0.0 - (0.5 - units) // 1.0


def amount_of(units: Value, rounding: Rounding) -> Value:
    """Return whole units as an amount: the double nearest to the decimal one. A formula counts in money throughout."""
    if is_array(units) and is_formula(units):
        return units.rounded(rounding)  # type: ignore[no-any-return, union-attr]
    if rounding.numerator != 1.0:
        units = units * rounding.numerator
    return units / rounding.denominator


def _beyond(units: Value, rounding: Rounding) -> CalculationError:
    amount = amount_of(units, rounding)
    told = f"{amount:,.0f}" if isinstance(amount, float) else repr(amount)
    return CalculationError(
        f"cannot round {told} exactly to {rounding.unit}: more than {DOMAIN_LIMIT:.0e} units, or not a number"
    )


def _half_up_block(units: Any, rounding: Rounding) -> Value:
    """Do it to an array: the same operations as of a float, so the same bits."""
    import numpy as np

    lowest = np.minimum.reduce(units, initial=0.0)
    if not (lowest >= -DOMAIN_LIMIT and np.maximum.reduce(units, initial=0.0) <= DOMAIN_LIMIT):  # a NaN is neither
        raise _beyond(units, rounding)
    negative = None if lowest >= 0.0 else units < 0.0
    if negative is not None:
        np.abs(units, out=units)
    units += 0.5
    np.floor(units, out=units)
    if negative is not None:
        np.negative(units, out=units, where=negative)
        units += 0.0  # a negative zero becomes zero
    return units  # type: ignore[no-any-return]


def _in_place(units: Any, rounding: Rounding) -> Value:
    if rounding.numerator != 1.0:
        units *= rounding.numerator
    units /= rounding.denominator
    return units  # type: ignore[no-any-return]


def _round_units(units: Value, mode: RoundingMode) -> Value:
    """Round to whole numbers."""
    if mode in {"ceiling", "floor"}:
        return _step(units, mode)
    if all_true(units >= 0.0):
        return _step(units, mode)
    magnitude = _step(absolute(units), mode)
    return where(units < 0.0, -magnitude, magnitude)


def _step(units: Value, mode: RoundingMode) -> Value:
    """Take the whole number below, plus one where the mode says so."""
    below = floor(units)
    return below + as_number(_rounds_up(units - below, below, absolute(units) * _TIE, mode))


def _rounds_up(part: Value, below: Value, tie: Value, mode: RoundingMode) -> Flag:
    """Decide from the fractional part, which the subtraction gives exactly, and the width of a tie."""
    if mode == "half_up":
        return part >= 0.5 - tie
    if mode in {"up", "ceiling"}:
        return part > tie
    if mode == "half_even":
        return (part > 0.5 + tie) | ((part >= 0.5 - tie) & (below % 2.0 == 1.0))
    return part >= 1.0 - tie


def round_decimal(amount: Decimal, rounding: Rounding) -> Decimal:
    """Round a decimal amount to its unit, exactly: for reports and for text.

    The result carries the digits of the unit (0.05 gives two decimals).
    """
    if rounding.mode == "none":
        return amount
    unit = Decimal(repr(rounding.unit))
    if unit == unit.to_integral_value():
        unit = unit.to_integral_value()  # 1.0 is written 1
    with localcontext() as context:
        context.prec = 60
        units = (amount / unit).quantize(Decimal(1), rounding=_DECIMAL_MODES[rounding.mode])
        return units * unit
