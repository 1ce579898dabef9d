"""The annual percentage rate of charge of the FCA Handbook (CONC App 1, MCOB 10).

MCOB 10 counts time as CONC App 1.1 does; MCOB 10A, for mortgages under directive 2014/17/EU, as that directive does.
"""

from __future__ import annotations

from calendar import isleap
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from leasecalc.apr.equation import DatedAmount, TimedAmount, rate_of_charge
from leasecalc.apr.whole_months import whole_months_forward
from leasecalc.dates import add_months

if TYPE_CHECKING:
    from collections.abc import Iterable

    from leasecalc.roots import Root

ConcFrequency = Literal["month", "week"]


def conc_years(earlier: date, later: date, frequency: ConcFrequency = "month") -> float:
    """Return the years between two dates for credit that is not secured on land; negative if out of order.

    Whole months (1/12) or weeks (1/52) are counted forward; each day left is 1/365 of a year, or 1/366 in a leap
    year, the first left out and the last included (FCA CONC App 1.2.6 R).
    """
    if later < earlier:
        return -conc_years(later, earlier, frequency)
    if frequency == "week":
        weeks, days = divmod((later - earlier).days, 7)
        return weeks / 52.0 + _days_by_year(later - timedelta(days=days), later)
    months, _, anchor = whole_months_forward(earlier, later)
    return months / 12.0 + _days_by_year(anchor, later)


def conc_secured_years(earlier: date, later: date, frequency: ConcFrequency = "month", *, single_payment: bool = False) -> float:
    """Return the years between two dates for credit secured on land; negative if out of order.

    A period of whole months counts 1/12 each, one of whole weeks 1/52 each. One that is both counts months for a
    single payment, else what `frequency` says. Any other is counted in years and days, not in months and days
    (FCA CONC App 1.1.10 R).
    """
    if later < earlier:
        return -conc_secured_years(later, earlier, frequency, single_payment=single_payment)
    months, odd_days, _ = whole_months_forward(earlier, later)
    weeks, odd_weekdays = divmod((later - earlier).days, 7)
    by_week = odd_weekdays == 0 and (odd_days > 0 or (frequency == "week" and not single_payment))
    if by_week:
        return weeks / 52.0
    if odd_days == 0:
        return months / 12.0
    years = months // 12
    return years + _days_by_year(add_months(earlier, 12 * years), later)


def _days_by_year(after: date, last: date) -> float:
    """Add up the days after `after` to `last`, each over the days of the year that it falls in."""
    years = 0.0
    while after < last:
        end = min(last, date(after.year, 12, 31))
        if end == after:  # the last day of a year: go on with the first of the next
            end = min(last, date(after.year + 1, 12, 31))
        years += (end - after).days / (366.0 if isleap(end.year) else 365.0)
        after = end
    return years


def conc_rate(advances: Iterable[DatedAmount], payments: Iterable[DatedAmount], frequency: ConcFrequency = "month") -> Root:
    """Find the effective yearly rate of charge of dated advances and payments, not secured on land.

    Time starts at the first advance. Raises ``ValueError`` without an advance.
    """
    drawn = sorted(advances)
    if not drawn:
        raise ValueError("a rate of charge needs an advance")
    start_on = drawn[0].on

    def timed(flow: DatedAmount) -> TimedAmount:
        return TimedAmount(conc_years(start_on, flow.on, frequency), flow.amount)

    return rate_of_charge(map(timed, drawn), map(timed, payments))
