"""The calendar by which payments moved, as it is put down in the result."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.report.deal.model import BusinessDaysShown

if TYPE_CHECKING:
    from leasecalc.deal.lease import BusinessDays
    from leasecalc.engine.resolved import ResolvedDeal


def business_days_shown(rule: BusinessDays, deal: ResolvedDeal) -> BusinessDaysShown:
    """Return the rule with every holiday that was kept, in all deliveries."""
    kept = {*deal.holidays, *(day for lot in deal.lots for day in lot.deal.holidays)}
    sourced = (entry.note for entry in deal.provenance if entry.path == "lease.business_days.country")
    return BusinessDaysShown(
        convention=rule.convention,
        weekend=rule.weekend,
        country=rule.country,
        calendar=next(sourced, ""),
        holidays=tuple(sorted(kept)),
    )
