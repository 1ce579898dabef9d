"""How a quotation moves after the pricing date: by covered interest parity, along dated rates, or held in a band until a day.

Each law gives the rate after so many years (the deal's day count) from the rate of the pricing date, which a knob or a simulation may turn; it
scales with it. Before the pricing date the rate of the pricing date holds.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from leasecalc.currency.forward import forward_rate
from leasecalc.records import record
from leasecalc.values import clip, power

if TYPE_CHECKING:
    from leasecalc.currency.forward import Compounding
    from leasecalc.values import Value


@record(kw_only=True)
class ForwardLaw:
    """Spot x growth of the quote currency / growth of the base currency (Hull, forward contracts on currencies)."""

    base_rate: Value
    quote_rate: Value
    compounding: Compounding

    def at(self, spot: Value, years: float) -> Value:
        """Return the forward rate after ``years``."""
        if years <= 0.0:
            return spot
        return forward_rate(spot, quote_rate=self.quote_rate, base_rate=self.base_rate, years=years, compounding=self.compounding)


@record(kw_only=True)
class CurveLaw:
    """Rates at times in years, the written rate of the pricing date first; the last one holds afterwards."""

    points: tuple[tuple[float, float], ...]
    interpolation: Literal["linear", "log_linear"]

    def at(self, spot: Value, years: float) -> Value:
        """Return the rate after ``years``: that of a point on its day, between two of them by ``interpolation`` of rate or of its logarithm."""
        if years <= 0.0:
            return spot
        return self._written(years) * (spot / self.points[0][1])

    def _written(self, years: float) -> Value:
        for (before, lower), (after, upper) in pairwise(self.points):
            if years == after:
                return upper
            if years < after:
                passed = (years - before) / (after - before)
                if self.interpolation == "linear":
                    return lower + (upper - lower) * passed
                return lower * power(upper / lower, passed)
        return self.points[-1][1]


@record(kw_only=True)
class PegLaw:
    """The rate of the pricing date, kept between ``low`` and ``high``, until so many years; from then on it grows by ``drift`` a year."""

    low: float
    high: float
    until: float
    drift: Value

    def at(self, spot: Value, years: float) -> Value:
        """Return the rate after ``years``."""
        held = clip(spot, self.low, self.high)
        return held if years <= self.until else held * power(1.0 + self.drift, years - self.until)


RateLaw = ForwardLaw | CurveLaw | PegLaw

__all__ = ["CurveLaw", "ForwardLaw", "PegLaw", "RateLaw"]
