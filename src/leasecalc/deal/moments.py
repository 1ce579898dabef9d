"""Faults of moments: counted from an event that comes later, or before what must precede them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from leasecalc.deal.limits import Path, value_at
from leasecalc.deal.terms import later
from leasecalc.reading.faults import Fault
from leasecalc.reading.fields import When

if TYPE_CHECKING:
    from datetime import date

    from leasecalc.deal.document import DealDocument

#: Which events a moment may name; elsewhere all of them. The order is also that in which dates follow from each other.
EVENTS_BEFORE: dict[Path, tuple[str, ...]] = {
    ("shipping", "export"): ("pricing", "order"),
    ("purchase", "paid"): ("pricing", "order", "export"),
    ("shipping", "arrival"): ("pricing", "order", "export", "purchase"),
    ("lease", "commencement"): ("pricing", "order", "export", "purchase", "arrival"),
    ("lease", "first_instalment"): ("pricing", "order", "export", "purchase", "arrival", "commencement"),
    ("lease", "last_period", "end"): ("pricing", "order", "export", "purchase", "arrival", "commencement"),
}


def moment_faults(document: DealDocument) -> Iterator[Fault]:
    """Yield moments that hang on an event which itself hangs on them; else those that come too early."""
    faults = list(_circles(document))
    yield from faults or _too_early(document)


def _circles(document: DealDocument) -> Iterator[Fault]:
    for path, known in EVENTS_BEFORE.items():
        value = value_at(document, path)
        if isinstance(value, When) and value.event is not None and value.event not in known:
            yield Fault(path, "LC416", f"`{'.'.join(map(str, path))}` cannot be counted from `{value.event}`, which comes later",
                        f"count from {', '.join(known)}, or write a date")  # fmt: skip


def days_up_to_commencement(document: DealDocument) -> dict[str, date]:
    """Return the days of pricing, order, export, purchase, arrival and commencement."""
    shipping, start = document.shipping, document.deal.pricing_date
    dates = {"pricing": start, "order": start}
    dates["export"] = day_of(shipping.export if shipping else None, "pricing", dates)
    dates["purchase"] = day_of(document.purchase.paid, "pricing", dates)
    dates["arrival"] = day_of(shipping.arrival if shipping else None, "export", dates)
    dates["commencement"] = day_of(document.lease.commencement, "arrival", dates)
    return dates


def _too_early(document: DealDocument) -> Iterator[Fault]:
    """Yield arrival, commencement and refund where they come before the car has left."""
    refund, dates = document.vat_refund, days_up_to_commencement(document)
    placed = [(("shipping", "arrival"), dates["arrival"]), (("lease", "commencement"), dates["commencement"])]
    if refund is not None and refund.received is not None and refund.received.event != "end":
        placed.append((("vat_refund", "received"), day_of(refund.received, "export", dates)))
    for path, on in placed:
        if on < dates["export"]:
            yield Fault(path, "LC418", f"`{'.'.join(path)}` is {on}, before the car leaves on {dates['export']}",
                        "mend this moment or `shipping.export`")  # fmt: skip


def day_of(moment: When | None, default: str, dates: dict[str, date]) -> date:
    """Return the day of a moment by known days of events, or of the event ``default`` where none is written."""
    if moment is None:
        return dates[default]
    if moment.on is not None:
        return moment.on
    start = dates[moment.event or default]
    return start if moment.offset is None else later(start, moment.offset, moment.sign)
