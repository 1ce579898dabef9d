"""Resolve the dates of a deal: events, instalments, fees, tranches and services on one grid."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from leasecalc.day_counts import year_fraction
from leasecalc.deal.terms import WEEKLY, count_of_instalments, instalment_date, later
from leasecalc.engine.resolved import ServicePlan, Timeline
from leasecalc.engine.resolving.growth import growth_by_day
from leasecalc.engine.resolving.instalment_dates import InstalmentDates, by_days, ending_on, instalment_dates, payment_periods
from leasecalc.engine.resolving.timeline import Events, GridBuilder
from leasecalc.records import record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from leasecalc.day_counts import DayCount
    from leasecalc.deal.document import DealDocument
    from leasecalc.deal.lease import BusinessDays, Payments
    from leasecalc.deal.money_terms import Service
    from leasecalc.reading.fields import Length, When


@record
class Calendar:
    """All dates of the deal before they become places on the grid."""

    events: Events
    instalments: InstalmentDates
    due: tuple[date, ...]
    """Days on which instalments and residual fall due by the contract."""
    paid: tuple[date, ...]
    """Days on which instalments are paid: the days they fall due, moved to business days where the deal says so."""
    holidays: tuple[date, ...]
    """Holidays that were kept when payments moved to business days."""
    refund: date
    shipping: date
    charges: date
    recovered: date | None
    purchase: date
    residual: date
    premium: date
    fees: tuple[date, ...]
    tranches: tuple[date, ...]
    warranty: date
    """When the seller spends its provision for warranty."""
    services: tuple[tuple[date, ...], ...]
    repossessions: tuple[date, ...]
    recoveries: tuple[date, ...]
    payouts: tuple[date, ...]


def day_count_of(document: DealDocument) -> DayCount:
    """Return the deal's day count: as written, or 30/360, or act/364 where instalments are counted in days."""
    if document.deal.day_count is not None:
        return document.deal.day_count
    return "act/364" if document.lease.payments in WEEKLY else "30/360"


def calendar(document: DealDocument, events: Events, refund_received: When | None, refund_lag: Length) -> Calendar:
    """Return every date of the deal. ``refund_lag`` counts from export where the deal does not say when the refund arrives."""
    lease = document.lease
    begin, end = events.dates["commencement"], events.dates["end"]
    instalments = events.instalments
    assert instalments is not None  # noqa: S101 - `events_of` gives them
    dates = instalments.due
    lag = document.residual.lag
    due = (*dates, end if lag is None else later(end, lag))
    (*paid, residual), holidays = (due, ()) if lease.business_days is None else _moved(due, lease.business_days)
    credit, insurance, shipping = document.credit, document.insurance, document.shipping
    repossessions = _lagged((*dates, end), None if credit is None else credit.lag)
    return Calendar(
        events=events,
        instalments=instalments,
        due=due,
        paid=tuple(paid),
        holidays=holidays,
        refund=_refund(document, events, refund_received, refund_lag),
        shipping=events.on(shipping.paid if shipping else None, "export"),
        charges=events.on(document.import_.paid, "commencement"),
        recovered=None if document.import_.recovered is None else events.on(document.import_.recovered, "commencement"),
        purchase=events.dates["purchase"],
        residual=residual,
        premium=events.on(insurance.paid if insurance else None, "commencement"),
        fees=tuple(events.on(fee.when, "commencement") for fee in lease.fees),
        tranches=tuple(events.on(tranche.when, "order") for tranche in document.sale.terms),
        warranty=events.on(document.sale.warranty_paid, "export"),
        services=tuple(_service_dates(document, service, begin) for service in document.services),
        repossessions=repossessions,
        recoveries=_lagged(repossessions, None if credit is None else credit.idle),
        payouts=_lagged((*dates, end), None if insurance is None else insurance.waiting),
    )


def _refund(document: DealDocument, events: Events, received: When | None, lag: Length) -> date:
    """Return when the export refund arrives, and is exchanged."""
    day = later(events.dates["export"], lag) if received is None else events.on(received, "export")
    lags = document.settlement.lags if document.settlement is not None else None
    return day if lags is None or lags.refund is None else later(day, lags.refund)


def _moved(due: tuple[date, ...], rule: BusinessDays) -> tuple[tuple[date, ...], tuple[date, ...]]:
    from leasecalc.engine.resolving.business_days import paid_on  # only a deal with such a rule pays for loading it

    return paid_on(due, rule)


