"""A percentage with points added and taken off by the facts of the vehicle."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

from leasecalc.charges import words
from leasecalc.charges.context import Context, Requirement
from leasecalc.charges.facts import Facts
from leasecalc.charges.rate import Rate
from leasecalc.charges.selectors import Selector
from leasecalc.errors import Diagnostic, InputError
from leasecalc.reading.fields import Percent
from leasecalc.records import record
from leasecalc.values import Value, number


@record(kw_only=True)
class Adjustment:
    """Percentage points added (or taken off, below zero) where the selector matches."""

    when: Selector
    add: Percent


@record(kw_only=True)
class Points(Rate):
    """A percentage of the base built from points: ``base × max(rate + Σ add, at_least)``.

    Example: IPI on cars, 6.3 % − 2 points for battery-electric: 4.3 % (Brazil, decree 12.549 of 2025, floor 0 %).
    """

    kind: Literal["points"] = "points"
    rate: Percent
    adjustments: tuple[Adjustment, ...]
    at_least: Percent | None = None

    def amount(self, base: Value, context: Context) -> Value:
        """Return the base times the sum of points."""
        return base * number(self.rate_for(context.facts))

    def rate_for(self, facts: Facts) -> Decimal:
        """Add up the points. Raises ``InputError`` (LC505) when a selector cannot be decided."""
        rate = self.rate
        for adjustment in self.adjustments:
            match = adjustment.when.match(facts)
            if match.holds is None:
                needed = " and ".join(f"`{name}`" for name in match.needs)
                raise InputError((Diagnostic("LC505", f"the points of a rate depend on {needed}, which was not given"),))
            if match.holds:
                rate += adjustment.add
        return rate if self.at_least is None else max(rate, self.at_least)

    def is_proportional(self) -> bool:
        """Say yes: no money is fixed."""
        return True

    def describe(self) -> str:
        """Write the rate and its adjustments."""
        listed = [f"{words.percent(a.add)} if {a.when.describe()}" for a in self.adjustments]
        floor = f", at least {words.percent(self.at_least)}" if self.at_least is not None else ""
        return f"{words.percent(self.rate)} with points: {'; '.join(listed)}{floor}"

    def requirements(self) -> Iterator[Requirement]:
        """Need the facts that the selectors test."""
        for adjustment in self.adjustments:
            for name, _ in adjustment.when.conditions():
                yield Requirement("fact", name)
