"""Resolve default, insurance and the value of the car: curves to yearly rates, days to places on the grid, sources recorded."""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any

from leasecalc.deal.terms import PER_YEAR
from leasecalc.engine.resolving.resolve_inputs import quantity
from leasecalc.engine.risk_plan import CarValue, CreditPlan, MinimumPremiumPlan
from leasecalc.errors import Diagnostic, InputError
from leasecalc.records import replace

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from decimal import Decimal

    from leasecalc.charges.source import Source
    from leasecalc.deal.car_value import AgePoint, CarValueCurve
    from leasecalc.deal.cover import MinimumPremium
    from leasecalc.deal.document import DealDocument
    from leasecalc.deal.risk import Credit, RatesBy
    from leasecalc.engine.resolved import Timeline
    from leasecalc.engine.resolving.recorder import Recorder
    from leasecalc.engine.resolving.resolve_timeline import Calendar
    from leasecalc.engine.risk_plan import YearlyRate
    from leasecalc.markets.library import Library
    from leasecalc.markets.origin import PremiumCoefficients
    from leasecalc.premium import CountryCategory

ORIGIN = "CN"


def risk_inputs(document: DealDocument) -> dict[str, Any]:
    """Return the numbers of default, insurance and resale that a knob may turn, by their name in `Inputs`."""
    credit, insurance, resale = document.credit, document.insurance, document.car_value
    guarantee = credit.guarantee if credit is not None else None
    found: dict[str, Any] = {}
    if credit is not None:
        found["default_rate"] = None if credit.default_rate is None else float(credit.default_rate)
        found["relet_rate"] = float(credit.relet_rent or 0)
    if guarantee is not None:
        own = guarantee.default_rate if guarantee.joint_default is None else guarantee.joint_default
        found |= {
            "guarantee_share": float(guarantee.share),
            "guarantee_fee": quantity(guarantee.fee),
            "guarantor_default_rate": float(own or 0),
        }
    if insurance is not None:
        found |= {"premium_rate": float(insurance.premium_rate or 0), "excluded_rate": float(insurance.excluded or 0)}
        found["maximum_liability"] = quantity(insurance.maximum)
    if resale is not None and resale.distance is not None:
        found["per_km"] = quantity(resale.distance.per_km)
    return found


def credit_terms(
    document: DealDocument,
    plan: Calendar,
    place: tuple[Timeline, Callable[[date], int]],
    known: tuple[Library, Recorder],
    *,
    refunded: bool,
) -> CreditPlan:
    """Return the plan of default and cover, sources recorded; ``refunded``: whether the lease gets the export refund. Raises like `minimum_premium_plan`."""
    found = credit_plan(document, plan, place)
    record_risk_sources(document, known[1], refund_granted=refunded)
    if document.insurance is None or document.insurance.minimum_premium is None:
        return found
    return replace(found, minimum_premium=minimum_premium_plan(document.insurance.minimum_premium, document, *known))


def credit_plan(document: DealDocument, plan: Calendar, place: tuple[Timeline, Callable[[date], int]]) -> CreditPlan:
    """Return where recoveries and payments of a default before each instalment arrive, and by which rules."""
    grid, at = place
    credit, insurance = document.credit, document.insurance
    months = [12.0 * (grid.years[at(day)] - grid.years[grid.commencement]) for day in plan.recoveries]
    known: dict[str, Any] = {}
    if credit is not None:
        if credit.resale is not None:
            points = [(float(point.month), float(point.share)) for point in credit.resale]
            known["resale_share"] = tuple(interpolated(points, month) for month in months)
        if credit.car == "resold" and document.car_value is not None:
            known["car_values"] = tuple(car_on(document, document.car_value, month) for month in months)
        known |= {"relet": credit.car == "relet", "curve": _curve(credit), "deposit_set_off": credit.deposit == "set_off"}
        guarantee = credit.guarantee
        known["guarantor_joint"] = None if guarantee is None else guarantee.joint_default is not None
        known["refund_repaid"] = document.vat_refund is not None and document.vat_refund.on_default == "repaid"
    if insurance is not None:
        known["insured"] = True
        if insurance.premium_rate is not None:
            known["premium_periods"] = int(PER_YEAR[document.lease.payments] / PER_YEAR[insurance.every])
    return CreditPlan(**{
        "repossession_at": tuple(at(day) for day in plan.repossessions),
        "recovery_at": tuple(at(day) for day in plan.recoveries),
        "payout_at": tuple(at(day) for day in plan.payouts),
        "resale_share": None,
    } | known)  # fmt: skip


