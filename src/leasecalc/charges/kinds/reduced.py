"""A rate less a reduction that is itself calculated on its amount."""

from typing import Literal

from leasecalc.charges import kinds
from leasecalc.charges.context import Context
from leasecalc.charges.rate import Rate
from leasecalc.records import record
from leasecalc.values import Value


@record(kw_only=True)
class Reduced(Rate):
    """A rate's amount less a second rate on that amount: ``A − by(A)``, where ``A = of(base)``.

    Example: a fixed total of USD 4,400 for a car up to 800 cc, 1 % less for each month of age and at most half: 36
    months leave 2,816 (Pakistan, SRO 577, customstoday.com.pk).
    """

    kind: Literal["reduced"] = "reduced"
    of: "kinds.RateKind"
    by: "kinds.RateKind"

    def amount(self, base: Value, context: Context) -> Value:
        """Return the amount after the reduction."""
        full = self.of.amount(base, context)
        return full - self.by.amount(full, context)

    def inner(self) -> tuple[Rate, ...]:
        """Return the rate and its reduction."""
        return (self.of, self.by)

    def describe(self) -> str:
        """Write the rate and its reduction."""
        return f"({self.of.describe()}) less {self.by.describe()}"
