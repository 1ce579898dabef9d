"""Taxable income of a deal by tax year of the lessor (the calendar year), and tax withheld abroad. Deal's currency, per car.

A finance lessor's instalments are income on their contract days, and the cost of the car is deducted as principal is repaid: income is the interest
of the table where the cost is the amount financed, and the whole surplus over the lease in any case (Implementation Regulations of the
Enterprise Income Tax Law, art. 18, 19 and 23 on contract days and instalment sales). An operating lessor deducts straight-line depreciation
(art. 59 and 60), and at the end what is left. Everything else is income or cost on its day. Deposits and value-added tax are neither.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from leasecalc.engine.legs.credit_legs import less_by_default, lost_flows, returns_early
from leasecalc.engine.legs.flows import Leg, add
from leasecalc.engine.legs.lease_legs import NO_ROUNDING, settle, table, withholding_bases
from leasecalc.records import record
from leasecalc.rounding import round_to
from leasecalc.values import Value, clip, divide, is_array, where

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from leasecalc.engine.legs.amounts import Amounts
    from leasecalc.engine.legs.credit_legs import Chances
    from leasecalc.engine.legs.flows import Flow
    from leasecalc.engine.legs.lease_legs import Contract
    from leasecalc.engine.money_beside import TaxPlan
    from leasecalc.engine.resolved import Inputs, ResolvedDeal

#: Legs that make up the cost of the car.
COST = frozenset(
    {
        "purchase",
        "vat_refund",
        "consumption_tax_refund",
        "inland",
        "freight",
        "marine_insurance",
        "import_charges",
        "input_tax",
        "direct_cost",
    }
)
#: Legs that are neither income nor cost: they are held for somebody else, or are credited against tax.
HELD = frozenset({"deposit", "deposit_return", "rent_vat", "rent_vat_remitted", "withholding"})
#: Legs of a loan that are costs; the others move its principal.
OF_A_LOAN = frozenset({"funding_interest", "funding_fee"})


@record
class TaxBase:
    """By tax year: income of the lease by contract, what default is expected to add to it, tax withheld, what default takes off it, income of the sale."""

    income: tuple[Value, ...]
    of_default: tuple[Value, ...]
    withheld: tuple[Value, ...]
    not_withheld: tuple[Value, ...]
    sale: tuple[Value, ...]


def tax_base(
    deal: ResolvedDeal,
    inputs: Inputs,
    amounts: Amounts,
    terms: Contract,
    routes: tuple[Sequence[Leg], Sequence[Leg], Sequence[Leg]],
) -> TaxBase:
    """Return the base of the lessor's income tax; ``routes`` are the legs of the lease, of the sale and of the loan."""
    assert deal.money is not None and deal.money.tax is not None  # noqa: S101, PT018 - asked of a deal with tax
    plan, (lease, sale, loan) = deal.money.tax, routes
    years = Years(deal, plan)
    contractual = [leg for leg in lease if leg.nature == "contractual"]
    added = Leg("withholding", "", grossed_up(deal, inputs, amounts, terms))
    taken = [leg for leg in contractual if leg.name == "withholding"]
    cost = -add(leg.total for leg in contractual if leg.name in COST)
    at_once = [leg for leg in (*contractual, *loan) if leg.name not in COST | HELD and (leg.name in OF_A_LOAN or leg not in loan)]
    parts = [
        _on_contract_days(deal, years, at_once),
        _deducted(deal, inputs, amounts, terms, cost),
        years.sums((at, -amount) for at, amount in added.flows),
    ]
    income = tuple(add(values) for values in zip(*parts, strict=True))
    missing = partial(lost_flows, deal, inputs, less_by=_less_by(deal, inputs))
    stopped = missing([leg for leg in contractual if leg.name not in HELD or leg.name == "deposit_return"])
    credit = [
        flow
        for leg in lease
        if leg.nature == "expected" and leg.name not in {"credit_loss", "early_return_loss", "secondary_withholding"}
        for flow in leg.flows
    ]
    secondary = [flow for leg in lease if leg.name == "secondary_withholding" for flow in leg.flows]
    lost = (*missing([*taken, added]), *secondary)
    not_grossed = [(at, -amount) for at, amount in missing([added])]
    return TaxBase(
        income,
        years.sums((*stopped, *credit, *not_grossed)),
        years.sums((at, -amount) for leg in (*taken, added) for at, amount in leg.flows),
        years.sums(lost),
        years.sums((deal.timeline.export, leg.total) for leg in sale),
    )


