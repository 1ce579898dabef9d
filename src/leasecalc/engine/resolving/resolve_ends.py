"""Resolve how a lease ends: terms of early ends, and days and values of the ways to end that are expected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.day_counts import year_fraction
from leasecalc.deal.terms import count_of_instalments, instalment_date, later
from leasecalc.engine.ends.termination import due_days
from leasecalc.engine.ends.terms import EarlyReturnPlan, EndTerms, ExpectedEnds
from leasecalc.engine.resolving.resolve_inputs import quantity
from leasecalc.engine.resolving.resolve_risk import car_on, runs_of, yearly_rates
from leasecalc.reading.fields import Length
from leasecalc.records import record, replace

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from leasecalc.deal.document import DealDocument
    from leasecalc.deal.ends import EarlyReturn, Ends
    from leasecalc.engine.resolved import Quantity, ResolvedDeal, Timeline
    from leasecalc.engine.resolving.resolve_timeline import Calendar


@record
class EndDays:
    """Days of the ways to end, before they become places on the grid."""

    rents: tuple[date, ...]
    ended: tuple[date, ...]
    sold: tuple[date, ...]
    early: tuple[date, ...] = ()
    """Days on which cars are sold that come back early."""

    def all(self) -> tuple[date, ...]:
        """Return every day."""
        return (*self.rents, *self.ended, *self.sold, *self.early)


def end_days(document: DealDocument, plan: Calendar) -> EndDays | None:
    """Return the days of the ways to end that are expected; None where the deal expects none."""
    ends = document.ends
    if ends is None:
        return None
    found = None if ends.expected is None else _days_of_choices(document, ends, plan)
    if ends.early_return is None:
        return found
    return replace(
        EndDays((), (), ()) if found is None else found, early=tuple(sold_on(ends.early_return, day) for day in plan.paid)
    )


def sold_on(early: EarlyReturn, day: date) -> date:
    """Return when a car is sold that comes back on a day."""
    return day if early.idle is None else later(day, early.idle)


def _days_of_choices(document: DealDocument, ends: Ends, plan: Calendar) -> EndDays:
    """Return the days of what lessees do who reach the end."""
    lease, end = document.lease, plan.events.dates["end"]
    if ends.extension is None:
        return EndDays((), (end,), (plan.residual,))
    count = count_of_instalments(Length(ends.extension.months, "months"), lease.payments)
    assert count is not None  # noqa: S101 - checked when the deal was read
    first = 0 if lease.timing == "advance" else 1
    over = instalment_date(end, lease.payments, count)
    rents = tuple(instalment_date(end, lease.payments, first + number) for number in range(count))
    lag = document.residual.lag
    return EndDays(rents, (end, over), (plan.residual, over if lag is None else later(over, lag)))


def with_ends(document: DealDocument, deal: ResolvedDeal, days: EndDays | None, at: Callable[[date], int]) -> ResolvedDeal:
    """Return the deal with what it says about its end."""
    told = document.ends
    assert told is not None  # noqa: S101 - asked only of such a deal
    terms = end_terms(told)
    inputs = replace(deal.inputs, return_cost=quantity(told.disposal_cost))
    if told.early_return is not None:
        deal, early = replace(deal, ends=terms, inputs=inputs), told.early_return
        terms = replace(terms, early=_early_plan(document, deal, early, at))
        inputs = replace(
            inputs,
            early_return_rate=None if early.monthly_rate is None else float(early.monthly_rate),
            early_return_share=float(early.share or 0),
            early_return_cost=quantity(early.cost),
            idle_cost=quantity(early.idle_cost),
        )
    if days is None or told.expected is None:
        return replace(deal, inputs=inputs, ends=terms)
    inputs = replace(
        inputs,
        return_share=float(told.expected.return_),
        extension_share=float(told.expected.extend),
        extension_rent=None if told.extension is None else quantity(told.extension.rent),
        returned_value=quantity(told.returned_value),
    )
    return replace(deal, inputs=inputs, ends=replace(terms, expected=_expected(document, days, deal.timeline, at)))


def _early_plan(document: DealDocument, deal: ResolvedDeal, early: EarlyReturn, at: Callable[[date], int]) -> EarlyReturnPlan:
    """Return the days on which a car may come back early, and what it is then worth."""
    grid, resale = deal.timeline, document.car_value
    assert resale is not None  # noqa: S101 - checked when the deal was read
    begin = grid.dates[grid.commencement]
    allowed = begin if early.not_before is None else later(begin, early.not_before)
    waits = year_fraction(begin, allowed, deal.day_count)  # type: ignore[arg-type]
    days = [day for day in due_days(deal) if grid.commencement < day.at < grid.end and grid.dates[day.at] >= allowed]
    sold = [at(sold_on(early, grid.dates[day.at])) for day in days]

    def years(place: int) -> float:
        return grid.years[place] - grid.years[grid.commencement]

    idle = 0.0 if early.idle is None else 12.0 * year_fraction(begin, later(begin, early.idle), deal.day_count)  # type: ignore[arg-type]
    return EarlyReturnPlan(
        places=tuple(day.at for day in days),
        paid=tuple(day.paid for day in days),
        years=tuple(max(years(day.at) - waits, 0.0) for day in days),
        sold_at=tuple(sold),
        months=tuple(12.0 * years(day.at) for day in days),
        car_values=tuple(car_on(document, resale, 12.0 * years(place)) for place in sold),
        idle_months=idle,
        pays=early.pays,
        curve=() if early.curve is None else runs_of(yearly_rates(early.curve.rates, early.curve.by)),
    )


def _expected(document: DealDocument, days: EndDays, grid: Timeline, at: Callable[[date], int]) -> ExpectedEnds:
    def months(day: date) -> float:
        return 12.0 * (grid.years[at(day)] - grid.years[grid.commencement])

    values = None
    if document.ends is not None and document.ends.returned_value is None and document.car_value is not None:
        values = tuple(car_on(document, document.car_value, months(day)) for day in days.sold)
    return ExpectedEnds(
        rents_at=tuple(at(day) for day in days.rents),
        ended_at=tuple(at(day) for day in days.ended),
        sold_at=tuple(at(day) for day in days.sold),
        months=tuple(months(day) for day in days.ended),
        car_values=values,
    )


def end_terms(told: Ends) -> EndTerms:
    """Return the terms; the method is the balance where the deal names none."""
    known: dict[str, object] = {}
    if told.termination is not None:
        early = told.termination
        known = {
            "method": early.method,
            "fee": quantity(early.fee),
            "vat_rate": float(early.vat_rate or 0),
            "refund_by_lessee": early.refund == "lessee",
        }
        known["discount_rate"] = None if early.discount_rate is None else float(early.discount_rate)
    if told.mileage is not None:
        known["km_above_per_month"] = max(float(told.mileage.expected_km_per_month - told.mileage.allowed_km_per_month), 0.0)
        known["per_km"] = quantity(told.mileage.per_km)
    options: list[tuple[int, Quantity]] = []
    for option in told.buy_out:
        price = quantity(option.amount)
        assert price is not None  # noqa: S101 - the amount of an option is needed
        options.append((option.month, price))
    return EndTerms(**known, buy_out=tuple(options))  # type: ignore[arg-type]
