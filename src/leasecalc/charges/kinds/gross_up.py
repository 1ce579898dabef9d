"""A tax whose base contains the tax itself."""

from collections.abc import Iterator
from typing import Literal

from leasecalc.charges import words
from leasecalc.charges.context import Context
from leasecalc.charges.rate import Rate, zero_fault
from leasecalc.reading.faults import Fault
from leasecalc.reading.fields import Number, Percent
from leasecalc.records import record
from leasecalc.values import Value, number


@record(kw_only=True)
class GrossUp(Rate):
    """A percentage of a base that includes the tax: ``base × rate ÷ (1 − times × rate)``.

    `times` counts what the base includes besides the tax: 1.1 where a further tax of 10 % of this one is inside too.

    Examples: ICMS 12 % "por dentro" (Brazil): on 34,985 it is 4,771 (Abeiva 2009); excise 30 % with an interior tax of
    10 % of it (Thai customs): (CIF 200 + duty 130 + fee 50) gives 170.
    """

    kind: Literal["gross_up"] = "gross_up"
    rate: Percent
    times: Number | None = None

    def amount(self, base: Value, context: Context) -> Value:  # noqa: ARG002
        """Return the tax that is inside its own base."""
        return base * (number(self.rate) / (1.0 - number((self.times or 1) * self.rate)))

    def is_proportional(self) -> bool:
        """Say yes: no money is fixed."""
        return True

    def describe(self) -> str:
        """Write the rate and what it is inside of."""
        factor = f" × {words.plain(self.times)}" if self.times is not None else ""
        return f"{words.percent(self.rate)} of a base that includes it{factor}"

    def faults(self) -> Iterator[Fault]:
        """Refuse a tax that would swallow its base, and a zero that is not said in words."""
        if self.rate == 0:
            yield zero_fault("rate", "a rate")
        if (self.times or 1) * self.rate >= 1:
            yield Fault(("rate",), "LC514", "a tax of 100 % or more cannot lie inside its own base", "check `rate` and `times`")
