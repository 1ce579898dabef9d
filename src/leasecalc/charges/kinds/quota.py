"""A tariff-rate quota: one rate inside it, another outside."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import ClassVar, Literal

from leasecalc.charges import kinds
from leasecalc.charges.context import Context, Requirement
from leasecalc.charges.rate import Rate
from leasecalc.errors import Diagnostic, InputError
from leasecalc.reading.faults import Fault
from leasecalc.reading.fields import Count, Day
from leasecalc.records import record
from leasecalc.values import Value

IN_QUOTA = "in_quota"
"""The fact that says which share of the vehicles the importer gets into the quota."""


@record(kw_only=True)
class QuotaPeriod:
    """From a day until a day, both included, so many vehicles; without `volume`, as many as the authority says."""

    __aliases__: ClassVar[dict[str, str]] = {"from": "from_"}

    from_: Day
    until: Day
    volume: Count | None = None

    def faults(self) -> Iterator[Fault]:
        """Refuse a period that ends before it begins."""
        if self.until < self.from_:
            yield Fault(("until",), "LC513", f"`until` {self.until} is before `from` {self.from_}", "check the two days")


@record(kw_only=True)
class Quota(Rate):
    """Two rates, weighted by the share of the vehicles inside the quota: ``share × inside + (1 − share) × outside``.

    Whether a vehicle gets in is not known beforehand, so it is a scenario: the fact `in_quota` is `yes`, `no` or a
    share such as `40%`, and is always asked for. Outside every period of `periods` (if any are given) nothing is inside.

    Example: electric cars of China 6.1 % inside the quota, 106.1 % outside; 24,500 vehicles from 2026-03-01 to
    2026-08-31 (Canada, Notice 1162 of 2026-02-25): a car of 40,000 bears 2,440 or 42,440.
    """

    kind: Literal["quota"] = "quota"
    inside: "kinds.RateKind"
    outside: "kinds.RateKind"
    periods: tuple[QuotaPeriod, ...] = ()

    def amount(self, base: Value, context: Context) -> Value:
        """Return the weighted amount; a rate with no weight is not evaluated."""
        if not self.is_open(context.on):
            return self.outside.amount(base, context)
        share = context.named(IN_QUOTA)
        if isinstance(share, float) and share in {0.0, 1.0}:
            return (self.inside if share else self.outside).amount(base, context)
        return self.inside.amount(base, context) * share + self.outside.amount(base, context) * (1.0 - share)

    def is_open(self, on: date | None) -> bool:
        """Say whether the day lies in a period. Raises ``InputError`` (LC519) when periods are given and no day is."""
        if not self.periods:
            return True
        if on is None:
            raise InputError((Diagnostic("LC519", "the day is needed to know the period of a quota, and was not given"),))
        return any(period.from_ <= on <= period.until for period in self.periods)

    def inner(self) -> tuple[Rate, ...]:
        """Return both rates."""
        return (self.inside, self.outside)

    def describe(self) -> str:
        """Write both rates and the periods."""
        periods = "; ".join(
            f"{period.from_} to {period.until}" + (f" {period.volume} vehicles" if period.volume is not None else "")
            for period in self.periods
        )
        return f"{self.inside.describe()} inside the quota, {self.outside.describe()} outside" + (
            f" ({periods})" if periods else ""
        )

    def requirements(self) -> Iterator[Requirement]:
        """Need the share inside, and what the rates need, except answers that only one side asks for."""
        yield Requirement("fact", IN_QUOTA)
        yield from (need for need in Rate.requirements(self) if need.what != "answer")

    def faults(self) -> Iterator[Fault]:
        """Refuse periods that overlap or are out of order."""
        for index, (earlier, later) in enumerate(pairwise(self.periods), start=1):
            if later.from_ <= earlier.until:
                yield Fault(
                    ("periods", index),
                    "LC512",
                    f"two periods of the quota hold {later.from_}",
                    "order the periods and end each before the next",
                )
