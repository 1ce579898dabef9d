"""From what was written to what is priced: the only place where names become numbers, and where each number's origin is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from leasecalc.deal.lease import SolveRent
from leasecalc.deal.terms import BESIDE_THE_RENT, PER_YEAR, lease_currency
from leasecalc.engine.resolved import LeaseTerms, PurchaseTerms, ResolvedDeal, Roundings, SaleTerms
from leasecalc.engine.resolving.instalment_dates import months_of_lease
from leasecalc.engine.resolving.recorder import Recorder
from leasecalc.engine.resolving.resolve_inputs import quantity, resolve_inputs
from leasecalc.engine.resolving.resolve_market import market_terms
from leasecalc.engine.resolving.resolve_origin import origin_terms
from leasecalc.engine.resolving.resolve_plan import capitalised_after, margin_target, payment_plan
from leasecalc.engine.resolving.resolve_risk import credit_terms
from leasecalc.engine.resolving.resolve_timeline import calendar, day_count_of, events_of, service_plans, timeline
from leasecalc.money import minor_unit
from leasecalc.records import replace
from leasecalc.rounding import Rounding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from leasecalc.day_counts import DayCount
    from leasecalc.deal.document import DealDocument
    from leasecalc.deal.lease import Lease
    from leasecalc.engine.accounting.terms import AccountingTerms
    from leasecalc.engine.money_beside import MoneyPlan
    from leasecalc.engine.resolved import Inputs, Timeline
    from leasecalc.engine.resolving.resolve_ends import EndDays
    from leasecalc.engine.resolving.resolve_funding import LoanDays
    from leasecalc.engine.resolving.resolve_money import MoneyDays
    from leasecalc.engine.resolving.resolve_origin import OriginTerms
    from leasecalc.engine.resolving.resolve_timeline import Calendar
    from leasecalc.markets.library import Library


def resolve(document: DealDocument, library: Library) -> ResolvedDeal:
    """Return the deal ready to price, under the law in force on its pricing date.

    Raises ``InputError`` with every fault that only the market data can show: no such market, a fact or a rate that must be asked for.
    """
    if document.lease.deliveries:
        from leasecalc.engine.resolving.resolve_lots import resolve_lots  # only a fleet in parts pays for loading it

        return _with_yields(document, resolve_lots(document, library))
    return _with_yields(document, resolve_one(document, library))


def resolve_one(document: DealDocument, library: Library, days: Iterable[date] = ()) -> ResolvedDeal:
    """Return a deal with one delivery, on a time grid that holds ``days`` too. Raises like ``resolve``."""
    recorder = Recorder()
    events = events_of(document)
    assert events.instalments is not None  # noqa: S101 - `events_of` gives them
    months = months_of_lease(document.lease, events.instalments)
    origin = origin_terms(document, library, events.dates, recorder, months=months)
    plan, day_count = calendar(document, events, origin.refund_received, origin.refund_lag), day_count_of(document)
    _record_defaults(document, plan, day_count, recorder)
    beside, loan, ends = _money_beside(document, plan, library, recorder), _loan_days(document, plan), _end_days(document, plan)
    others = (*days, *(fixings := _fixing_days(document, plan)), *_days_beside(beside, loan, ends))
    grid, at = timeline(plan, document.deal.pricing_date, day_count, others)
    inputs = _inputs(document, plan, origin, recorder)
    money, inputs = _with_money(document, (beside, grid, at), inputs, (library, recorder, months))
    inputs = _with_laws(document, grid, day_count, inputs)
    inputs, lease = _by_character(document, library, recorder, inputs, _lease_terms(document, plan))
    found = ResolvedDeal(
        name=document.deal.name,
        pricing_date=document.deal.pricing_date,
        currency=document.deal.currency,
        day_count=day_count,
        quantity=document.vehicle.quantity,
        market=document.import_.market,
        importer=document.import_.importer,
        timeline=grid,
        purchase=_purchase_terms(document, origin),
        lease=lease,
        sale=_sale_terms(document, plan),
        services=service_plans(document, plan, grid, at),
        credit=credit_terms(document, plan, (grid, at), (library, recorder), refunded=origin.lease_refund_share > 0.0),
        stack=market_terms(document, library, recorder, months=months),
        roundings=_roundings(document),
        inputs=inputs,
        origin_gates=origin.gates,
        accounting=_accounting_terms(document, recorder),
        provenance=tuple(recorder.records),
        money=money,
        holidays=plan.holidays,
    )
    found = _with_clause(document, _with_ends(document, found, ends, at), fixings, at, recorder)
    return _with_loan(document, library, found, (loan, plan, grid, at), recorder)


def _fixing_days(document: DealDocument, plan: Calendar) -> tuple[date, ...]:
    if document.lease.currency_clause is None:
        return ()
    from leasecalc.engine.resolving.resolve_currency_clause import fixing_days  # only a lease with the clause pays for loading it

    return fixing_days(document, plan)


def _with_clause(
    document: DealDocument, deal: ResolvedDeal, days: tuple[date, ...], at: Callable[[date], int], recorder: Recorder
) -> ResolvedDeal:
    if not days:
        return deal
    from leasecalc.engine.resolving.resolve_currency_clause import with_clause

    return with_clause(document, deal, days, at, recorder)


def _inputs(document: DealDocument, plan: Calendar, origin: OriginTerms, recorder: Recorder) -> Inputs:
    """Return the numbers of the deal; a floating lease by margin has its first rate as target."""
    inputs = resolve_inputs(document, origin, recorder)
    by_margin = margin_target(document.lease, plan.instalments)
    return inputs if by_margin is None else replace(inputs, target=by_margin)


def _with_laws(document: DealDocument, grid: Timeline, day_count: DayCount, inputs: Inputs) -> Inputs:
    fx = document.fx
    if fx is not None and fx.conversion is not None:
        cost, fee = fx.conversion.cost, fx.conversion.fee
        inputs = replace(inputs, conversion_cost=float(cost or 0), conversion_fee=quantity(fee))
    if fx is None or not (fx.forward or fx.curve or fx.pegged):
        return inputs
    from leasecalc.engine.resolving.resolve_exchange import rate_laws  # only rates that move so pay for loading it

    return replace(inputs, laws=rate_laws(fx, document.deal.pricing_date, grid.dates[-1], day_count))


def _with_money(
    document: DealDocument,
    days: tuple[MoneyDays | None, Timeline, Callable[[date], int]],
    inputs: Inputs,
    sources: tuple[Library, Recorder, float],
) -> tuple[MoneyPlan | None, Inputs]:
    beside, grid, at = days
    if beside is None:
        return None, inputs
    from leasecalc.engine.resolving.resolve_money import Sources, money_inputs, money_plan

    known = Sources(*sources)
    return money_plan(document, beside, grid, at, known), money_inputs(document, inputs, known)


def _with_loan(
    document: DealDocument,
    library: Library,
    found: ResolvedDeal,
    days: tuple[LoanDays | None, Calendar, Timeline, Callable[[date], int]],
    recorder: Recorder,
) -> ResolvedDeal:
    loan, plan, grid, at = days
    if loan is None:
        return found
    from leasecalc.engine.resolving.resolve_funding import funded

    return funded(document, library, found, (loan, plan, grid, at), recorder)


def _by_character(
    document: DealDocument, library: Library, recorder: Recorder, inputs: Inputs, lease: LeaseTerms
) -> tuple[Inputs, LeaseTerms]:
    """Return inputs and terms with what the market file withholds by the character of the rent, where the deal does not write it."""
    written = document.withholding
    if written is None or (written.rate is not None and written.on is not None):
        return inputs, lease
    from leasecalc.engine.resolving.resolve_withholding import withheld

    tax = withheld(document, written, library, recorder)
    return replace(inputs, withholding_rate=tax.rate), replace(lease, withholding_on=tax.on)


def _money_beside(document: DealDocument, plan: Calendar, library: Library, recorder: Recorder) -> MoneyDays | None:
    """Return the days of what moves beside the rent; None where the deal has nothing of the kind."""
    if document.lease.deposit_interest is None and not any(getattr(document, name) for name in BESIDE_THE_RENT):
        return None
    from leasecalc.engine.resolving.resolve_money import money_days

    return money_days(document, plan, library, recorder)


def _purchase_terms(document: DealDocument, origin: OriginTerms) -> PurchaseTerms:
    written = document.purchase
    return PurchaseTerms(vat=written.vat, claimant=written.claimant, maker=origin.maker, repayment=origin.repayment)


def _end_days(document: DealDocument, plan: Calendar) -> EndDays | None:
    if document.ends is None:
        return None
    from leasecalc.engine.resolving.resolve_ends import end_days  # only a deal that tells of its end pays for loading it

    return end_days(document, plan)


def _with_ends(document: DealDocument, deal: ResolvedDeal, days: EndDays | None, at: Callable[[date], int]) -> ResolvedDeal:
    if document.ends is None:
        return deal
    from leasecalc.engine.resolving.resolve_ends import with_ends

    return with_ends(document, deal, days, at)


def _accounting_terms(document: DealDocument, recorder: Recorder) -> AccountingTerms | None:
    if document.accounting is None:
        return None
    from leasecalc.engine.resolving.resolve_accounting import accounting_terms  # only a deal with accounts pays for loading it

    return accounting_terms(document, document.accounting, recorder)


def _days_beside(beside: MoneyDays | None, loan: LoanDays | None, ends: EndDays | None) -> tuple[date, ...]:
    return (
        *(() if beside is None else beside.all()),
        *(() if loan is None else (loan.drawn, *loan.rows)),
        *(() if ends is None else ends.all()),
    )


def _loan_days(document: DealDocument, plan: Calendar) -> LoanDays | None:
    """Return the days of the loan, or None where the deal has none (and then nothing of it is loaded)."""
    if document.funding is None:
        return None
    from leasecalc.engine.resolving.resolve_funding import loan_days

    return loan_days(document, plan)


def _lease_terms(document: DealDocument, plan: Calendar) -> LeaseTerms:
    lease = document.lease
    return LeaseTerms(
        kind=lease.kind,
        currency=lease_currency(document),
        periods=plan.instalments.end_period,
        payments=lease.payments,
        payments_per_year=PER_YEAR[lease.payments],
        compoundings_per_year=PER_YEAR[lease.compounding or lease.payments] / (capitalised_after(lease) or 1),
        plan=payment_plan(lease, plan.instalments),
        timing=lease.timing,
        in_advance=lease.in_advance,
        term_months=months_of_lease(lease, plan.instalments),
        revenues_per_instalment=_revenues(document),
        target=_target(lease),
        residual_kind=document.residual.kind,
        withholding_on=(document.withholding.on if document.withholding else None) or "gross_rent",
        gross_up=document.withholding.gross_up if document.withholding else False,
        fee_names=tuple(fee.name for fee in lease.fees),
        written=lease,
        dates=plan.instalments,
    )


def _revenues(document: DealDocument) -> float:
    """Return how often the lessee's revenue is earned for each instalment."""
    every = document.lessee.revenue_every if document.lessee is not None else None
    return 1.0 if every is None else PER_YEAR[every] / PER_YEAR[document.lease.payments]


