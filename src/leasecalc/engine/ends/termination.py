"""Termination values by date, on floats or arrays: what ends the lease right after the payments of each due date, in the currency of the lease.

Balance: the instalment table. Present value: what is left at a rate. Stipulated loss: what leaves the lessor its yield on everything paid and
received so far (the value that insurance and casualty clauses of leases state by month). Rule of 78: what is left less the rebate of the charge
not yet earned by the sum of digits (12 CFR 1026 appendix J gives the actuarial alternative; HMRC BLM15055 payments in advance).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.engine.contract.nominal import period_rate_of
from leasecalc.engine.legs.flows import add, contractual
from leasecalc.engine.legs.refund_repayment import refund_to_repay
from leasecalc.engine.measures import lessor_yield_effective
from leasecalc.loans import sum_of_digits_weights
from leasecalc.records import record
from leasecalc.rounding import round_to
from leasecalc.values import Value, power

if TYPE_CHECKING:
    from leasecalc.engine.price import Priced

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


def termination_rows(priced: Priced) -> tuple[TerminationRow, ...]:
    """Return a row for commencement (where nothing is due then), each due date of instalments, and the end of the term."""
    deal, terms = priced.deal, priced.contract
    when, clock, rounding = deal.timeline, deal.lease.plan.accrual, deal.roundings.contract
    rows = priced.table().rows
    payments = (*terms.instalments, terms.residual)
    last = len(payments) - 1
    lost = _lessor_values(priced, (when.commencement, *when.instalments, when.end))
    found: list[TerminationRow] = []
    for paid in range(last + 2):
        if 0 < paid <= last and paid < last and clock.periods[paid] == clock.periods[paid - 1]:
            continue  # several instalments of one day
        if paid == 0 and clock.periods[0] == 0:
            continue  # the first instalment is paid at commencement
        over = paid > last
        at = when.end if over else when.instalments[paid - 1] if paid else when.commencement
        time = clock.times[last] if over else clock.times[paid - 1] if paid else 0.0
        balance = terms.residual if over else rows[paid - 1].closing if paid else terms.financed
        left = payments[min(paid, last) :]
        found.append(
            TerminationRow(
                row=min(paid, last),
                at=at,
                time=time,
                balance=balance,
                present_value=_present_value(priced, left, [clock.times[min(paid, last) + k] - time for k in range(len(left))]),
                stipulated_loss=round_to(lost[at] / priced.amounts.exchange.factor(deal.lease.currency, at), rounding),
                rule_of_78=round_to(add(left) - _unearned(priced, min(paid, last)), rounding),
                refund_repaid=0.0 if over else refund_to_repay(deal, priced.inputs, priced.amounts, max(at, when.refund)),
            )
        )
    return tuple(found)


def _present_value(priced: Priced, left: tuple[Value, ...], times: list[float]) -> Value | None:
    """Return what is left at the deal's rate of termination, each payment so many periods away."""
    deal = priced.deal
    if deal.ends is None or deal.ends.discount_rate is None:
        return None
    growth = 1.0 + period_rate_of(deal.lease, deal.ends.discount_rate)
    worth = add(amount * power(growth, -time) for amount, time in zip(left, times, strict=True))
    return round_to(worth, deal.roundings.contract)


def _unearned(priced: Priced, paid: int) -> Value:
    """Return the part of the whole charge that falls to instalments after ``paid`` of them, by the sum of digits."""
    terms, deal = priced.contract, priced.deal
    charge = add((*terms.instalments, terms.residual)) - terms.financed
    weights = sum_of_digits_weights(len(terms.instalments), in_advance=deal.lease.plan.accrual.periods[0] == 0)
    return charge * sum(weights[paid:])


def _lessor_values(priced: Priced, places: tuple[int, ...]) -> dict[int, Value]:
    """Return by grid index what leaves the lessor its contractual yield: minus the future value of its flows so far, and the deposit it holds."""
    deal, growth = priced.deal, 1.0 + lessor_yield_effective(priced)
    years = deal.timeline.years
    flows = [flow for leg in contractual(priced.lease) if leg.name not in OF_THE_END for flow in leg.flows]
    held = add(-amount for leg in priced.lease if leg.name == "deposit_return" for _, amount in leg.flows)
    return {
        at: held - add(amount * power(growth, years[at] - years[day]) for day, amount in flows if day <= at) for at in set(places)
    }
