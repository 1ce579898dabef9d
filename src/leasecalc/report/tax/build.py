"""From the lessor's income tax to what is printed of it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from leasecalc.engine.legs.tax_legs import credit_lost
from leasecalc.engine.measures import measure, present_value_of
from leasecalc.records import replace
from leasecalc.report.deal.legs import adding_up, legs_shown
from leasecalc.report.decimals import money
from leasecalc.report.tax.model import TaxShown, TaxYearShown

if TYPE_CHECKING:
    from decimal import Decimal

    from leasecalc.engine.legs.flows import Leg
    from leasecalc.engine.legs.tax_legs import LessorTax, TaxYear
    from leasecalc.engine.price import Priced
    from leasecalc.report.deal.model import LegShown


def tax_shown(priced: Priced, tax: LessorTax) -> TaxShown:
    """Return the lessor's income tax; its legs, and the loan where there is one, are what lies between the net present values before and after it."""
    deal, currency = priced.deal, priced.deal.currency
    plan = None if deal.money is None else deal.money.tax
    rate = None if priced.inputs.money is None else priced.inputs.money.tax_rate
    assert plan is not None and rate is not None  # noqa: S101, PT018 - a deal with tax has them
    npv = {
        name: money(measure(priced, name), currency) for name in ("lease_npv", "sale_npv", "after_tax_npv", "sale_after_tax_npv")
    }
    loan = money(measure(priced, "levered_npv"), currency) - npv["lease_npv"] if priced.funding else None
    settled = [deal.timeline.dates[at] for at, _ in tax.lease_legs[0].flows]
    years = [
        _year_shown(year, plan.first_year + place, day, currency)
        for place, (year, day) in enumerate(zip(tax.years, settled, strict=True))
    ]
    return TaxShown(
        currency=currency,
        rate=float(rate),
        years=tuple(years),
        foreign_tax_lost=money(credit_lost(tax.years), currency),
        lease_legs=_legs(priced, tax.lease_legs, npv["after_tax_npv"] - npv["lease_npv"] - (loan or 0)),
        sale_legs=_legs(priced, tax.sale_legs, npv["sale_after_tax_npv"] - npv["sale_npv"]),
        loan_npv=loan,
        lease_npv=npv["lease_npv"],
        sale_npv=npv["sale_npv"],
        after_tax_lease_npv=npv["after_tax_npv"],
        after_tax_sale_npv=npv["sale_after_tax_npv"],
    )


def _legs(priced: Priced, legs: tuple[Leg, ...], between: Decimal) -> tuple[LegShown, ...]:
    values = adding_up([float(present_value_of(priced, (leg,))) for leg in legs], between, priced.deal.currency, 0)
    shown = legs_shown(priced, legs)
    return tuple(replace(leg, present_value=value) for leg, value in zip(shown, values, strict=True))


def _year_shown(year: TaxYear, number: int, paid_on: date, currency: str) -> TaxYearShown:
    tax, credited = money(year.tax, currency), money(year.credited, currency)
    return TaxYearShown(
        year=number,
        income=money(year.income, currency),
        losses_used=money(year.losses_used, currency),
        tax=tax,
        withheld=money(year.withheld, currency),
        credited=credited,
        carried=money(year.carried, currency),
        lapsed=money(year.lapsed, currency),
        paid=tax - credited,
        paid_on=paid_on,
    )
