"""One amount per vehicle."""

from collections.abc import Iterator
from typing import ClassVar, Literal

from leasecalc.charges import words
from leasecalc.charges.context import Context, Requirement
from leasecalc.charges.rate import Rate, zero_fault
from leasecalc.reading.faults import Fault
from leasecalc.reading.fields import Amount
from leasecalc.records import record
from leasecalc.values import Value


@record(kw_only=True)
class Fixed(Rate):
    """One amount per vehicle, in any currency; below zero for a rebate inside a composite.

    Examples: at least USD 8,500 on an electric car (Türkiye, decree 10436 of 2025, inside `max_of`); a benefit of at
    most NIS 22,000 (Israel 2026, as −22,000 inside `compound`).
    """

    kind: Literal["fixed"] = "fixed"
    money: Amount
    __aliases__: ClassVar[dict[str, str]] = {"amount": "money"}

    def amount(self, base: Value, context: Context) -> Value:  # noqa: ARG002
        """Return the amount in the market's currency."""
        return context.money(self.money.amount, self.money.currency)

    def describe(self) -> str:
        """Write the amount."""
        return words.amount(self.money.amount, self.money.currency)

    def requirements(self) -> Iterator[Requirement]:
        """Need an exchange rate for a foreign amount."""
        yield Requirement("currency", self.money.currency)

    def faults(self) -> Iterator[Fault]:
        """Refuse a zero that is not said in words."""
        if self.money.amount == 0:
            yield zero_fault("amount", "an amount")
