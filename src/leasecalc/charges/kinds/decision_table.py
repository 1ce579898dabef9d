"""A decision table: the row that holds several numbers at once gives the rate for the whole base."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import pairwise, product
from typing import Literal

from leasecalc.charges import kinds
from leasecalc.charges.context import Context, Requirement
from leasecalc.charges.facts import NUMBER_FACTS
from leasecalc.charges.kinds.linear_rate import BASE
from leasecalc.charges.rate import Rate
from leasecalc.charges.selectors import NumberRange
from leasecalc.reading.faults import Fault
from leasecalc.reading.fields import CurrencyCode, Identifier
from leasecalc.records import record
from leasecalc.values import Flag, Value, any_true, both, number, where

MOST_POINTS = 20_000
Point = dict[str, Decimal]


@record(kw_only=True)
class DecisionRow:
    """Ranges of some of the inputs, and the rate where all of them hold; an input that is not named may be anything."""

    when: "dict[Identifier, NumberRange]"
    rate: "kinds.RateKind"

    def contains(self, point: Point) -> bool:
        """Say whether the row holds one point."""
        return all(limits.contains(point[name]) for name, limits in self.when.items())

    def holds(self, quantities: Mapping[str, Value], factors: Mapping[str, Value]) -> Flag:
        """Say where all ranges hold; limits of an input are multiplied by its factor."""
        flag: Flag = True
        for name, limits in self.when.items():
            flag = both(flag, _within(limits, quantities[name], factors[name]))
        return flag


@record(kw_only=True)
class DecisionTable(Rate):
    """The one row that holds all inputs gives the rate for the whole base, so the tax jumps where a row ends.

    Inputs are `base`, number facts and amounts; limits in money are in `currency` (default: the market's). The rows must
    leave no gap and hold no point twice: a file that does either is refused.

    Example: electric cars up to 160 kW 25 % up to a base of TL 1.65m, else 55 %; above 160 kW 65 % and 75 % (Türkiye,
    teklifimgelsin.com, 2025-07-24): a base of 1,650,000 and 160 kW bears 412,500, one lira more 907,500.55.
    """

    kind: Literal["decision_table"] = "decision_table"
    rows: tuple[DecisionRow, ...]
    currency: CurrencyCode | None = None

    def inputs(self) -> tuple[str, ...]:
        """Return the names of the inputs, in order of first use."""
        return tuple(dict.fromkeys(name for row in self.rows for name in row.when))

    def amount(self, base: Value, context: Context) -> Value:
        """Return what the row that holds the inputs gives; only rows that are reached are evaluated."""
        quantities = {name: base if name == BASE else context.named(name) for name in self.inputs()}
        unit = context.money(Decimal(1), self.currency)
        factors: dict[str, Value] = {name: 1.0 if name in NUMBER_FACTS else unit for name in quantities}
        amount: Value = float("nan")
        for row in self.rows:
            inside = row.holds(quantities, factors)
            if any_true(inside):
                amount = where(inside, row.rate.amount(base, context), amount)
        return amount

    def inner(self) -> tuple[Rate, ...]:
        """Return the rates of the rows."""
        return tuple(row.rate for row in self.rows)

    def is_proportional(self) -> bool:
        """Say yes where facts of the car pick among rates that are proportional."""
        return all(name in NUMBER_FACTS for name in self.inputs()) and Rate.is_proportional(self)

    def describe(self) -> str:
        """Write each row."""
        return "; ".join(
            f"{', '.join(f'{name} {limits.describe()}' for name, limits in row.when.items())}: {row.rate.describe()}"
            for row in self.rows
        )

    def requirements(self) -> Iterator[Requirement]:
        """Need the inputs, exchange rates, and what the rows need, except answers that only one row asks for."""
        yield from (Requirement("amount", name) for name in self.inputs() if name != BASE)
        if self.currency is not None:
            yield Requirement("currency", self.currency)
        yield from (need for need in Rate.requirements(self) if need.what != "answer")

    def faults(self) -> Iterator[Fault]:
        """Refuse a table that leaves a gap or holds a point twice."""
        names = self.inputs()
        if len(self.rows) < 2 or not names or any(not row.when for row in self.rows):
            yield Fault(
                ("rows",), "LC514", "a table has at least two rows, each with a condition", "write the one rate by itself"
            )
            return
        ticks = {name: _ticks([row.when[name] for row in self.rows if name in row.when]) for name in names}
        points = 1
        for found in ticks.values():
            points *= len(found)
        if points > MOST_POINTS:
            yield Fault(
                ("rows",), "LC514", f"the table is too large to be checked ({points} cells)", "split it by `when` of the entries"
            )
            return
        yield from self._miscovered(ticks)

    def _miscovered(self, ticks: Mapping[str, list[Decimal]]) -> Iterator[Fault]:
        """Find the first point that no row or more than one row holds."""
        for values in product(*ticks.values()):
            point = dict(zip(ticks, values, strict=True))
            held = [index for index, row in enumerate(self.rows) if row.contains(point)]
            told = ", ".join(f"{name} {value:f}" for name, value in point.items())
            if not held:
                yield Fault(
                    ("rows",),
                    "LC514",
                    f"no row holds {told}",
                    "every point needs one row; `{kind: unknown, ask: ...}` where the table is cut",
                )
                return
            if len(held) > 1:
                yield Fault(("rows", held[1]), "LC514", f"two rows hold {told}", "let one of the limits be `above` or `below`")
                return


def _within(limits: NumberRange, quantity: Value, factor: Value) -> Flag:
    """Say where a quantity lies in a range whose limits are multiplied by a factor."""
    flag: Flag = quantity == quantity  # noqa: PLR0124 - NaN lies in no row
    if limits.from_ is not None:
        flag = both(flag, quantity >= number(limits.from_) * factor)
    if limits.above is not None:
        flag = both(flag, quantity > number(limits.above) * factor)
    if limits.up_to is not None:
        flag = both(flag, quantity <= number(limits.up_to) * factor)
    if limits.below is not None:
        flag = both(flag, quantity < number(limits.below) * factor)
    return flag


def _ticks(ranges: list[NumberRange]) -> list[Decimal]:
    """Return every limit, a point between any two, one below the first (zero at least) and one above the last."""
    limits = sorted({limit for one in ranges for limit in (one.from_, one.above, one.up_to, one.below) if limit is not None})
    between = [(low + high) / 2 for low, high in pairwise(limits)]
    lowest = [limits[0] / 2] if limits[0] > 0 else []
    return sorted({Decimal(0), *lowest, *limits, *between, limits[-1] + 1})