def _less_by(deal: ResolvedDeal, inputs: Inputs) -> Chances:
    """Return what gives minus the chance that a payment fails to come, by default or because the car was returned before."""
    if not returns_early(deal, inputs):
        return less_by_default
    from leasecalc.engine.legs.early_return import less_by_either  # only a deal that expects returns pays for loading it

    return less_by_either


@record
class Years:
    """The tax years of a deal."""

    deal: ResolvedDeal
    plan: TaxPlan

    def of(self, year: int) -> int:
        """Return the place of a calendar year among the tax years; what comes later falls into the last."""
        return min(max(year - self.plan.first_year, 0), len(self.plan.settled_at) - 1)

    def sums(self, flows: Iterable[Flow]) -> tuple[Value, ...]:
        """Return the sum of flows (by grid index) of each year."""
        return self.by_year((self.deal.timeline.dates[at].year, amount) for at, amount in flows)

    def by_year(self, amounts: Iterable[tuple[int, Value]]) -> tuple[Value, ...]:
        """Return the sum of amounts (by calendar year) of each year."""
        sums: list[Value] = [0.0] * len(self.plan.settled_at)
        for year, amount in amounts:
            if is_array(year):  # the end of a lease whose term is a formula
                place_by_term = clip(year - float(self.plan.first_year), 0.0, len(sums) - 1.0)
                sums = [total + where(place_by_term == float(place), amount, 0.0) for place, total in enumerate(sums)]
                continue
            place = self.of(year)
            sums[place] = sums[place] + amount
        return tuple(sums)


def grossed_up(deal: ResolvedDeal, inputs: Inputs, amounts: Amounts, terms: Contract) -> tuple[Flow, ...]:
    """Return the tax that the lessee bears on top of each instalment (minus): rate / (1 - rate) of the base; nothing without a gross-up."""
    rate = inputs.withholding_rate
    if not deal.lease.gross_up or (isinstance(rate, float) and rate == 0.0):
        return ()
    pairs = zip(deal.timeline.instalments, withholding_bases(deal, terms), strict=True)
    rounding = NO_ROUNDING if deal.roundings.smooth else deal.roundings.contract
    return tuple((at, -settle(deal, amounts, round_to(base * rate / (1.0 - rate), rounding), at)) for at, base in pairs)


def _on_contract_days(deal: ResolvedDeal, years: Years, legs: Iterable[Leg]) -> tuple[Value, ...]:
    """Return legs by the year of their day; instalments and residual by that on which they fall due."""
    *due, last = deal.timeline.due
    dated: list[tuple[int, Value]] = []
    for leg in legs:
        days = {"rent": due, "rent_adjustment": due, "residual": [last]}.get(leg.name)
        for number, (at, amount) in enumerate(leg.flows):
            dated.append((deal.timeline.dates[at].year if days is None else days[number].year, amount))
    return years.by_year(dated)


def _deducted(deal: ResolvedDeal, inputs: Inputs, amounts: Amounts, terms: Contract, cost: Value) -> tuple[Value, ...]:
    """Return the cost of the car as it is deducted (minus), year by year."""
    assert deal.money is not None and deal.money.tax is not None and inputs.money is not None  # noqa: S101, PT018
    plan, when = deal.money.tax, deal.timeline
    years = Years(deal, plan)
    if deal.lease.kind == "finance":
        rows = zip(when.due, table(deal, terms).rows, strict=True)
        repaid = [(when.dates[when.commencement].year, terms.down_payment), *((day.year, row.principal) for day, row in rows)]
        whole = terms.down_payment + terms.financed
        return years.by_year((year, -(cost * divide(part, whole, 0.0))) for year, part in repaid)
    salvage = inputs.money.salvage
    kept = 0.0 if salvage is None else amounts.settled(salvage, when.pricing, deal.roundings.settlement)
    written_off = [-((cost - kept) * share) for share in plan.written_off]
    left = cost + add(written_off)
    ended = years.by_year([(when.due[-1].year, -left)])
    return tuple(off + rest for off, rest in zip(written_off, ended, strict=True))
