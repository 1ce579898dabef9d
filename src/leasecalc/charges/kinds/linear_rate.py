"""A percentage that itself rises with the value of the car or with one of its facts."""

from collections.abc import Iterator
from typing import Literal

from leasecalc.charges import words
from leasecalc.charges.context import Context, Requirement
from leasecalc.charges.facts import NUMBER_FACTS
from leasecalc.charges.rate import Rate
from leasecalc.reading.faults import Fault
from leasecalc.reading.fields import Identifier, Percent
from leasecalc.records import record
from leasecalc.values import Value, maximum, minimum, number

BASE = "base"
"""The word for the base of the line itself, where a kind looks at a named quantity."""


@record(kw_only=True)
class LinearRate(Rate):
    """A percentage of the base that is a linear function of a quantity: ``base × clip(slope × by + intercept)``.

    `slope` is the percentage added per unit of `by`: the base itself, a number fact or an amount.

    Example: (0.00003 × A − 0.75) %, at most 30 %: A = R420,000 gives 11.85 %, R49,770 (South Africa, ad valorem excise,
    Schedule 1 Part 2B item 126.04 as quoted by the press).
    """

    kind: Literal["linear_rate"] = "linear_rate"
    slope: Percent
    intercept: Percent
    by: Identifier = BASE
    at_least: Percent | None = None
    at_most: Percent | None = None

    def amount(self, base: Value, context: Context) -> Value:
        """Return the base times the rate that its quantity gives."""
        quantity = base if self.by == BASE else context.named(self.by)
        rate = quantity * number(self.slope) + number(self.intercept)
        if self.at_least is not None:
            rate = maximum(rate, number(self.at_least))
        if self.at_most is not None:
            rate = minimum(rate, number(self.at_most))
        return base * rate

    def describe(self) -> str:
        """Write the formula of the rate and its bounds."""
        pairs = (("at least", self.at_least), ("at most", self.at_most))
        bounds = [f"{word} {words.percent(bound)}" for word, bound in pairs if bound is not None]
        return ", ".join((self._formula(), *bounds))

    def _formula(self) -> str:
        """Write the rate as a percentage, without a constant that is zero."""
        if self.intercept == 0:
            return f"{words.percent(self.slope)} × {self.by}"
        sign = "+" if self.intercept > 0 else "−"
        return f"({words.plain(self.slope * 100)} × {self.by} {sign} {words.plain(abs(self.intercept) * 100)}) %"

    def is_proportional(self) -> bool:
        """Say yes where the percentage depends on a fact of the car, no where it depends on money."""
        return self.by in NUMBER_FACTS

    def requirements(self) -> Iterator[Requirement]:
        """Need the quantity, if it is not the base."""
        if self.by != BASE:
            yield Requirement("amount", self.by)

    def faults(self) -> Iterator[Fault]:
        """Refuse a rate without a slope and crossed bounds."""
        if self.slope == 0:
            yield Fault(("slope",), "LC514", "a linear rate without a slope is a plain percentage", "write `kind: ad_valorem`")
        if self.at_least is not None and self.at_most is not None and self.at_least > self.at_most:
            yield Fault(("at_least",), "LC514", "`at_least` is above `at_most`")
