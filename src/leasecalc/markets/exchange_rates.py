"""The table of exchange rates: dated publications, each with its source, and the rate of a pair on a day."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from leasecalc.charges.source import Source
from leasecalc.dates import add_months
from leasecalc.markets.dated import Reviewed
from leasecalc.reading.faults import Fault
from leasecalc.reading.fields import CurrencyCode, Day, Number, Text
from leasecalc.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from leasecalc.charges.stack import Flag


@record(kw_only=True)
class Publication(Reviewed):
    """Rates that one publisher gave for one day: units of each currency in `rates` for one unit of `base`.

    `reference` and `official` are rates of a central bank, `market` of anybody else; a `peg` holds from its day on.
    """

    base: CurrencyCode
    on: Day
    kind: Literal["reference", "official", "market", "peg"]
    rates: dict[CurrencyCode, Number]
    source: Source
    note: Text | None = None

    def faults(self) -> Iterator[Fault]:
        """Refuse a publication without rates, a rate of the base in itself, and one that is not above zero."""
        if not self.rates:
            yield Fault(("rates",), "LC514", "the publication has no rates", "write `rates: {ZAR: 16.37}`")
        for currency, rate in self.rates.items():
            if currency == self.base:
                yield Fault(("rates", currency), "LC514", f"a rate of {currency} in itself", "remove it, or correct `base`")
            if rate <= 0:
                message = f"the rate {self.base}/{currency} must be above zero, not {rate}"
                yield Fault(("rates", currency), "LC522", message, f"write how many {currency} one {self.base} is worth")


@record(kw_only=True)
class NotFound:
    """A currency that no rate was found for, and why."""

    currency: CurrencyCode
    reason: Text


@record(kw_only=True)
class ExchangeRates(Reviewed):
    """The table: `review_every_months` says how long a rate counts as current, unless its publication says otherwise."""

    notes: tuple[Text, ...] = ()
    publications: tuple[Publication, ...]
    not_found: tuple[NotFound, ...] = ()

    def currencies(self) -> frozenset[str]:
        """Return every currency that has a rate."""
        return frozenset(code for one in self.publications for code in (one.base, *one.rates))

    def faults(self) -> Iterator[Fault]:
        """Refuse two rates of a pair on one day, and a currency that is both there and not found."""
        for series in series_of(self).values():
            for (_, earlier), (index, later) in pairwise(series):
                if earlier.on == later.on:
                    double = next(code for code in later.rates if code in earlier.rates)
                    yield Fault(("publications", index, "rates", double), "LC512",
                                f"{later.base}/{double} has two rates on {later.on}", "keep the better source")  # fmt: skip
        for index, missing in enumerate(self.not_found):
            if missing.currency in self.currencies():
                yield Fault(("not_found", index), "LC516", f"{missing.currency} has a rate above and stands under `not_found`")


@record(kw_only=True)
class Quotation:
    """The rate of one pair that counts on a day: units of `quote` for one `base`; `later` says it was published after that day."""

    base: str
    quote: str
    rate: float
    on: date
    kind: str
    source: Source
    flags: tuple[Flag, ...]
    later: bool = False

    @property
    def pair(self) -> str:
        """The pair as it is written in a deal."""
        return f"{self.base}/{self.quote}"


def series_of(table: ExchangeRates) -> dict[str, list[tuple[int, Publication]]]:
    """Return the publications of each pair, with their index, ordered by day."""
    found: dict[str, list[tuple[int, Publication]]] = {}
    for index, one in enumerate(table.publications):
        for currency in one.rates:
            found.setdefault(f"{one.base}/{currency}", []).append((index, one))
    return {pair: sorted(series, key=lambda entry: entry[1].on) for pair, series in found.items()}


def due_on(publication: Publication, table: ExchangeRates) -> date | None:
    """Return the last day on which a rate counts as current; None if nobody said how long."""
    months = publication.review_every_months or table.review_every_months
    return add_months(publication.confirmed_on or publication.on, months) if months is not None else None


def quotations(table: ExchangeRates, on: date) -> tuple[Quotation, ...]:
    """Return for each pair the last rate published up to the day, or else the first one after it.

    A rate is stale that is past its review date or was published after the day asked for.
    """
    found = []
    for pair, series in series_of(table).items():
        begun = [one for _, one in series if one.on <= on]
        chosen = begun[-1] if begun else series[0][1]
        due = due_on(chosen, table)
        stale = not begun or due is None or on > due
        doubt: tuple[Flag, ...] = () if chosen.source.confidence == "verified" else (chosen.source.confidence,)
        quote = pair.partition("/")[2]
        found.append(
            Quotation(base=chosen.base, quote=quote, rate=float(chosen.rates[quote]), on=chosen.on, kind=chosen.kind,
                      source=chosen.source, flags=(*doubt, *(("stale",) if stale else ())), later=not begun)
        )  # fmt: skip
    return tuple(found)
