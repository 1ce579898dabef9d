"""What is owed on a day on which the lease ends early: value, interest since the last due date, fee, tax, deposit, refund."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.day_counts import year_fraction
from leasecalc.engine.contract.nominal import period_rate_of
from leasecalc.engine.ends.terms import EndTerms, Method
from leasecalc.engine.legs.end_legs import mileage_charge
from leasecalc.engine.measures import lessor_yield_effective
from leasecalc.records import record
from leasecalc.rounding import round_to
from leasecalc.values import Value, power

if TYPE_CHECKING:
    from datetime import date

    from leasecalc.engine.ends.termination import TerminationRow
    from leasecalc.engine.price import Priced


@record(kw_only=True)
class Settlement:
    """An early end on a day, all due instalments paid; in the currency of the lease, but for what is repaid in the deal's."""

    on: date
    since: date
    """Last due date by then, or commencement."""
    value: Value
    """Termination value right after that day."""
    interest: Value
    """What the method adds from then to the day."""
    fee: Value
    vat: Value
    refund_charged: Value
    """Export refund that the lessee bears."""
    mileage: Value
    """Charge for kilometres of a car that comes back."""
    deposit: Value
    """Deposit set off."""
    due: Value
    """What the lessee pays if it keeps the car: value, interest, fee and tax less deposit."""
    due_on_return: Value
    """The same for a car that comes back, with kilometres and the refund that the lessee bears."""
    refund_repaid: Value
    """Export refund that the lessor repays on a return, in the deal's currency."""


def settlement(priced: Priced, rows: tuple[TerminationRow, ...], on: date, method: Method) -> Settlement:
    """Return what is owed on a day between commencement and the end of the term. Raises ``ValueError`` for another day."""
    deal, terms = priced.deal, priced.deal.ends or EndTerms()
    days = deal.timeline.dates
    if not days[deal.timeline.commencement] <= on < days[deal.timeline.end]:
        raise ValueError(on)
    row, value, interest = value_on(priced, rows, on, method)
    rounding, since = deal.roundings.contract, days[row.at]
    factor = priced.amounts.exchange.factor(deal.lease.currency, row.at)
    fee = _amount(priced, terms)
    vat = round_to((value + interest + fee) * terms.vat_rate, rounding)
    charged = round_to(row.refund_repaid / factor, rounding) if terms.refund_by_lessee else 0.0
    months = 12.0 * (_years(priced, on) - deal.timeline.years[deal.timeline.commencement])
    mileage = mileage_charge(deal, priced.amounts, terms, months)
    due = value + interest + fee + vat - priced.contract.deposit
    return Settlement(
        on=on, since=since, value=value, interest=interest, fee=fee, vat=vat, refund_charged=charged, mileage=mileage,
        deposit=priced.contract.deposit, due=due, due_on_return=due + charged + mileage, refund_repaid=row.refund_repaid,
    )  # fmt: skip


def value_on(priced: Priced, rows: tuple[TerminationRow, ...], on: date, method: Method) -> tuple[TerminationRow, Value, Value]:
    """Return the row of the last due date by a day of the lease, its value, and what the method adds from then to the day.

    Raises ``ValueError`` for a method without its rate.
    """
    days = priced.deal.timeline.dates
    place = max(number for number, row in enumerate(rows) if days[row.at] <= on) if days[rows[0].at] <= on else 0
    row, following = rows[place], rows[min(place + 1, len(rows) - 1)]
    value = getattr(row, method)
    if value is None:
        raise ValueError(method)
    growth = _growth(priced, (days[row.at], on, days[following.at]), following.time - row.time, method)
    return row, value, round_to(value * growth, priced.deal.roundings.contract)


def _growth(priced: Priced, days: tuple[date, date, date], periods: float, method: Method) -> Value:
    """Return what one unit of value grows by from the last due date to the day: at the rate of the method; the Rule of 78 knows whole periods only."""
    since, on, until = days
    count = priced.deal.day_count
    if method == "rule_of_78" or on == since:
        return 0.0
    if method == "stipulated_loss":
        return power(1.0 + lessor_yield_effective(priced), year_fraction(since, on, count)) - 1.0  # type: ignore[arg-type]
    part = periods * year_fraction(since, on, count) / year_fraction(since, until, count)  # type: ignore[arg-type]
    rate = priced.table().period_rate
    if method == "present_value" and priced.deal.ends is not None and priced.deal.ends.discount_rate is not None:
        rate = period_rate_of(priced.deal.lease, priced.deal.ends.discount_rate)
    return power(1.0 + rate, part) - 1.0


def _amount(priced: Priced, terms: EndTerms) -> Value:
    if terms.fee is None:
        return 0.0
    return priced.amounts.contracted(terms.fee, priced.deal.lease.currency, priced.deal.roundings.contract)


def _years(priced: Priced, on: date) -> float:
    return year_fraction(priced.deal.pricing_date, on, priced.deal.day_count)  # type: ignore[arg-type]
