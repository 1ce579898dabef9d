"""A share of another rate."""

from collections.abc import Iterator
from typing import Literal

from leasecalc.charges import kinds, words
from leasecalc.charges.context import Context
from leasecalc.charges.rate import Rate, zero_fault
from leasecalc.reading.faults import Fault
from leasecalc.reading.fields import Percent
from leasecalc.records import record
from leasecalc.values import Value, number


@record(kw_only=True)
class Scaled(Rate):
    """A share of what another rate gives: ``factor × amount``.

    Example: hybrids bear 70 % of the special consumption tax of a petrol car (Vietnam from 2026, decree 360/2025).
    """

    kind: Literal["scaled"] = "scaled"
    factor: Percent
    of: "kinds.RateKind"

    def amount(self, base: Value, context: Context) -> Value:
        """Return the share."""
        return self.of.amount(base, context) * number(self.factor)

    def describe(self) -> str:
        """Write the share and the rate."""
        return f"{words.percent(self.factor)} of ({self.of.describe()})"

    def inner(self) -> tuple[Rate, ...]:
        """Return the rate that is shared."""
        return (self.of,)

    def faults(self) -> Iterator[Fault]:
        """Refuse a zero that is not said in words."""
        if self.factor == 0:
            yield zero_fault("factor", "a share")
