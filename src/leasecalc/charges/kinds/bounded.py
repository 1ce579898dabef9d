"""A rate whose amount is kept between two amounts of money."""

from collections.abc import Iterator
from typing import Literal

from leasecalc.charges import kinds, words
from leasecalc.charges.context import Context, Requirement
from leasecalc.charges.rate import Rate
from leasecalc.reading.faults import Fault
from leasecalc.reading.fields import Amount
from leasecalc.records import record
from leasecalc.values import Value, maximum, minimum


@record(kw_only=True)
class Bounded(Rate):
    """Another rate, at least and at most so much: ``min(max(rate, at_least), at_most)``.

    Example: merchandise processing fee 0.3464 %, at least USD 33.58 and at most USD 651.50 (USA, fiscal year 2026).
    """

    kind: Literal["bounded"] = "bounded"
    of: "kinds.RateKind"
    at_least: Amount | None = None
    at_most: Amount | None = None

    def amount(self, base: Value, context: Context) -> Value:
        """Return the bounded amount."""
        value = self.of.amount(base, context)
        if self.at_least is not None:
            value = maximum(value, context.money(self.at_least.amount, self.at_least.currency))
        if self.at_most is not None:
            value = minimum(value, context.money(self.at_most.amount, self.at_most.currency))
        return value

    def describe(self) -> str:
        """Write the rate and its bounds."""
        pairs = (("at least", self.at_least), ("at most", self.at_most))
        bounds = [f"{word} {words.amount(bound.amount, bound.currency)}" for word, bound in pairs if bound is not None]
        return ", ".join((self.of.describe(), *bounds))

    def inner(self) -> tuple[Rate, ...]:
        """Return the rate that is bounded."""
        return (self.of,)

    def is_proportional(self) -> bool:
        """Say no: a bound is fixed money."""
        return False

    def requirements(self) -> Iterator[Requirement]:
        """Need what the rate needs, and exchange rates for foreign bounds."""
        yield from Rate.requirements(self)
        for bound in (self.at_least, self.at_most):
            if bound is not None:
                yield Requirement("currency", bound.currency)

    def faults(self) -> Iterator[Fault]:
        """Refuse bounds that are missing or crossed."""
        if self.at_least is None and self.at_most is None:
            yield Fault((), "LC514", "the bounded rate has no bound", "give `at_least` or `at_most`")
        elif (
            self.at_least is not None
            and self.at_most is not None
            and self.at_least.currency == self.at_most.currency
            and self.at_least.amount > self.at_most.amount
        ):
            yield Fault(("at_least",), "LC514", f"`at_least` {self.at_least} is above `at_most` {self.at_most}")
