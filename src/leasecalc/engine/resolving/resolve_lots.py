"""A fleet in several deliveries: each resolved as a deal of its own, on one time grid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.deal.deliveries import delivery_days, lot_documents
from leasecalc.engine.resolved import Lot, Provenance
from leasecalc.engine.resolving.resolve import resolve_one
from leasecalc.errors import Diagnostic, InputError
from leasecalc.records import replace

if TYPE_CHECKING:
    from leasecalc.deal.document import DealDocument
    from leasecalc.engine.resolved import ResolvedDeal
    from leasecalc.markets.library import Library


def resolve_lots(document: DealDocument, library: Library) -> ResolvedDeal:
    """Return the deal of the first delivery with all of them as its lots. One delivery is the plain deal.

    Raises ``InputError`` like ``resolve``, and LC471 where a margin would give each delivery an instalment of its own.
    """
    documents = lot_documents(document)
    alone = [resolve_one(one, library) for one in documents]
    if len(alone) == 1:
        return alone[0]
    days = {day for deal in alone for day in deal.timeline.dates}
    deals = [resolve_one(one, library, days) for one in documents]
    if len({deal.inputs.target for deal in deals}) > 1:
        message = "the base rate differs between deliveries, so one margin gives each of them an instalment of its own"
        raise InputError((Diagnostic("LC471", message, "write `rent` instead of `margin`", path="lease.structure.floating"),))
    lots = tuple(Lot(quantity=one.vehicle.quantity, deal=deal) for one, deal in zip(documents, deals, strict=True))
    first = deals[0]
    return replace(
        first,
        quantity=document.vehicle.quantity,
        inputs=replace(first.inputs, lease_refund_share=_granted(lots)),
        provenance=(*first.provenance, *_moved(document)),
        lots=lots,
    )


def _granted(lots: tuple[Lot, ...]) -> float:
    """Return the part of the fleet whose lease gets the export refund: the law of the day on which each lot leaves decides."""
    shares = [float(lot.deal.inputs.lease_refund_share) for lot in lots]
    if len(set(shares)) == 1:
        return shares[0]
    return sum(share * lot.quantity for share, lot in zip(shares, lots, strict=True)) / sum(lot.quantity for lot in lots)


def _moved(document: DealDocument) -> list[Provenance]:
    note = "as long before their commencement as the cars of the first delivery"
    return [
        Provenance(path=f"lease.deliveries.{number}.export", text=str(days.export), status="default", note=note)
        for number, days in enumerate(delivery_days(document))
        if days.moved
    ]
