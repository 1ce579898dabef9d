"""What a currency clause makes of each instalment, as it is printed."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from leasecalc.records import record
from leasecalc.report.decimals import money
from leasecalc.report.page import Column, Table

if TYPE_CHECKING:
    from datetime import date

    from leasecalc.engine.price import Priced
    from leasecalc.report.deal.model import ScheduleShown


@record(kw_only=True)
class AdjustedShown:
    """One instalment: the rate that was fixed for it, and what is billed, in the currency of the lease per car."""

    number: int
    due: date
    fixed_on: date
    rate: float
    """Units of the lease's currency for one of the clause's, before floor, cap and threshold."""
    change: float
    """Share by which the instalment is adjusted."""
    instalment: Decimal
    adjustment: Decimal
    billed: Decimal


@record(kw_only=True)
class CurrencyClauseShown:
    """The clause and its instalments."""

    currency: str
    base_rate: float
    share: float
    rows: tuple[AdjustedShown, ...]
    total_adjustment: Decimal
    total_billed: Decimal


def clause_shown(priced: Priced) -> CurrencyClauseShown:
    """Return what the clause makes of each instalment of one delivery."""
    from leasecalc.engine.contract.currency_clause import base_rate, rates_fixed

    deal, terms, exchange = priced.deal, priced.contract, priced.amounts.exchange
    clause, currency, days = deal.lease.clause, deal.lease.currency, deal.timeline.dates
    assert clause is not None  # noqa: S101 - asked only of a lease with the clause
    found = zip(
        deal.timeline.due, clause.fixings, rates_fixed(deal, exchange), terms.changes, terms.instalments, terms.adjustments,
        strict=False,  # the last day due is that of the residual
    )  # fmt: skip
    rows = tuple(
        AdjustedShown(
            number=number,
            due=due,
            fixed_on=days[at],
            rate=float(f"{float(rate):.10g}"),
            change=float(change),
            instalment=money(paid, currency),
            adjustment=money(more, currency),
            billed=money(paid, currency) + money(more, currency),
        )
        for number, (due, at, rate, change, paid, more) in enumerate(found, start=1)
    )
    return CurrencyClauseShown(
        currency=clause.currency,
        base_rate=float(f"{float(base_rate(deal, exchange)):.10g}"),
        share=float(priced.inputs.indexed_share),
        rows=rows,
        total_adjustment=sum((row.adjustment for row in rows), Decimal(0)),
        total_billed=sum((row.billed for row in rows), Decimal(0)),
    )


def clause_table(schedule: ScheduleShown, name: str = "adjustments") -> Table:
    """Return the table of adjusted instalments."""
    clause, currency = schedule.currency_clause, schedule.currency
    assert clause is not None  # noqa: S101 - asked only of a schedule with the clause
    columns = (
        Column("number", "No.", "text"),
        Column("due", "Due", "date", priority=1),
        Column("fixed_on", "Rate of", "date"),
        Column("rate", f"{currency} per {clause.currency}", "number", digits=6),
        Column("change", "Adjusted by", "rate", digits=4),
        Column("instalment", "Instalment", "money", currency=currency, priority=1),
        Column("adjustment", "Adjustment", "money", currency=currency),
        Column("billed", "Billed", "money", currency=currency),
    )
    rows = tuple(
        (str(row.number), row.due, row.fixed_on, row.rate, row.change, row.instalment, row.adjustment, row.billed)
        for row in clause.rows
    )
    totals = (
        "total",
        None,
        None,
        None,
        None,
        schedule.total_instalments - schedule.residual,
        clause.total_adjustment,
        clause.total_billed,
    )
    note = f"{clause.share:.6%} of each instalment follows {clause.currency}/{currency}, from a base rate of {clause.base_rate:g}".replace(
        ".000000%", "%"
    )
    return Table(name, "Instalments adjusted by the exchange rate", columns, rows, totals=totals, notes=(note,))
