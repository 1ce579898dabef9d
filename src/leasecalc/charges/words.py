"""How rates and amounts are written in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal


def plain(number: Decimal) -> str:
    """Write a number without an exponent and without trailing zeros."""
    return f"{number.normalize():f}"


def percent(rate: Decimal) -> str:
    """Write a fraction as a percentage: 0.25 is `25 %`."""
    return f"{plain(rate * 100)} %"


def amount(number: Decimal, currency: str | None) -> str:
    """Write an amount with its currency, as it was typed."""
    return f"{number:f} {currency}" if currency else f"{number:f}"
