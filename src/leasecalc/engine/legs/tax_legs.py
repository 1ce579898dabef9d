"""Income tax of the lessor, year by year: losses carried, tax withheld abroad credited up to the tax on net income, its excess carried, then lost.

Source: Enterprise Income Tax Law of the PRC, art. 18, 23, 24 and 54; Implementation Regulations, art. 78; Caishui [2009] 125.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.engine.legs.flows import Leg, add
from leasecalc.engine.legs.lease_legs import NO_ROUNDING
from leasecalc.records import fields_of, record, replace
from leasecalc.rounding import Rounding, round_to
from leasecalc.tax_credit import credited_over_years
from leasecalc.values import Value, is_array, maximum, minimum

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from leasecalc.engine.legs.tax_base import TaxBase
    from leasecalc.engine.money_beside import TaxPlan
    from leasecalc.engine.resolved import Inputs, ResolvedDeal


@record
class TaxYear:
    """One tax year of the lessor: amounts in the deal's currency per car."""

    income: Value
    """Taxable income before losses of earlier years."""
    losses_used: Value
    tax: Value
    """Tax on what is left, before the credit."""
    withheld: Value
    limit: Value
    """Tax on the net income from abroad, the most that can be credited."""
    credited: Value
    """Of tax withheld in the year and in earlier ones."""
    carried: Value
    """Tax withheld that may still be credited in later years."""
    lapsed: Value
    """Tax withheld that was carried as long as the law allows, or beyond the last year."""


@record
class LessorTax:
    """The lessor's income tax: by contract, in expectation, and on the sale; and the legs of both routes."""

    base: TaxBase
    years: tuple[TaxYear, ...]
    expected: tuple[TaxYear, ...]
    sale: tuple[TaxYear, ...]
    lease_legs: tuple[Leg, ...]
    sale_legs: tuple[Leg, ...]


def lessor_tax(deal: ResolvedDeal, inputs: Inputs, base: TaxBase) -> LessorTax:
    """Return the lessor's income tax on a base."""
    assert deal.money is not None and deal.money.tax is not None and inputs.money is not None  # noqa: S101, PT018
    assert inputs.money.tax_rate is not None  # noqa: S101 - a deal with tax has a rate
    plan, rate = deal.money.tax, inputs.money.tax_rate
    rounding = NO_ROUNDING if deal.roundings.smooth else deal.roundings.settlement
    years = tax_years(plan, rate, base.income, base.withheld, rounding=rounding)
    sale = tax_years(plan, rate, base.sale, [0.0] * len(base.sale), rounding=rounding)
    expected, legs = years, _legs(plan, years)
    if any(_something(value) for value in (*base.of_default, *base.not_withheld)):
        expected, change = _by_default(plan, rate, base)
        legs = (*legs, change)
    return LessorTax(base, years, expected, sale, legs, _legs(plan, sale))


def _by_default(plan: TaxPlan, rate: Value, base: TaxBase) -> tuple[tuple[TaxYear, ...], Leg]:
    """Return the tax on what is expected, and by how much it is less than that by contract, neither rounded: where no default is expected, nothing.

    The tax that is paid is rounded; against that, the change would hold its rounding too, on arrays alone (a default rate of 0 is an array there).
    """
    income = [contract + risk for contract, risk in zip(base.income, base.of_default, strict=True)]
    left = [taken - lost for taken, lost in zip(base.withheld, base.not_withheld, strict=True)]
    expected = tax_years(plan, rate, income, left)
    exact = tax_years(plan, rate, base.income, base.withheld)
    saved = ((year.tax - year.credited) - (risky.tax - risky.credited) for year, risky in zip(exact, expected, strict=True))
    flows = tuple(zip(plan.settled_at, saved, strict=True))
    return expected, Leg("income_tax_of_default", "Change of income tax by default", flows, "expected")


def averaged_tax(
    deal: ResolvedDeal, inputs: Inputs, bases: Sequence[TaxBase], weigh: Callable[[Sequence[Value]], Value]
) -> LessorTax:
    """Return the tax on the average of several bases; a base with fewer years has nothing in the others."""
    years = max(len(base.income) for base in bases)

    def average(name: str) -> tuple[Value, ...]:
        amounts = [getattr(base, name) for base in bases]
        return tuple(weigh([one[year] if year < len(one) else 0.0 for one in amounts]) for year in range(years))

    return lessor_tax(deal, inputs, replace(bases[0], **{found.name: average(found.name) for found in fields_of(bases[0])}))


def tax_years(
    plan: TaxPlan, rate: Value, income: Sequence[Value], withheld: Sequence[Value], *, rounding: Rounding = NO_ROUNDING
) -> tuple[TaxYear, ...]:
    """Return tax and credit of each year from its taxable income (net of funding and all other costs) and the tax withheld abroad."""
    used = losses_used(income, plan.loss_years) if plan.losses == "carried" else [0.0 * amount for amount in income]
    left = [amount - loss for amount, loss in zip(income, used, strict=True)]
    taxable = [maximum(amount, 0.0) for amount in left] if plan.losses == "carried" else left
    taxes = [round_to(amount * rate, rounding) for amount in taxable]
    limits = [maximum(tax, 0.0) if plan.credited else 0.0 * tax for tax in taxes]
    years = plan.credit_years if plan.credited else 0
    credited = credited_over_years(limits, withheld, carried_years=years)
    found = [
        TaxYear(amount, loss, tax, taken, limit, year.credited + year.credited_from_earlier, year.carried, year.lapsed)
        for amount, loss, tax, taken, limit, year in zip(income, used, taxes, withheld, limits, credited, strict=True)
    ]
    return tuple(found)


def losses_used(income: Sequence[Value], carried_years: int) -> list[Value]:
    """Return the losses of earlier years that each year's income takes up, the oldest first; a loss lapses after ``carried_years``."""
    open_losses: list[Value] = [0.0] * carried_years
    used: list[Value] = []
    for amount in income:
        left, taken = maximum(amount, 0.0), 0.0 * amount
        for place, loss in enumerate(open_losses):
            part = minimum(loss, left)
            left, taken, open_losses[place] = left - part, taken + part, loss - part
        open_losses = [*open_losses, maximum(-amount, 0.0)][1:]
        used.append(taken)
    return used


def credit_lost(years: Sequence[TaxYear]) -> Value:
    """Return tax withheld abroad that is never credited, undiscounted: what lapses, and what is still carried when the deal has ended."""
    return add(year.lapsed for year in years) + years[-1].carried


def _legs(plan: TaxPlan, years: Sequence[TaxYear]) -> tuple[Leg, ...]:
    paid = Leg("income_tax", "Income tax", tuple((at, -year.tax) for at, year in zip(plan.settled_at, years, strict=True)))
    if not (plan.credited and any(_something(year.withheld) for year in years)):
        return (paid,)
    credited = tuple((at, year.credited) for at, year in zip(plan.settled_at, years, strict=True))
    return (paid, Leg("foreign_tax_credit", "Credit for tax withheld", credited))


def _something(value: Value) -> bool:
    return is_array(value) or value != 0.0
