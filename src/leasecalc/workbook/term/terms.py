"""The deal under every term that the workbook can hold, resolved again for each, and whether they differ by their rows alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.deal.terms import PER_YEAR, STEP_MONTHS
from leasecalc.engine.solving.terms import Terms
from leasecalc.errors import InputError, LeasecalcError
from leasecalc.records import fields_of, record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from leasecalc.deal.document import DealDocument
    from leasecalc.engine.resolved import ResolvedDeal
    from leasecalc.markets.library import Library

MONTHS_BEYOND = 24
"""Unless somebody asks for more, the workbook holds a term that is so much longer than the deal's."""


@record
class ByTerm:
    """The deal by number of instalments; terms that are not valid are left out."""

    today: int
    deals: Mapping[int, ResolvedDeal]

    @property
    def capacity(self) -> int:
        """Return the largest number of instalments."""
        return max(self.deals)


def rows_for(document: DealDocument, today: int, capacity: int | None) -> int:
    """Return how many instalments the workbook holds."""
    if capacity is not None:
        return max(capacity, 1)
    payments = document.lease.payments
    return today + round(MONTHS_BEYOND * PER_YEAR[payments] / 12.0)


def by_term(document: DealDocument, library: Library, deal: ResolvedDeal, capacity: int | None = None) -> ByTerm | str:
    """Return the deal by term, or why its term is no formula."""
    today = len(deal.timeline.instalments)
    found = why_not(document)
    if found:
        return found
    trial = Terms(document, library)
    deals: dict[int, ResolvedDeal] = {}
    for count in _counts(document, today, rows_for(document, today, capacity)):
        try:
            deals[count] = deal if count == today else trial.at(count)
        except (InputError, LeasecalcError):
            continue
    return _differing(deals[max(deals)], deals) or ByTerm(today, deals)


def _counts(document: DealDocument, today: int, most: int) -> Iterator[int]:
    """Yield the terms to hold: every one, or by quarters where instalments are counted in days."""
    step = 1 if document.lease.payments in STEP_MONTHS else max(1, round(PER_YEAR[document.lease.payments] / 4.0))
    yield from sorted({*range(today, 0, -step), *range(today, most + 1, step)})


def why_not(document: DealDocument) -> str:
    """Return why the term of a deal cannot be a formula, by its features; empty where it can."""
    lease = document.lease
    if lease.structure is not None and lease.structure.stream is not None:
        return "the deal writes each instalment"
    if lease.last_period is not None:
        return "the deal writes the day on which the lease ends"
    return ""


#: What is compared row by row, or is a place on the grid.
_BY_ROW = frozenset({"timeline", "lease", "services", "credit", "money", "ends", "funding", "inputs", "origin_gates", "provenance", "stack",
                     "accounting", "holidays", "lots"})  # fmt: skip
#: Inputs that follow from the term by law.
_BY_LAW = frozenset({"lease_refund_share"})


def _differing(top: ResolvedDeal, deals: Mapping[int, ResolvedDeal]) -> str:
    """Return what else than rows and days the term moves; empty where nothing does."""
    for count, deal in deals.items():
        others = [*_moved(deal, top, _BY_ROW), *_moved(deal.inputs, top.inputs, _BY_LAW)]
        if others:
            return f"the term moves `{others[0]}`"
        if deal.stack.stack.lines != top.stack.stack.lines:
            return "the term moves a charge"
        if _reshaped(deal, top, count):
            return "the term moves the shape of the instalments"
    of_lots = (
        _differing(lot.deal, {count: deal.lots[place].deal for count, deal in deals.items()})
        for place, lot in enumerate(top.lots)
    )
    return next((found for found in of_lots if found), "")


def _moved(one: object, other: object, but: frozenset[str]) -> list[str]:
    """Return the fields in which two records differ."""
    names = (found.name for found in fields_of(one) if found.name not in but)
    return [name for name in names if getattr(one, name) != getattr(other, name)]


def _reshaped(deal: ResolvedDeal, top: ResolvedDeal, count: int) -> bool:
    """Return whether the instalments are others than the first of the longest lease; the last may pay more."""
    plan, longest = deal.lease.plan, top.lease.plan
    return plan.weights != longest.weights[:count] or plan.parts[:-1] != longest.parts[: max(len(plan.parts) - 1, 0)]
