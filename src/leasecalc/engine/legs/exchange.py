"""Exchange of money into the currency of the deal, on a date of the grid."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING

from leasecalc.deal.terms import route
from leasecalc.records import field, record
from leasecalc.values import Value, power

if TYPE_CHECKING:
    from leasecalc.engine.legs.rate_laws import RateLaw


@record
class Exchange:
    """Factors that turn money of any quoted currency into ``currency``.

    ``quotes`` and ``drift`` hold values by pair (``BASE/QUOTE``); a quote grows by ``(1 + drift) ** years``, or by its law. ``years`` is the time grid.
    """

    currency: str
    quotes: Mapping[str, Value]
    drift: Mapping[str, Value]
    years: tuple[float, ...]
    paths: Mapping[str, Mapping[float, Value]] = field(default_factory=dict)
    """By pair and years: multiples of the quote, in a simulation."""
    laws: Mapping[str, RateLaw] = field(default_factory=dict)
    worth: Mapping[str, Value] = field(default_factory=dict)
    """By currency: what it is worth on days of payment, as a multiple; amounts fixed on the pricing date do not follow."""
    _known: dict[tuple[str, str, float], Value] = field(default_factory=dict)

    def factor(self, currency: str, at: int) -> Value:
        """Return units of the deal's currency per unit of ``currency`` at grid index ``at``; exactly 1.0 for the same currency."""
        found = self.between(currency, self.currency, self.years[at])
        return found * self.worth[currency] if currency in self.worth else found

    def fixing(self, currency: str, into: str, at: int) -> Value:
        """Return units of ``into`` per unit of ``currency`` by which a contract fixes a payment at grid index ``at``; worth is that of that day too."""
        found = self.between(currency, into, self.years[at])
        return found * self.worth.get(currency, 1.0) / self.worth.get(into, 1.0) if self.worth else found

    def spot(self, currency: str, into: str) -> Value:
        """Return units of ``into`` per unit of ``currency`` on the pricing date."""
        return self.between(currency, into, 0.0)

    def between(self, start: str, goal: str, years: float) -> Value:
        """Return units of ``goal`` per unit of ``start`` after ``years``."""
        if start == goal:
            return 1.0
        key = (start, goal, years if self.drift or self.paths or self.laws else 0.0)
        if key not in self._known:
            factor: Value = 1.0
            for _, quote, inverse in self.quotations(start, goal, years):
                factor = factor / quote if inverse else factor * quote
            self._known[key] = factor
        return self._known[key]

    def quotations(self, start: str, goal: str, years: float) -> Iterator[tuple[str, Value, bool]]:
        """Yield each pair on the way from ``start`` to ``goal``, its quotation after ``years``, and whether it is divided by."""
        chain = route(self.quotes, start, goal)
        if chain is None:  # resolve() has asked for every pair that is needed
            raise KeyError(f"{start}/{goal}")
        for here, there in pairwise(chain):
            inverse = f"{here}/{there}" not in self.quotes
            pair = f"{there}/{here}" if inverse else f"{here}/{there}"
            quote = self.quotes[pair]
            if pair in self.drift:
                quote = quote * power(1.0 + self.drift[pair], years)
            elif pair in self.laws:
                quote = self.laws[pair].at(quote, years)
            if pair in self.paths:
                quote = quote * self.paths[pair].get(years, 1.0)
            yield pair, quote, inverse
