"""Legs that the lease and the sale share: the purchase at home, the export refund, and the way to the port of entry."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from leasecalc.charges.refund import maker_refund, purchase_invoice_refund
from leasecalc.engine.legs.flows import Leg
from leasecalc.records import replace
from leasecalc.rounding import round_to
from leasecalc.values import Value

if TYPE_CHECKING:
    from leasecalc.engine.legs.amounts import Amounts
    from leasecalc.engine.resolved import Inputs, ResolvedDeal


def invoice(deal: ResolvedDeal, inputs: Inputs) -> tuple[Value, Value]:
    """Return the gross price and the price without value-added tax, in the currency of the purchase, rounded as an invoice is."""
    rounding = deal.roundings.origin
    price = round_to(inputs.price.number, rounding)
    if deal.purchase.vat == "none":
        return price, price
    if deal.purchase.vat == "excluded":
        return round_to(price * (1.0 + inputs.vat_rate), rounding), price
    return price, round_to(price / (1.0 + inputs.vat_rate), rounding)


def refund_in_origin(deal: ResolvedDeal, inputs: Inputs) -> Value:
    """Return the export refund of one car in the currency of the purchase, if it is granted.

    Lessor and trading company: ex-VAT invoice x refund rate (Caishui [2014] 62; MOF/STA Announcement 2026 No. 11). Maker: the
    exempt-credit-refund formula of the same announcement, art. 5(1).
    """
    if deal.purchase.vat == "none":
        return 0.0
    rounding = deal.roundings.origin
    if deal.purchase.maker is not None:
        period = replace(deal.purchase.maker, vat_rate=inputs.vat_rate, refund_rate=inputs.refund_rate)
        return maker_refund(period, rounding).refund
    _, without_vat = invoice(deal, inputs)
    return purchase_invoice_refund(without_vat, inputs.refund_rate, vat_rate=inputs.vat_rate, rounding=rounding).refund


def purchase_legs(deal: ResolvedDeal, inputs: Inputs, amounts: Amounts, refund_share: Value) -> Iterator[Leg]:
    """Yield the purchase (minus) and the refunds (plus), with ``refund_share`` between 0 (refused) and 1 (granted).

    Consumption tax comes back as it was paid upstream, where the value-added tax does (Caishui [2014] 62 art. 1, Caishui [2012] 39 art. 8).
    """
    when, currency = deal.timeline, inputs.price.of
    settlement = deal.roundings.settlement
    gross, _ = invoice(deal, inputs)
    paid = round_to(gross * amounts.exchange.factor(currency, when.purchase), settlement)
    yield Leg("purchase", "Purchase of the car", ((when.purchase, -paid),))
    refund = round_to(refund_in_origin(deal, inputs) * amounts.exchange.factor(currency, when.refund), settlement)
    if inputs.path is not None:
        refund = refund * inputs.path.refund_worth
    yield Leg("vat_refund", "Export VAT refund", ((when.refund, refund * refund_share),))
    if inputs.consumption_tax is not None and deal.purchase.vat != "none":  # what is exempt keeps the tax of earlier stages
        paid_before = amounts.settled(inputs.consumption_tax, when.refund, settlement)
        yield Leg("consumption_tax_refund", "Consumption tax refund", ((when.refund, paid_before * refund_share),))
    if inputs.inland is not None:
        yield Leg("inland", "Carriage to the port", ((when.export, -amounts.settled(inputs.inland, when.export, settlement)),))


def shipping_legs(deal: ResolvedDeal, inputs: Inputs, amounts: Amounts) -> Iterator[Leg]:
    """Yield freight and marine insurance (minus)."""
    at, settlement = deal.timeline.shipping, deal.roundings.settlement
    for name, label, quantity in (
        ("freight", "Freight", inputs.freight),
        ("marine_insurance", "Marine insurance", inputs.marine_insurance),
    ):
        if quantity is not None:
            yield Leg(name, label, ((at, -amounts.settled(quantity, at, settlement)),))
