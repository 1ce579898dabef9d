"""A rate picked by a fact that is a word: the maker, the model, the state, the body."""

from collections.abc import Iterator
from typing import Literal

from leasecalc.charges import kinds
from leasecalc.charges.context import Context, Requirement
from leasecalc.charges.facts import TEXT_FACTS
from leasecalc.charges.rate import Rate
from leasecalc.errors import Diagnostic, InputError
from leasecalc.reading.faults import Fault
from leasecalc.reading.fields import Identifier, Text
from leasecalc.reading.suggest import did_you_mean
from leasecalc.records import record
from leasecalc.values import Value


@record(kw_only=True)
class ByFact(Rate):
    """Any rate, picked by a fact in words: the row whose name is the fact's, else `otherwise`.

    Names are compared without regard to case. `by_maker` is the short form for percentages by maker; this one takes
    any fact and any kind of rate.

    Example: cars of Asian makes up to 800 cc paid USD 4,000 in all, others USD 6,000 (Pakistan, SRO 577 of 2005).
    """

    kind: Literal["by_fact"] = "by_fact"
    fact: Identifier
    rates: "dict[Text, kinds.RateKind]"
    otherwise: "kinds.RateKind | None" = None

    def amount(self, base: Value, context: Context) -> Value:
        """Return what the picked rate gives. Raises ``InputError`` (LC520) for a word that has none."""
        return self.rate_of(context.text(self.fact)).amount(base, context)

    def rate_of(self, word: str) -> Rate:
        """Return the rate of a word."""
        for name, rate in self.rates.items():
            if name.casefold() == word.casefold():
                return rate
        if self.otherwise is None:
            known = ", ".join(self.rates)
            raise InputError((Diagnostic("LC520", f"no rate is known for the {self.fact} `{word}`", f"the file names {known}"),))
        return self.otherwise

    def inner(self) -> tuple[Rate, ...]:
        """Return every rate that may be picked."""
        return (*self.rates.values(), *(() if self.otherwise is None else (self.otherwise,)))

    def describe(self) -> str:
        """List words and rates."""
        listed = [f"{self.fact} {name}: {rate.describe()}" for name, rate in self.rates.items()]
        return "; ".join(listed if self.otherwise is None else [*listed, f"else {self.otherwise.describe()}"])

    def requirements(self) -> Iterator[Requirement]:
        """Need the fact, and what the rates need, except answers that only one word asks for."""
        yield Requirement("fact", self.fact)
        yield from (need for need in Rate.requirements(self) if need.what != "answer")

    def faults(self) -> Iterator[Fault]:
        """Refuse a fact that is not a word, and an empty table."""
        if self.fact not in TEXT_FACTS:
            yield Fault(("fact",), "LC507", f"`{self.fact}` is not a fact in words", did_you_mean(self.fact, TEXT_FACTS))
        if not self.rates:
            yield Fault(("rates",), "LC514", "the table has no rows", "write at least one name with its rate")
