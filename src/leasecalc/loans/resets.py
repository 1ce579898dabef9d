"""Level payments that are set anew when the rate changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from leasecalc.annuity import future_value, payment

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class RateSegment:
    """So many periods at one rate per period."""

    count: int
    rate: float


def reset_amounts(principal: float, segments: Sequence[RateSegment], *, balloon: float = 0.0) -> list[float]:
    """Return the level payment of each segment: after a change of the rate, what is owed is spread over what is left.

    Payments fall in arrears and are not rounded, nor is the balance that is carried (Commission, Examples for the
    calculation of the APRC, 2015, examples 21 to 23).
    """
    left = sum(segment.count for segment in segments)
    levels: list[float] = []
    balance = principal
    for segment in segments:
        level = -float(payment(segment.rate, left, present_value=balance, future_value=-balloon))
        balance = -float(future_value(segment.rate, segment.count, payment=-level, present_value=balance))
        left -= segment.count
        levels.append(level)
    return levels
