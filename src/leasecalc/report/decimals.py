"""From float64 to the Decimal that is printed: once, by the declared unit of the currency."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal

from leasecalc.errors import CalculationError
from leasecalc.money import minor_digits
from leasecalc.rounding import Rounding, round_to


def money(amount: object, currency: str) -> Decimal:
    """Return an amount of ``currency`` as Decimal with the digits of its minor unit, half-up. Raises ``CalculationError`` for what is no number."""
    number = float(amount)  # type: ignore[arg-type]
    if not math.isfinite(number):
        raise CalculationError(f"an amount in {currency} is not a finite number")
    digits = minor_digits(currency)
    rounded = round_to(number, Rounding(unit=float(Decimal(1).scaleb(-digits)), mode="half_up"))
    return Decimal(repr(float(rounded))).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP) + 0


def finite(number: object) -> float | None:
    """Return a number, or None where it is NaN or infinite (a measure without a value; the report says why)."""
    value = float(number)  # type: ignore[arg-type]
    return value if math.isfinite(value) else None
