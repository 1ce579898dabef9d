"""Cliff bands: the band that holds a quantity picks one rate for the entire base."""

from collections.abc import Iterator
from typing import Literal

from leasecalc.charges import kinds, words
from leasecalc.charges.context import Context, Requirement
from leasecalc.charges.facts import NUMBER_FACTS
from leasecalc.charges.kinds.linear_rate import BASE
from leasecalc.charges.rate import Rate
from leasecalc.reading.faults import Fault
from leasecalc.reading.fields import CurrencyCode, Identifier, Number
from leasecalc.records import record
from leasecalc.values import Flag, Value, any_true, both, invert, where


@record(kw_only=True)
class WholeBaseRow:
    """One band: up to and including `up_to`, or below `below`, or without a limit; and the rate inside it."""

    up_to: Number | None = None
    below: Number | None = None
    rate: "kinds.RateKind"

    def holds(self, quantity: Value, context: Context, currency: str | None) -> Flag:
        """Say where the quantity is under the limit of this row."""
        if self.up_to is not None:
            return quantity <= context.money(self.up_to, currency)
        if self.below is not None:
            return quantity < context.money(self.below, currency)
        return quantity == quantity  # noqa: PLR0124 - without a limit every number is under it, NaN is not

    def faults(self) -> Iterator[Fault]:
        """Refuse two limits in one row."""
        if self.up_to is not None and self.below is not None:
            yield Fault(("below",), "LC514", "one row has both `up_to` and `below`", "keep one of them")


@record(kw_only=True)
class WholeBaseBands(Rate):
    """The first row whose limit holds the quantity gives the rate for the whole base, so the tax jumps at a limit.

    `by` is the base itself, a number fact or an amount; `currency` is that of the limits (default: the market's).
    Rows are tables of rates, of fixed fees or of multiples of an index unit; only rows that are reached are evaluated.

    Examples: Türkiye ÖTV, electric up to 160 kW: 25 % up to a base of TL 1.65m, else 55 % of the whole base
    (2025-07-24); Uzbek customs fee: 2.5 BRV for a value above USD 20,000 up to 40,000, 937,500 soum at BRV 375,000.
    """

    kind: Literal["whole_base_bands"] = "whole_base_bands"
    rows: tuple[WholeBaseRow, ...]
    by: Identifier = BASE
    currency: CurrencyCode | None = None

    def amount(self, base: Value, context: Context) -> Value:
        """Return what the row that holds the quantity gives."""
        quantity = base if self.by == BASE else context.named(self.by)
        amount: Value = float("nan")
        open_: Flag = quantity == quantity  # noqa: PLR0124 - NaN lies in no band
        for row in self.rows:
            inside = both(open_, row.holds(quantity, context, self.currency))
            if any_true(inside):
                amount = where(inside, row.rate.amount(base, context), amount)
                open_ = both(open_, invert(inside))
        return amount

    def describe(self) -> str:
        """Write limit and rate of each row."""
        return "; ".join(f"{self._limit(row)}{row.rate.describe()}" for row in self.rows)

    def _limit(self, row: WholeBaseRow) -> str:
        """Write the limit of a row."""
        unit = f" {self.currency}" if self.currency else ""
        if row.up_to is not None:
            return f"{self.by} up to {words.plain(row.up_to)}{unit}: "
        return f"{self.by} below {words.plain(row.below)}{unit}: " if row.below is not None else "else "

    def inner(self) -> tuple[Rate, ...]:
        """Return the rates of the rows."""
        return tuple(row.rate for row in self.rows)

    def is_proportional(self) -> bool:
        """Say yes where a fact of the car picks among rates that are proportional."""
        return self.by in NUMBER_FACTS and Rate.is_proportional(self)

    def requirements(self) -> Iterator[Requirement]:
        """Need the quantity, exchange rates, and what the rows need, except answers that only one band asks for."""
        if self.by != BASE:
            yield Requirement("amount", self.by)
        if self.currency is not None:
            yield Requirement("currency", self.currency)
        for row in self.rows:
            yield from (need for need in row.rate.requirements() if need.what != "answer")

    def faults(self) -> Iterator[Fault]:
        """Refuse a table that ends, and limits that do not rise."""
        if self.currency is not None and self.by in NUMBER_FACTS:
            yield Fault(("currency",), "LC514", f"the limits count `{self.by}`, which is no money", "leave `currency` out")
        limits = [row.up_to if row.up_to is not None else row.below for row in self.rows]
        if not limits or limits[-1] is not None:
            yield Fault(
                ("rows",),
                "LC514",
                "nothing is said above the last limit",
                "end with a row without limit; `{kind: unknown, ask: ...}` if the table is cut there",
            )
        for index, limit in enumerate(limits[:-1]):
            following = limits[index + 1]
            if limit is None:
                yield Fault(("rows", index), "LC514", "a row without limit comes before others", "put it last")
            elif following is not None and following <= limit:
                yield Fault(
                    ("rows", index + 1),
                    "LC514",
                    f"the limit {following} does not rise above {limit}",
                    "order the rows by their limits",
                )
