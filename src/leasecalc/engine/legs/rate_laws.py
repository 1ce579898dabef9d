"""How a quotation moves after the pricing date: by covered interest parity, along dated rates, or held in a band until a day.

Each law gives the rate after so many years (the deal's day count) from the rate of the pricing date, which a knob or a simulation may turn; it
scales with it. Before the pricing date the rate of the pricing date holds.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from leasecalc.currency.forward import forward_rate
from leasecalc.records import record
from leasecalc.values import clip, is_array, maximum, power, where

if TYPE_CHECKING:
    from leasecalc.currency.forward import Compounding
    from leasecalc.values import Value


@record(kw_only=True)
class ForwardLaw:
    """Spot x growth of the quote currency / growth of the base currency (Hull, forward contracts on currencies)."""

    base_rate: Value
    quote_rate: Value
    compounding: Compounding

    def at(self, spot: Value, years: Value) -> Value:
        """Return the forward rate after ``years``."""
        if _is_over(years):
            return spot
        return forward_rate(spot, quote_rate=self.quote_rate, base_rate=self.base_rate, years=years, compounding=self.compounding)


@record(kw_only=True)
class CurveLaw:
    """Rates at times in years, the written rate of the pricing date first; the last one holds afterwards."""

    points: tuple[tuple[float, float], ...]
    interpolation: Literal["linear", "log_linear"]

    def at(self, spot: Value, years: Value) -> Value:
        """Return the rate after ``years``: that of a point on its day, between two of them by ``interpolation`` of rate or of its logarithm."""
        if _is_over(years):
            return spot
        return self._written(years) * (spot / self.points[0][1])

    def _written(self, years: Value) -> Value:
        if is_array(years):
            return self._by_cases(years)
        for (before, lower), (after, upper) in pairwise(self.points):
            if years == after:
                return upper
            if years < after:
                passed = (years - before) / (after - before)
                if self.interpolation == "linear":
                    return lower + (upper - lower) * passed
                return lower * power(upper / lower, passed)
        return self.points[-1][1]

    def _by_cases(self, years: Value) -> Value:
        """Return the rate after years that are no one number: those to the end of a lease whose term is a formula."""
        found: Value = self.points[-1][1]
        for (before, lower), (after, upper) in reversed(list(pairwise(self.points))):
            passed = (years - before) / (after - before)
            between = lower + (upper - lower) * passed if self.interpolation == "linear" else lower * power(upper / lower, passed)
            found = where(years <= after, between, found)
        return found


@record(kw_only=True)
class PegLaw:
    """The rate of the pricing date, kept between ``low`` and ``high``, until so many years; from then on it grows by ``drift`` a year."""

    low: float
    high: float
    until: float
    drift: Value

    def at(self, spot: Value, years: Value) -> Value:
        """Return the rate after ``years``."""
        held = clip(spot, self.low, self.high)
        if is_array(years):
            return held * power(1.0 + self.drift, maximum(years - self.until, 0.0))
        return held if years <= self.until else held * power(1.0 + self.drift, years - self.until)


def _is_over(years: Value) -> bool:
    """Return whether a day is not after the pricing date; the end of a lease always is."""
    return isinstance(years, (int, float)) and years <= 0.0


RateLaw = ForwardLaw | CurveLaw | PegLaw

__all__ = ["CurveLaw", "ForwardLaw", "PegLaw", "RateLaw"]
