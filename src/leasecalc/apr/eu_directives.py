"""The European annual percentage rate of charge: directives 2008/48/EC (consumer credit) and 2014/17/EU (mortgages)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from leasecalc.apr.equation import DatedAmount, TimedAmount, rate_of_charge
from leasecalc.apr.whole_months import whole_months_back
from leasecalc.dates import add_months

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from leasecalc.roots import Root

DirectiveFrequency = Literal["year", "month", "week"]


def directive_years(earlier: date, later: date, frequency: DirectiveFrequency = "month") -> float:
    """Return the years between two dates; negative when `later` is before `earlier`.

    Whole years, months (1/12) or weeks (1/52) are counted back from the later date. The days before them leave out
    the first and are divided by 365 or 366: the days of the year that ends where they end, counted back to the same
    day of the year before (directive 2011/90/EU; Commission guidelines SWD(2012) 128, section 4.1.1).
    """
    if later < earlier:
        return -directive_years(later, earlier, frequency)
    if frequency == "week":
        weeks, days = divmod((later - earlier).days, 7)
        return weeks / 52.0 + _days_of_year(earlier, days)
    months, days, anchor = whole_months_back(earlier, later)
    if frequency == "month":
        return months / 12.0 + _days_of_year(earlier, days)
    years, rest = divmod(months, 12)
    if rest or days:
        anchor = add_months(later, -12 * years)
        return years + _days_of_year(earlier, (anchor - earlier).days)
    return float(years)


def _days_of_year(first: date, days: int) -> float:
    """Divide the days after `first` by those of the year that ends with the last of them."""
    if days == 0:
        return 0.0
    end = first.fromordinal(first.toordinal() + days)
    return days / (end - add_months(end, -12)).days


def directive_rate(
    advances: Iterable[DatedAmount], payments: Iterable[DatedAmount], frequency: DirectiveFrequency = "month"
) -> Root:
    """Find the effective yearly rate of charge of dated advances and payments.

    Time starts at the first advance, so a fee paid before it has a negative time (remark (b) on the equation).
    Raises ``ValueError`` without an advance.
    """
    drawn = sorted(advances)
    if not drawn:
        raise ValueError("a rate of charge needs an advance")
    start_on = drawn[0].on

    def timed(flow: DatedAmount) -> TimedAmount:
        return TimedAmount(directive_years(start_on, flow.on, frequency), flow.amount)

    return rate_of_charge(map(timed, drawn), map(timed, payments))
