"""Resolve a currency clause: the days on which its rates are fixed, and its terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.deal.terms import count_of_instalments, later, lease_currency
from leasecalc.engine.contract.currency_clause import ClausePlan
from leasecalc.records import replace

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from leasecalc.deal.document import DealDocument
    from leasecalc.engine.resolved import ResolvedDeal
    from leasecalc.engine.resolving.recorder import Recorder
    from leasecalc.engine.resolving.resolve_timeline import Calendar


def fixing_days(document: DealDocument, plan: Calendar) -> tuple[date, ...]:
    """Return the day on which the rate of each instalment is fixed; before the pricing date the rate of that day is known and holds."""
    clause = document.lease.currency_clause
    if clause is None:
        return ()
    every = 1 if clause.reset_every is None else count_of_instalments(clause.reset_every, document.lease.payments) or 1
    due = plan.instalments.due
    first = (due[number - number % every] for number in range(len(due)))
    days = (day if clause.fixing_lag is None else later(day, clause.fixing_lag, -1) for day in first)
    return tuple(max(day, document.deal.pricing_date) for day in days)


def with_clause(
    document: DealDocument, deal: ResolvedDeal, days: tuple[date, ...], at: Callable[[date], int], recorder: Recorder
) -> ResolvedDeal:
    """Return the deal with its currency clause."""
    clause = document.lease.currency_clause
    if clause is None:
        return deal
    start = clause.base_rate
    if start is None:
        recorder.default(
            "lease.currency_clause.base_rate",
            f"{clause.currency}/{lease_currency(document)} of {document.deal.pricing_date}",
            "the rate of the pricing date, by `fx.rates`",
        )
    threshold = clause.threshold
    plan = ClausePlan(
        currency=clause.currency,
        fixings=tuple(at(day) for day in days),
        base_rate=None if start is None else float(start),
        floor=None if clause.floor is None else float(clause.floor),
        cap=None if clause.cap is None else float(clause.cap),
        threshold=0.0 if threshold is None else float(threshold.change),
        whole=threshold is not None and threshold.beyond == "whole",
    )
    inputs = replace(deal.inputs, indexed_share=float(clause.share))
    return replace(deal, inputs=inputs, lease=replace(deal.lease, clause=plan), provenance=tuple(recorder.records))
