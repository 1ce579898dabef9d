"""Finance and operating lease, title kept by the lessor in China: the deal as it is, or as the lease of the other kind."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from leasecalc.records import replace
from leasecalc.routes.view import Route, View
from leasecalc.routes.withheld import by_character

if TYPE_CHECKING:
    from leasecalc.deal.document import DealDocument
    from leasecalc.deal.questions import OtherLease

#: What of the contract a route of its own words no longer takes from the deal.
END = frozenset({"residual", "disposal_cost"})


def _written(document: DealDocument, kind: str) -> OtherLease | None:
    return None if document.routes is None else getattr(document.routes, f"{kind}_lease")


def _missing(kind: str, document: DealDocument) -> tuple[str, ...]:
    if document.lease.kind == kind:
        return ()
    written = _written(document, kind)
    return () if written is not None and written.residual is not None else (f"routes.{kind}_lease.residual",)


def _views(kind: str, document: DealDocument) -> tuple[View, ...]:
    written = _written(document, kind)
    if document.lease.kind == kind or written is None:
        return (View(document=document, side="lease", refund_rule="lease"),)
    ends = "unguaranteed" if kind == "operating" else "purchase_option"
    residual = replace(document.residual, amount=written.residual, kind=ends, disposal_cost=written.disposal_cost)
    if kind == "finance":
        residual = replace(residual, lag=None)
    other = replace(
        document, lease=replace(document.lease, kind=kind, rent=written.rent or document.lease.rent), residual=residual
    )
    character = "equipment" if kind == "operating" else "interest"
    other = by_character(other, character, written.withholding_rate)
    frozen = END | ({"rent"} if written.rent is not None else frozenset()) | {"withholding_rate"}
    return (View(document=other, side="lease", refund_rule="lease", frozen=frozen),)


FINANCE = Route("finance_lease", "Finance lease", partial(_missing, "finance"), partial(_views, "finance"))
OPERATING = Route("operating_lease", "Operating lease", partial(_missing, "operating"), partial(_views, "operating"))
