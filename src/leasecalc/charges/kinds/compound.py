"""Several rates on the same base, added up."""

from collections.abc import Iterator
from typing import Literal

from leasecalc.charges import kinds
from leasecalc.charges.context import Context
from leasecalc.charges.rate import Rate
from leasecalc.reading.faults import Fault
from leasecalc.records import record
from leasecalc.values import Value


@record(kw_only=True)
class Compound(Rate):
    """The sum of its parts, each on the same base.

    Example: 15 % + USD 0.4 per cc: a Suzuki Alto of USD 7,800 and 658 cc bears USD 1,433.2 (Uzbekistan, kun.uz
    2023-06-17).
    """

    kind: Literal["compound"] = "compound"
    parts: "tuple[kinds.RateKind, ...]"

    def amount(self, base: Value, context: Context) -> Value:
        """Return the sum."""
        total = self.parts[0].amount(base, context)
        for part in self.parts[1:]:
            total = total + part.amount(base, context)
        return total

    def describe(self) -> str:
        """Join the parts with plus signs."""
        return " + ".join(part.describe() for part in self.parts)

    def inner(self) -> tuple[Rate, ...]:
        """Return the parts."""
        return self.parts

    def faults(self) -> Iterator[Fault]:
        """Refuse a sum of fewer than two parts."""
        if len(self.parts) < 2:
            yield Fault(("parts",), "LC514", "a sum needs at least two parts", "write the one rate by itself")
