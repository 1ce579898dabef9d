"""The one place where a cell becomes text: grouped and rounded for people, exact and plain for machines."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import TYPE_CHECKING

from leasecalc.errors import CalculationError
from leasecalc.money import minor_digits

if TYPE_CHECKING:
    from leasecalc.report.page import Cell, Kind

RATE_DIGITS = 4
"""Decimals of a percentage for people, when the column does not say."""

FACTOR_DIGITS = 6
"""Decimals of a factor held as a float, when the column does not say."""

# The widest double has 309 digits before the point, so nothing that fits a float is rounded by the precision.
_WIDE = Context(prec=1000, rounding=ROUND_HALF_UP)
_TWELVE_DIGITS = Context(prec=12, rounding=ROUND_HALF_UP)

# Controls could move the cursor or forge lines, bidirectional overrides could reorder digits: neither is shown.
_CONTROLS: dict[int, str | None] = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029], " ")
_CONTROLS |= dict.fromkeys([0x200E, 0x200F, 0x061C, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])


class Words:
    """How people read what a page holds: labels and numbers. This one is English; `leasecalc.languages` has the others."""

    language = "en"

    def label(self, english: str) -> str:
        """Return the label that is ``english`` in the program."""
        return english

    def cell(self, value: Cell, kind: Kind, digits: int | None = None, currency: str | None = None) -> str:
        """Return one cell as `for_people` has it, in the signs of the language."""
        return for_people(value, kind, digits, currency)

    def day(self, day: date) -> str:
        """Return a date."""
        return day.isoformat()

    def number(self, value: Decimal, digits: int) -> str:
        """Return ``value`` grouped, rounded half up to ``digits`` decimals."""
        return self.cell(value, "number", digits)

    def percent(self, rate: Decimal, digits: int) -> str:
        """Return a rate, which is a fraction, as a percentage of ``digits`` decimals."""
        return self.cell(rate, "rate", digits)

    def money(self, amount: Decimal, currency: str) -> str:
        """Return ``amount`` with the digits it has, and the currency's ISO code."""
        return f"{self.cell(amount, 'money', None, currency)} {currency}"


ENGLISH = Words()


def printable(text: str) -> str:
    """Return ``text`` on one line: controls become spaces, direction marks vanish, lone surrogates become ``?``."""
    if text.isascii() and text.isprintable():
        return text
    return text.translate(_CONTROLS).encode("utf-8", "replace").decode("utf-8")


def for_people(value: Cell, kind: Kind, digits: int | None = None, currency: str | None = None) -> str:
    """Format one cell for reading, rounding half up.

    Money is grouped, with the digits of its ``Decimal`` (a float takes those of ``currency``); a rate is a fraction
    shown as a percentage; a date is ISO; a text stays a text whatever the kind; ``None`` is empty.
    Raises ``CalculationError`` for NaN and infinities.
    """
    if not isinstance(value, (Decimal, float, int)) or isinstance(value, bool):
        return _words(value)
    if kind == "rate":
        percentage = finite(value).scaleb(2, _WIDE)
        return f"{_grouped(percentage, RATE_DIGITS if digits is None else digits)} %"
    if digits is not None:
        return _grouped(finite(value), digits)
    if isinstance(value, float) and kind in {"money", "factor"}:
        return _grouped(finite(value), FACTOR_DIGITS if kind == "factor" else minor_digits(currency or ""))
    return _short(value) if isinstance(value, float) else _grouped(finite(value), decimals(finite(value)))


def for_machines(value: Cell, kind: Kind) -> str:
    """Format one cell for a program: no grouping, no unit, no exponent.

    Money keeps every digit; a rate stays a fraction, with 12 significant digits, as do other floats; a date is ISO.
    Raises ``CalculationError`` for NaN and infinities.
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, (Decimal, float, int)):
        return value if isinstance(value, str) else _words(value)
    number = finite(value)
    if kind == "rate" or (isinstance(value, float) and kind != "money"):
        number = _twelve_digits(number)
    return f"{_without_negative_zero(number):f}"


def finite(value: Decimal | float) -> Decimal:
    """Return ``value`` as the ``Decimal`` that its shortest text says. Raises ``CalculationError`` unless finite."""
    number = value if isinstance(value, Decimal) else Decimal(repr(float(value)) if isinstance(value, float) else value)
    if not number.is_finite():
        raise CalculationError(f"{value} is not a number that can be reported")
    return number


def decimals(number: Decimal) -> int:
    """Return how many digits ``number`` has after the point."""
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _words(value: Cell) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else printable(str(value))


def _short(value: float) -> str:
    """Write a float of no fixed digits: 12 significant ones, with an exponent only where zeros would bury them."""
    number = _twelve_digits(finite(value))
    if value and not 1e-6 <= abs(value) < 1e15:
        return f"{number:e}"
    return _grouped(number, decimals(number))


def _twelve_digits(number: Decimal) -> Decimal:
    """Round to 12 significant digits, which is more than any measure has; a whole number keeps all it has."""
    whole = number.to_integral_value()
    return whole if number == whole and abs(number) < 1e15 else number.normalize(_TWELVE_DIGITS)


def _grouped(number: Decimal, digits: int) -> str:
    rounded = number.quantize(Decimal(1).scaleb(-digits), context=_WIDE)
    return f"{_without_negative_zero(rounded):,f}"


def _without_negative_zero(number: Decimal) -> Decimal:
    return number.copy_abs() if number.is_zero() else number
