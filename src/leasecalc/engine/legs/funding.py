"""Legs of the loan that funds the lease, kept apart from those of the lease. Plus is cash to the lessor; the deal's currency, per car."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from leasecalc.engine.legs.amounts import Amounts
from leasecalc.engine.legs.credit_legs import default_chances, less_by_default
from leasecalc.engine.legs.flows import Flow, Leg, add, is_nothing
from leasecalc.engine.legs.funding_loan import Loan, Prepayment, loan
from leasecalc.engine.legs.lease_legs import NO_ROUNDING, table
from leasecalc.records import record
from leasecalc.rounding import round_to
from leasecalc.values import Value, maximum, minimum

if TYPE_CHECKING:
    from leasecalc.engine.legs.lease_legs import Contract
    from leasecalc.engine.resolved import Inputs, ResolvedDeal
    from leasecalc.engine.resolved_funding import FundingPlan

#: Legs whose outlay makes up the base `cost`.
COSTS = ("purchase", "inland", "freight", "marine_insurance", "import_charges", "direct_cost")
REFUNDS = frozenset({"vat_refund", "consumption_tax_refund"})
LABELS = {"loan": "Loan drawn", "buyer_credit": "Buyer's credit drawn", "supplier_credit": "Price deferred by the supplier"}


@record
class Funding:
    """The loan in its currency, its fee, and its legs in the deal's."""

    loan: Loan
    fee: Value
    legs: tuple[Leg, ...]


def funding(deal: ResolvedDeal, inputs: Inputs, amounts: Amounts, terms: Contract, lease: Sequence[Leg]) -> Funding:
    """Return the loan of one car, given the legs of the lease that it funds."""
    plan = deal.funding
    assert plan is not None and inputs.funding_amount is not None  # noqa: S101, PT018 - asked only where there is one
    rounding = NO_ROUNDING if deal.roundings.smooth else plan.rounding
    bases = Amounts(amounts.exchange, {**amounts.bases, "cost": outlay(lease)})
    principal = bases.contracted(inputs.funding_amount, plan.currency, rounding)
    fee: Value = 0.0
    if inputs.funding_fee is not None:
        written = inputs.funding_fee
        share = written.per == "share"
        fee = round_to(principal * written.number, rounding) if share else bases.contracted(written, plan.currency, rounding)
    prepayment = None
    if plan.prepaid_at is not None:
        refund = add(amount for leg in lease if leg.name in REFUNDS for _, amount in leg.flows)
        into = amounts.exchange.factor(plan.currency, plan.prepaid_at)
        prepayment = Prepayment(plan.prepaid_at, round_to(refund / into, rounding))
    found = loan(deal, plan, inputs, table(deal, terms), (principal, prepayment))
    contractual = tuple(_contractual(deal, plan, amounts, found, fee))
    expected = () if plan.recourse else tuple(_without_recourse(deal, plan, inputs, amounts, (found, contractual, lease)))
    return Funding(found, fee, (*contractual, *expected))


def outlay(lease: Sequence[Leg]) -> Value:
    """Return what the lessor lays out for one car: price, carriage, charges that it pays and direct cost, in the deal's currency."""
    return -add(leg.total for leg in lease if leg.name in COSTS)


def _contractual(deal: ResolvedDeal, plan: FundingPlan, amounts: Amounts, found: Loan, fee: Value) -> Iterator[Leg]:
    def cash(amount: Value, at: int) -> Flow:
        if plan.currency == deal.currency:
            return at, amount
        converted = amount * amounts.exchange.factor(plan.currency, at)
        return at, converted if deal.roundings.smooth else round_to(converted, deal.roundings.settlement)

    yield Leg("funding_drawdown", LABELS[plan.kind], (cash(found.principal, plan.drawn),))
    if not is_nothing(fee):
        yield Leg("funding_fee", "Fee of the loan", (cash(-fee, plan.drawn),))
    yield Leg("funding_interest", "Interest on the loan", tuple(cash(0.0 - row.interest, row.at) for row in found.rows))
    repaid = [cash(0.0 - row.repaid, row.at) for row in found.rows]
    if plan.prepaid_at is not None:
        repaid.append(cash(0.0 - found.prepaid, plan.prepaid_at))
    yield Leg("funding_repayment", "Repayment of the loan", tuple(sorted(repaid, key=lambda flow: flow[0])))


def balances(found: Loan, plan: FundingPlan) -> list[Flow]:
    """Return the balance of the loan from each day of the grid on which it changes, in order; the last entry of a day counts."""
    steps: list[Flow] = [(plan.drawn, found.principal)]
    before = plan.drawn
    for row in found.rows:
        if plan.prepaid_at is not None and before <= plan.prepaid_at < row.at:
            steps.append((plan.prepaid_at, row.opening))
        steps.append((row.at, row.closing))
        before = row.at
    return steps


def balance_at(steps: Sequence[Flow], at: int, *, before: bool = False) -> Value:
    """Return the balance on a day of the grid, after what is paid on it or (``before``) before that; nothing before the first step."""
    found: Value = 0.0
    for place, balance in steps:
        if place > at or (before and place == at):
            break
        found = balance
    return found


def _without_recourse(
    deal: ResolvedDeal, plan: FundingPlan, inputs: Inputs, amounts: Amounts, known: tuple[Loan, tuple[Leg, ...], Sequence[Leg]]
) -> Iterator[Leg]:
    """Yield what a loan without recourse changes: its payments stop at default, and the lender has what is recovered, up to its balance."""
    if isinstance(inputs.default_rate, float) and inputs.default_rate == 0.0:
        return
    found, own, lease = known
    when = deal.timeline
    days = [at for at in (when.commencement, *when.instalments, when.end) if at >= when.commencement]
    less = less_by_default(deal, inputs, [at for leg in own for at, _ in leg.flows])
    stopped = [
        (at, amount * less[at])
        for leg in own
        if leg.name in {"funding_interest", "funding_repayment"}
        for at, amount in leg.flows
        if at > when.commencement
    ]
    yield Leg("funding_default", "Payments of the loan that default stops", tuple(stopped), "expected")
    by_name = {leg.name: leg for leg in lease}
    steps = balances(found, plan)
    spans = [(before, at) for before, at in pairwise(days) if at > when.commencement]
    due = [
        chance * balance_at(steps, at, before=True) * amounts.exchange.factor(plan.currency, at)
        for (_, at), chance in zip(spans, default_chances(deal, inputs, spans), strict=True)
    ]
    taken: list[Flow] = []
    for name in ("recovery", "guarantee", "insurance_payout"):
        for place, (at, amount) in enumerate(by_name[name].flows if name in by_name else ()):
            here = minimum(maximum(amount, 0.0), due[place])
            due[place] = due[place] - here
            taken.append((at, 0.0 - here))
    yield Leg("funding_recovery", "Recovery that the lender takes", tuple(taken), "expected")


__all__ = ["Funding", "balance_at", "balances", "funding", "outlay"]
