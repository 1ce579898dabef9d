"""Units that do not fit (LC527): money added to facts, percentages of what is no money, multiples of a percentage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.charges.context import UNITS
from leasecalc.charges.facts import NUMBER_FACTS
from leasecalc.charges.kinds import Exempt, Fixed, IndexUnit, LinearRate, Product, Reduced, Specific, Unknown
from leasecalc.reading.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from leasecalc.charges.base import Base
    from leasecalc.charges.rate import Rate
    from leasecalc.markets.schema import LineDocument, MarketDocument

Path = tuple[str | int, ...]

_LOOK_AT_NO_BASE = (Exempt, Unknown, Fixed, Specific, IndexUnit)


def unit_faults(market: MarketDocument) -> Iterator[Fault]:
    """Find bases that mix money with other things, and rates that a base does not suit."""
    yield from _base(market.customs_value.base, ("customs_value", "base"), "the customs value")
    if not _is_money(market.customs_value.base):
        message = f"the customs value is built on `{market.customs_value.base.of}`, which is no money"
        yield Fault(("customs_value", "base"), "LC527", message, "begin with fob, cif or the id of a line")
    percentages = {series.id for series in market.series if series.unit is None}
    for index, line in enumerate(market.lines):
        yield from _line(line, ("lines", index), percentages)


def _line(line: LineDocument, path: Path, percentages: set[str]) -> Iterator[Fault]:
    """Look at the base and at the rate of every entry."""
    yield from _base(line.base, (*path, "base"), f"`{line.id}`")
    for position, entry in enumerate(line.in_force):
        place = (*path, "in_force", position, "rate")
        for rate in _every(entry.rate):
            if isinstance(rate, IndexUnit) and rate.series in percentages:
                yield Fault(
                    place, "LC527", f"`{rate.series}` is in percent, a charge is so many units of money", "name a series in money"
                )
        if not _is_money(line.base) and _takes_a_part(entry.rate):
            message = f"`{line.id}` takes {entry.rate.describe()} of `{line.base.of}`, which is no money"
            yield Fault(place, "LC527", message, "a charge on a fact is `kind: specific`, one per vehicle `kind: fixed`")


def _base(base: Base, path: Path, whose: str) -> Iterator[Fault]:
    """Refuse a sum of money and facts."""
    odd = [name for name in base.names() if name in NUMBER_FACTS or name == UNITS]
    if odd and len(base.names()) > 1:
        yield Fault(path, "LC527", f"the base of {whose} adds `{odd[0]}` to money", "facts belong to the rate: `kind: specific`")


def _is_money(base: Base) -> bool:
    return base.of not in NUMBER_FACTS and base.of != UNITS


def _every(rate: Rate) -> Iterator[Rate]:
    """Yield a rate and those inside it."""
    yield rate
    for inner in rate.inner():
        yield from _every(inner)


def _takes_a_part(rate: Rate) -> bool:
    """Say whether the rate multiplies its base and nothing else makes money of it."""
    if isinstance(rate, LinearRate | Product):
        return isinstance(rate, LinearRate) and rate.by in (*NUMBER_FACTS, "base")
    inner = (rate.of,) if isinstance(rate, Reduced) else rate.inner()
    if inner:
        return any(_takes_a_part(one) for one in inner)
    return not isinstance(rate, _LOOK_AT_NO_BASE)
