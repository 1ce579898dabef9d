"""The term as a knob: a whole number of instalments. The document is resolved again: dates, gates and refund follow."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from leasecalc.deal.checks import deal_faults
from leasecalc.deal.terms import STEP_DAYS, STEP_MONTHS
from leasecalc.engine.resolving.resolve import resolve
from leasecalc.errors import Diagnostic, InputError
from leasecalc.reading.quantities import Length
from leasecalc.records import record, replace

if TYPE_CHECKING:
    from leasecalc.deal.document import DealDocument
    from leasecalc.engine.resolved import ResolvedDeal
    from leasecalc.markets.library import Library
    from leasecalc.reading.quantities import Unit

LONGEST_MONTHS = 120
"""A term is looked for up to this, or to twice today's where that is longer."""

POINTS = 120
"""At most so many terms are priced before neighbours are looked at."""


@record
class Terms:
    """The deal under other terms."""

    document: DealDocument
    library: Library

    def at(self, instalments: int) -> ResolvedDeal:
        """Return the deal resolved with a term of so many instalments. Raises ``InputError`` where such a deal is not valid."""
        document = replace(self.document, lease=replace(self.document.lease, term=term_of(self.document, instalments)))
        faults = tuple(Diagnostic(fault.code, fault.message, fault.hint) for fault in deal_faults(document))
        if faults:
            raise InputError(faults)
        return resolve(document, self.library)

    def to_try(self, today: int) -> tuple[int, ...]:
        """Return numbers of instalments from one to the longest, evenly, at most ``POINTS`` of them, and today's."""
        payments = self.document.lease.payments
        per_month = 1.0 / STEP_MONTHS[payments] if payments in STEP_MONTHS else 365.0 / 12.0 / STEP_DAYS[payments]
        longest = max(round(LONGEST_MONTHS * per_month), 2 * today)
        step = max(1, -(-longest // POINTS))
        return tuple(sorted({1, today, longest, *range(step, longest, step)}))


def term_of(document: DealDocument, instalments: int) -> Length:
    """Return the term that so many instalments fill, in days, weeks or months as the payments are counted."""
    payments = document.lease.payments
    if payments in STEP_MONTHS:
        return Length(instalments * STEP_MONTHS[payments], "months")
    step = STEP_DAYS[payments]
    count, unit = (instalments, "days") if step == 1 else (instalments * step // 7, "weeks")
    return Length(count, cast("Unit", unit))
