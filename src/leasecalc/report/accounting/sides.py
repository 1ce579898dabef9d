"""The books of each side as figures and years."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from leasecalc.accounting import InterestRow
from leasecalc.engine.accounting.classes import lessee_class, lessor_class
from leasecalc.engine.accounting.lessee import lessee_accounts
from leasecalc.engine.accounting.lessor import finance_accounts, operating_accounts
from leasecalc.engine.accounting.payments import terms_of
from leasecalc.engine.contract.nominal import effective_of, nominal_of_period_rate
from leasecalc.records import record
from leasecalc.report.accounting.model import FigureShown
from leasecalc.report.decimals import money

if TYPE_CHECKING:
    from leasecalc.accounting import Standard
    from leasecalc.engine.accounting.classes import Classified
    from leasecalc.engine.accounting.lessee import LesseeAccounts
    from leasecalc.engine.accounting.lessor import FinanceAccounts, OperatingAccounts
    from leasecalc.engine.price import Priced
    from leasecalc.values import Value

OUTSIDE = "no lease payments: deposit, services, running fees, import charges, value-added tax, tax grossed up; they stand outside these books"


@record(kw_only=True)
class Books:
    """What differs between sides and classes."""

    figures: tuple[FigureShown, ...]
    rows: tuple[InterestRow, ...]
    years: tuple[Mapping[str, Decimal | int | None], ...]
    notes: tuple[str, ...]


def _rates(priced: Priced, period_rate: Value, what: str) -> tuple[FigureShown, ...]:
    lease = priced.deal.lease
    nominal = nominal_of_period_rate(lease, period_rate)
    return (
        FigureShown(name="rate", label="Rate, nominal", value=float(nominal), unit="rate", remark=what),
        FigureShown(
            name="rate_effective", label="Rate, effective", value=float(effective_of(lease, nominal)), unit="rate", remark=""
        ),
    )


class _Money:
    """Makes figures in the currency of the lease."""

    def __init__(self, priced: Priced) -> None:
        self.currency = priced.deal.lease.currency

    def figure(self, name: str, label: str, value: Value, remark: str = "") -> FigureShown:
        return FigureShown(name=name, label=label, value=money(value, self.currency), unit="money", remark=remark)

    def year(self, number: int, **amounts: Value | None) -> Mapping[str, Decimal | int | None]:
        return {
            "year": number,
            **{name: None if amount is None else money(amount, self.currency) for name, amount in amounts.items()},
        }


def lessor_books(priced: Priced, standard: Standard) -> tuple[Books, Classified]:
    """Return the lessor's books and the test that chose them."""
    classified = lessor_class(priced, standard)
    if classified.followed == "operating":
        return _operating(priced, operating_accounts(priced)), classified
    return _finance(priced, finance_accounts(priced)), classified


def _finance(priced: Priced, found: FinanceAccounts) -> Books:
    of, told = _Money(priced), terms_of(priced)
    what = "implicit in the lease" if told.market_rate is None else "implicit in the lease, or the market's if higher"
    years = tuple(
        of.year(year.year, opening=year.opening, income=year.income, received=year.received, closing=year.closing,
                **({} if year.allowance is None else {"allowance": year.allowance}))
        for year in found.years
    )  # fmt: skip
    income, gross, net = (money(x, of.currency) for x in (found.unearned_income, found.gross_investment, found.net_investment))
    note = f"finance income {income:,} = gross investment {gross:,} - net investment {net:,} {of.currency}"
    figures = (*_rates(priced, found.period_rate, what), *_investment(of, found), *_commencement(of, found, told.lessor_kind))
    return Books(figures=figures, rows=found.rows, years=years, notes=(note, OUTSIDE))


