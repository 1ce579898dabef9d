"""A resolved deal with a formula for every number: what the engine then makes of it are the formulas of the workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from leasecalc.engine.resolved import Lot
from leasecalc.records import fields_of, replace
from leasecalc.workbook.lifting.cells import About, Cells
from leasecalc.workbook.lifting.charges import lifted_stack
from leasecalc.workbook.lifting.inputs import lifted_inputs
from leasecalc.workbook.term.accrual import ClockOnCells

if TYPE_CHECKING:
    from leasecalc.engine.contract.payment_plan import PaymentPlan
    from leasecalc.engine.money_beside import MoneyPlan
    from leasecalc.engine.resolved import ResolvedDeal
    from leasecalc.workbook.formulas.formula import Graph
    from leasecalc.workbook.term.live import LiveTerm


def lifted(deal: ResolvedDeal, graph: Graph, term: LiveTerm | None = None, of: str = "") -> ResolvedDeal:
    """Return the deal on formulas; ``term`` makes its term one too, ``of`` names a delivery."""
    cells = Cells(graph, of)
    terms = (None,) * len(deal.lots) if term is None else term.lots()
    lots = tuple(
        Lot(quantity=lot.quantity, deal=lifted(lot.deal, graph, own, f"delivery {place} "))
        for place, (lot, own) in enumerate(zip(deal.lots, terms, strict=True), 1)
    )
    found = replace(
        deal,
        inputs=lifted_inputs(cells, deal, {} if term is None else term.inputs()),
        stack=lifted_stack(cells, deal.stack, {} if term is None else term.facts()),
        timeline=replace(deal.timeline, years=_years(cells, deal)),
        lease=replace(deal.lease, plan=_plan(cells, deal.lease.plan), clause=_clause(cells, deal)),
        sale=replace(
            deal.sale,
            fractions=cells.listed("part of the sale price", deal.sale.fractions, "rate"),
            after_export=cells.one("part of the sale price open at export", deal.sale.after_export, "rate"),
        ),
        services=tuple(replace(plan, growth=cells.listed(f"{plan.name}, grown by payment", plan.growth)) for plan in deal.services),
        credit=replace(
            deal.credit,
            resale_share=None if deal.credit.resale_share is None else cells.listed("resale share at default", deal.credit.resale_share, "rate"),
            car_values=cells.all_of(deal.credit.car_values, "car value at default"),
            curve=tuple((until, cells.one(f"default rate, part {n}", rate, "rate")) for n, (until, rate) in enumerate(deal.credit.curve, 1)),
        ),
        money=None if deal.money is None else _money(cells, deal.money),
        ends=None if deal.ends is None else cells.all_of(deal.ends, "ends"),
        lots=lots,
    )  # fmt: skip
    if term is None:
        return found
    found = term.masked(found)
    # a later delivery may have moved more days
    return replace(found, lots=tuple(Lot(quantity=lot.quantity, deal=term.on_grid(lot.deal)) for lot in found.lots))


def _years(cells: Cells, deal: ResolvedDeal) -> tuple[Any, ...]:
    """Return the years of the grid: each a cell beside its day; none for the day of pricing."""
    return tuple(
        cells.leaf(f"{cells.of}years to {day}", years, About(label=f"Years to {day}", unit="number", section="grid"), fixed=True)
        if years
        else 0.0
        for day, years in zip(deal.timeline.dates, deal.timeline.years, strict=True)
    )


def _plan(cells: Cells, plan: PaymentPlan) -> PaymentPlan:
    low, high = plan.rate_limits
    return replace(
        plan,
        accrual=ClockOnCells(**{found.name: getattr(plan.accrual, found.name) for found in fields_of(plan.accrual)}, cells=cells),
        weights=cells.listed("weight of instalment", plan.weights),
        amounts=cells.all_of(plan.amounts, "amount of the structure"),
        resets=tuple(replace(reset, change=cells.one(f"base rate moved by reset {n}", reset.change, "rate")) for n, reset in enumerate(plan.resets, 1)),
        rate_limits=(cells.one("floor of the rate", low, "rate"), cells.one("cap of the rate", high, "rate")),
        base_rate=cells.one("base rate", plan.base_rate, "rate"),
    )  # fmt: skip


def _clause(cells: Cells, deal: ResolvedDeal) -> Any:
    clause = deal.lease.clause
    if clause is None:
        return None
    named = {
        name: cells.one(f"currency clause, {name.replace('_', ' ')}", getattr(clause, name))
        for name in ("base_rate", "floor", "cap", "threshold")
    }
    return replace(clause, **named)


def _money(cells: Cells, plan: MoneyPlan) -> MoneyPlan:
    fees = tuple(replace(fee, growth=cells.listed(f"{fee.name}, grown by payment", fee.growth)) for fee in plan.fees)
    tax = plan.tax
    if tax is not None:
        tax = replace(tax, written_off=cells.listed("share written off in year", tax.written_off, "rate"))
    return replace(plan, fees=fees, tax=tax)
