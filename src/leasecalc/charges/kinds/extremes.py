"""The larger or the smaller of several rates: "but not less than" and "but not more than"."""

from collections.abc import Iterator
from typing import Literal

from leasecalc.charges import kinds
from leasecalc.charges.context import Context
from leasecalc.charges.rate import Rate
from leasecalc.reading.faults import Fault
from leasecalc.records import record
from leasecalc.values import Value, maximum, minimum


@record(kw_only=True)
class _Extreme(Rate):
    """What `max_of` and `min_of` share."""

    of: "tuple[kinds.RateKind, ...]"

    def amounts(self, base: Value, context: Context) -> list[Value]:
        """Return what each rate gives."""
        return [rate.amount(base, context) for rate in self.of]

    def inner(self) -> tuple[Rate, ...]:
        """Return the rates to choose from."""
        return self.of

    def faults(self) -> Iterator[Fault]:
        """Refuse a choice among fewer than two rates."""
        if len(self.of) < 2:
            yield Fault(("of",), "LC514", "a choice needs at least two rates", "write the one rate by itself")


@record(kw_only=True)
class MaxOf(_Extreme):
    """The largest of several amounts.

    Examples: 20 %, but not less than EUR 0.44 per cc (Eurasian tariff, used hybrids); 30 %, but not less than USD 8,500
    (Türkiye 2025); USD 12,000 and 2,400 cc at max(35 %, EUR 2.15 per cc), EUR 1 = USD 1.4, give 7,224 (Kazakhstan).
    """

    kind: Literal["max_of"] = "max_of"

    def amount(self, base: Value, context: Context) -> Value:
        """Return the largest."""
        first, *others = self.amounts(base, context)
        for other in others:
            first = maximum(first, other)
        return first

    def describe(self) -> str:
        """Join with "but not less than"."""
        return ", but not less than ".join(rate.describe() for rate in self.of)


@record(kw_only=True)
class MinOf(_Extreme):
    """The smallest of several amounts.

    Example: the smaller of 10 % and 20 % of the part above CAD 100,000: a car of 130,000 bears 6,000 (Canada, luxury
    tax, livingstonintl.com).
    """

    kind: Literal["min_of"] = "min_of"

    def amount(self, base: Value, context: Context) -> Value:
        """Return the smallest."""
        first, *others = self.amounts(base, context)
        for other in others:
            first = minimum(first, other)
        return first

    def describe(self) -> str:
        """Join with "but not more than"."""
        return ", but not more than ".join(rate.describe() for rate in self.of)
