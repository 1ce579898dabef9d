"""Faults of default, insurance and the value of the car that one section alone cannot show."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from leasecalc.deal.limits import Path
from leasecalc.deal.terms import PER_YEAR
from leasecalc.reading.faults import Fault

if TYPE_CHECKING:
    from leasecalc.deal.document import DealDocument
    from leasecalc.deal.risk import Credit, RatesBy

LARGEST_RATE = Decimal("0.999")


def risk_faults(document: DealDocument) -> Iterator[Fault]:
    """Yield every fault of the sections `credit` and `insurance`, with its path from the root of the file."""
    credit, insurance = document.credit, document.insurance
    if credit is not None:
        yield from _default_faults(credit)
        if credit.car == "resold" and document.car_value is None:
            yield Fault(("credit", "car"), "LC443", "`car: resold` needs `car_value`: what the car is worth by age",
                        "add a section `car_value` with its source, or write `recovery`")  # fmt: skip
    if insurance is not None and insurance.premium_rate is not None:
        lease = document.lease
        if PER_YEAR[lease.payments] % PER_YEAR[insurance.every]:
            yield Fault(("insurance", "every"), "LC444", f"a premium on the balance cannot be {insurance.every} where instalments are {lease.payments}",
                        "choose a period that is a whole number of instalments")  # fmt: skip
        if lease.in_advance > 1:
            yield Fault(("insurance", "premium_rate"), "LC444", "`in_advance` leaves periods without an instalment, and so without a day for the premium",
                        "write the premium as an amount")  # fmt: skip


def _default_faults(credit: Credit) -> Iterator[Fault]:
    if credit.default_curve is not None:
        yield from _rate_faults(("credit", "default_curve", "rates"), credit.default_curve.rates, credit.default_curve.by)
    if credit.rating is not None:
        if credit.rating.grade not in credit.rating.table:
            from leasecalc.reading.suggest import did_you_mean

            yield Fault(("credit", "rating", "grade"), "LC445", f"the table has no grade `{credit.rating.grade}`",
                        did_you_mean(credit.rating.grade, credit.rating.table) or "write a grade of `table`")  # fmt: skip
        for grade, rates in credit.rating.table.items():
            yield from _rate_faults(("credit", "rating", "table", grade), rates, credit.rating.by)


def _rate_faults(path: Path, rates: tuple[Decimal, ...], by: RatesBy) -> Iterator[Fault]:
    if not rates:
        yield Fault(path, "LC445", "there is no rate", "write one rate for each year of the lease")
    for number, rate in enumerate(rates):
        if not 0 <= rate <= LARGEST_RATE:
            yield Fault((*path, number), "LC415", f"{rate:.4%} lies outside 0% to 99.9%", "check the rate and its unit")
    if by == "cumulative":
        for number, (before, rate) in enumerate(pairwise(rates), start=1):
            if rate < before:
                yield Fault((*path, number), "LC445", f"a cumulative rate falls from {before:.4%} to {rate:.4%}",
                            "write the share that has defaulted by the end of each year")  # fmt: skip
