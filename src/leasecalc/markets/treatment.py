"""How a market treats the lease itself: regimes, withholding on the rent and VAT on the rent (data only)."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Literal, TypeVar

from leasecalc.charges.source import Source
from leasecalc.markets.dated import Period, Reviewed
from leasecalc.reading.fields import Count, Percent, Text
from leasecalc.records import record

_Dated = TypeVar("_Dated", bound=Period)


@record(kw_only=True)
class Regime:
    """Whether a leased vehicle may be imported under a customs regime, and for how long."""

    regime: Text
    allowed: Literal["yes", "no", "unknown"]
    max_months: Count | None = None
    note: Text | None = None
    source: Source


@record(kw_only=True)
class Withholding(Period):
    """Tax withheld from rents to a lessor abroad, by the character that the market gives the rent.

    Rates are fractions of `base`; a treaty rate caps the domestic one.
    """

    character: Literal["interest", "royalty", "none"]
    base: Literal["finance_charge", "gross_rent", "none"]
    domestic_rate: Percent | None = None
    treaty_rate: Percent | None = None
    note: Text | None = None
    source: Source

    def rate(self, *, treaty: bool) -> Decimal | None:
        """Return the fraction that is withheld, with or without a residence certificate; None when it is not known.

        A treaty is a cap: where the domestic rate is lower, that one is due.
        """
        rates = [self.domestic_rate, self.treaty_rate] if treaty else [self.domestic_rate]
        known = [rate for rate in rates if rate is not None]
        return min(known) if known else None


@record(kw_only=True)
class VatOnRent(Period):
    """VAT on each rent, by kind of lease; the rate is a fraction of the part that `on` names."""

    lease_kind: Literal["finance", "operating"] | None = None
    on: Literal["rent", "interest", "principal", "none"]
    rate: Percent | None = None
    note: Text | None = None
    source: Source


@record(kw_only=True)
class WithholdingTable(Reviewed):
    """The withholding entries of a market."""

    in_force: tuple[Withholding, ...]

    def on(self, day: date, character: str) -> Withholding | None:
        """Return the entry in force on a day for a character of the rent; None if the file has none."""
        return _latest([entry for entry in self.in_force if entry.character == character and entry.covers(day)])


@record(kw_only=True)
class VatOnRentTable(Reviewed):
    """The VAT entries of a market."""

    in_force: tuple[VatOnRent, ...]

    def on(self, day: date, lease_kind: str) -> VatOnRent | None:
        """Return the entry in force on a day for a kind of lease, else the one for any kind; None if there is none."""
        held = [entry for entry in self.in_force if entry.covers(day) and entry.lease_kind in (lease_kind, None)]
        return _latest([entry for entry in held if entry.lease_kind == lease_kind] or held)


def _latest(held: Sequence[_Dated]) -> _Dated | None:
    """Return the entry that began last."""
    return max(held, key=lambda entry: entry.from_) if held else None


@record(kw_only=True)
class LeaseTreatment:
    """What a market file says about leases."""

    regimes: tuple[Regime, ...] = ()
    withholding: WithholdingTable | None = None
    vat_on_rent: VatOnRentTable | None = None
