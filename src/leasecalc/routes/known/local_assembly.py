"""Kits go out and are assembled in the market: a smaller invoice, a duty of its own, and the cost of assembly and plant."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from leasecalc.money import Money
from leasecalc.records import replace
from leasecalc.routes.view import Cost, Route, View

if TYPE_CHECKING:
    from leasecalc.deal.document import DealDocument
    from leasecalc.deal.questions import LocalAssembly

PATH = "routes.local_assembly"
#: Amounts of a car that a kit has its share of.
OF_THE_CAR = ("price", "fob", "customs_value")


def _written(document: DealDocument) -> LocalAssembly | None:
    return None if document.routes is None else document.routes.local_assembly


def _missing(document: DealDocument) -> tuple[str, ...]:
    written = _written(document)
    if written is None:
        return (PATH,)
    lacking = [name for name in ("then", "assembly_cost", "capital_cost") if getattr(written, name) is None]
    if written.kit_price is None and written.kit_share is None:
        lacking.append("kit_price or kit_share")
    if not written.overrides and written.hs is None and written.condition is None:
        lacking.append("overrides, hs or condition: what is due on a kit")
    paths = [f"{PATH}.{name}" for name in lacking]
    if document.purchase.claimant == "maker":
        paths.append("a maker's refund on a kit needs the kit's own `vat_refund`; it is not modelled")
    return tuple(paths)


def _views(document: DealDocument) -> tuple[View, ...]:
    written = _written(document)
    assert written is not None and written.then is not None  # noqa: S101, PT018 - `_missing` asks for them
    car = document.purchase.price
    kit = written.kit_price or Money(car.amount * (written.kit_share or Decimal(1)), car.currency)
    share = kit.amount / car.amount
    costs = (Cost("assembly", "Assembly", _amount(written.assembly_cost)), Cost("plant", "Plant", _amount(written.capital_cost)))
    made = replace(
        document,
        purchase=replace(document.purchase, price=kit, consumption_tax=None),
        vehicle=_kit(document, written),
        import_=replace(document.import_, overrides={**(document.import_.overrides or {}), **(written.overrides or {})} or None),
    )
    return (
        View(
            document=made,
            side=written.then,
            refund_rule=written.then,
            scaled=dict.fromkeys(OF_THE_CAR, float(share)),
            costs=tuple(cost for cost in costs if cost.amount.amount),
        ),
    )


def _amount(money: Money | None) -> Money:
    assert money is not None  # noqa: S101 - `_missing` asks for it
    return money


def _kit(document: DealDocument, written: LocalAssembly) -> object:
    vehicle = document.vehicle
    return replace(vehicle, hs=written.hs or vehicle.hs, condition=written.condition or vehicle.condition)


ROUTE = Route("local_assembly", "Local assembly from kits", _missing, _views)
