"""How a market treats the lease itself: regimes, withholding on the rent and VAT on the rent (data only)."""

from dataclasses import dataclass
from typing import Literal

from leasecalc.charges.source import Source
from leasecalc.markets.dated import Period, Reviewed
from leasecalc.reading.fields import Count, Percent, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Regime:
    """Whether a leased vehicle may be imported under a customs regime, and for how long."""

    regime: Text
    allowed: Literal["yes", "no", "unknown"]
    max_months: Count | None = None
    note: Text | None = None
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class VatOnRent(Period):
    """VAT on each rent, by kind of lease; the rate is a fraction of the part that `on` names."""

    lease_kind: Literal["finance", "operating"] | None = None
    on: Literal["rent", "interest", "principal", "none"]
    rate: Percent | None = None
    note: Text | None = None
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class WithholdingTable(Reviewed):
    """The withholding entries of a market."""

    in_force: tuple[Withholding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VatOnRentTable(Reviewed):
    """The VAT entries of a market."""

    in_force: tuple[VatOnRent, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaseTreatment:
    """What a market file says about leases."""

    regimes: tuple[Regime, ...] = ()
    withholding: WithholdingTable | None = None
    vat_on_rent: VatOnRentTable | None = None
