"""The lessee's books: liability, right-of-use asset, and the cost of each year.

Amounts are floats or arrays of scenarios (S,), in the currency of the lease per car, rounded to its unit where they are booked.
Import charges, services and the deposit that the lessee pays are no lease payments and stand outside.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from leasecalc.accounting import InterestRow, effective_interest_rows, present_value_of_payments, right_of_use_asset
from leasecalc.dates import add_months
from leasecalc.engine.accounting.payments import growths, lessee_payments, period_rate_of_effective, terms_of
from leasecalc.engine.accounting.years import accrued, by_year, paid, spans, year_ends
from leasecalc.engine.legs.flows import add
from leasecalc.engine.measures import implicit_period_rate
from leasecalc.records import record
from leasecalc.rounding import round_to
from leasecalc.values import Value

if TYPE_CHECKING:
    from datetime import date

    from leasecalc.engine.accounting.payments import Payments
    from leasecalc.engine.price import Priced

Model = Literal["finance", "straight_line"]


@record(kw_only=True)
class LesseeYear:
    """One calendar year in the lessee's books."""

    year: int
    interest: Value
    depreciation: Value
    paid: Value
    liability: Value
    """At the end of the year, as `right_of_use`."""
    right_of_use: Value

    @property
    def cost(self) -> Value:
        """Return interest and depreciation together."""
        return self.interest + self.depreciation


@record(kw_only=True)
class LesseeAccounts:
    """A lease in the lessee's books."""

    model: Model
    rate_is: Literal["borrowing", "implicit"]
    period_rate: Value
    liability: Value
    """At commencement, after the payments of that day."""
    prepaid: Value
    """Down payment, fees, and payments on the day of commencement."""
    right_of_use: Value
    depreciated_until: date
    total_payments: Value
    rows: tuple[InterestRow, ...]
    """From the liability before the payments of the day of commencement down to zero."""
    years: tuple[LesseeYear, ...]

    @property
    def total_interest(self) -> Value:
        """Return all interest of the term."""
        return add(row.interest for row in self.rows)


def lessee_accounts(priced: Priced, *, model: Model = "finance") -> LesseeAccounts:
    """Return the accounts of the lessee (IFRS 16.22 to 16.36); `straight_line` is the operating lease of ASC 842-20-25-6.

    The rate is the lessee's borrowing rate where the deal states it, else the rate implicit in the lease (IFRS 16.26).
    """
    due, money = lessee_payments(priced), priced.deal.roundings.contract
    borrowing = priced.inputs.borrowing_rate
    rate = implicit_period_rate(priced) if borrowing is None else period_rate_of_effective(priced, borrowing)
    grown = growths(priced, rate)
    opening = round_to(present_value_of_payments(due.lease, grown), money)
    rows = effective_interest_rows(opening, due.lease, grown, rounding=money, to_zero=True)
    at_once = add(payment for period, payment in zip(due.periods, due.lease, strict=True) if period == 0)
    liability, prepaid = round_to(opening - at_once, money), round_to(at_once + due.before, money)
    asset = round_to(right_of_use_asset(liability, prepaid=prepaid), money)
    until = _depreciated_until(priced, due)
    return LesseeAccounts(
        model=model,
        rate_is="implicit" if borrowing is None else "borrowing",
        period_rate=rate,
        liability=liability,
        prepaid=prepaid,
        right_of_use=asset,
        depreciated_until=until,
        total_payments=round_to(add(due.lease) + due.before, money),
        rows=rows,
        years=_years(priced, due, rows, model=model, asset=asset, until=until),
    )


def _depreciated_until(priced: Priced, due: Payments) -> date:
    """Return the end of the economic life where the car becomes the lessee's, else the earlier of that and the end of the term."""
    told, end = terms_of(priced), due.due[-1]
    life = told.economic_life_months
    if life is None:
        return end
    last = add_months(priced.deal.timeline.dates[priced.deal.timeline.commencement], round(life))
    return last if told.title_passes or told.option_certain else min(last, end)


def _years(
    priced: Priced, due: Payments, rows: tuple[InterestRow, ...], *, model: Model, asset: Value, until: date
) -> tuple[LesseeYear, ...]:
    deal, money = priced.deal, priced.deal.roundings.contract
    begin, end = deal.timeline.dates[deal.timeline.commencement], due.due[-1]
    ends, over = year_ends(begin, end), spans(begin, due.due)
    interest = by_year([accrued(over, [row.interest for row in rows], on) for on in ends], money)
    life = ((begin, until),)
    if model == "finance":
        written_off = by_year([accrued(life, [asset], on) for on in ends], money)
    else:
        total = asset + add(row.interest for row in rows)
        level = by_year([accrued(((begin, end),), [total], on) for on in ends], money)
        written_off = tuple(round_to(cost - part, money) for cost, part in zip(level, interest, strict=True))
    moved = by_year([paid(due.due, due.lease, on) for on in ends], money)
    liability, book = rows[0].opening, asset
    years: list[LesseeYear] = []
    for place, on in enumerate(ends):
        liability = round_to(liability + interest[place] - moved[place], money)
        book = round_to(book - written_off[place], money)
        years.append(
            LesseeYear(
                year=on.year, interest=interest[place], depreciation=written_off[place], paid=moved[place], liability=liability, right_of_use=book,
            )
        )  # fmt: skip
    return tuple(years)
