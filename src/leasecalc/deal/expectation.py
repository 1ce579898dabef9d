"""What an `expect:` line says: a value with its unit, and how far the answer may lie from it."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from leasecalc.reading import numbers, phrases
from leasecalc.reading.scalar import ScalarFault, scalar
from leasecalc.records import record

#: How far a rate may lie from what is expected where the line does not say.
DEFAULT_RATE_TOLERANCE = Decimal("0.000000001")


@record
class Expected:
    """One expectation. ``unit`` is a currency, ``%`` (then ``value`` and ``tolerance`` are fractions) or empty for a plain number."""

    value: Decimal
    unit: str
    tolerance: Decimal

    def __str__(self) -> str:
        if self.unit == "%":
            return f"{self.value * 100:f}%"
        return f"{self.value} {self.unit}".rstrip()


def expected(typed: str) -> Expected:
    """Read `270.62 USD`, `14% within 0.01%` or `47`. Raises ``ScalarFault`` (LC226) for anything else."""
    wanted, _, margin = typed.partition(" within ")
    value, unit = _quantity(typed, wanted.strip())
    if not margin:
        return Expected(value, unit, DEFAULT_RATE_TOLERANCE if unit == "%" else Decimal(0))
    tolerance, margin_unit = _quantity(typed, margin.strip())
    if margin_unit != unit:
        raise ScalarFault(
            "LC412", f"`{typed}` gives the value and its tolerance in different units", "write both in the same unit"
        )
    return Expected(value, unit, tolerance)


def _quantity(typed: str, text: str) -> tuple[Decimal, str]:
    if text.endswith(("%", "bp")):
        return numbers.percent(text), "%"
    if " " in text:
        money = phrases.amount(text)
        return money.amount, money.currency
    try:
        return numbers.number(text), ""
    except ScalarFault:
        hint = "for example `270.62 USD`, `14% within 0.01%` or `47`"
        raise ScalarFault("LC412", f"`{typed}` is no value with a unit that can be expected", hint) from None


Expectation = Annotated[
    Expected,
    scalar(
        expected,
        pattern=rf"^({phrases.AMOUNT}|{phrases.PERCENT}|{numbers.NUMBER})( within ({phrases.AMOUNT}|{phrases.PERCENT}|{numbers.NUMBER}))?$",
        examples=("270.62 USD", "14% within 0.01%", "47"),
        description="a value with its unit, and a tolerance if there is one",
        json_types=("string", "number"),
    ),
]
