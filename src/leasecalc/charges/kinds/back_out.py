"""A value taken back out of a price that contains margins and taxes."""

from collections.abc import Iterator
from typing import Literal

from leasecalc.charges import words
from leasecalc.charges.context import Context
from leasecalc.charges.rate import Rate
from leasecalc.reading.faults import Fault
from leasecalc.reading.fields import Identifier, Percent
from leasecalc.records import record
from leasecalc.values import Value, number


@record(kw_only=True)
class BackOut(Rate):
    """The value behind a price that contains each of `contains` on top of the others: ``base ÷ Π(1 + rate)``.

    For a line of group `value`: the customs value behind an official list of retail prices. Exempt taxes are left out
    of `contains`.

    Example: a list price of KES 4,805,000 less 50 % holds a margin of 25 %, VAT of 16 %, excise of 20 % and duty of
    25 %: 2,402,500 ÷ (1.25 × 1.16 × 1.2 × 1.25) = 1,104,598 (Kenya, wazua.com 325473).
    """

    kind: Literal["back_out"] = "back_out"
    contains: dict[Identifier, Percent]

    def amount(self, base: Value, context: Context) -> Value:  # noqa: ARG002
        """Return the base without what it contains."""
        inside: Value = 1.0
        for rate in self.contains.values():
            inside = inside * (1.0 + number(rate))
        return base / inside

    def is_proportional(self) -> bool:
        """Say yes: no money is fixed."""
        return True

    def describe(self) -> str:
        """List what the price contains."""
        return "what remains without " + ", ".join(f"{name} {words.percent(rate)}" for name, rate in self.contains.items())

    def faults(self) -> Iterator[Fault]:
        """Refuse an empty list, and a tax of zero or one that leaves nothing."""
        if not self.contains:
            yield Fault(("contains",), "LC514", "the price contains nothing", "list each margin and tax with its rate")
        for name, rate in self.contains.items():
            if rate <= 0:
                yield Fault(
                    ("contains", name), "LC514", f"`{name}` of {words.percent(rate)} is not inside a price", "leave it out"
                )
