"""Faults between the routes of a deal and the rest of it."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING

from leasecalc.money import Money
from leasecalc.reading.faults import Fault
from leasecalc.reading.fields import Share

if TYPE_CHECKING:
    from leasecalc.deal.document import DealDocument
    from leasecalc.deal.questions import Routes

#: What an amount of a route may be a share of.
BASES = ("price", "ex_vat", "fob", "sale", "financed")


def route_faults(document: DealDocument) -> Iterable[Fault]:
    """Yield what is wrong between the routes and the rest of the deal."""
    routes, price = document.routes, document.purchase.price
    assert routes is not None  # noqa: S101 - asked of a deal that has some
    kits = routes.local_assembly
    if kits is not None and isinstance(kits.kit_price, Money) and kits.kit_price.currency != price.currency:
        yield Fault(("routes", "local_assembly", "kit_price"), "LC497",
                    f"the kit is priced in {kits.kit_price.currency}, the car in {price.currency}",
                    "write it in the currency of the purchase, which is invoiced by the same maker, or as `kit_share`")  # fmt: skip
    if kits is not None and kits.kit_share is not None and kits.kit_share <= Decimal(0):
        yield Fault(("routes", "local_assembly", "kit_share"), "LC415", "a kit costs something", "write a share above 0%")
    yield from _share_faults(routes)
    own = f"{document.lease.kind}_lease"
    if getattr(routes, own) is not None:
        yield Fault(("routes", own), "LC498", f"the deal itself is {'an' if own[0] == 'o' else 'a'} {own.replace('_', ' ')}",
                    "leave it out; the deal's own lease is always compared")  # fmt: skip


def _share_faults(routes: Routes) -> Iterable[Fault]:
    """Yield shares of what is not known when the amount is fixed."""
    for route in ("finance_lease", "operating_lease", "instalment_sale", "spv_lease"):
        section = getattr(routes, route)
        for name in ("residual", "disposal_cost", "last_payment", "salvage"):
            amount = getattr(section, name, None)
            allowed = (*BASES, "residual") if name == "disposal_cost" else BASES
            if isinstance(amount, Share) and amount.of not in allowed:
                yield Fault(
                    ("routes", route, name),
                    "LC405",
                    f"a share of `{amount.of}` is not known here",
                    f"write a share of {', '.join(allowed)}",
                )
