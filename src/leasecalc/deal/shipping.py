"""The way from the factory to the port of entry, and the import."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from leasecalc.reading.fields import Amount, AmountOrShare, Identifier, MarketCode, Moment, Text
from leasecalc.records import record

Incoterm = Literal["EXW", "FCA", "FOB", "CFR", "CIF", "CPT", "CIP", "DAP", "DDP"]


@record(kw_only=True)
class Shipping:
    """Export date, freight and marine insurance, per car."""

    export: Moment | None = None
    """When the car leaves the country (default: at pricing)."""
    arrival: Moment | None = None
    """When the car reaches the market (default: at export)."""
    freight: Amount | None = None
    """International freight."""
    insurance: AmountOrShare | None = None
    """Marine insurance, an amount or a share of fob or price."""
    paid: Moment | None = None
    """When freight and insurance are paid (default: at export)."""
    fob: AmountOrShare | None = None
    """Free-on-board value declared to customs (default: the sale price if it is FOB, else the purchase price)."""


@record(kw_only=True)
class Import:
    """Entry into the market where the car will work."""

    market: MarketCode
    """Country of import, two letters (ISO 3166)."""
    importer: Literal["lessee", "lessor"] = "lessee"
    """Who is importer of record and pays the charges."""
    business: Literal["rental", "dealer", "operator", "private", "assembler"] = "operator"
    """What the importer does with cars, which decides whether input tax comes back."""
    regime: Identifier = "definitive"
    """Customs procedure: definitive, temporary, or another that the market file names."""
    customs_value: Amount | None = None
    """Customs value per car, where customs sets its own (default: built from fob, freight and insurance by the market's rule)."""
    retail_price: Amount | None = None
    """Retail price in the market without tax, where a charge is based on it."""
    reference_price: Amount | None = None
    """Official list price of the car, where customs starts from one."""
    inland_freight: Amount | None = None
    """Carriage from the border to the first destination, where it is part of a tax base."""
    facts: Mapping[str, Text] | None = None
    """Further facts that the market's rules test, by name: kw_30min, tank_l, length_mm, body, state, origin_proof and others."""
    paid: Moment | None = None
    """When the charges are paid (default: at commencement)."""
    recovered: Moment | None = None
    """When input tax that the importer may recover comes back to the lessor as importer (default: it is not counted)."""
    overrides: Mapping[str, Text] | None = None
    """Charge lines replaced by this deal: line id to a rate (`25%`) or an amount (`500 USD`)."""

    __aliases__: ClassVar[Mapping[str, str]] = {}
