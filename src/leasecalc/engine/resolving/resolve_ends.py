"""Resolve how a lease ends: terms of early ends, and days and values of the ways to end that are expected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.deal.terms import count_of_instalments, instalment_date, later
from leasecalc.engine.ends.terms import EndTerms, ExpectedEnds
from leasecalc.engine.resolving.resolve_inputs import quantity
from leasecalc.engine.resolving.resolve_risk import car_on
from leasecalc.reading.fields import Length
from leasecalc.records import record, replace

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from leasecalc.deal.document import DealDocument
    from leasecalc.deal.ends import Ends
    from leasecalc.engine.resolved import Quantity, ResolvedDeal, Timeline
    from leasecalc.engine.resolving.resolve_timeline import Calendar


@record
class EndDays:
    """Days of the ways to end, before they become places on the grid."""

    rents: tuple[date, ...]
    ended: tuple[date, ...]
    sold: tuple[date, ...]

    def all(self) -> tuple[date, ...]:
        """Return every day."""
        return (*self.rents, *self.ended, *self.sold)


def end_days(document: DealDocument, plan: Calendar) -> EndDays | None:
    """Return the days of the ways to end that are expected; None where the deal expects none."""
    ends, lease, end = document.ends, document.lease, plan.events.dates["end"]
    if ends is None or ends.expected is None:
        return None
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
    if days is None or told.expected is None:
        return replace(deal, ends=terms)
    inputs = replace(
        deal.inputs,
        return_share=float(told.expected.return_),
        extension_share=float(told.expected.extend),
        extension_rent=None if told.extension is None else quantity(told.extension.rent),
        returned_value=quantity(told.returned_value),
        return_cost=quantity(told.disposal_cost),
    )
    return replace(deal, inputs=inputs, ends=replace(terms, expected=_expected(document, days, deal.timeline, at)))


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
