"""Resolve the loan of a deal: its dates on the grid, its base rates with their source, and its numbers; loaded only where a deal has one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from leasecalc.day_counts import year_fraction
from leasecalc.deal.terms import funding_currency, instalment_date, later
from leasecalc.engine.resolved_funding import FundingPlan, GreenInputs
from leasecalc.engine.resolving.funding_bases import base_points, reset_bases
from leasecalc.engine.resolving.resolve_inputs import quantity
from leasecalc.errors import Diagnostic, InputError
from leasecalc.money import minor_unit
from leasecalc.reading.fields import Length
from leasecalc.records import fields_of, record, replace
from leasecalc.rounding import Rounding

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from leasecalc.day_counts import DayCount
    from leasecalc.deal.document import DealDocument
    from leasecalc.deal.funding import Funding, Green
    from leasecalc.engine.resolved import ResolvedDeal, Timeline
    from leasecalc.engine.resolving.recorder import Recorder
    from leasecalc.engine.resolving.resolve_timeline import Calendar
    from leasecalc.markets.library import Library


@record
class LoanDays:
    """The days of the loan, before they become places on the grid."""

    drawn: date
    rows: tuple[date, ...]


def loan_days(document: DealDocument, plan: Calendar) -> LoanDays:
    """Return the day of the drawdown and of each payment. Raises ``InputError`` (LC486) for a loan outside the time of the deal."""
    funding, events = _written(document), plan.events
    purchase, begin = events.dates["purchase"], events.dates["commencement"]
    drawn = events.on(funding.drawn, "purchase")
    if drawn < purchase:
        raise _refused(
            "drawn",
            f"the loan is drawn on {drawn}, before the car is paid on {purchase}",
            "draw it when the car is paid, or later",
        )
    if funding.repayment == "matched":
        if drawn > begin:
            message = f"a matched loan is drawn on {drawn}, after the lease begins on {begin}"
            raise _refused("drawn", message, "draw it by commencement, or write `repayment: level` or `bullet`")
        return LoanDays(drawn, (*((begin,) if drawn < begin else ()), *plan.paid, plan.residual))
    last = events.dates["end"] if funding.term is None else later(drawn, funding.term)
    if not drawn < last <= max(plan.residual, events.dates["end"]):
        message = f"the loan runs from {drawn} to {last}, and the lease ends on {events.dates['end']}"
        raise _refused("term", message, "let the loan end with the lease or before")
    rows, number = [], 1
    while (day := instalment_date(drawn, funding.payments or document.lease.payments, number)) < last:
        rows.append(day)
        number += 1
    return LoanDays(drawn, (*rows, last))


def _refused(name: str, message: str, hint: str) -> InputError:
    return InputError((Diagnostic("LC486", message, hint, path=f"funding.{name}"),))


def _written(document: DealDocument) -> Funding:
    assert document.funding is not None  # noqa: S101 - asked only where there is one
    return document.funding


def funded(
    document: DealDocument,
    library: Library,
    deal: ResolvedDeal,
    days: tuple[LoanDays, Calendar, Timeline, Callable[[date], int]],
    recorder: Recorder,
) -> ResolvedDeal:
    """Return the deal with its loan. Raises like ``funding_plan``."""
    loan, *_ = days
    plan = funding_plan(document, library, loan, days[1:], recorder)
    _record(document, plan.currency, recorder)
    inputs = replace(deal.inputs, **funding_inputs(document))
    return replace(deal, funding=plan, inputs=inputs, provenance=tuple(recorder.records))


def funding_plan(
    document: DealDocument,
    library: Library,
    days: LoanDays,
    grid: tuple[Calendar, Timeline, Callable[[date], int]],
    recorder: Recorder,
) -> FundingPlan:
    """Return the plan of the loan. Raises ``InputError`` for a base rate that is not known when it is needed."""
    funding, (plan, timeline, at) = _written(document), grid
    matched = funding.repayment == "matched"
    begin, years = timeline.years[timeline.commencement], timeline.years
    drawn = at(days.drawn)
    anchor = plan.events.dates["commencement"] if matched else days.drawn
    points = [] if funding.floating is None else base_points(funding.floating, library, plan.events.dates["pricing"], recorder)
    begins = (days.drawn, *days.rows[:-1])
    if matched and days.drawn == anchor:
        begins = (anchor, *days.rows[:-1])
    bases = () if funding.floating is None else reset_bases(funding.floating, points, anchor, begins)
    currency, floating = funding_currency(document), funding.floating
    return FundingPlan(
        kind=funding.kind,
        currency=currency,
        repayment=funding.repayment,
        recourse=funding.recourse,
        prepaid_at=timeline.refund if funding.prepaid_with_refund else None,
        drawn=drawn,
        rows=tuple(at(day) for day in days.rows),
        lengths=tuple(_length(document, first, last) for first, last in zip(begins, days.rows, strict=True)),
        interim=begin - years[drawn] if matched and days.drawn < anchor else 0.0,
        lag=max(years[timeline.residual] - years[timeline.end], 0.0) if matched else 0.0,
        base_rates=bases,
        resets=tuple(row for row in range(1, len(bases)) if bases[row] != bases[row - 1]),
        limits=(None, None)
        if floating is None
        else tuple(None if rate is None else float(rate) for rate in (floating.floor, floating.cap)),  # type: ignore[arg-type]
        curve=tuple(((point.term.months or 0) / 12.0, float(point.rate)) for point in funding.curve or ()),
        rounding=Rounding(unit=minor_unit(currency), mode="half_up"),
        asset_reprices=_asset_reprices(document),
        loan_reprices=None if floating is None else _first_reset(document, plan, anchor),
    )


def _length(document: DealDocument, first: date, last: date) -> float:
    from leasecalc.engine.resolving.resolve_timeline import day_count_of

    counted: DayCount = day_count_of(document)
    return year_fraction(first, last, counted)


def _asset_reprices(document: DealDocument) -> float | None:
    structure = document.lease.structure
    if structure is None or structure.floating is None:
        return None
    return _in_years(structure.floating.reset_every)


def _first_reset(document: DealDocument, plan: Calendar, anchor: date) -> float:
    """Return years from commencement to the first reset of the loan after it."""
    floating = _written(document).floating
    assert floating is not None  # noqa: S101 - asked only where it floats
    begin, day = plan.events.dates["commencement"], anchor
    number = 0
    while day <= begin:
        number += 1
        day = _multiple(anchor, floating.reset_every, number)
    return (day - begin).days / 365.0


def _multiple(anchor: date, length: Length, times: int) -> date:
    return later(anchor, Length(length.count * times, length.unit))


def _in_years(length: Length) -> float:
    return length.months / 12.0 if length.months is not None else (length.days or 0) / 365.0


def funding_inputs(document: DealDocument) -> dict[str, Any]:
    """Return the numbers of the loan that knobs can set, by their names in ``Inputs``."""
    funding = _written(document)
    return {
        "funding_amount": quantity(funding.amount),
        "funding_rate": None if funding.rate is None else float(funding.rate),
        "funding_margin": float(funding.margin),
        "funding_fee": quantity(funding.fee),
        "economic_capital": quantity(funding.capital),
        "operating_cost": quantity(funding.operating_cost),
        "green": None if funding.green is None else _green(funding.green),
    }


def _green(written: Green) -> GreenInputs:
    numbers = {
        found.name: float(getattr(written, found.name))
        for found in fields_of(written)
        if found.name not in {"discount", "source"}
    }
    return GreenInputs(**numbers, discount_rate=float(written.discount))


def _record(document: DealDocument, currency: str, recorder: Recorder) -> None:
    """Record where the terms come from: each number without a source is assumed."""
    funding = _written(document)
    if funding.currency is None:
        recorder.default("funding.currency", currency, "the currency of the amount, or of the lease where that is a share")
    for section, path in ((funding, "funding"), (funding.green, "funding.green")):
        if section is None:
            continue
        if section.source is not None:
            recorder.note(path, "as written", "sourced", section.source)
            continue
        for found in fields_of(section):
            value = getattr(section, found.name)
            if value is not None and f"{path}.{found.name}" not in document.assumed and _is_number(found.name, value):
                recorder.note(f"{path}.{found.name}", _text(found.name, value), "assumed", "no source stands behind it")


_WORDS = frozenset(
    {
        "kind",
        "currency",
        "repayment",
        "payments",
        "drawn",
        "prepaid_with_refund",
        "recourse",
        "source",
        "green",
        "floating",
        "curve",
    }
)


def _is_number(name: str, value: object) -> bool:
    return name not in _WORDS and not (name == "margin" and not value)


def _text(name: str, value: Any) -> str:
    from leasecalc.reading.numbers import shifted, written

    return f"{written(shifted(value, 2))}%" if name in {"rate", "margin", "discount"} else str(value)


__all__ = ["LoanDays", "funded", "loan_days"]
