"""A table of coefficients over one or two facts, times a unit."""

from collections.abc import Iterator
from typing import Literal

from leasecalc.charges import kinds, words
from leasecalc.charges.context import Context, Requirement
from leasecalc.charges.facts import NUMBER_FACTS
from leasecalc.charges.rate import Rate
from leasecalc.errors import Diagnostic, InputError
from leasecalc.reading.faults import Fault
from leasecalc.reading.fields import Identifier, Number, Text
from leasecalc.reading.suggest import did_you_mean
from leasecalc.records import record
from leasecalc.values import Flag, Value, any_true, both, invert, number, where

Cell = Number | Literal["unknown"]


@record(kw_only=True)
class Axis:
    """The limits of one fact, each included (`up_to`) or not (`below`); above the last limit is one more band."""

    by: Identifier
    up_to: tuple[Number, ...] = ()
    below: tuple[Number, ...] = ()

    def bands(self, context: Context) -> Iterator[Flag]:
        """Say of each band, in order, where the fact lies in it; NaN lies in none."""
        quantity = context.named(self.by)
        open_: Flag = quantity == quantity  # noqa: PLR0124 - NaN lies in no band
        for limit in self.up_to or self.below:
            under = quantity <= number(limit) if self.up_to else quantity < number(limit)
            yield both(open_, under)
            open_ = both(open_, invert(under))
        yield open_

    @property
    def size(self) -> int:
        """The number of bands."""
        return len(self.up_to or self.below) + 1

    def faults(self) -> Iterator[Fault]:
        """Refuse an axis that is no number fact, without limits, with both kinds of limits, or whose limits do not rise."""
        if self.by not in NUMBER_FACTS:
            yield Fault(("by",), "LC507", f"`{self.by}` is not a number fact", did_you_mean(self.by, NUMBER_FACTS))
        if bool(self.up_to) == bool(self.below):
            yield Fault(
                (), "LC514", "an axis has limits, either `up_to` or `below`", "for example `{by: cc, up_to: [1000, 2000]}`"
            )
        key, limits = ("up_to", self.up_to) if self.up_to else ("below", self.below)
        for index in range(1, len(limits)):
            if limits[index] <= limits[index - 1]:
                message = f"the limit {limits[index]} does not rise above {limits[index - 1]}"
                yield Fault((key, index), "LC514", message, "order the limits")


@record(kw_only=True)
class Coefficients(Rate):
    """A table of coefficients times a unit: ``of(base) × values[row][column]``; one column where there is one fact.

    A cell that was not found is `unknown`: a vehicle that needs it is asked for (`ask`), never given a neighbour's.

    Examples: Russian recycling fee, 20,000 roubles × coefficient by 30-minute power: 92.40 from above 160 to 190 hp,
    1,848,000 (autopremiumgroup.ru, 2026); Kazakh fee, 50 MRP × 1.5, 3.5, 5, 11.5 by engine (lada.kz, 2026).
    """

    kind: Literal["coefficients"] = "coefficients"
    of: "kinds.RateKind"
    rows: Axis
    columns: Axis | None = None
    values: "tuple[tuple[Cell, ...], ...]"
    ask: Text | None = None

    def amount(self, base: Value, context: Context) -> Value:
        """Return the unit times the coefficient of the vehicle's cell. Raises ``InputError`` (LC509) for an unknown one."""
        coefficient: Value = float("nan")
        columns = tuple(self.columns.bands(context)) if self.columns is not None else None
        for row, cells in zip(self.rows.bands(context), self.values, strict=True):
            for index, cell in enumerate(cells):
                inside = row if columns is None else both(row, columns[index])
                if any_true(inside):
                    coefficient = where(inside, self._known(cell), coefficient)
        return self.of.amount(base, context) * coefficient

    def _known(self, cell: Cell) -> Value:
        """Return a coefficient, or ask for it."""
        if isinstance(cell, str):
            asked = Diagnostic(
                "LC509", f"a rate is not known: {self.ask}", "override the line in the deal, or complete the market file"
            )
            raise InputError((asked,))
        return number(cell)

    def inner(self) -> tuple[Rate, ...]:
        """Return the rate of one unit."""
        return (self.of,)

    def describe(self) -> str:
        """Write the unit, the axes and the range of coefficients."""
        known = [cell for cells in self.values for cell in cells if not isinstance(cell, str)]
        axes = self.rows.by if self.columns is None else f"{self.rows.by} and {self.columns.by}"
        return f"{self.of.describe()} × {words.plain(min(known))} to {words.plain(max(known))} by {axes}"

    def requirements(self) -> Iterator[Requirement]:
        """Need the facts of the axes, and what the unit needs."""
        yield Requirement("fact", self.rows.by)
        if self.columns is not None:
            yield Requirement("fact", self.columns.by)
        yield from Rate.requirements(self)

    def faults(self) -> Iterator[Fault]:
        """Refuse a table whose form is not that of its axes, and unknown cells without a question."""
        width = self.columns.size if self.columns is not None else 1
        if len(self.values) != self.rows.size:
            yield Fault(("values",), "LC514", f"{len(self.values)} rows of values for {self.rows.size} bands of `{self.rows.by}`",
                        "one more row than limits: the last is above the last limit")  # fmt: skip
        for index, cells in enumerate(self.values):
            if len(cells) != width:
                yield Fault(("values", index), "LC514", f"{len(cells)} values in a row for {width} bands",
                            "one more value than limits of `columns`")  # fmt: skip
        listed = [cell for row in self.values for cell in row]
        if "unknown" in listed and self.ask is None:
            yield Fault(("values",), "LC514", "a cell is unknown and nothing says what to ask", "add `ask: ...`")
        if all(isinstance(cell, str) for cell in listed):
            yield Fault(("values",), "LC514", "no cell is known", "write `{kind: unknown, ask: ...}`")
