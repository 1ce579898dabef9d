"""Amounts of a batch in one currency, by the library's dated table of exchange rates, where the user asks for it (`--in USD`)."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from leasecalc.deal.terms import route
from leasecalc.engine.legs.exchange import Exchange
from leasecalc.errors import UsageError
from leasecalc.money import CURRENCIES

if TYPE_CHECKING:
    from leasecalc.markets.exchange_rates import Quotation
    from leasecalc.markets.library import Library


class OneCurrency:
    """Converts amounts at the table's rate of a deal's pricing date, and keeps which rates it took."""

    def __init__(self, library: Library, currency: str) -> None:
        """Take the table of ``library``. Raises ``UsageError`` for what is no currency, or without a table."""
        if currency not in CURRENCIES:
            raise UsageError(f"--in takes a currency such as USD, not `{currency}`")
        sheet = library.exchange_rates()
        if sheet is None:
            raise UsageError("--in: the market library has no table of exchange rates")
        self.currency = currency
        self.taken: dict[tuple[str, date], Quotation] = {}
        """Each rate that was taken, by its pair and its own day."""
        self._table = sheet.document
        self._known: dict[tuple[str, str], float | None] = {}

    def rate(self, of: str, on: str) -> float | None:
        """Return units of the currency per unit of another on a day (ISO), None where no quotation leads there."""
        if of == self.currency:
            return 1.0
        if (of, on) not in self._known:
            self._known[of, on] = self._looked_up(of, date.fromisoformat(on))
        return self._known[of, on]

    def _looked_up(self, of: str, on: date) -> float | None:
        from leasecalc.markets.exchange_rates import quotations

        table = {one.pair: one for one in quotations(self._table, on)}
        way = route(tuple(table), of, self.currency)
        if way is None:
            return None
        for here, there in pairwise(way):
            one = table.get(f"{here}/{there}") or table[f"{there}/{here}"]
            self.taken[one.pair, one.on] = one
        return float(Exchange(self.currency, {pair: one.rate for pair, one in table.items()}, {}, (0.0,)).spot(of, self.currency))
