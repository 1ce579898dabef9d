"""Where a figure comes from, and how far it can be trusted."""

from collections.abc import Iterator
from typing import Literal, TypeAlias

from leasecalc.reading.faults import Fault
from leasecalc.reading.fields import Day, Text, Url
from leasecalc.records import record

Confidence: TypeAlias = Literal["verified", "secondary", "unverified"]
"""`verified`: read in the source named; `secondary`: a weak, undated or third-hand page; `unverified`: recollection."""


@record(kw_only=True)
class Source:
    """A page or law: its title, address, article, its own date and the day on which it was read."""

    title: Text
    url: Url | None = None
    article: Text | None = None
    dated: Text | None = None
    seen: Day | None = None
    confidence: Confidence
    note: Text | None = None

    def faults(self) -> Iterator[Fault]:
        """Refuse a claim of having read something without saying where and when."""
        if self.confidence == "unverified":
            return
        if self.url is None:
            yield Fault(
                (),
                "LC510",
                f"a {self.confidence} source has no `url`",
                "write the address, or `confidence: unverified`",
            )
        if self.seen is None:
            yield Fault((), "LC510", f"a {self.confidence} source has no `seen`", "write the day on which the page was read")
