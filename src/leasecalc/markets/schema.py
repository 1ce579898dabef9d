"""The document of a market file: what is charged on a vehicle that is imported there."""

from collections.abc import Iterator
from typing import Literal

from leasecalc.charges.base import Base
from leasecalc.charges.context import UNITS, Requirement
from leasecalc.charges.facts import NUMBER_FACTS
from leasecalc.charges.gates import Gate
from leasecalc.charges.selectors import EVERYTHING, Selector
from leasecalc.charges.source import Source
from leasecalc.charges.stack import CUSTOMS_VALUE
from leasecalc.markets.consistency import document_faults
from leasecalc.markets.dated import Entry, Reviewed, contradictions
from leasecalc.markets.series import Series
from leasecalc.markets.treatment import LeaseTreatment
from leasecalc.reading.faults import Fault
from leasecalc.reading.fields import CurrencyCode, Identifier, MarketCode, Number, Percent, Text
from leasecalc.records import record
from leasecalc.rounding import Rounding

GIVEN_AMOUNTS = ("fob", "freight", "insurance", "cif", "retail_price", "reference_price", "inland_freight", "rent")
"""Amounts that a deal can give; every other name in a base is a fact, `units`, `customs_value` or a line."""

RESERVED_NAMES = frozenset((*GIVEN_AMOUNTS, *NUMBER_FACTS, UNITS, CUSTOMS_VALUE))
"""Names that no line may bear."""


@record(kw_only=True)
class RoundingRule:
    """How an amount is rounded, in the market's currency."""

    unit: Number
    mode: Literal["half_up", "half_even", "up", "down", "ceiling", "floor", "none"] = "half_up"

    def rounding(self) -> Rounding:
        """Return the rule as the calculation uses it."""
        return Rounding(float(self.unit), self.mode)

    def faults(self) -> Iterator[Fault]:
        """Refuse a unit that is not positive."""
        if self.unit <= 0:
            yield Fault(
                ("unit",),
                "LC522",
                f"the unit of rounding must be above zero, not {self.unit}",
                "for example `unit: 0.01`",
            )


@record(kw_only=True)
class CustomsValue:
    """How the customs value is built."""

    base: Base
    rounding: RoundingRule | None = None
    source: Source


@record(kw_only=True)
class Recoverable:
    """Which share the importer gets back as input tax where `when` matches, and `otherwise`."""

    share: Percent
    when: Selector = EVERYTHING
    otherwise: Percent | None = None
    note: Text | None = None
    source: Source | None = None


@record(kw_only=True)
class LineDocument(Reviewed):
    """One charge: its base and its dated rates."""

    id: Identifier
    label: Text
    group: Literal["duty", "excise", "vat", "levy", "fee", "income_tax", "value"]
    base: Base
    rounding: RoundingRule | None = None
    recoverable: Recoverable | None = None
    in_force: tuple[Entry, ...]

    def requirements(self) -> Iterator[Requirement]:
        """List what any of the rates needs."""
        for entry in self.in_force:
            yield from entry.rate.requirements()

    def faults(self) -> Iterator[Fault]:
        """Refuse entries that contradict each other."""
        yield from contradictions(self.in_force)


@record(kw_only=True)
class MarketDocument(Reviewed):
    """One market: customs value, lines, gates and the treatment of leases.

    `confirmed_on` and `review_every_months` hold for every line and series that does not say its own.
    """

    market: MarketCode
    name: Text
    currency: CurrencyCode
    customs_value: CustomsValue
    notes: tuple[Text, ...] = ()
    lines: tuple[LineDocument, ...]
    gates: tuple[Gate, ...] = ()
    lease_treatment: LeaseTreatment | None = None
    series: tuple[Series, ...] = ()

    def names(self) -> frozenset[str]:
        """Return every name that a base of this market may use."""
        return RESERVED_NAMES | {line.id for line in self.lines}

    def faults(self) -> Iterator[Fault]:
        """Refuse repeated ids, names that nothing bears, and circles."""
        yield from document_faults(self, RESERVED_NAMES)
