"""A multiple of a unit that the state sets: BRV, MRP, UTM."""

from collections.abc import Iterator
from typing import Literal

from leasecalc.charges import words
from leasecalc.charges.context import Context, Requirement
from leasecalc.charges.rate import Rate, zero_fault
from leasecalc.reading.faults import Fault
from leasecalc.reading.fields import Identifier, Number
from leasecalc.records import record
from leasecalc.values import Value, number


@record(kw_only=True)
class IndexUnit(Rate):
    """So many units of a dated series of the market: ``times × value on the date``; the base plays no part.

    Example: recycling fee of 120 BRV: 45,000,000 soum at BRV 375,000, 49,440,000 at 412,000 (Uzbekistan).
    """

    kind: Literal["index_unit"] = "index_unit"
    series: Identifier
    times: Number

    def amount(self, base: Value, context: Context) -> Value:  # noqa: ARG002
        """Return the value of so many units."""
        return context.unit_value(self.series) * number(self.times)

    def describe(self) -> str:
        """Write the multiple and the unit."""
        return f"{words.plain(self.times)} {self.series.upper()}"

    def requirements(self) -> Iterator[Requirement]:
        """Need the value of the unit."""
        yield Requirement("series", self.series)

    def faults(self) -> Iterator[Fault]:
        """Refuse a zero that is not said in words."""
        if self.times == 0:
            yield zero_fault("times", "a number of units")
