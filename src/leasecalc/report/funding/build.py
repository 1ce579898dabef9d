"""The loan of a priced deal as data; loaded only where the deal has one."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from leasecalc.engine.funding_gap import buckets, gap_rows
from leasecalc.engine.legs.flows import contractual, net
from leasecalc.engine.legs.funding_rates import green_discount, tonnes_avoided
from leasecalc.report.decimals import money
from leasecalc.report.funding.model import BucketShown, FundingShown, GapShown, GreenShown, LoanRowShown

if TYPE_CHECKING:
    from leasecalc.engine.price import Priced


def funding_shown(priced: Priced) -> FundingShown:
    """Return the loan with its rows, the gap by date and by repricing bucket. The deal must have a loan."""
    found, plan, grid = priced.loan, priced.deal.funding, priced.deal.timeline
    assert found is not None and plan is not None  # noqa: S101, PT018 - asked only where there is a loan
    currency, loan = plan.currency, found.loan
    rows = _rows(priced)
    return FundingShown(
        kind=plan.kind,
        currency=currency,
        repayment=plan.repayment,
        recourse=plan.recourse,
        drawn=grid.dates[plan.drawn],
        principal=money(loan.principal, currency),
        fee=money(found.fee, currency),
        first_rate=float(loan.rates[0]),
        last_rate=float(loan.rates[-1]),
        prepaid=money(loan.prepaid, currency),
        prepaid_on=None if plan.prepaid_at is None else grid.dates[plan.prepaid_at],
        green=_green(priced),
        pays_first=_pays_first(priced),
        rows=rows,
        total_interest=sum((row.interest for row in rows), Decimal(0)),
        gap=_gaps(priced, currency),
        buckets=_buckets(priced, currency),
    )


def _pays_first(priced: Priced) -> bool:
    flows = (float(flow) for flow in net(contractual((*priced.lease, *priced.funding)), len(priced.deal.timeline.years)))
    return next((flow < 0.0 for flow in flows if flow), True)


def _rows(priced: Priced) -> tuple[LoanRowShown, ...]:
    found, plan, dates = priced.loan, priced.deal.funding, priced.deal.timeline.dates
    assert found is not None and plan is not None  # noqa: S101, PT018
    return tuple(
        LoanRowShown(
            on=dates[row.at],
            opening=money(row.opening, plan.currency),
            rate=float(rate),
            interest=money(row.interest, plan.currency),
            repaid=money(row.repaid, plan.currency),
            closing=money(row.closing, plan.currency),
        )
        for row, rate in zip(found.loan.rows, found.loan.rates, strict=True)
    )


def _green(priced: Priced) -> GreenShown | None:
    green = priced.inputs.green
    if green is None:
        return None
    return GreenShown(
        tonnes_avoided=float(tonnes_avoided(green)),
        threshold_tonnes=float(green.threshold_tonnes),
        discount_rate=float(green_discount(green)),
    )


def _gaps(priced: Priced, currency: str) -> tuple[GapShown, ...]:
    grid = priced.deal.timeline
    return tuple(
        GapShown(
            on=grid.dates[row.at],
            month=round(grid.years[row.at] * 12.0, 6),
            asset=money(row.asset, currency),
            needed=money(row.needed, currency),
            loan=money(row.loan, currency),
            gap=money(row.gap, currency),
        )
        for row in gap_rows(priced)
    )


def _buckets(priced: Priced, currency: str) -> tuple[BucketShown, ...]:
    return tuple(
        BucketShown(
            months_from=found.months_from,
            months_to=found.months_to,
            asset=money(found.asset, currency),
            loan=money(found.loan, currency),
            gap=money(found.gap, currency),
            cumulative=money(found.cumulative, currency),
        )
        for found in buckets(priced)
    )
