"""A sale against instalments: title is kept until they are paid, and for the export refund it is a sale.

The kernel prices it as a lease that ends with the last payment of the price: no car comes back. The refund follows the rule of sales (by export,
not by term and lessor: MOF/STA Announcement 2026 No. 11, art. 1), the import is definitive, and tax is withheld from interest alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.records import replace
from leasecalc.routes.view import Route, View
from leasecalc.routes.withheld import by_character

if TYPE_CHECKING:
    from leasecalc.deal.document import DealDocument
    from leasecalc.deal.questions import InstalmentSale

PATH = "routes.instalment_sale"
PAID_BY_THE_BUYER = frozenset({"purchase_option", "balloon"})


def _written(document: DealDocument) -> InstalmentSale | None:
    return None if document.routes is None else document.routes.instalment_sale


def _missing(document: DealDocument) -> tuple[str, ...]:
    """Without a price of the option nobody pays the residual, so the deal's rent alone is no price of the car."""
    written = _written(document)
    if written is None:
        return (PATH,)
    if document.residual.kind in PAID_BY_THE_BUYER:
        return ()
    lacking = [name for name in ("rent", "last_payment") if getattr(written, name) is None]
    return tuple(f"{PATH}.{name}" for name in lacking)


def _views(document: DealDocument) -> tuple[View, ...]:
    written = _written(document)
    assert written is not None  # noqa: S101 - `_missing` asks for it
    amount = document.residual.amount if written.last_payment is None else written.last_payment
    refund = None if document.vat_refund is None else replace(document.vat_refund, on_default=None)
    sold = replace(
        document,
        lease=replace(document.lease, kind="finance", rent=written.rent or document.lease.rent),
        residual=replace(document.residual, kind="balloon", amount=amount, disposal_cost=None),
        import_=replace(document.import_, regime="definitive"),
        vat_refund=refund,
    )
    sold = by_character(sold, "interest", written.withholding_rate)
    own = {"disposal_cost"} | ({"rent"} if written.rent is not None else set())
    own |= {"residual"} if written.last_payment is not None else set()
    own |= {"withholding_rate"} if sold.withholding != document.withholding else set()
    return (
        View(
            document=sold,
            side="lease",
            refund_rule="sale",
            frozen=frozenset(own),
            renamed={"residual": ("residual", "Last payment of the price")},
        ),
    )


ROUTE = Route("instalment_sale", "Instalment sale", _missing, _views)
