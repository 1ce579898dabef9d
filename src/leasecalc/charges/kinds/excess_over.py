"""A percentage of the part of the base above a threshold."""

from collections.abc import Iterator
from typing import Literal

from leasecalc.charges import words
from leasecalc.charges.context import Context, Requirement
from leasecalc.charges.rate import Rate, zero_fault
from leasecalc.reading.faults import Fault
from leasecalc.reading.fields import Amount, Number, Percent
from leasecalc.records import record
from leasecalc.values import Value, maximum, number


@record(kw_only=True)
class ExcessOver(Rate):
    """A percentage of what exceeds a threshold, freed of another tax first: ``max(0, base − above) ÷ divided_by × rate``.

    Example: luxury car tax, (88,000 − 80,567) × 10 ÷ 11 × 33 % = 2,229.90, printed as $2,229 (Australia 2024-25, tax
    office, working out the LCT on a sale).
    """

    kind: Literal["excess_over"] = "excess_over"
    above: Amount
    rate: Percent
    divided_by: Number | None = None

    def amount(self, base: Value, context: Context) -> Value:
        """Return the tax on the excess."""
        excess = maximum(base - context.money(self.above.amount, self.above.currency), 0.0)
        return (excess if self.divided_by is None else excess / number(self.divided_by)) * number(self.rate)

    def describe(self) -> str:
        """Write the rate, the threshold and the factor."""
        factor = f" ÷ {words.plain(self.divided_by)}" if self.divided_by is not None else ""
        return f"{words.percent(self.rate)} of the part above {words.amount(self.above.amount, self.above.currency)}{factor}"

    def requirements(self) -> Iterator[Requirement]:
        """Need an exchange rate for a foreign threshold."""
        yield Requirement("currency", self.above.currency)

    def faults(self) -> Iterator[Fault]:
        """Refuse a zero that is not said in words, and a factor that makes no excess."""
        if self.rate == 0:
            yield zero_fault("rate", "a rate")
        if self.divided_by is not None and self.divided_by <= 0:
            yield Fault(
                ("divided_by",),
                "LC522",
                f"`divided_by` must be above zero, not {self.divided_by}",
                "leave it out if there is no factor",
            )
        if self.above.amount < 0:
            yield Fault(("above",), "LC514", "a threshold is not below zero")