def _curve(credit: Credit) -> tuple[YearlyRate, ...]:
    """Return yearly conditional rates: a flat curve is the same power of the same number as the flat rate."""
    if credit.default_curve is not None:
        yearly = yearly_rates(credit.default_curve.rates, credit.default_curve.by)
    elif credit.rating is not None:
        yearly = yearly_rates(credit.rating.table[credit.rating.grade], credit.rating.by)
    else:
        return ()
    return runs_of(yearly)


def runs_of(yearly: Sequence[float]) -> tuple[YearlyRate, ...]:
    """Return rates by year as (years up to which it holds, rate), runs of equal ones as one; the last holds for ever."""
    runs: list[YearlyRate] = []
    end = 0.0
    for rate, years in groupby(yearly):
        end += len(list(years))
        runs.append((end, rate))
    return (*runs[:-1], (float("inf"), runs[-1][1]))


def yearly_rates(rates: Sequence[Decimal], by: RatesBy) -> list[float]:
    """Return the probability of default within each year, of those that have not defaulted.

    Monthly: 1 - (1 - m) ** 12. Cumulative: (C - C before) / (1 - C before).
    """
    if by == "conditional_yearly":
        return [float(rate) for rate in rates]
    if by == "conditional_monthly":
        return [1.0 - (1.0 - float(rate)) ** 12 for rate in rates]
    return [float((rate - before) / (1 - before)) for before, rate in pairwise((type(rates[0])(0), *rates))]


def car_on(document: DealDocument, resale: CarValueCurve, month: float) -> CarValue:
    """Return what moves the value of the car ``month`` months after commencement."""
    age = document.vehicle.age_months + month

    def on(curve: Sequence[AgePoint]) -> float:
        return interpolated([(float(point.age_months), float(point.share)) for point in curve], age)

    share, km = on(resale.curve), 0.0
    if resale.battery is not None:
        health = on(resale.battery.expected) - on(resale.battery.supposed)
        share *= max(1.0 + float(resale.battery.effect) * health, 0.0)
    if resale.distance is not None:
        km = float(resale.distance.expected_km_per_month - resale.distance.planned_km_per_month) * month
    return CarValue(share=share, km_above_plan=km)


def minimum_premium_plan(
    wanted: MinimumPremium, document: DealDocument, library: Library, recorder: Recorder
) -> MinimumPremiumPlan:
    """Return what the minimum premium asks; the country category is that of the origin file, unless the deal writes it.

    Raises ``InputError`` where the market has no category, or the category no such buyer.
    """
    from leasecalc.premium import BUYER_CATEGORIES

    path = "insurance.minimum_premium.country_category"
    category = wanted.country_category or _category(document, library, recorder, path)
    dated = _coefficients(document, library)
    country = country_coefficients(dated, category)
    allowed = () if country is None else BUYER_CATEGORIES[: 2 + len(country.c)]
    if wanted.buyer not in allowed:
        raise InputError((Diagnostic("LC446", f"country category {category} has no buyer category {wanted.buyer}",
                                     f"write one of {', '.join(allowed)}" if allowed else "categories are 1 to 7; or write the premium as an amount",
                                     path="insurance.minimum_premium.buyer" if allowed else path),))  # fmt: skip
    assert country is not None  # noqa: S101 - else nothing would be allowed
    recorder.note(
        "insurance.minimum_premium",
        "OECD minimum premium rate",
        "unverified",
        f"a public proxy: China is no Participant; coefficients from {dated.from_}: {dated.source.title} ({dated.source.confidence})",
    )
    return MinimumPremiumPlan(
        country_category=category,
        buyer_category=wanted.buyer,
        product=wanted.product,
        speculative_grade=wanted.speculative_grade,
        credit_enhancement=float(wanted.credit_enhancement or 0),
        country=country,
    )


