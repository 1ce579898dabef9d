"""A fleet in several deliveries: the days of each, and the deal that each would be by itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from leasecalc.dates import add_months
from leasecalc.deal.moments import day_of, days_up_to_commencement, moment_faults
from leasecalc.deal.shipping import Shipping
from leasecalc.reading.faults import Fault
from leasecalc.reading.fields import When
from leasecalc.records import record, replace

if TYPE_CHECKING:
    from datetime import date

    from leasecalc.deal.document import DealDocument
    from leasecalc.deal.lease import Delivery

HERE = ("lease", "deliveries")
#: What a moment of a delivery may be counted from.
EVENTS = ("pricing", "order", "export", "purchase", "arrival")


@record(kw_only=True)
class DeliveryDays:
    """The days of one delivery; ``moved`` says whether export and arrival go with the commencement, since no `export` is written."""

    export: date
    arrival: date
    commencement: date
    moved: bool


def delivery_days(document: DealDocument) -> tuple[DeliveryDays, ...]:
    """Return the days of each delivery."""
    first = _days(document, document.lease.deliveries[0], None)
    return (first, *(_days(document, delivery, first) for delivery in document.lease.deliveries[1:]))


def _days(document: DealDocument, delivery: Delivery, first: DeliveryDays | None) -> DeliveryDays:
    events = days_up_to_commencement(document)
    moved = delivery.export is None and first is not None
    if delivery.export is not None:
        export = day_of(delivery.export, "pricing", events)
        arrival = document.shipping.arrival if document.shipping else None
        own = arrival is None or arrival.event == "export"
        events["arrival"] = (
            day_of(arrival, "export", {**events, "export": export})
            if own
            else later_by(events["arrival"], events["export"], export)
        )
        events["export"] = export
    elif first is not None:
        events["export"], events["arrival"] = first.export, first.arrival
    commencement = day_of(delivery.commencement or document.lease.commencement, "arrival", events)
    export, arrival_day = events["export"], events["arrival"]
    if moved and first is not None:
        export, arrival_day = (later_by(day, first.commencement, commencement) for day in (export, arrival_day))
    return DeliveryDays(export=export, arrival=arrival_day, commencement=commencement, moved=moved)


def later_by(day: date, start: date, goal: date) -> date:
    """Return ``day`` moved by the whole months, then the days, that lie between ``start`` and ``goal``."""
    months = (goal.year - start.year) * 12 + goal.month - start.month
    if add_months(start, months) > goal:
        months -= 1
    return add_months(day, months) + timedelta(days=(goal - add_months(start, months)).days)


def lot_documents(document: DealDocument) -> tuple[DealDocument, ...]:
    """Return the deal that each delivery would be by itself: its quantity, its days, everything else as it is."""
    return tuple(
        _alone(document, delivery, days, first=number == 0)
        for number, (delivery, days) in enumerate(zip(document.lease.deliveries, delivery_days(document), strict=True))
    )


def _alone(document: DealDocument, delivery: Delivery, days: DeliveryDays, *, first: bool) -> DealDocument:
    lease = replace(
        document.lease,
        deliveries=(),
        commencement=When(on=days.commencement),
        first_instalment=delivery.first_instalment or document.lease.first_instalment,
    )
    shipping = document.shipping
    if delivery.export is not None or not first:
        shipping = replace(shipping or Shipping(), export=When(on=days.export))
        arrival = shipping.arrival
        if arrival is not None and arrival.event != "export":
            shipping = replace(shipping, arrival=When(on=days.arrival))
    return replace(document, vehicle=replace(document.vehicle, quantity=delivery.quantity), shipping=shipping, lease=lease)


def delivery_faults(document: DealDocument) -> Iterator[Fault]:
    """Yield the faults of `lease.deliveries`: numbers of cars, moments, and what cannot stand beside several deliveries."""
    lease, fleet = document.lease, document.vehicle.quantity
    delivered = sum(delivery.quantity for delivery in lease.deliveries)
    if delivered != fleet:
        message = f"{delivered} cars are delivered and the deal is about {fleet}"
        yield Fault(HERE, "LC470", message, "mend the numbers here or `vehicle.quantity`")
    faults = [*_circles(document), *_first_instalments(document)]
    yield from faults or _days_out_of_order(document)


def _circles(document: DealDocument) -> Iterator[Fault]:
    for number, delivery in enumerate(document.lease.deliveries):
        for key, known in (
            ("commencement", EVENTS),
            ("export", ("pricing", "order", "export")),
            ("first_instalment", (*EVENTS, "commencement")),
        ):
            moment = getattr(delivery, key)
            if moment is not None and moment.event is not None and moment.event not in known:
                yield Fault((*HERE, number, key), "LC416", f"`{key}` of a delivery cannot be counted from `{moment.event}`, which comes later",
                            f"count from {', '.join(known)}, or write a date")  # fmt: skip


def _first_instalments(document: DealDocument) -> Iterator[Fault]:
    """Yield deliveries that would take a first instalment from a day that is written for the first of them."""
    written = document.lease.first_instalment
    if written is None or written.event == "commencement":
        return
    for number, delivery in enumerate(document.lease.deliveries[1:], start=1):
        if delivery.first_instalment is None:
            yield Fault((*HERE, number), "LC471", f"`lease.first_instalment: {written}` is a day of the first delivery",
                        "write `first_instalment` here too, or count it from commencement")  # fmt: skip


def _days_out_of_order(document: DealDocument) -> Iterator[Fault]:
    before, written = None, document.lease.commencement
    for number, days in enumerate(delivery_days(document)):
        if (
            not number
            and written is not None
            and days.commencement != (wanted := day_of(written, "arrival", days_up_to_commencement(document)))
        ):
            yield Fault(("lease", "commencement"), "LC471", f"the lease begins on {wanted} and its first delivery on {days.commencement}",
                        "leave `commencement` out here, or in the first delivery")  # fmt: skip
        path = (*HERE, number, "commencement")
        if days.commencement < days.export:
            yield Fault(
                path,
                "LC418",
                f"the lease begins on {days.commencement}, before the cars leave on {days.export}",
                "mend one of them",
            )
        elif before is not None and days.commencement < before:
            yield Fault(
                path,
                "LC471",
                f"{days.commencement} comes before {before}, the delivery above",
                "write the deliveries in order of time",
            )
        before = days.commencement
    for number, alone in enumerate(lot_documents(document)):
        for fault in moment_faults(alone):
            if fault.path[:2] != ("lease", "commencement"):
                yield Fault(fault.path, fault.code, f"{fault.message} (delivery {number + 1})", fault.hint)
