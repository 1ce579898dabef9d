"""What a used vehicle has lost in value by its age."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

from leasecalc.charges import words
from leasecalc.charges.context import Context, Requirement
from leasecalc.charges.kinds.per_period import months_of
from leasecalc.charges.rate import Rate
from leasecalc.reading.faults import Fault
from leasecalc.reading.fields import Count, Percent
from leasecalc.records import record
from leasecalc.values import Value, ceil, clip, floor, minimum, number


@record(kw_only=True)
class DepreciationRow:
    """Until this age in months (included), so much of the new value per period; the last row has no end."""

    up_to: Count | None = None
    rate: Percent


@record(kw_only=True)
class Depreciation(Rate):
    """A share of the base lost by age, in steps: ``base × min(Σ rate of the row × periods of that row, at_most)``.

    For a line of group `value` that a customs value takes off (`minus`). Ages of rows are whole periods. A period that
    has begun counts whole (`counts: started`) or not at all (`completed`). One rate for every age is `per_period`.

    Example: 4 % for each quarter of the first year, 3 %, 2.5 % and then 2 %, at most 70 % (India, Central Board of
    Excise and Customs F. No. 495/16/93 of 1993-05-26): 46 % after four years.
    """

    kind: Literal["depreciation"] = "depreciation"
    per: Literal["month", "quarter", "year"]
    counts: Literal["started", "completed"]
    rows: tuple[DepreciationRow, ...]
    at_most: Percent | None = None

    def amount(self, base: Value, context: Context) -> Value:
        """Return the loss of value at the age in the facts."""
        age = context.named("age_months") / months_of(self.per)
        periods = ceil(age) if self.counts == "started" else floor(age)
        share: Value = 0.0
        for start, end, rate in self.steps():
            share = share + (clip(periods, start, end) - start) * rate
        return base * (share if self.at_most is None else minimum(share, number(self.at_most)))

    def steps(self) -> Iterator[tuple[float, float, float]]:
        """Yield first and last period of each row (in periods from new) and its rate."""
        start = 0.0
        for row in self.rows:
            end = float("inf") if row.up_to is None else row.up_to / months_of(self.per)
            yield start, end, float(row.rate)
            start = end

    def describe(self) -> str:
        """Write the rates in order of age, and the limit."""
        parts = [
            words.percent(row.rate) + (f" to {row.up_to} months" if row.up_to is not None else " after that") for row in self.rows
        ]
        limit = f", at most {words.percent(self.at_most)}" if self.at_most is not None else ""
        return f"per {self.counts} {self.per} of age {', '.join(parts)}{limit}"

    def is_proportional(self) -> bool:
        """Say yes: no money is fixed."""
        return True

    def requirements(self) -> Iterator[Requirement]:
        """Need the age."""
        yield Requirement("fact", "age_months")

    def faults(self) -> Iterator[Fault]:
        """Refuse a schedule that ends, ages that do not rise or cut a period, and a loss of more than everything."""
        ages = [row.up_to for row in self.rows]
        if not ages or ages[-1] is not None:
            yield Fault(("rows",), "LC514", "nothing is said above the last age", "end with a row without `up_to`")
        for index, age in enumerate(ages[:-1]):
            before = ages[index - 1] if index else 0
            if age is None or (before is not None and age <= before):
                yield Fault(
                    ("rows", index), "LC514", "the ages do not rise", "order the rows by age; only the last has no `up_to`"
                )
            elif age % int(months_of(self.per)):
                yield Fault(("rows", index, "up_to"), "LC514", f"{age} months are no whole number of {self.per}s")
        if self.at_most is not None and not 0 < self.at_most <= Decimal(1):
            yield Fault(("at_most",), "LC514", "a loss is between nothing and everything", "write a limit up to 100%")
