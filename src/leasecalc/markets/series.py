"""Dated series of a country: index units in money, reference rates in percent."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Annotated, ClassVar

from leasecalc.charges.source import Source
from leasecalc.markets.dated import Reviewed
from leasecalc.money import Money
from leasecalc.reading import numbers, phrases
from leasecalc.reading.faults import Fault
from leasecalc.reading.fields import CurrencyCode, Day, Identifier, Text, scalar
from leasecalc.records import record


def amount_or_percent(text: str) -> Money | Decimal:
    """Return an amount with its currency, or a percentage as a fraction."""
    return numbers.percent(text) if text.rstrip().endswith(("%", "bp")) else phrases.amount(text)


AmountOrPercent = Annotated[
    Money | Decimal,
    scalar(
        amount_or_percent,
        pattern=f"^({phrases.AMOUNT}|{phrases.PERCENT})$",
        examples=("412000 UZS", "3.5%"),
        description="an amount or a percentage",
    ),
]


@record(kw_only=True)
class SeriesValue:
    """One value, from a day until the next one."""

    __aliases__: ClassVar[dict[str, str]] = {"from": "from_"}

    from_: Day
    value: AmountOrPercent
    source: Source
    note: Text | None = None


@record(kw_only=True)
class Series(Reviewed):
    """A named series; `unit` is the currency of its values, absent for percentages."""

    id: Identifier
    label: Text | None = None
    unit: CurrencyCode | None = None
    values: tuple[SeriesValue, ...]

    def on(self, day: date) -> SeriesValue | None:
        """Return the value in force on a day; None before the first."""
        begun = [value for value in self.values if value.from_ <= day]
        return max(begun, key=lambda value: value.from_) if begun else None

    def faults(self) -> Iterator[Fault]:
        """Refuse values in another currency than the unit, and two on one day."""
        if not self.values:
            yield Fault(("values",), "LC518", f"the series `{self.id}` has no values")
        for index, entry in enumerate(self.values):
            currency = entry.value.currency if isinstance(entry.value, Money) else None
            if currency != self.unit:
                yield Fault(
                    ("values", index, "value"),
                    "LC518",
                    f"the value is in {currency or 'percent'}, the series in {self.unit or 'percent'}",
                )
        for earlier, later in pairwise(sorted(self.values, key=lambda value: value.from_)):
            if earlier.from_ == later.from_:
                yield Fault(("values",), "LC512", f"the series `{self.id}` has two values from {later.from_}")
