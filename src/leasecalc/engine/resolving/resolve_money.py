"""Resolve what moves beside the rent: its days, then its places on the grid, and its numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.deal.distribution import SERIES
from leasecalc.deal.terms import later
from leasecalc.engine.money_beside import CommissionPlan, FeePlan, MoneyInputs, MoneyPlan
from leasecalc.engine.resolving.growth import growth_by_day
from leasecalc.engine.resolving.recorder import Recorder
from leasecalc.engine.resolving.resolve_inputs import quantity
from leasecalc.engine.resolving.resolve_rent_vat import RentVatDays, rent_vat_basis, rent_vat_days, rent_vat_plan
from leasecalc.engine.resolving.resolve_tax import tax_days, tax_plan, tax_rate
from leasecalc.engine.resolving.resolve_timeline import days_of
from leasecalc.reading.fields import Length, Share
from leasecalc.records import record, replace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date
    from decimal import Decimal

    from leasecalc.deal.distribution import Commission, Lags, RunningFee
    from leasecalc.deal.document import DealDocument
    from leasecalc.engine.resolved import Inputs, Quantity, Timeline
    from leasecalc.engine.resolving.resolve_timeline import Calendar
    from leasecalc.markets.library import Library
    from leasecalc.money import Money


@record(kw_only=True)
class MoneyDays:
    """The days of what moves beside the rent."""

    fees: tuple[tuple[date, ...], ...]
    commissions: tuple[date, ...]
    subsidy: date
    dealer: date
    received: tuple[date, ...]
    rent_vat: RentVatDays | None = None
    tax: tuple[date, ...] = ()
    arrivals: tuple[tuple[str, date, date], ...] = ()
    """Kind of a payment, its day, and that on which it reaches the lessor."""

    def all(self) -> tuple[date, ...]:
        """Return every day."""
        vat = () if self.rent_vat is None else self.rent_vat.all()
        return (
            *(day for days in self.fees for day in days),
            *self.commissions,
            self.subsidy,
            self.dealer,
            *self.received,
            *(there for _, _, there in self.arrivals),
            *vat,
            *self.tax,
        )


def money_days(document: DealDocument, plan: Calendar, library: Library, recorder: Recorder) -> MoneyDays:
    """Return the days on which money moves beside the rent, and those on which the taxes of all years are paid."""
    days = _days_before_tax(document, plan)
    return replace(days, tax=tax_days(document, library, (*days_of(plan), *days.all()), recorder))


def _days_before_tax(document: DealDocument, plan: Calendar) -> MoneyDays:
    events, settlement = plan.events, document.settlement
    lag = None if settlement is None else settlement.lag
    return MoneyDays(
        fees=tuple(_fee_days(document, plan, fee) for fee in document.running_fees),
        commissions=tuple(events.on(commission.when, "commencement") for commission in document.commissions),
        subsidy=events.on(document.subsidy.paid if document.subsidy else None, "commencement"),
        dealer=events.on(document.dealer.paid if document.dealer else None, "commencement"),
        received=() if lag is None else tuple(later(day, lag) for day in plan.paid),
        rent_vat=None if document.rent_vat is None else rent_vat_days(document.rent_vat, plan),
        arrivals=() if settlement is None or settlement.lags is None else tuple(_arrivals(document, plan, settlement.lags)),
    )


def _arrivals(document: DealDocument, plan: Calendar, lags: Lags) -> Iterator[tuple[str, date, date]]:
    """Yield every payment other than an instalment that reaches the lessor later than it is made; the refund has a day of its own."""
    events = plan.events
    begin = events.dates["commencement"]
    paid = {
        "down_payment": (begin,),
        "fees": plan.fees,
        "deposit": (begin,),
        "services": tuple(day for days in plan.services for day in days),
        "running_fees": tuple(day for fee in document.running_fees for day in _fee_days(document, plan, fee)),
        "subsidy": (events.on(document.subsidy.paid if document.subsidy else None, "commencement"),),
        "residual": (plan.residual,),
        "sale": plan.tranches,
    }
    for kind, days in paid.items():
        lag = getattr(lags, kind)
        if lag is not None:
            yield from ((kind, day, later(day, lag)) for day in dict.fromkeys(days))


def follows(fee: RunningFee) -> str:
    """Return the series that a fee is a share of; empty where it is an amount of its own."""
    return fee.amount.of if isinstance(fee.amount, Share) and fee.amount.of in SERIES else ""


def _fee_rows(fee: RunningFee, count: int) -> tuple[int, ...]:
    """Return the instalments (from 0) with which a fee is paid."""
    return tuple(range(count)) if fee.on_payment is None else (fee.on_payment - 1,)


def _fee_days(document: DealDocument, plan: Calendar, fee: RunningFee) -> tuple[date, ...]:
    if follows(fee) == "services":
        return tuple(sorted({day for days in plan.services for day in days}))
    if fee.every is None:
        return tuple(plan.paid[row] for row in _fee_rows(fee, len(plan.paid)))
    begin, end = plan.events.dates["commencement"], plan.events.dates["end"]
    days, number = [], 0
    while (day := _multiple(begin, fee.every, number)) <= end:
        days.append(day)
        number += 1
    return tuple(day for day in days if (day < end if document.lease.timing == "advance" else day > begin))


def _multiple(begin: date, length: Length, times: int) -> date:
    """Return the day ``times`` lengths after the first one; each is counted from it, so that the roll day stays."""
    return later(begin, Length(length.count * times, length.unit)) if times else begin


@record
class Sources:
    """Where rates and rules come from that the deal does not write, and where their origin is recorded."""

    library: Library
    recorder: Recorder
    months: float
    """Length of the lease, which rules of the country of origin may test."""


def money_plan(document: DealDocument, days: MoneyDays, grid: Timeline, at: Callable[[date], int], sources: Sources) -> MoneyPlan:
    """Return the places and rules of what moves beside the rent."""
    basis = rent_vat_basis(document, sources.library, sources.recorder)
    lease = grid.dates[grid.commencement], grid.dates[grid.end]
    settled = tuple(at(day) for day in days.tax)
    commissions = zip(document.commissions, days.commissions, strict=True)
    interest = document.lease.deposit_interest
    return MoneyPlan(
        fees=tuple(_fee_plan(fee, when, grid, at) for fee, when in zip(document.running_fees, days.fees, strict=True)),
        commissions=tuple(
            CommissionPlan(name=commission.name, at=at(day), instalments=_commissioned(commission, len(grid.instalments)))
            for commission, day in commissions
        ),
        subsidy_at=at(days.subsidy),
        dealer_at=at(days.dealer),
        received=tuple(at(day) for day in days.received),
        arrivals={(kind, at(day)): at(there) for kind, day, there in days.arrivals},
        deposit_interest=None if interest is None else (interest.method, interest.paid),
        rent_vat=rent_vat_plan(document, days.rent_vat, at, basis),
        tax=tax_plan(document, sources.library, settled, lease, sources.recorder),
    )


def _commissioned(commission: Commission, count: int) -> int:
    if isinstance(commission.amount, Share) and commission.amount.of == "instalment":
        return commission.instalments or count
    return 0


def _fee_plan(fee: RunningFee, days: tuple[date, ...], grid: Timeline, at: Callable[[date], int]) -> FeePlan:
    series = follows(fee)
    places = tuple(at(day) for day in days)
    return FeePlan(
        name=fee.name,
        follows=series,  # type: ignore[arg-type]
        at=places,
        growth=() if series else growth_by_day(fee.growth, fee.index, places, grid),
        rows=_fee_rows(fee, len(grid.instalments)) if series in {"instalment", "balance"} else (),
        by_lessor=fee.paid_by == "lessor",
    )


def money_inputs(document: DealDocument, inputs: Inputs, sources: Sources) -> Inputs:
    """Return the inputs with the numbers of what moves beside the rent."""
    basis = rent_vat_basis(document, sources.library, Recorder())
    inputs = inputs if basis is None else replace(inputs, rent_vat_rate=basis.rate)
    return replace(inputs, money=_numbers(document, sources))


def _numbers(document: DealDocument, sources: Sources) -> MoneyInputs:
    subsidy, dealer, settlement = document.subsidy, document.dealer, document.settlement
    interest = document.lease.deposit_interest
    return MoneyInputs(
        running_fees=tuple(_given(fee.amount) for fee in document.running_fees),
        commissions=tuple(_given(commission.amount) for commission in document.commissions),
        subsidy=quantity(subsidy.amount if subsidy else None),
        subsidy_rate=_rate(subsidy.to_rate if subsidy else None),
        buy_rate=_rate(dealer.buy_rate if dealer else None),
        margin_share=_rate(dealer.margin_share if dealer else None),
        fee_share=_rate(dealer.fee_share if dealer else None),
        settlement_cost=quantity(settlement.cost if settlement else None),
        deposit_rate=_rate(interest.rate if interest else None),
        service_vat_rates=tuple(float(service.vat_rate or 0) for service in document.services),
        recoverable_rate=1.0 if document.rent_vat is None else float(document.rent_vat.recoverable),
        tax_rate=tax_rate(document, sources.library, sources.recorder, months=sources.months),
        salvage=quantity(document.tax.salvage if document.tax else None),
    )


def _given(amount: Money | Share) -> Quantity:
    found = quantity(amount)
    assert found is not None  # noqa: S101 - the argument is never None
    return found


def _rate(rate: Decimal | None) -> float | None:
    return None if rate is None else float(rate)
