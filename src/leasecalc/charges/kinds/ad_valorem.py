"""A percentage of the base."""

from collections.abc import Iterator
from typing import Literal

from leasecalc.charges import words
from leasecalc.charges.context import Context
from leasecalc.charges.rate import Rate, zero_fault
from leasecalc.reading.faults import Fault
from leasecalc.reading.fields import Percent
from leasecalc.records import record
from leasecalc.values import Value, number


@record(kw_only=True)
class AdValorem(Rate):
    """A percentage of the base: ``base × rate``.

    Example: 25 % of a customs value of R300,000 is R75,000 (South Africa, Schedule 1 Part 1). Used by every market.
    """

    kind: Literal["ad_valorem"] = "ad_valorem"
    rate: Percent

    def amount(self, base: Value, context: Context) -> Value:  # noqa: ARG002
        """Return ``base × rate``."""
        return base * number(self.rate)

    def is_proportional(self) -> bool:
        """Say yes: no money is fixed."""
        return True

    def describe(self) -> str:
        """Write the percentage."""
        return words.percent(self.rate)

    def faults(self) -> Iterator[Fault]:
        """Refuse a zero that is not said in words."""
        if self.rate == 0:
            yield zero_fault("rate", "a rate")
