"""Faults of the ends of a lease that one section alone cannot show."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from leasecalc.deal.terms import count_of_instalments
from leasecalc.reading.faults import Fault
from leasecalc.reading.fields import Length

if TYPE_CHECKING:
    from leasecalc.deal.document import DealDocument
    from leasecalc.deal.ends import Ends, ExpectedEnd


def end_faults(document: DealDocument) -> Iterator[Fault]:
    """Yield every fault of the section `ends`, with its path from the root of the file."""
    ends = document.ends
    if ends is None:
        return
    if ends.extension is not None:
        length = Length(ends.extension.months, "months")
        if not count_of_instalments(length, document.lease.payments):
            yield Fault(("ends", "extension", "months"), "LC448", f"{length} are no whole number of {document.lease.payments} periods",
                        "choose a length that whole periods of the lease fill")  # fmt: skip
    if ends.expected is not None:
        yield from _expected_faults(document, ends, ends.expected)


def _expected_faults(document: DealDocument, ends: Ends, expected: ExpectedEnd) -> Iterator[Fault]:
    path = ("ends", "expected")
    total = expected.purchase + expected.return_ + expected.extend
    if total != 1:
        yield Fault(
            path,
            "LC447",
            f"the shares add up to {total:.4%}, not 100 %",
            "write all three, for example `{purchase: 60%, return: 30%, extend: 10%}`",
        )
    if expected.extend and ends.extension is None:
        yield Fault((*path, "extend"), "LC448", "`extend` needs `extension`: how long, and at which rent",
                    "add `ends.extension: {months: 12, rent: ...}`, or write `extend: 0%`")  # fmt: skip
    if expected.purchase == 1:
        return
    if document.residual.kind == "balloon":
        yield Fault((*path, "purchase"), "LC447", "a balloon is owed: the lessee has no choice at the end",
                    "write `purchase: 100%`, or another kind of residual")  # fmt: skip
    if ends.returned_value is None and document.car_value is None:
        yield Fault((*path, "return"), "LC443", "a car that comes back needs a value: `car_value`, or `ends.returned_value`",
                    "add a section `car_value` with its source, or for example `returned_value: 80% of residual`")  # fmt: skip
