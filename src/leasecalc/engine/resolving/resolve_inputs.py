"""Resolve the numbers of a deal: typed text to quantities, with every default recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from leasecalc.deal.terms import lease_currency, stream_base
from leasecalc.engine.resolved import Inputs, Quantity
from leasecalc.money import Money
from leasecalc.reading.fields import Instalments, Share
from leasecalc.records import replace

if TYPE_CHECKING:
    from decimal import Decimal

    from leasecalc.deal.document import DealDocument
    from leasecalc.deal.lease import SolveRent
    from leasecalc.engine.resolving.recorder import Recorder
    from leasecalc.engine.resolving.resolve_origin import OriginTerms

WHOLE_PRICE = Quantity(1.0, "share", "price")


def quantity(amount: Money | Share | Instalments | None) -> Quantity | None:
    """Return what was typed as a quantity in float64, or None where nothing was."""
    if amount is None:
        return None
    if isinstance(amount, Money):
        return Quantity(float(amount.amount), "money", amount.currency)
    if isinstance(amount, Share):
        return Quantity(float(amount.fraction), "share", amount.of)
    return Quantity(float(amount.count), "instalments")


def _given(amount: Money | Share | Instalments) -> Quantity:
    found = quantity(amount)
    assert found is not None  # noqa: S101 - the argument is never None
    return found


def _rate(rate: Decimal | None) -> float:
    """Return a rate that is zero where its section is absent (no such tax, no default, no cover)."""
    return 0.0 if rate is None else float(rate)


def resolve_inputs(document: DealDocument, origin: OriginTerms | Inputs, recorder: Recorder) -> Inputs:
    """Return every number of the deal. Defaults: amount financed is the price; the FOB value is the sale price where that is FOB."""
    lease, sale, shipping = document.lease, document.sale, document.shipping
    credit, insurance, withholding = document.credit, document.insurance, document.withholding
    rent = lease.rent or stream_base(lease)
    known: dict[str, Any] = {}
    if credit is not None or insurance is not None or document.car_value is not None:
        from leasecalc.engine.resolving.resolve_risk import risk_inputs  # which reads quantities as this module does

        known = risk_inputs(document)
    inputs = Inputs(
        price=_given(document.purchase.price),
        vat_rate=origin.vat_rate,
        refund_rate=origin.refund_rate,
        lease_refund_share=origin.lease_refund_share,
        sale_refund_share=origin.sale_refund_share,
        consumption_tax=quantity(document.purchase.consumption_tax),
        inland=quantity(document.purchase.inland),
        freight=_carried("freight", shipping.freight if shipping else None, recorder),
        marine_insurance=_carried("insurance", shipping.insurance if shipping else None, recorder),
        fob=_fob(document, recorder),
        customs_value=quantity(document.import_.customs_value),
        retail_price=quantity(document.import_.retail_price),
        reference_price=quantity(document.import_.reference_price),
        inland_freight=quantity(document.import_.inland_freight),
        financed=_financed(document, recorder),
        down_payment=quantity(lease.down_payment),
        deposit=quantity(lease.deposit),
        direct_cost=quantity(lease.direct_cost),
        fees=tuple(_given(fee.amount) for fee in lease.fees),
        rent=_given(rent) if isinstance(rent, Money) else None,
        target=None if rent is None or isinstance(rent, Money) else _target(rent),
        residual=_given(document.residual.amount),
        disposal_cost=quantity(document.residual.disposal_cost),
        service_fees=tuple(quantity(service.fee) for service in document.services),
        service_costs=tuple(quantity(service.cost) for service in document.services),
        default_rate=0.0,
        recovery_rate=_rate(credit.recovery if credit else None),
        repossession_cost=quantity(credit.repossession_cost if credit else None),
        premium=quantity(insurance.premium if insurance else None),
        cover_rate=_rate(insurance.cover if insurance else None),
        withholding_rate=_rate(withholding.rate if withholding else None),
        rent_vat_rate=_rate(lease.vat_rate),
        discount_rate=float(document.deal.discount_rate),
        sale_price=_given(sale.price),
        sale_discount=quantity(sale.discount),
        sale_insurance=quantity(sale.insurance),
        sale_commission=quantity(sale.commission),
        sale_bank_cost=quantity(sale.bank_cost),
        sale_warranty=quantity(sale.warranty),
        revenue=quantity(document.lessee.revenue if document.lessee else None),
        borrowing_rate=float(document.lessee.borrowing_rate)
        if document.lessee and document.lessee.borrowing_rate is not None
        else None,
        fx={pair: float(rate) for pair, rate in document.fx.rates.items()} if document.fx else {},
        drift={pair: float(rate) for pair, rate in (document.fx.drift or {}).items()} if document.fx else {},
    )
    lessee = document.lessee
    if lessee is not None and lessee.km_per_year is not None:
        known |= {"km_per_year": float(lessee.km_per_year), "energy_per_km": quantity(lessee.energy_per_km),
                  "lessee_resale": quantity(lessee.resale)}  # fmt: skip
    return replace(inputs, **known) if known else inputs


def _carried(name: str, written: Money | Share | None, recorder: Recorder) -> Quantity | None:
    """Return freight or marine insurance; none written is none paid, and the report says so."""
    if written is None:
        recorder.default(f"shipping.{name}", "none", f"no {name} is written, so none is paid and none enters the customs value")
    return quantity(written)


def _target(rent: SolveRent) -> Quantity:
    if isinstance(rent.target, Money):
        return Quantity(float(rent.target.amount), "money", rent.target.currency)
    return Quantity(float(rent.target), "share", "rate")


def _financed(document: DealDocument, recorder: Recorder) -> Quantity:
    if document.lease.financed is not None:
        return _given(document.lease.financed)
    recorder.default("lease.financed", "100% of price", "the instalment table amortises the purchase price as invoiced")
    return WHOLE_PRICE


def _fob(document: DealDocument, recorder: Recorder) -> Quantity:
    if document.shipping is not None and document.shipping.fob is not None:
        return _given(document.shipping.fob)
    if document.sale.incoterm == "FOB":
        recorder.default(
            "shipping.fob", str(document.sale.price), "the export sale is priced FOB, so its price is the declared value"
        )
        return _given(document.sale.price)
    recorder.default("shipping.fob", "100% of price", "no FOB value is written; the purchase price stands in for it")
    return WHOLE_PRICE


__all__ = ["lease_currency", "quantity", "resolve_inputs"]
