"""The lessor's books: a finance lease by its net investment, an operating lease by income and depreciation.

Amounts are floats or arrays of scenarios (S,), in the currency of the lease per car, rounded to its unit where they are booked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.accounting import InterestRow, effective_interest_rows, present_value_of_payments, selling_profit
from leasecalc.engine.accounting.loss import allowances
from leasecalc.engine.accounting.payments import (
    Payments,
    carrying_amount,
    fair_value,
    growths,
    lessor_payments,
    period_rate_of_effective,
    terms_of,
)
from leasecalc.engine.accounting.years import accrued, by_year, paid, spans, year_ends
from leasecalc.engine.legs.flows import add
from leasecalc.engine.measures import implicit_investment, implicit_period_rate, initial_direct_cost
from leasecalc.records import record
from leasecalc.rounding import round_to
from leasecalc.values import Value, maximum

if TYPE_CHECKING:
    from leasecalc.accounting import SellingProfit
    from leasecalc.engine.price import Priced


@record(kw_only=True)
class FinanceYear:
    """One calendar year of a finance lease; the allowance is that at its end (None: none is reckoned)."""

    year: int
    opening: Value
    income: Value
    received: Value
    closing: Value
    allowance: Value | None


@record(kw_only=True)
class FinanceAccounts:
    """A finance lease in the lessor's books. `period_rate` is the implicit rate, or a market rate above it for a manufacturer or dealer."""

    period_rate: Value
    gross_investment: Value
    net_investment: Value
    """At commencement, before the payments of that day."""
    receivable: Value
    """The part of the net investment that is lease payments."""
    unguaranteed: Value
    """The part that is the residual nobody owes."""
    at_commencement: Value
    """Payments on the day of commencement, already part of the gross investment."""
    fair_value: Value
    carrying_amount: Value
    direct_cost: Value
    sale: SellingProfit
    """Revenue and cost of sales of a manufacturer or dealer; of a financier, fair value and carrying amount."""
    allowance: Value | None
    rows: tuple[InterestRow, ...]
    years: tuple[FinanceYear, ...]

    @property
    def unearned_income(self) -> Value:
        """Return the gross less the net investment: all finance income of the term."""
        return self.gross_investment - self.net_investment


def finance_accounts(priced: Priced) -> FinanceAccounts:
    """Return the accounts of a finance lease (IFRS 16.67 to 16.79)."""
    due, money = lessor_payments(priced), priced.deal.roundings.contract
    rate, net = _rate_and_investment(priced, due)
    net = round_to(net, money)
    grown = growths(priced, rate)
    rows = effective_interest_rows(net, due.all, grown, rounding=money, to_zero=True)
    expected = (*[0.0] * (len(due.lease) - 1), due.expected)
    unguaranteed = round_to(present_value_of_payments(expected, grown), money)
    fair, carrying = round_to(fair_value(priced), money), round_to(carrying_amount(priced), money)
    losses = allowances(priced, due, rows, rate)
    return FinanceAccounts(
        period_rate=rate,
        gross_investment=round_to(add(due.all), money),
        net_investment=net,
        receivable=round_to(net - unguaranteed, money),
        unguaranteed=unguaranteed,
        at_commencement=add(payment for period, payment in zip(due.periods, due.all, strict=True) if period == 0),
        fair_value=fair,
        carrying_amount=carrying,
        direct_cost=round_to(initial_direct_cost(priced), money),
        sale=_sale(priced, due, fair_value=fair, carrying=carrying, net=net, unguaranteed=unguaranteed),
        allowance=losses[0] if losses else None,
        rows=rows,
        years=_finance_years(priced, due, rows, losses),
    )


def _rate_and_investment(priced: Priced, due: Payments) -> tuple[Value, Value]:
    """Return implicit rate and investment, or for a manufacturer or dealer a market rate above it and what it makes of the payments."""
    rate, net = implicit_period_rate(priced), implicit_investment(priced)
    market = terms_of(priced).market_rate
    if market is None:
        return rate, net
    rate = maximum(rate, period_rate_of_effective(priced, market))
    return rate, present_value_of_payments(due.all, growths(priced, rate))


def _sale(priced: Priced, due: Payments, *, fair_value: Value, carrying: Value, net: Value, unguaranteed: Value) -> SellingProfit:
    if terms_of(priced).lessor_kind == "manufacturer_or_dealer":
        return selling_profit(
            fair_value, net - unguaranteed + due.before, carrying_amount=carrying, unguaranteed_value=unguaranteed
        )
    return selling_profit(fair_value, fair_value, carrying_amount=carrying, unguaranteed_value=0.0)


def _finance_years(
    priced: Priced, due: Payments, rows: tuple[InterestRow, ...], losses: tuple[Value, ...]
) -> tuple[FinanceYear, ...]:
    deal, money = priced.deal, priced.deal.roundings.contract
    begin = deal.timeline.dates[deal.timeline.commencement]
    ends, over = year_ends(begin, due.due[-1]), spans(begin, due.due)
    income = by_year([accrued(over, [row.interest for row in rows], on) for on in ends], money)
    received = by_year([paid(due.due, due.all, on) for on in ends], money)
    balance = rows[0].opening
    years: list[FinanceYear] = []
    for place, on in enumerate(ends):
        closing = round_to(balance + income[place] - received[place], money)
        years.append(
            FinanceYear(
                year=on.year,
                opening=balance,
                income=income[place],
                received=received[place],
                closing=closing,
                allowance=losses[place + 1] if losses else None,
            )
        )
        balance = closing
    return tuple(years)


@record(kw_only=True)
class OperatingYear:
    """One calendar year of an operating lease; `deferred` is what has been received and not yet earned (below zero: the other way)."""

    year: int
    income: Value
    received: Value
    deferred: Value
    depreciation: Value
    closing: Value

    @property
    def result(self) -> Value:
        """Return income less depreciation."""
        return self.income - self.depreciation


@record(kw_only=True)
class OperatingAccounts:
    """An operating lease in the lessor's books; the car stays there at cost and initial direct cost, down to its residual."""

    total_income: Value
    cost: Value
    residual: Value
    years: tuple[OperatingYear, ...]


def operating_accounts(priced: Priced) -> OperatingAccounts:
    """Return straight-line income and depreciation over the term (IFRS 16.81 to 16.84).

    The lessor sells the car at the end, so its useful life is the term and its residual value that of the deal (IAS 16.6, 16.57).
    """
    deal, money, due = priced.deal, priced.deal.roundings.contract, lessor_payments(priced)
    begin, end = deal.timeline.dates[deal.timeline.commencement], due.due[-1]
    ends, term = year_ends(begin, end), ((begin, end),)
    total = round_to(add(due.rents) + due.before, money)
    cost, residual = round_to(carrying_amount(priced) + initial_direct_cost(priced), money), priced.contract.residual
    income = by_year([accrued(term, [total], on) for on in ends], money)
    written_off = by_year([accrued(term, [cost - residual], on) for on in ends], money)
    received = by_year([paid((begin, *due.due), (due.before, *due.rents), on) for on in ends], money)
    deferred, book = 0.0 * total, cost
    years: list[OperatingYear] = []
    for place, on in enumerate(ends):
        deferred = round_to(deferred + received[place] - income[place], money)
        book = round_to(book - written_off[place], money)
        years.append(
            OperatingYear(
                year=on.year, income=income[place], received=received[place], deferred=deferred,
                depreciation=written_off[place], closing=book,
            )
        )  # fmt: skip
    return OperatingAccounts(total_income=total, cost=cost, residual=residual, years=tuple(years))