def events_of(document: DealDocument) -> Events:
    """Return the named events of a deal with their dates."""
    start = document.deal.pricing_date
    events = Events({"pricing": start, "order": start})
    shipping, lease = document.shipping, document.lease
    # in this order: `deal.checks` lets a moment name only events that come before it here
    events.dates["export"] = events.on(shipping.export if shipping else None, "pricing")
    events.dates["purchase"] = events.on(document.purchase.paid, "pricing")
    events.dates["arrival"] = events.on(shipping.arrival if shipping else None, "export")
    events.dates["commencement"] = events.on(lease.commencement, "arrival")
    first = None if lease.first_instalment is None else events.on(lease.first_instalment, "commencement")
    day_count = day_count_of(document)
    found = instalment_dates(lease, events.dates["commencement"], first, day_count)
    if lease.last_period is not None:
        found = ending_on(found, lease, events.on(lease.last_period.end, "commencement"), day_count)
    found = by_days(found, lease, day_count)
    events.dates["end"] = found.end
    return Events(events.dates, found)


def _service_dates(document: DealDocument, service: Service, begin: date) -> tuple[date, ...]:
    if service.every is None:
        return _every(document, begin, document.lease.payments)
    return _every(document, begin, service.every)


def _every(document: DealDocument, begin: date, payments: Payments) -> tuple[date, ...]:
    """Return one date per period; instalments paid in advance do not move the services of their periods."""
    count = count_of_instalments(document.lease.term, payments) or 0
    periods = payment_periods(count, advance=document.lease.timing == "advance", in_advance=0)
    return tuple(instalment_date(begin, payments, period) for period in periods)


def _lagged(dates: tuple[date, ...], lag: Length | None) -> tuple[date, ...]:
    return dates if lag is None else tuple(later(day, lag) for day in dates)


def days_of(plan: Calendar) -> Iterator[date]:
    """Yield every day of a calendar."""
    for days in (
        plan.events.dates.values(), plan.paid, plan.fees, plan.tranches, plan.repossessions, plan.recoveries,
        plan.payouts, *plan.services,
        (plan.refund, plan.shipping, plan.charges, plan.residual, plan.premium, plan.warranty),
    ):  # fmt: skip
        yield from days
    if plan.recovered is not None:
        yield plan.recovered


def timeline(
    plan: Calendar, pricing: date, day_count: DayCount, others: Iterable[date] = ()
) -> tuple[Timeline, Callable[[date], int]]:
    """Put the calendar on the grid, which holds ``others`` too; years count from the pricing date."""
    builder = GridBuilder(pricing)
    builder.add(*others, *days_of(plan))
    dates, at = builder.finish()
    return (
        Timeline(
            dates=dates,
            years=tuple(_years(pricing, day, day_count) for day in dates),
            pricing=at(pricing),
            purchase=at(plan.purchase),
            export=at(plan.events.dates["export"]),
            refund=at(plan.refund),
            shipping=at(plan.shipping),
            charges=at(plan.charges),
            recovered=None if plan.recovered is None else at(plan.recovered),
            commencement=at(plan.events.dates["commencement"]),
            end=at(plan.events.dates["end"]),
            residual=at(plan.residual),
            premium=at(plan.premium),
            instalments=tuple(at(day) for day in plan.paid),
            due=plan.due,
            periods=plan.instalments.periods,
            fees=tuple(at(day) for day in plan.fees),
            tranches=tuple(at(day) for day in plan.tranches),
            warranty=at(plan.warranty),
        ),
        at,
    )


def _years(start: date, day: date, day_count: DayCount) -> float:
    return year_fraction(start, day, day_count) if day >= start else -year_fraction(day, start, day_count)


def service_plans(document: DealDocument, plan: Calendar, grid: Timeline, at: Callable[[date], int]) -> tuple[ServicePlan, ...]:
    """Return when each service is paid and how far it has grown since commencement."""
    plans = []
    for service, days in zip(document.services, plan.services, strict=True):
        places = tuple(at(day) for day in days)
        grown = growth_by_day(service.growth, service.index, places, grid)
        plans.append(ServicePlan(name=service.name, kind=service.kind, at=places, growth=grown))
    return tuple(plans)
