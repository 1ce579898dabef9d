"""Trial values: a deal priced at values of one knob or of several, with a reason wherever it has no price."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, Generic, TypeVar

from leasecalc.errors import LeasecalcError

if TYPE_CHECKING:
    from leasecalc.engine.measures import Measure
    from leasecalc.engine.price import Priced

Place = TypeVar("Place", bound=Hashable)

#: What a trial value may meet: no instalment, a rate of the market that is not known there, a number out of the tested domain.
NO_PRICE = (ArithmeticError, LeasecalcError)


class Trials(Generic[Place]):
    """Prices at trial values, each only once. ``reasons`` says where there was none and why."""

    def __init__(self, price_at: Callable[[Place], Priced]) -> None:
        self._price_at = price_at
        self._known: dict[Place, Priced | None] = {}
        self.reasons: dict[Place, str] = {}

    def at(self, place: Place) -> Priced | None:
        """Return the deal priced at ``place``, or None where it has no price."""
        if place not in self._known:
            try:
                self._known[place] = self._price_at(place)
            except NO_PRICE as error:
                self._known[place] = None
                self.reasons[place] = str(error)
        return self._known[place]

    @property
    def count(self) -> int:
        """Return how many values were tried."""
        return len(self._known)

    def why(self) -> tuple[str, ...]:
        """Return the different reasons for which there was no price."""
        return tuple(dict.fromkeys(self.reasons.values()))

    def function(self, measure: Measure) -> Callable[[Place], float]:
        """Return the measure as a function of the trial value, computed once for each; NaN where it has no value."""
        known: dict[Place, float] = {}

        def measured(place: Place) -> float:
            if place not in known:
                known[place] = compute(place)
            return known[place]

        def compute(place: Place) -> float:
            priced = self.at(place)
            if priced is None:
                return math.nan
            try:
                return float(measure.compute(priced))
            except NO_PRICE as error:
                self.reasons[place] = str(error)
                return math.nan

        return measured
