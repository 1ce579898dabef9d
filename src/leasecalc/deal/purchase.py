"""What the lessor (or exporter) pays for the car at home, and the value-added tax in it."""

from __future__ import annotations

from typing import Literal

from leasecalc.reading.fields import Amount, Moment, Percent, YesNo
from leasecalc.records import record


@record(kw_only=True)
class Purchase:
    """Purchase of one car from its maker or a dealer in the country of origin."""

    price: Amount
    """Price of one car, as invoiced."""
    vat: Literal["included", "excluded", "none"]
    """`included`: the price holds value-added tax; `excluded`: it comes on top; `none`: no special VAT invoice, so nothing to refund."""
    vat_rate: Percent | None = None
    """Rate of value-added tax in the invoice (default: from the origin file on the purchase date)."""
    paid: Moment | None = None
    """When the price is paid (default: at pricing)."""
    claimant: Literal["lessor", "trading_company", "maker"] = "lessor"
    """Who claims the export refund, which decides the formula."""
    licensed_lessor: YesNo | None = None
    """Whether the lessor is an approved finance lessor, which the refund on a lease needs (default: not known)."""
    consumption_tax: Amount | None = None
    """Consumption tax paid at the stage before and held by the price, refunded with the value-added tax (default: none; a BEV bears none)."""
    inland: Amount | None = None
    """Carriage to the port and export handling, per car."""


@record(kw_only=True)
class VatRefund:
    """The export refund of value-added tax; every field has a sourced default in the origin file."""

    rate: Percent | None = None
    """Refund rate (default: by customs code from the origin file)."""
    received: Moment | None = None
    """When the refund arrives (default: the origin file's usual lag after export)."""
    lease: Literal["by_rule", "yes", "no"] = "by_rule"
    """Whether the lease gets the refund: by the rule's gate, or as the user decides."""
    sale: Literal["by_rule", "yes", "no"] = "by_rule"
    """Whether the export sale gets the refund."""
    on_default: Literal["kept", "repaid"] | None = None
    """Whether a default ends the lease before its term, so that the refund is repaid as on an early return (default: kept)."""
    maker_fob: Amount | None = None
    """FOB value on the declaration, for a maker's exempt-credit-refund formula."""
    maker_input_vat: Amount | None = None
    """Input VAT of the period that belongs to the car, for a maker."""
    maker_opening_credit: Amount | None = None
    """Credit brought forward, for a maker."""
    maker_domestic_output_vat: Amount | None = None
    """Output VAT on home sales of the period, for a maker."""
