"""Faults of the ends of a lease that one section alone cannot show."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from leasecalc.deal.terms import count_of_instalments
from leasecalc.reading.faults import Fault
from leasecalc.reading.fields import Length

if TYPE_CHECKING:
    from leasecalc.deal.document import DealDocument
    from leasecalc.deal.ends import EarlyReturn, Ends, ExpectedEnd, ReturnCurve, Termination


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
    if ends.early_return is not None:
        yield from _early_faults(document, ends, ends.early_return)
    if ends.expected is not None:
        yield from _expected_faults(document, ends, ends.expected)


def _early_faults(document: DealDocument, ends: Ends, early: EarlyReturn) -> Iterator[Fault]:
    path = ("ends", "early_return")
    if document.car_value is None:
        yield Fault(path, "LC443", "a car that comes back needs a value by age: `car_value`",
                    "add a section `car_value` with its source")  # fmt: skip
    if early.pays in {"termination_value", "shortfall"} and ends.termination is None:
        yield Fault((*path, "pays"), "LC449", f"`pays: {early.pays}` needs `ends.termination`, whose method says what is owed",
                    "add `ends.termination: {method: balance}`")  # fmt: skip
    elif early.pays != "nothing" and ends.termination is not None and _lacks_its_rate(ends.termination):
        yield Fault(("ends", "termination", "method"), "LC449", "a present value needs `ends.termination.discount_rate`",
                    "write for example `discount_rate: 10%`")  # fmt: skip
    waits, term = early.not_before, document.lease.term
    if waits is not None and waits.months is not None and term.months is not None and waits.months >= term.months:
        yield Fault(
            (*path, "not_before"), "LC449", f"the term of {term} is over before a return is allowed", "write a shorter time"
        )
    if early.curve is not None:
        yield from _curve_faults((*path, "curve", "rates"), early.curve)


def _curve_faults(path: tuple[str, ...], curve: ReturnCurve) -> Iterator[Fault]:
    for number, rate in enumerate(curve.rates):
        if not 0 <= rate < 1:
            yield Fault((*path, number), "LC449", "a rate of return lies from 0 % to less than 100 %", "write for example `1.5%`")
    if not curve.rates:
        yield Fault(path, "LC449", "the curve has no rates", "write one for each year")
    if curve.by == "cumulative" and any(after < before for before, after in pairwise(curve.rates)):
        yield Fault(
            path, "LC449", "cumulative rates do not fall", "write the share of all leases returned by the end of each year"
        )


def _lacks_its_rate(terms: Termination) -> bool:
    return terms.method == "present_value" and terms.discount_rate is None


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