def _with_yields(document: DealDocument, deal: ResolvedDeal) -> ResolvedDeal:
    if not document.yields:
        return deal
    from leasecalc.engine.resolving.resolve_yields import own_yields  # only a deal that has some pays for reading it

    return replace(deal, yields=own_yields(document))


def _target(lease: Lease) -> Literal["lessor_yield", "customer_rate", "npv"] | None:
    """Return the measure that a rent is solved for; a floating lease by margin has its first rate."""
    if isinstance(lease.rent, SolveRent):
        return lease.rent.solve
    floating = lease.structure.floating if lease.structure is not None else None
    return "customer_rate" if lease.rent is None and floating is not None and floating.margin is not None else None


def _sale_terms(document: DealDocument, plan: Calendar) -> SaleTerms:
    fractions = tuple(float(tranche.fraction) for tranche in document.sale.terms)
    export = plan.events.dates["export"]
    open_at_export = sum(fraction for fraction, day in zip(fractions, plan.tranches, strict=True) if day > export)
    return SaleTerms(incoterm=document.sale.incoterm, fractions=fractions, after_export=float(open_at_export))


def _roundings(document: DealDocument) -> Roundings:
    currency = lease_currency(document)
    written = document.lease.rounding
    unit = minor_unit(currency) if written is None or written.unit is None else float(written.unit)
    return Roundings(
        rent=Rounding(unit=unit, mode="half_up" if written is None else written.mode),
        remainder="last_interest" if written is None else written.remainder,
        remainder_row=0 if written is None or written.instalment is None else written.instalment - 1,
        contract=Rounding(unit=minor_unit(currency), mode="half_up"),
        settlement=Rounding(unit=minor_unit(document.deal.currency), mode="half_up"),
        origin=Rounding(unit=minor_unit(document.purchase.price.currency), mode="half_up"),
    )


def _record_defaults(document: DealDocument, plan: Calendar, day_count: str, recorder: Recorder) -> None:
    """Record the defaults of dates and conventions."""
    events = plan.events.dates
    if document.deal.day_count is None:
        recorder.default(
            "deal.day_count", day_count, "the convention of instalments counted in months, or in weeks of a 364-day year"
        )
    if document.purchase.paid is None:
        recorder.default("purchase.paid", "at pricing", str(events["purchase"]))
    if document.shipping is None or document.shipping.export is None:
        recorder.default("shipping.export", "at pricing", str(events["export"]))
    if document.lease.commencement is None:
        recorder.default("lease.commencement", "at arrival", str(events["commencement"]))
    rule = document.lease.business_days
    if rule is not None and rule.country is not None:
        from leasecalc.engine.resolving.business_days import calendar_version

        recorder.note("lease.business_days.country", rule.country, "sourced", calendar_version(rule.country))
    if document.lease.first_instalment is not None and document.lease.interim is None:
        recorder.default("lease.interim", "compound, capitalised", "an odd first period accrues as the others do")
    if document.lease.rounding is None:
        recorder.default("lease.rounding", "half_up to the minor unit", "ISO 4217; the remainder lies in the last interest line")
