"""An amount of money per unit of a physical quantity."""

from collections.abc import Iterator
from typing import ClassVar, Literal

from leasecalc.charges import words
from leasecalc.charges.context import Context, Requirement
from leasecalc.charges.facts import NUMBER_FACTS
from leasecalc.charges.rate import Rate, zero_fault
from leasecalc.reading.faults import Fault
from leasecalc.reading.fields import Number, SpecificRate
from leasecalc.records import record
from leasecalc.values import Value, maximum, number

_FACT_OF_UNIT = {"g_co2_km": "co2_g_km", "g_nox_km": "nox_g_km", "unit": "units", "vehicle": "units", "kg": "mass_kg"}
_PER_VEHICLE = "units"


@record(kw_only=True)
class Specific(Rate):
    """An amount per unit of a fact, above a threshold: ``amount × max(0, quantity − above)``; the base plays no part.

    Examples: USD 0.4 per cc (Uzbekistan, new cars up to 1000 cc, 2026); ZAR 120 per g CO2/km above 95 g: 103 g
    give 960, with VAT 1,104 as published (South Africa 2020, carmag.co.za).
    """

    kind: Literal["specific"] = "specific"
    amount_per_unit: SpecificRate
    above: Number | None = None
    __aliases__: ClassVar[dict[str, str]] = {"amount": "amount_per_unit"}

    @property
    def fact(self) -> str:
        """Name the fact that is counted."""
        return _FACT_OF_UNIT.get(self.amount_per_unit.per, self.amount_per_unit.per)

    def amount(self, base: Value, context: Context) -> Value:  # noqa: ARG002
        """Return the amount for the quantity in the facts."""
        quantity = context.named(self.fact)
        if self.above is not None:
            quantity = maximum(quantity - number(self.above), 0.0)
        return quantity * context.money(self.amount_per_unit.amount, self.amount_per_unit.currency)

    def describe(self) -> str:
        """Write the amount, the unit and the threshold."""
        rate = self.amount_per_unit
        above = f" above {words.plain(self.above)}" if self.above is not None else ""
        return f"{words.amount(rate.amount, rate.currency)} per {rate.per}{above}"

    def requirements(self) -> Iterator[Requirement]:
        """Need the fact and, for a foreign amount, an exchange rate."""
        yield Requirement("currency", self.amount_per_unit.currency)
        if self.fact != _PER_VEHICLE:
            yield Requirement("fact", self.fact)

    def faults(self) -> Iterator[Fault]:
        """Refuse a unit that is no fact, and a zero that is not said in words."""
        if self.fact != _PER_VEHICLE and self.fact not in NUMBER_FACTS:
            units = ", ".join((*NUMBER_FACTS, *_FACT_OF_UNIT))
            yield Fault(("amount",), "LC507", f"`{self.amount_per_unit.per}` is not a number fact", f"units are {units}")
        if self.amount_per_unit.amount == 0:
            yield zero_fault("amount", "an amount")
