"""A share per month, quarter or year of stay, age or term."""

from collections.abc import Iterator
from typing import Literal

from leasecalc.charges import words
from leasecalc.charges.context import Context, Requirement
from leasecalc.charges.rate import Rate, zero_fault
from leasecalc.errors import Diagnostic, InputError
from leasecalc.reading.faults import Fault
from leasecalc.reading.fields import Count, Percent
from leasecalc.records import record
from leasecalc.values import Value, any_true, ceil, floor, maximum, minimum, number

_MONTHS = {"month": 1.0, "quarter": 3.0, "year": 12.0}


def months_of(per: str) -> float:
    """Return how many months a period has."""
    return _MONTHS[per]


@record(kw_only=True)
class PerPeriod(Rate):
    """A percentage of the base for every period of time: ``base × min(rate × max(periods − after, 0), at_most)``.

    `over` is a fact in months (in days for `per: day`). A period that has begun counts whole (`counts: started`) or not
    at all (`completed`). The first `after` periods are free; a time of more than `longest` periods is refused (LC531),
    because the procedure does not allow it.

    Examples: temporary admission, 3 % of the hypothetical duty per started month, at most 100 %, 24 months at the
    longest (EU, UCC art. 251 and 252): 24 months are 72 %; depreciation of a used car, 1 % per completed month, at most
    50 % (Pakistan): 29 months of 1,400 are 406; one BRV a day after 90 days (Uzbekistan, private cars).
    """

    kind: Literal["per_period"] = "per_period"
    rate: Percent
    per: Literal["day", "month", "quarter", "year"] = "month"
    over: Literal["stay_months", "stay_days", "age_months", "term_months"]
    counts: Literal["started", "completed"]
    after: Count | None = None
    at_most: Percent | None = None
    longest: Count | None = None

    def amount(self, base: Value, context: Context) -> Value:
        """Return the percentage for the periods in the facts. Raises ``InputError`` (LC531) beyond the longest time."""
        length = context.named(self.over)
        if self.per != "day":
            length = length / months_of(self.per)
        periods = ceil(length) if self.counts == "started" else floor(length)
        self._allowed(periods)
        if self.after is not None:
            periods = maximum(periods - self.after, 0.0)
        share = periods * number(self.rate)
        if self.at_most is not None:
            share = minimum(share, number(self.at_most))
        return base * share

    def _allowed(self, periods: Value) -> None:
        """Refuse a time that the procedure does not allow."""
        if self.longest is not None and any_true(periods > self.longest):
            message = f"`{self.over}` is longer than the {self.longest} {self.per}s that the procedure allows"
            raise InputError((Diagnostic("LC531", message, "shorten the lease, or choose another `regime`"),))

    def is_proportional(self) -> bool:
        """Say yes: no money is fixed."""
        return True

    def describe(self) -> str:
        """Write the rate, the period and the limits."""
        free = f" after the first {self.after}" if self.after is not None else ""
        limit = f", at most {words.percent(self.at_most)}" if self.at_most is not None else ""
        longest = f", for {self.longest} {self.per}s at the longest" if self.longest is not None else ""
        return f"{words.percent(self.rate)} per {self.counts} {self.per} of {self.over}{free}{limit}{longest}"

    def requirements(self) -> Iterator[Requirement]:
        """Need the length of time."""
        yield Requirement("amount", self.over)

    def faults(self) -> Iterator[Fault]:
        """Refuse days of a fact in months, free time that is all of it, and a zero that is not said in words."""
        if self.rate == 0:
            yield zero_fault("rate", "a rate")
        if (self.per == "day") != (self.over == "stay_days"):
            yield Fault(
                ("per",),
                "LC527",
                f"`{self.over}` does not count in {self.per}s",
                "days go with `stay_days`, all else with months",
            )
        if self.after is not None and self.longest is not None and self.after >= self.longest:
            yield Fault(("after",), "LC514", "nothing is left between the free time and the longest time")