def _investment(of: _Money, found: FinanceAccounts) -> tuple[FigureShown, ...]:
    whole = "payments and residual, without down payment and fees"
    return (
        of.figure("gross_investment", "Gross investment", found.gross_investment, whole),
        of.figure("unearned_income", "Unearned finance income", found.unearned_income, "gross less net investment"),
        of.figure("net_investment", "Net investment", found.net_investment, "at commencement, before the payments of that day"),
        of.figure("receivable", "of it lease payments", found.receivable),
        of.figure(
            "unguaranteed", "of it residual not owed", found.unguaranteed, "unguaranteed, or an option that is not certain"
        ),
    )


def _commencement(of: _Money, found: FinanceAccounts, lessor_kind: str) -> tuple[FigureShown, ...]:
    dealer, sale = lessor_kind == "manufacturer_or_dealer", found.sale
    figures = [
        of.figure("direct_cost", "Initial direct cost", found.direct_cost, "expense" if dealer else "in the net investment"),
        of.figure("fair_value", "Fair value", found.fair_value),
        of.figure("carrying_amount", "Carrying amount", found.carrying_amount, "cost of the car until the lessee has it"),
    ]
    if dealer:
        less = "carrying amount less value of the residual not owed"
        figures += [
            of.figure("revenue", "Revenue", sale.revenue, "fair value, or the value of the payments if lower"),
            of.figure("cost_of_sales", "Cost of sales", sale.cost_of_sales, less),
            of.figure("selling_profit", "Selling profit", sale.profit, "at commencement, before the initial direct cost"),
        ]
    else:
        figures.append(of.figure("difference", "Fair value less carrying amount", sale.profit, "at commencement"))
    if found.allowance is not None:
        figures.append(of.figure("allowance", "Loss allowance", found.allowance, "at commencement, IFRS 9"))
    return tuple(figures)


def _operating(priced: Priced, found: OperatingAccounts) -> Books:
    of = _Money(priced)
    figures = (
        of.figure(
            "total_income", "Lease income", found.total_income, "instalments, down payment and fees, straight-line over the term"
        ),
        of.figure("cost", "Cost of the car", found.cost, "carrying amount and initial direct cost"),
        of.figure("residual", "Residual value", found.residual, "what is left after the term"),
    )
    years = tuple(
        of.year(year.year, income=year.income, depreciation=year.depreciation, result=year.result, received=year.received,
                deferred=year.deferred, closing=year.closing)
        for year in found.years
    )  # fmt: skip
    return Books(figures=figures, rows=(), years=years, notes=(OUTSIDE,))


def lessee_books(priced: Priced, standard: Standard) -> tuple[Books, Classified | None]:
    """Return the lessee's books, and the test where the standard has one."""
    found = lessee_accounts(priced)
    if standard != "asc842":
        return _books_of_lessee(priced, found), None
    classified = lessee_class(priced, standard, found.period_rate)
    if classified.followed == "operating":
        found = lessee_accounts(priced, model="straight_line")
    return _books_of_lessee(priced, found), classified


def _books_of_lessee(priced: Priced, found: LesseeAccounts) -> Books:
    of = _Money(priced)
    what = (
        "borrowing rate of the lessee"
        if found.rate_is == "borrowing"
        else "implicit in the lease; `lessee.borrowing_rate` is not written"
    )
    by = (
        "straight-line cost, less interest"
        if found.model == "straight_line"
        else f"straight-line until {found.depreciated_until}"
    )
    figures = (
        of.figure("liability", "Lease liability", found.liability, "after the payments of the day of commencement"),
        of.figure("prepaid", "Paid by commencement", found.prepaid, "down payment, fees, instalments of the first day"),
        of.figure("right_of_use", "Right-of-use asset", found.right_of_use, by),
        of.figure("total_payments", "Lease payments", found.total_payments),
        of.figure("total_interest", "Interest of the term", found.total_interest, "lease payments less right-of-use asset"),
    )
    years = tuple(
        of.year(year.year, interest=year.interest, depreciation=year.depreciation, cost=year.cost, paid=year.paid,
                liability=year.liability, right_of_use=year.right_of_use)
        for year in found.years
    )  # fmt: skip
    return Books(figures=(*_rates(priced, found.period_rate, what), *figures), rows=found.rows, years=years, notes=(OUTSIDE,))
