"""Where payments reach the lessor, if the end of the lease moves the day on which they are made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from leasecalc.engine.legs.amounts import arrives
from leasecalc.records import replace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from leasecalc.engine.resolved import ResolvedDeal, Timeline
    from leasecalc.workbook.term.live import LiveTerm

#: Payments that may follow the end of the lease, by the kind of their lag, and where they are made.
_PLACES: dict[str, Callable[[Timeline], tuple[int, ...]]] = {
    "fees": lambda when: when.fees,
    "residual": lambda when: (when.residual,),
    "sale": lambda when: when.tranches,
}


def moved_arrivals(term: LiveTerm, deal: ResolvedDeal, plan: Any, when: Timeline) -> Any:
    """Return the plan of money with the arrivals of payments whose places ``when`` moves; both ends have places by the term."""
    if plan is None or not plan.arrivals:
        return plan
    return replace(plan, arrivals={**plan.arrivals, **dict(_moved(term, deal, plan, when))})


def _moved(term: LiveTerm, deal: ResolvedDeal, plan: Any, when: Timeline) -> Iterator[tuple[tuple[str, int], int]]:
    for kind, of in _PLACES.items():
        for n, (before, after) in enumerate(zip(of(deal.timeline), of(when), strict=True)):
            there = plan.arrivals.get((kind, before))
            if there is not None and after != before:
                arrival = lambda one, kind=kind, of=of, n=n: arrives(one, kind, of(one.timeline)[n])  # noqa: E731
                name = f"arrival of the {kind}" if len(of(when)) == 1 else f"arrival of {kind} {n + 1}"
                yield (kind, after), term.place(name, there, arrival)
