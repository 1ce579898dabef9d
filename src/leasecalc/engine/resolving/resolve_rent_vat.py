"""Resolve value-added tax on instalments and services: rate and base, who accounts for it, and when it is remitted and recovered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from leasecalc.deal.terms import later
from leasecalc.engine.money_beside import RentVatPlan
from leasecalc.errors import Diagnostic, InputError
from leasecalc.records import record

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from leasecalc.deal.document import DealDocument
    from leasecalc.deal.tax import RentVat
    from leasecalc.engine.resolved import Status
    from leasecalc.engine.resolving.recorder import Recorder
    from leasecalc.engine.resolving.resolve_timeline import Calendar
    from leasecalc.markets.library import Library


@record
class RentVatDays:
    """Days on which tax is remitted and recovered, per instalment, and per payment of each service."""

    remitted: tuple[date, ...]
    recovered: tuple[date, ...]
    services: tuple[tuple[date, ...], ...]
    services_recovered: tuple[tuple[date, ...], ...]

    def all(self) -> tuple[date, ...]:
        """Return every day."""
        services = (*self.services, *self.services_recovered)
        return (*self.remitted, *self.recovered, *(day for days in services for day in days))


def rent_vat_days(written: RentVat, plan: Calendar) -> RentVatDays:
    """Return the days of the tax: a lag after each payment."""
    lag = written.recovered

    def recovered(day: date) -> date:
        return day if lag is None else later(day, lag)

    return RentVatDays(
        tuple(later(day, written.remitted) for day in plan.paid),
        tuple(recovered(day) for day in plan.paid),
        tuple(tuple(later(day, written.remitted) for day in days) for days in plan.services),
        tuple(tuple(recovered(day) for day in days) for days in plan.services),
    )


def rent_vat_plan(
    document: DealDocument, days: RentVatDays | None, at: Callable[[date], int], basis: RentVatBasis | None
) -> RentVatPlan | None:
    """Return the places of the tax."""
    if document.rent_vat is None or days is None or basis is None:
        return None

    def places(found: tuple[date, ...]) -> tuple[int, ...]:
        return tuple(at(day) for day in found)

    return RentVatPlan(
        on=basis.on,
        accounts=document.rent_vat.accounts,
        remitted_at=places(days.remitted),
        recovered_at=places(days.recovered),
        services_remitted_at=tuple(places(found) for found in days.services),
        services_recovered_at=tuple(places(found) for found in days.services_recovered),
    )


@record
class RentVatBasis:
    """The rate of the tax, and what of an instalment bears it."""

    rate: float
    on: Literal["rent", "interest", "none"]


def rent_vat_basis(document: DealDocument, library: Library, recorder: Recorder) -> RentVatBasis | None:
    """Return rate and base as written, or as the market file has them for the kind of lease on the pricing date.

    Raises ``InputError`` (LC504) where the file does not have what the deal leaves out.
    """
    written = document.rent_vat
    if written is None:
        return None
    if written.rate is not None and written.on is not None:
        return RentVatBasis(float(written.rate), written.on)
    market = library.market(document.import_.market).document
    treatment = market.lease_treatment
    table = treatment.vat_on_rent if treatment is not None else None
    entry = None if table is None else table.on(document.deal.pricing_date, document.lease.kind)
    rate = written.rate if written.rate is not None or entry is None else entry.rate
    on = written.on if written.on is not None or entry is None else entry.on
    if on == "none" and rate is None:
        return RentVatBasis(0.0, "none")
    if entry is None or rate is None or on is None or on == "principal":
        message = f"{market.name} has no VAT on the rent of this lease that the program can take as it stands"
        raise InputError((Diagnostic("LC504", message, "write `rate` and `on` in the deal", path="rent_vat"),))
    status: Status = "sourced" if entry.source.confidence == "verified" else "unverified"
    recorder.note(
        "rent_vat.rate", f"{100 * float(rate):g} % on {on}", status, f"{entry.source.title} ({entry.source.confidence})"
    )
    return RentVatBasis(float(rate), on)
