"""The loan of one car, row by row, in its own currency: matched to the lease, bullet or level."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from leasecalc.engine.contract.nominal import period_rate_of
from leasecalc.engine.legs.funding_rates import nominal_rates
from leasecalc.records import record, replace
from leasecalc.rounding import Rounding, round_to
from leasecalc.values import Value, divide, maximum, minimum

if TYPE_CHECKING:
    from leasecalc.engine.contract.schedule import InstalmentTable
    from leasecalc.engine.resolved import Inputs, ResolvedDeal
    from leasecalc.engine.resolved_funding import FundingPlan


@record
class Prepayment:
    """Money that may repay part of the loan on one day of the grid, in the currency of the loan; no more than the balance is taken."""

    at: int
    amount: Value


@record
class LoanRow:
    """One payment date: the balance after any prepayment since the row before, what is paid, and what is left.

    ``repaid`` is negative where a matched loan grows with the lease.
    """

    at: int
    opening: Value
    interest: Value
    repaid: Value
    closing: Value


@record
class Loan:
    """The whole loan."""

    principal: Value
    rates: tuple[Value, ...]
    """Nominal yearly rate of the time before each row."""
    rows: tuple[LoanRow, ...]
    prepaid: Value
    """What the export refund repaid."""
    kept: Value
    """Share of the loan that the prepayment left: balance after / balance before."""


@record
class _Course:
    """What runs through the rows."""

    growths: tuple[Value, ...]
    """Interest on one unit in the time before each row."""
    profile: tuple[Value, ...]
    """Balance after each row of a matched loan, were nothing prepaid."""
    rounding: Rounding


def loan(
    deal: ResolvedDeal, plan: FundingPlan, inputs: Inputs, table: InstalmentTable, owed: tuple[Value, Prepayment | None]
) -> Loan:
    """Return the loan; ``owed`` is its principal and what may prepay it.

    Matched: the balance is principal x balance of the lease / amount financed, on the dates and the clock of the lease, so that no
    gap is left. Level: balance / annuity of the rates of today, anew at each reset. Interest on what is prepaid is simple to that day.
    """
    principal, prepayment = owed
    rounding = replace(plan.rounding, mode="none") if deal.roundings.smooth else plan.rounding
    profile = _profile(plan, principal, table)
    terms = [deal.timeline.years[at] - deal.timeline.years[plan.drawn] for at in plan.rows]
    rates = nominal_rates(plan, inputs, _parts(principal, profile), terms if profile else terms[-1:])
    course = _Course(tuple(_growths(deal, plan, rates)), tuple(profile), rounding)
    rows: list[LoanRow] = []
    balance, payment, prepaid, kept = principal, principal, 0.0 * principal, 1.0 + 0.0 * principal
    renew = True
    for number in range(len(plan.rows)):
        passed = _passed(deal, plan, number, prepayment)
        here: Value = 0.0
        if prepayment is not None and passed is not None:
            here = prepaid = minimum(prepayment.amount, maximum(balance, 0.0))
            kept = divide(balance - here, balance, 1.0)
        left = round_to(balance - here, rounding)
        interest = round_to((left + here * (passed or 0.0)) * course.growths[number], rounding)
        if plan.repayment == "level" and (renew or number in plan.resets):
            payment = round_to(level_payment(left, course.growths[number:]), rounding)
        renew = passed is not None
        repaid = _repaid(plan, course, number, (left, kept, payment - interest))
        balance = round_to(left - repaid, rounding)
        rows.append(LoanRow(plan.rows[number], left, interest, repaid, balance))
    return Loan(principal, tuple(rates), tuple(rows), prepaid, kept)


def level_payment(balance: Value, growths: Sequence[Value]) -> Value:
    """Return the payment that clears a balance: balance / sum of 1 / ((1 + growth 1) ... (1 + growth k))."""
    grown: Value = 1.0
    worth: Value = 0.0
    for growth in growths:
        grown = grown * (1.0 + growth)
        worth = worth + 1.0 / grown
    return balance / worth


def _profile(plan: FundingPlan, principal: Value, table: InstalmentTable) -> list[Value]:
    """Return the balance after each row of a matched loan; one row stands for the time before commencement where there is such."""
    if plan.repayment != "matched":
        return []
    ratio = principal / table.financed
    followed = [ratio * row.closing for row in table.rows]
    return [principal, *followed] if plan.interim else followed


def _parts(principal: Value, profile: Sequence[Value]) -> list[Value]:
    """Return by which parts the loan is repaid, one a row; a loan of its own term in one."""
    if not profile:
        return [principal]
    balances = [principal, *profile[:-1], 0.0 * principal]
    return [before - after for before, after in pairwise(balances)]


def _growths(deal: ResolvedDeal, plan: FundingPlan, rates: Sequence[Value]) -> list[Value]:
    """Return interest on one unit before each row: rate x years, or by the clock of the lease, which a lender never stops."""
    if plan.repayment != "matched":
        return [rate * length for rate, length in zip(rates, plan.lengths, strict=True)]
    accrual = replace(deal.lease.plan.accrual, still=())
    before = 1 if plan.interim else 0
    grown = [accrual.growth(period_rate_of(deal.lease, rate), row) for row, rate in enumerate(rates[before:])]
    grown[-1] = grown[-1] + rates[-1] * plan.lag if plan.lag else grown[-1]
    return [rates[0] * plan.interim, *grown] if plan.interim else grown


def _passed(deal: ResolvedDeal, plan: FundingPlan, number: int, prepayment: Prepayment | None) -> float | None:
    """Return the part of the time before a row that has passed when the prepayment comes; None where it does not come in it."""
    begin = plan.rows[number - 1] if number else plan.drawn
    if prepayment is None or not begin <= prepayment.at < plan.rows[number]:
        return None
    years = deal.timeline.years
    whole = years[plan.rows[number]] - years[begin]
    return (years[prepayment.at] - years[begin]) / whole if whole else 0.0


def _repaid(plan: FundingPlan, course: _Course, number: int, owed: tuple[Value, Value, Value]) -> Value:
    """Return the principal of a row; ``owed`` is the balance, the share that a prepayment left, and level payment less interest."""
    left, kept, of_payment = owed
    if number == len(plan.rows) - 1:
        return left
    if plan.repayment == "matched":
        return round_to(left - round_to(course.profile[number] * kept, course.rounding), course.rounding)
    return round_to(of_payment, course.rounding) if plan.repayment == "level" else 0.0 * left


__all__ = ["Loan", "LoanRow", "Prepayment", "level_payment", "loan"]
