"""The lease beside its loan by date: what is to be funded, what is, and the gap; in the currency of the loan, per car."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from leasecalc.engine.legs.funding import balance_at, balances
from leasecalc.records import record
from leasecalc.rounding import round_to
from leasecalc.values import Value, absolute, maximum

if TYPE_CHECKING:
    from leasecalc.engine.legs.flows import Flow
    from leasecalc.engine.price import Priced

#: Upper ends of the repricing buckets, in months from commencement; the last bucket is open.
BUCKET_MONTHS = (1.0, 3.0, 6.0, 12.0, 24.0, 36.0, 48.0, 60.0)


@record
class GapRow:
    """One day: balance of the lease, the part of it that the loan was made for, balance of the loan, and loan less that part."""

    at: int
    asset: Value
    needed: Value
    loan: Value
    gap: Value


@record
class Bucket:
    """What is repriced between two times after commencement: of the part of the lease that the loan was made for, and of the loan."""

    months_from: float
    months_to: float | None
    asset: Value
    loan: Value
    gap: Value
    cumulative: Value


def asset_steps(priced: Priced) -> list[Flow]:
    """Return the balance of the lease (its currency) from each day on which it changes; the amount financed before the first instalment."""
    when, table = priced.deal.timeline, priced.table()
    start = min(when.purchase, when.commencement)
    days = (*when.instalments, when.residual)
    return [(start, table.financed), *((at, row.closing) for at, row in zip(days, table.rows, strict=True))]


def gap_rows(priced: Priced) -> tuple[GapRow, ...]:
    """Return one row for each day on which the lease or the loan changes, from the drawdown on.

    Needed is the balance of the lease x loan / amount financed, less the share that the export refund has repaid, at the exchange
    rate of the day; a matched loan in the currency of the lease leaves no gap. A gap below zero is not funded by the loan any more.
    """
    found, plan, deal = priced.loan, priced.deal.funding, priced.deal
    assert found is not None and plan is not None  # noqa: S101, PT018 - asked only where there is a loan
    assets, owed = asset_steps(priced), balances(found.loan, plan)
    exchange = priced.amounts.exchange
    ratio = found.loan.principal / priced.contract.financed
    rounding = plan.rounding
    rows = []
    for at in sorted({place for place, _ in (*assets, *owed) if place >= plan.drawn}):
        asset, loan = balance_at(assets, at), balance_at(owed, at)
        into = exchange.factor(deal.lease.currency, at) / exchange.factor(plan.currency, at)
        drifted = into / exchange.spot(deal.lease.currency, plan.currency) if plan.currency != deal.lease.currency else 1.0
        kept = found.loan.kept if plan.prepaid_at is not None and at >= plan.prepaid_at else 1.0
        needed = round_to(round_to(ratio * asset * kept, rounding) * drifted, rounding)
        rows.append(GapRow(at, round_to(asset * into, rounding), needed, loan, round_to(loan - needed, rounding)))
    return tuple(rows)


def largest_gap(priced: Priced) -> Value:
    """Return the largest gap of any day, without its sign, in the currency of the loan."""
    largest: Value = 0.0
    for row in gap_rows(priced):
        largest = maximum(largest, absolute(row.gap))
    return largest


def buckets(priced: Priced) -> tuple[Bucket, ...]:
    """Return the repricing gap as seen at commencement: fixed money in the bucket of its repayment, floating money in that of its next reset.

    The gap is asset less loan (Basel Committee, Principles for the Management and Supervision of Interest Rate Risk, 2004, annex 1).
    """
    plan, when = priced.deal.funding, priced.deal.timeline
    assert plan is not None  # noqa: S101 - asked only where there is a loan
    begin = max(when.commencement, plan.drawn)
    rows = [row for row in gap_rows(priced) if row.at >= begin]
    months = [(when.years[row.at] - when.years[when.commencement]) * 12.0 for row in rows]
    assets = _repriced(months, [row.needed for row in rows], plan.asset_reprices)
    loans = _repriced(months, [row.loan for row in rows], plan.loan_reprices)
    cumulative: Value = 0.0
    found, low = [], 0.0
    for place, high in enumerate((*BUCKET_MONTHS, None)):
        gap = assets[place] - loans[place]
        cumulative = cumulative + gap
        found.append(Bucket(low, high, assets[place], loans[place], gap, cumulative))
        low = high or low
    return tuple(found)


def _repriced(months: Sequence[float], balance: Sequence[Value], reset: float | None) -> list[Value]:
    """Return what falls into each bucket: repayments up to the first reset by their day, and at the reset all that is left."""
    sums: list[Value] = [0.0] * (len(BUCKET_MONTHS) + 1)
    until = None if reset is None else reset * 12.0
    left = balance[0]
    for month, after in zip(months[1:], balance[1:], strict=True):
        if until is not None and month >= until:
            break
        place = _bucket(month)
        sums[place] = sums[place] + (left - after)
        left = after
    if until is not None:
        place = _bucket(until)
        sums[place] = sums[place] + left
    return sums


def _bucket(month: float) -> int:
    return next((place for place, high in enumerate(BUCKET_MONTHS) if month <= high + 1e-9), len(BUCKET_MONTHS))
