"""The instalments of a lease under other numbers of its structure: the plan is made again from the lease as it was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.engine.resolving.resolve_plan import payment_plan
from leasecalc.records import replace

if TYPE_CHECKING:
    from collections.abc import Mapping

    from leasecalc.engine.resolved import ResolvedDeal
    from leasecalc.values import Value


def reshaped(deal: ResolvedDeal, turned: Mapping[str, Value]) -> ResolvedDeal:
    """Return the deal, and each of its deliveries, with knobs of the structure at ``turned`` (floats or arrays (S,)).

    A margin that is turned decides the first rate, so the instalment is then solved for that rate.
    """
    lease = deal.lease
    plan = payment_plan(lease.written, lease.dates, turned, currency=lease.currency)
    target = "customer_rate" if "floating_margin" in turned else lease.target
    return replace(
        deal,
        lease=replace(lease, plan=plan, target=target),
        inputs=replace(deal.inputs, structure=turned),
        lots=tuple(replace(lot, deal=reshaped(lot.deal, turned)) for lot in deal.lots),
    )
