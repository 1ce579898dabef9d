"""What the evaluation of a rate may look at besides its base."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from leasecalc.charges.facts import Facts
from leasecalc.errors import Diagnostic, InputError
from leasecalc.records import field, record
from leasecalc.values import number

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal

    from leasecalc.values import Value, number

UNITS = "units"
"""The base of a charge per vehicle: its amount is 1."""


@record
class Requirement:
    """One thing that a rate needs: a `fact`, an `amount` (or line), a `currency`, a `series`, or an `answer`."""

    what: Literal["fact", "amount", "currency", "series", "answer"]
    name: str


@record
class Context:
    """Hold the surroundings of one evaluation.

    `currency` is the market's; `fx` gives, for any other currency, how many units of it one unit of that
    currency is worth for customs; `series` the values of index units on the date, in `currency`; `amounts`
    the named amounts (fob, freight, retail_price) and the lines already evaluated, in `currency`; `on` is the day
    whose law is asked, for rates that count periods of the calendar.
    """

    currency: str
    facts: Facts = field(default_factory=Facts)
    fx: Mapping[str, Value] = field(default_factory=dict)
    series: Mapping[str, Value] = field(default_factory=dict)
    amounts: Mapping[str, Value] = field(default_factory=dict)
    on: date | None = None

    def named(self, name: str) -> Value:
        """Return an amount, a line's amount or a number fact. Raises ``InputError`` (LC519) when nobody gave it."""
        if name == UNITS:
            return 1.0
        if name in self.amounts:
            return self.amounts[name]
        if name in self.facts.numbers:
            return self.facts.numbers[name]
        raise InputError((Diagnostic("LC519", f"`{name}` is needed and was not given"),))

    def text(self, name: str) -> str:
        """Return a text fact. Raises ``InputError`` (LC505) when nobody gave it."""
        if name not in self.facts.texts:
            raise InputError((Diagnostic("LC505", f"the fact `{name}` is needed and was not given"),))
        return self.facts.texts[name]

    def money(self, amount: Decimal, currency: str | None) -> Value:
        """Convert a typed amount into the market's currency. Raises ``InputError`` (LC506) without a rate."""
        if currency is None or currency == self.currency:
            return number(amount)
        if currency not in self.fx:
            raise InputError((missing_exchange_rate(currency, self.currency),))
        return number(amount) * self.fx[currency]

    def unit_value(self, series: str) -> Value:
        """Return the value of an index unit on the date. Raises ``InputError`` (LC518) when it is not known."""
        if series not in self.series:
            raise InputError((Diagnostic("LC518", f"the index unit `{series}` has no value on the date"),))
        return self.series[series]


def missing_exchange_rate(currency: str, market_currency: str) -> Diagnostic:
    """Ask for a customs exchange rate."""
    return Diagnostic(
        "LC506",
        f"a charge is fixed in {currency} and no customs rate to {market_currency} was given",
        f"give the rate {currency}/{market_currency}, that is {market_currency} for 1 {currency}",
    )
