"""A sale to a company of the same group abroad, which leases on: the group is the Chinese seller and the company.

Two views of one kernel. The seller buys, is refunded by the rule of sales, and sells free on board at the transfer price; the company buys at the
transfer price and leases as the deal says. The transfer price moves nothing between them but the customs value, a maker's refund and the company's tax.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from leasecalc.records import replace
from leasecalc.routes.view import Route, View

if TYPE_CHECKING:
    from leasecalc.deal.document import DealDocument
    from leasecalc.deal.questions import SpvLease

PATH = "routes.spv_lease"
NEEDED = ("jurisdiction", "transfer_price", "running_cost", "tax_rate")
OF_THE_PURCHASE = frozenset({"price", "vat_rate", "refund_rate", "lease_refund_share", "sale_refund_share", "inland", "fob"})
OF_THE_SALE = frozenset({"sale_price", "sale_discount", "sale_insurance", "sale_commission"})
COMPANY = ("company_cost", "Running cost of the company")


def _written(document: DealDocument) -> SpvLease | None:
    return None if document.routes is None else document.routes.spv_lease


def _missing(document: DealDocument) -> tuple[str, ...]:
    written = _written(document)
    if written is None:
        return (PATH,)
    lacking = [name for name in NEEDED if getattr(written, name) is None]
    if document.withholding is not None:
        lacking += [name for name in ("withholding_rate", "withholding_on") if getattr(written, name) is None]
    if document.lease.kind == "operating" and written.tax_rate and written.salvage is None:
        lacking.append("salvage")
    price = written.transfer_price
    paths = [f"{PATH}.{name}" for name in lacking]
    if document.purchase.claimant == "maker" and price is not None and price.currency != document.purchase.price.currency:
        paths.append(f"{PATH}.transfer_price in {document.purchase.price.currency}, for the maker's refund")
    return tuple(paths)


def _views(document: DealDocument) -> tuple[View, ...]:
    written = _written(document)
    assert written is not None  # noqa: S101 - `_missing` asks for it
    return (_seller(document, written), _company(document, written))


def _seller(document: DealDocument, written: SpvLease) -> View:
    from leasecalc.reading.quantities import Tranche, When

    paid = document.purchase.paid or When(event="pricing")
    sale = replace(document.sale, price=written.transfer_price, incoterm="FOB", terms=(Tranche(Decimal(1), paid),))
    sale = replace(sale, discount=None, insurance=None, commission=None, bank_cost=None, warranty=None)
    refund = document.vat_refund
    if refund is not None and document.purchase.claimant == "maker":
        refund = replace(refund, maker_fob=written.transfer_price)
    return View(
        document=replace(document, sale=sale, vat_refund=refund, shipping=_shipping(document, written), tax=None, funding=None),
        side="sale",
        refund_rule="sale",
        frozen=OF_THE_SALE | {"fob", "money"},
        renamed={"proceeds": ("transfer_received", "Transfer price, to the seller")},
    )


def _shipping(document: DealDocument, written: SpvLease) -> object:
    from leasecalc.deal.shipping import Shipping

    return replace(document.shipping or Shipping(), fob=written.transfer_price)


def _company(document: DealDocument, written: SpvLease) -> View:
    from leasecalc.deal.money_terms import Service
    from leasecalc.deal.risk import Withholding
    from leasecalc.deal.tax import Tax

    cost = Service(name=COMPANY[1], kind="other", cost=written.running_cost, every="yearly")
    running = (cost,) if written.running_cost is not None and written.running_cost.amount else ()
    tax = None
    if written.tax_rate:
        tax = Tax(rate=written.tax_rate, foreign_tax_credit=False, salvage=written.salvage)
    withholding = None
    if written.withholding_rate is not None:
        grossed = document.withholding is not None and document.withholding.gross_up
        withholding = Withholding(rate=written.withholding_rate, on=written.withholding_on or "gross_rent", gross_up=grossed)
    company = replace(
        document,
        purchase=replace(document.purchase, price=written.transfer_price, vat="none", claimant="lessor", inland=None),
        vat_refund=None if document.vat_refund is None else replace(document.vat_refund, on_default=None),
        shipping=_shipping(document, written),
        services=(*document.services, *running),
        withholding=withholding,
        tax=tax,
        funding=None,
    )
    place = len(document.services) + 1
    return View(
        document=company,
        side="lease",
        refund_rule="sale",
        frozen=OF_THE_PURCHASE | {"withholding_rate", "service_fees", "service_costs"} | ({"money"} if tax is not None else set()),
        renamed={"purchase": ("transfer_paid", "Transfer price, by the company"), f"service_{place}_cost": COMPANY,
                 "income_tax": ("company_tax", "Income tax of the company")},
        taxed=tax is not None,
    )  # fmt: skip


ROUTE = Route("spv_lease", "Lease by a company abroad", _missing, _views)
