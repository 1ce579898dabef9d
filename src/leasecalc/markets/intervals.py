"""Ranges of one number beside each other: which contains which, and whether two of them touch, overlap or leave a gap."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from leasecalc.charges.selectors import NumberRange, Selector
from leasecalc.records import record

if TYPE_CHECKING:
    from collections.abc import Iterable

INFINITE = Decimal("Infinity")


@record
class Interval:
    """A range as two ends, each with its value and whether it belongs to the range."""

    low: Decimal
    low_included: bool
    high: Decimal
    high_included: bool

    @property
    def order(self) -> tuple[Decimal, bool, Decimal]:
        """Sort by the lower end, included before excluded."""
        return (self.low, not self.low_included, self.high)

    def contains(self, other: Interval) -> bool:
        """Say whether every number of the other lies in this one."""
        below = self.low < other.low or (self.low == other.low and (self.low_included or not other.low_included))
        above = self.high > other.high or (self.high == other.high and (self.high_included or not other.high_included))
        return below and above

    def gap_to(self, later: Interval) -> NumberRange | None:
        """Return the numbers between the end of this one and the beginning of a later one; None when there are none."""
        if self.high > later.low or (self.high == later.low and (self.high_included or later.low_included)):
            return None
        return NumberRange(
            from_=None if self.high_included else self.high,
            above=self.high if self.high_included else None,
            up_to=None if later.low_included else later.low,
            below=later.low if later.low_included else None,
        )

    def overlaps(self, later: Interval) -> bool:
        """Say whether a number lies in both; the later one does not begin before this one."""
        return later.low < self.high or (later.low == self.high and self.high_included and later.low_included)


def interval_of(limits: NumberRange) -> Interval:
    """Return the ends of a range."""
    low = limits.from_ if limits.from_ is not None else limits.above
    high = limits.up_to if limits.up_to is not None else limits.below
    return Interval(
        -INFINITE if low is None else low,
        limits.from_ is not None,
        INFINITE if high is None else high,
        limits.up_to is not None,
    )


def covers(wide: Selector, narrow: Selector) -> bool:
    """Say whether everything that `narrow` matches, `wide` matches too (as far as lists and ranges tell)."""
    inner = dict(narrow.conditions())
    return all(name in inner and _within(inner[name], condition) for name, condition in wide.conditions())


def _within(inner: Iterable[str] | NumberRange, outer: Iterable[str] | NumberRange) -> bool:
    if isinstance(inner, NumberRange) or isinstance(outer, NumberRange):
        both = isinstance(inner, NumberRange) and isinstance(outer, NumberRange)
        return both and interval_of(outer).contains(interval_of(inner))  # type: ignore[arg-type]
    return {text.casefold() for text in inner} <= {text.casefold() for text in outer}
