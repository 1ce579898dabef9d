"""From float64 to the Decimal that is printed: once, by the declared unit of the currency."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from leasecalc.errors import CalculationError
from leasecalc.money import minor_digits
from leasecalc.rounding import Rounding, round_to

if TYPE_CHECKING:
    from leasecalc.engine.price import Priced

_BY_DIGITS = tuple((Rounding(float(step), "half_up"), step) for step in (Decimal(1).scaleb(-digits) for digits in range(5)))
"""Rounding and last place of a currency with so many decimals: ISO 4217 has none to four."""


def money(amount: object, currency: str) -> Decimal:
    """Return an amount of ``currency`` as Decimal with the digits of its minor unit, half-up. Raises ``CalculationError`` for what is no number."""
    number = float(amount)  # type: ignore[arg-type]
    if not math.isfinite(number):
        raise CalculationError(f"an amount in {currency} is not a finite number")
    rounding, step = _BY_DIGITS[minor_digits(currency)]
    return Decimal(repr(float(round_to(number, rounding)))).quantize(step, ROUND_HALF_UP) + 0


def exact(amount: object, currency: str) -> Decimal:  # noqa: ARG001 - the same form as ``money``
    """Return an amount that no contract rounds, as Decimal with six decimals. Raises ``CalculationError`` for what is no number."""
    number = float(amount)  # type: ignore[arg-type]
    if not math.isfinite(number):
        raise CalculationError("an expected flow is not a finite number")
    return Decimal(repr(number)).quantize(Decimal("0.000001"), ROUND_HALF_UP) + 0


def printed_difference(priced: Priced, name: str = "lease_minus_sale") -> Decimal:
    """Return lease minus sale (or that after tax) as the difference of the two printed values, so that the printed lines add up."""
    from leasecalc.engine.as_printed import DIFFERENCES
    from leasecalc.engine.measures import measure

    first, second = (money(measure(priced, part), priced.deal.currency) for part in DIFFERENCES[name])
    return first - second


def finite(number: object) -> float | None:
    """Return a number, or None where it is NaN or infinite (a measure without a value; the report says why)."""
    value = float(number)  # type: ignore[arg-type]
    return value if math.isfinite(value) else None
