"""The exchange rates of one run of `landed`: those that were typed, then those of the library's table."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from leasecalc.deal.terms import route

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from leasecalc.markets.exchange_rates import Quotation
    from leasecalc.markets.library import Library


class TableRates:
    """Typed quotes before the table's: what they reach alone is theirs, and a typed pair replaces the table's in either direction."""

    def __init__(self, typed: Mapping[str, float], table: Iterable[Quotation]) -> None:
        both = {*typed, *("/".join(reversed(pair.split("/"))) for pair in typed)}
        self.table = {one.pair: one for one in table if one.pair not in both}
        self.typed = dict(typed)
        self.known = {**typed, **{pair: one.rate for pair, one in self.table.items()}}

    def into(self, currency: str) -> Mapping[str, float]:
        """Return units of `currency` per unit of every other that typed and tabled rates reach."""
        return {**rates_into(self.known)(currency), **rates_into(self.typed)(currency)}

    def used(self, currency: str, codes: Iterable[str]) -> tuple[Quotation, ...]:
        """Return the quotations of the table on the way from each of `codes` to `currency`, each once."""
        found: dict[str, Quotation] = {}
        for code in codes:
            if route(self.typed, code, currency) is not None:
                continue
            for here, there in pairwise(route(self.known, code, currency) or ()):
                one = self.table.get(f"{here}/{there}") or self.table.get(f"{there}/{here}")
                if one is not None:
                    found[one.pair] = one
        return tuple(found.values())


def table_rates(library: Library, typed: Mapping[str, float], on: date) -> TableRates:
    """Return the rates for a day; without a table in the library, the typed ones alone."""
    from leasecalc.markets.exchange_rates import quotations

    sheet = library.exchange_rates()
    return TableRates(typed, quotations(sheet.document, on) if sheet is not None else ())


def rates_into(known: Mapping[str, float]) -> Callable[[str], Mapping[str, float]]:
    """Return a function that gives, for a currency, units of it per unit of every other that the quotes reach."""

    def into(currency: str) -> Mapping[str, float]:
        from leasecalc.engine.legs.exchange import Exchange

        exchange = Exchange(currency, known, {}, (0.0,))
        found = {}
        for code in sorted({code for pair in known for code in pair.split("/")} - {currency}):
            try:
                found[code] = float(exchange.spot(code, currency))
            except KeyError:
                continue
        return found

    return into
