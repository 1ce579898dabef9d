"""A reduced rate whose advantage over the full rate is limited to an amount."""

from collections.abc import Iterator
from typing import Literal

from leasecalc.charges import words
from leasecalc.charges.context import Context, Requirement
from leasecalc.charges.rate import Rate
from leasecalc.reading.faults import Fault
from leasecalc.reading.fields import Amount, Percent
from leasecalc.records import record
from leasecalc.values import Value, maximum, number


@record(kw_only=True)
class CappedRelief(Rate):
    """A reduced rate, as long as it saves no more than the limit: ``max(reduced × base, full × base − at_most)``.

    Above the base where both meet, at_most ÷ (full − reduced), each further unit bears the full rate.

    Example: 48 % instead of 83 % on electric cars with a benefit of at most NIS 22,000 (Israel 2026, Globes
    2025-12-29): NIS 100,000 bear 83,000 − 22,000 = 61,000; NIS 60,000 bear 28,800.
    """

    kind: Literal["capped_relief"] = "capped_relief"
    full: Percent
    reduced: Percent
    at_most: Amount

    def amount(self, base: Value, context: Context) -> Value:
        """Return the larger of the reduced tax and the full tax less the limit."""
        limit = context.money(self.at_most.amount, self.at_most.currency)
        return maximum(base * number(self.reduced), base * number(self.full) - limit)

    def describe(self) -> str:
        """Write both rates and the limit."""
        limit = words.amount(self.at_most.amount, self.at_most.currency)
        return f"{words.percent(self.reduced)} instead of {words.percent(self.full)}, saving at most {limit}"

    def requirements(self) -> Iterator[Requirement]:
        """Need an exchange rate for a foreign limit."""
        yield Requirement("currency", self.at_most.currency)

    def faults(self) -> Iterator[Fault]:
        """Refuse a relief that is none."""
        if self.reduced >= self.full:
            yield Fault(
                ("reduced",), "LC514", "the reduced rate is not below the full one", "write `kind: ad_valorem` without relief"
            )
        if self.at_most.amount <= 0:
            yield Fault(
                ("at_most",),
                "LC514",
                f"the relief saves at most {self.at_most.amount}",
                "write the full rate where there is no relief",
            )