def _coefficients(document: DealDocument, library: Library) -> PremiumCoefficients:
    """Return the coefficients in force on the pricing date. Raises ``InputError`` before the first of the origin file."""
    premium, day = library.origin(ORIGIN).document.premium, document.deal.pricing_date
    found = None if premium is None else premium.coefficients_on(day)
    if found is None:
        raise InputError((Diagnostic("LC446", f"the origin file has no premium coefficients on {day}", "write the premium as an amount",
                                     path="insurance.minimum_premium"),))  # fmt: skip
    return found


def country_coefficients(dated: PremiumCoefficients, category: int) -> CountryCategory | None:
    """Return the coefficients of a country category in the form of the formula; None where there is no such category."""
    from leasecalc.premium import BUYER_CATEGORIES, CountryCategory

    key = str(category)
    if key not in dated.a:
        return None
    return CountryCategory(
        a=float(dated.a[key]),
        b=float(dated.b[key]),
        c=tuple(float(dated.c[buyer][key]) for buyer in BUYER_CATEGORIES[2:] if key in dated.c[buyer]),
        product_step=float(dated.quality["above"][key] - 1),
        k=float(dated.cover_k[key]),
    )


def _category(document: DealDocument, library: Library, recorder: Recorder, path: str) -> int:
    """Return the country category of the market on the pricing date, recorded with its source."""
    market, day = document.import_.market, document.deal.pricing_date
    premium = library.origin(ORIGIN).document.premium
    lists = [] if premium is None else [entry for entry in premium.categories if entry.from_ <= day and market in entry.values]
    if not lists:
        raise InputError((Diagnostic("LC446", f"the origin file has no country category of {market} on {day}",
                                     "write `country_category`, or the premium as an amount", path=path),))  # fmt: skip
    found = max(lists, key=lambda entry: entry.from_)
    record_source(recorder, path, str(found.values[market]), found.source)
    return found.values[market]


def record_source(recorder: Recorder, path: str, text: str, source: Source) -> None:
    """Record a value with its source; one that was not read where it says is marked."""
    status = "sourced" if source.confidence == "verified" else "unverified"
    recorder.note(path, text, status, f"{source.title} ({source.confidence})")  # type: ignore[arg-type]


def record_risk_sources(document: DealDocument, recorder: Recorder, *, refund_granted: bool) -> None:
    """Record the sources of default rates and of the value of the car, and that a default leaves the refund alone unless the deal says otherwise."""
    credit = document.credit
    if credit is not None:
        if credit.default_curve is not None:
            record_source(recorder, "credit.default_curve", _listed(credit.default_curve.rates), credit.default_curve.source)
        if credit.rating is not None:
            text = f"{credit.rating.grade}: {_listed(credit.rating.table[credit.rating.grade])}"
            record_source(recorder, "credit.rating", text, credit.rating.source)
        written = document.vat_refund is not None and document.vat_refund.on_default is not None
        if refund_granted and not written:
            recorder.default(
                "vat_refund.on_default",
                "kept",
                "whether a default repays the refund is not settled; `repaid` is the cautious answer",
            )
    early = document.ends.early_return if document.ends is not None else None
    if early is not None and early.curve is not None:
        record_source(recorder, "ends.early_return.curve", _listed(early.curve.rates), early.curve.source)
    if document.car_value is not None:
        record_source(recorder, "car_value", f"{len(document.car_value.curve)} points by age", document.car_value.source)


def _listed(rates: Sequence[Decimal]) -> str:
    from leasecalc.reading.numbers import shifted, written

    return ", ".join(f"{written(shifted(rate, 2))}%" for rate in rates)


def interpolated(points: Sequence[tuple[float, float]], month: float) -> float:
    """Return the value straight between the points, flat before the first and after the last."""
    if month <= points[0][0]:
        return points[0][1]
    for (left, low), (right, high) in pairwise(points):
        if month <= right:
            return low + (high - low) * (month - left) / (right - left)
    return points[-1][1]
