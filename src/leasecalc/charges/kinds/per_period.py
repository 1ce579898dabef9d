"""A percentage for each period of time, up to a limit."""

from collections.abc import Iterator
from typing import Literal

from leasecalc.charges import words
from leasecalc.charges.context import Context, Requirement
from leasecalc.charges.rate import Rate
from leasecalc.reading.fields import Percent
from leasecalc.records import record
from leasecalc.values import Value, ceil, floor, minimum

_MONTHS = {"month": 1.0, "quarter": 3.0, "year": 12.0}


@record(kw_only=True)
class PerPeriod(Rate):
    """A percentage of the base per month, quarter or year of `over`: ``base × min(rate × periods, at_most)``.

    `over` is a fact in months; a period that has begun counts whole (`counts: started`) or not at all (`completed`).

    Examples: temporary admission, 3 % of the hypothetical duty per started month (EU, UCC art. 252): 24 months are
    72 %; depreciation of a used car, 1 % per completed month, at most 50 % (Pakistan): 29 months of 1,400 are 406.
    """

    kind: Literal["per_period"] = "per_period"
    rate: Percent
    per: Literal["month", "quarter", "year"] = "month"
    over: Literal["stay_months", "age_months", "term_months"]
    counts: Literal["started", "completed"]
    at_most: Percent | None = None

    def amount(self, base: Value, context: Context) -> Value:
        """Return the percentage for the periods in the facts."""
        length = context.named(self.over) / _MONTHS[self.per]
        periods = ceil(length) if self.counts == "started" else floor(length)
        share = periods * float(self.rate)
        if self.at_most is not None:
            share = minimum(share, float(self.at_most))
        return base * share

    def describe(self) -> str:
        """Write the rate, the period and the limit."""
        limit = f", at most {words.percent(self.at_most)}" if self.at_most is not None else ""
        return f"{words.percent(self.rate)} per {self.counts} {self.per} of {self.over}{limit}"

    def requirements(self) -> Iterator[Requirement]:
        """Need the length of time."""
        yield Requirement("amount", self.over)
