"""A tax by formula: the base times a sum of terms, each on a fact of the vehicle."""

from collections.abc import Iterator
from typing import Literal

from leasecalc.charges import words
from leasecalc.charges.context import Context, Requirement
from leasecalc.charges.facts import NUMBER_FACTS
from leasecalc.charges.rate import Rate, zero_fault
from leasecalc.reading.faults import Fault
from leasecalc.reading.fields import Identifier, Number
from leasecalc.reading.suggest import did_you_mean
from leasecalc.records import record
from leasecalc.values import Value, number


@record(kw_only=True)
class Term:
    """One term: `times` × the fact `of`, or `times` ÷ the fact `over`, or `times` alone."""

    times: Number
    of: Identifier | None = None
    over: Identifier | None = None

    def value(self, context: Context) -> Value:
        """Return the term for the facts of the vehicle."""
        if self.of is not None:
            return context.named(self.of) * number(self.times)
        return number(self.times) / context.named(self.over) if self.over is not None else number(self.times)

    def facts(self) -> tuple[str, ...]:
        """Return the fact of the term, if it has one."""
        return tuple(name for name in (self.of, self.over) if name is not None)

    def describe(self) -> str:
        """Write the term."""
        number = words.plain(self.times)
        return f"{number} × {self.of}" if self.of is not None else f"{number} ÷ {self.over}" if self.over is not None else number

    def faults(self) -> Iterator[Fault]:
        """Refuse two facts in one term, and names that are no number facts."""
        if self.of is not None and self.over is not None:
            yield Fault(("over",), "LC514", "one term has both `of` and `over`", "keep one of them")
        for key, name in (("of", self.of), ("over", self.over)):
            if name is not None and name not in NUMBER_FACTS:
                yield Fault((key,), "LC507", f"`{name}` is not a number fact", did_you_mean(name, NUMBER_FACTS))


@record(kw_only=True)
class Product(Rate):
    """A formula of several factors: ``base × times × Σ terms``, counted in units of `series` where one is named.

    Example: green tax in UTM = (35 ÷ urban km per litre + 120 × NOx in g/km) × price × 0.00000006 (Chile from 2017,
    t13.cl): 14 km/l, 0.02 g/km and 10 million pesos give 2.94 UTM.
    """

    kind: Literal["product"] = "product"
    times: Number
    terms: tuple[Term, ...]
    series: Identifier | None = None

    def amount(self, base: Value, context: Context) -> Value:
        """Return the product."""
        total: Value = 0.0
        for term in self.terms:
            total = total + term.value(context)
        amount = base * number(self.times) * total
        return amount if self.series is None else amount * context.unit_value(self.series)

    def is_proportional(self) -> bool:
        """Say yes unless it is counted in a unit of money."""
        return self.series is None

    def describe(self) -> str:
        """Write the formula."""
        unit = f" {self.series.upper()}" if self.series is not None else ""
        return f"base × {words.plain(self.times)} × ({' + '.join(term.describe() for term in self.terms)}){unit}"

    def requirements(self) -> Iterator[Requirement]:
        """Need the facts of the terms and the value of the unit."""
        for term in self.terms:
            yield from (Requirement("fact", name) for name in term.facts())
        if self.series is not None:
            yield Requirement("series", self.series)

    def faults(self) -> Iterator[Fault]:
        """Refuse a sum without terms, and a zero that is not said in words."""
        if not self.terms:
            yield Fault(("terms",), "LC514", "the formula has no terms", "write at least one, or `kind: ad_valorem`")
        if self.times == 0:
            yield zero_fault("times", "a factor")
