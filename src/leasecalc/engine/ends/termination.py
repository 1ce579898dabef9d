"""Termination values by date, on floats or arrays: what ends the lease right after the payments of each due date, in the currency of the lease.

Balance: the instalment table. Present value: what is left at a rate. Stipulated loss: what leaves the lessor its yield on everything paid and
received so far (the value that insurance and casualty clauses of leases state by month). Rule of 78: what is left less the rebate of the charge
not yet earned by the sum of digits (12 CFR 1026 appendix J gives the actuarial alternative; HMRC BLM15055 payments in advance).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.engine.contract.accrual import quoted_rate
from leasecalc.engine.contract.nominal import period_rate_of
from leasecalc.engine.legs.flows import Leg, add, contractual, net
from leasecalc.engine.legs.lease_legs import NO_ROUNDING, table
from leasecalc.engine.legs.refund_repayment import refund_to_repay
from leasecalc.loans import sum_of_digits_weights
from leasecalc.records import record
from leasecalc.rounding import Rounding, round_to
from leasecalc.values import Value, power

if TYPE_CHECKING:
    from collections.abc import Sequence

    from leasecalc.engine.ends.terms import Method
    from leasecalc.engine.legs.amounts import Amounts
    from leasecalc.engine.legs.lease_legs import Contract
    from leasecalc.engine.price import Priced
    from leasecalc.engine.resolved import Inputs, ResolvedDeal

#: Legs of the end of the lease, which a termination value stands in for.
OF_THE_END = frozenset({"deposit_return", "deposit_interest", "residual", "disposal"})


@record(kw_only=True)
class TerminationRow:
    """Values after the payments of one due date; the last row is the end of the term, before the residual is paid."""

    row: int
    """Instalments paid so far."""
    at: int
    """Place on the grid."""
    time: float
    """Contract periods since commencement."""
    balance: Value
    present_value: Value | None
    """None without a rate."""
    stipulated_loss: Value
    rule_of_78: Value
    refund_repaid: Value
    """Export refund repaid if the car is returned then, in the deal's currency; 0 at the end of the term."""


@record
class Running:
    """A lease by its contract: what values of its end are found from. ``legs`` are the lessor's, contractual ones alone."""

    deal: ResolvedDeal
    inputs: Inputs
    amounts: Amounts
    terms: Contract
    legs: tuple[Leg, ...]

    @property
    def rounding(self) -> Rounding:
        """Return how money of the contract is rounded; not at all while a rent is being solved."""
        return NO_ROUNDING if self.deal.roundings.smooth else self.deal.roundings.contract


@record
class DueDay:
    """A day on which a lease may end: instalments paid by then, that of the day too, place on the grid, contract periods since commencement."""

    paid: int
    at: int
    time: float


def running(priced: Priced) -> Running:
    """Return the lease of a priced deal."""
    return Running(priced.deal, priced.inputs, priced.amounts, priced.contract, contractual(priced.lease))


def due_days(deal: ResolvedDeal) -> tuple[DueDay, ...]:
    """Return commencement (where nothing is due then), each due date of instalments, and the end of the term."""
    when, clock = deal.timeline, deal.lease.plan.accrual
    last = len(clock.periods) - 1
    found: list[DueDay] = []
    for paid in range(last + 2):
        if 0 < paid < last and clock.periods[paid] == clock.periods[paid - 1]:
            continue  # several instalments of one day
        if paid == 0 and clock.periods[0] == 0:
            continue  # the first instalment is paid at commencement
        over = paid > last
        at = when.end if over else when.instalments[paid - 1] if paid else when.commencement
        found.append(DueDay(paid, at, clock.times[last] if over else clock.times[paid - 1] if paid else 0.0))
    return tuple(found)


def termination_rows(priced: Priced) -> tuple[TerminationRow, ...]:
    """Return a row for commencement (where nothing is due then), each due date of instalments, and the end of the term."""
    lease, days = running(priced), due_days(priced.deal)
    deal, last = priced.deal, len(priced.contract.instalments)
    dated = deal.ends is not None and deal.ends.discount_rate is not None
    worth = values_after(lease, "present_value", days) if dated else [None] * len(days)
    known = zip(
        days,
        values_after(lease, "balance", days),
        worth,
        values_after(lease, "stipulated_loss", days),
        values_after(lease, "rule_of_78", days),
        strict=True,
    )
    return tuple(
        TerminationRow(
            row=min(day.paid, last),
            at=day.at,
            time=day.time,
            balance=balance,
            present_value=value,
            stipulated_loss=lost,
            rule_of_78=left,
            refund_repaid=0.0
            if day.paid > last
            else refund_to_repay(deal, priced.inputs, priced.amounts, max(day.at, deal.timeline.refund)),
        )
        for day, balance, value, lost, left in known
    )


def values_after(lease: Running, method: Method, days: Sequence[DueDay]) -> list[Value]:
    """Return what ends the lease right after the payments of each day, by one method, in the currency of the lease.

    Present values need the deal's rate of termination.
    """
    terms, last = lease.terms, len(lease.terms.instalments)
    if method == "balance":
        rows = table(lease.deal, terms).rows
        return [terms.residual if day.paid > last else rows[day.paid - 1].closing if day.paid else terms.financed for day in days]
    if method == "present_value":
        return [_present_value(lease, min(day.paid, last), day.time) for day in days]
    if method == "rule_of_78":
        payments = (*terms.instalments, terms.residual)
        return [
            round_to(add(payments[min(day.paid, last) :]) - _unearned(lease, min(day.paid, last)), lease.rounding) for day in days
        ]
    lost = _lessor_values(lease, [day.at for day in days])
    exchange, currency = lease.amounts.exchange, lease.deal.lease.currency
    return [round_to(lost[day.at] / exchange.factor(currency, day.at), lease.rounding) for day in days]


def _present_value(lease: Running, paid: int, time: float) -> Value:
    """Return what is left after ``paid`` instalments at the deal's rate of termination, each payment so many periods away."""
    deal, clock = lease.deal, lease.deal.lease.plan.accrual
    assert deal.ends is not None and deal.ends.discount_rate is not None  # noqa: S101, PT018 - asked only of such a deal
    growth = 1.0 + period_rate_of(deal.lease, deal.ends.discount_rate)
    left = (*lease.terms.instalments, lease.terms.residual)[paid:]
    worth = add(amount * power(growth, -(clock.times[paid + k] - time)) for k, amount in enumerate(left))
    return round_to(worth, lease.rounding)


def _unearned(lease: Running, paid: int) -> Value:
    """Return the part of the whole charge that falls to instalments after ``paid`` of them, by the sum of digits."""
    terms = lease.terms
    charge = add((*terms.instalments, terms.residual)) - terms.financed
    weights = sum_of_digits_weights(len(terms.instalments), in_advance=lease.deal.lease.plan.accrual.periods[0] == 0)
    return charge * sum(weights[paid:])


def _lessor_values(lease: Running, places: Sequence[int]) -> dict[int, Value]:
    """Return by grid index what leaves the lessor its contractual yield: minus the future value of its flows so far, and the deposit it holds."""
    years = lease.deal.timeline.years
    growth = 1.0 + quoted_rate(years, net(lease.legs, len(years)))
    flows = [flow for leg in lease.legs if leg.name not in OF_THE_END for flow in leg.flows]
    held = add(-amount for leg in lease.legs if leg.name == "deposit_return" for _, amount in leg.flows)
    return {
        at: held - add(amount * power(growth, years[at] - years[day]) for day, amount in flows if day <= at) for at in set(places)
    }
