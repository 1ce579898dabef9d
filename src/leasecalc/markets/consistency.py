"""What must hold between the parts of a market file for it to be read at all."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

from leasecalc.charges.stack import CUSTOMS_VALUE, circle
from leasecalc.reading.faults import Fault
from leasecalc.reading.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from leasecalc.markets.schema import LineDocument, MarketDocument


def document_faults(market: MarketDocument, reserved: frozenset[str]) -> Iterator[Fault]:
    """Find repeated ids (LC516), names that nothing bears (LC507), unknown series (LC518) and circles (LC508)."""
    yield from _repeated_ids(market, reserved)
    known = market.names()
    yield from _unknown_names(market.customs_value.base.names(), known, ("customs_value", "base"))
    for index, line in enumerate(market.lines):
        yield from _unknown_names(line.base.names(), known, ("lines", index, "base"))
        yield from _unknown_needs(market, line, index)
    yield from _circles(market)
    for index, series in enumerate(market.series):
        if series.unit not in (None, market.currency):
            yield Fault(("series", index, "unit"), "LC518", f"the unit is in {series.unit}, the market in {market.currency}")


def _repeated_ids(market: MarketDocument, reserved: frozenset[str]) -> Iterator[Fault]:
    """Find ids that two lines, gates or series share, and lines named like an amount."""
    for key, ids in (
        ("lines", [line.id for line in market.lines]),
        ("gates", [gate.id for gate in market.gates]),
        ("series", [series.id for series in market.series]),
    ):
        for index, name in enumerate(ids):
            if name in ids[:index]:
                yield Fault((key, index, "id"), "LC516", f"the id `{name}` is used twice in `{key}`", "ids must be unique")
    for index, line in enumerate(market.lines):
        if line.id in reserved:
            yield Fault(("lines", index, "id"), "LC516", f"`{line.id}` is the name of an amount or fact", "choose another id")


def _unknown_names(names: tuple[str, ...], known: frozenset[str], path: tuple[str | int, ...]) -> Iterator[Fault]:
    """Find names in a base that nothing bears."""
    for name in names:
        if name not in known:
            message = f"the base names `{name}`, which is no amount, fact or line"
            yield Fault(path, "LC507", message, did_you_mean(name, sorted(known)))


def _unknown_needs(market: MarketDocument, line: LineDocument, index: int) -> Iterator[Fault]:
    """Find rates that look at names or series that do not exist."""
    series = {entry.id for entry in market.series}
    for position, entry in enumerate(line.in_force):
        path = ("lines", index, "in_force", position, "rate")
        for need in entry.rate.requirements():
            if need.what == "series" and need.name not in series:
                yield Fault(path, "LC518", f"the series `{need.name}` is not in this file", "add it under `series`")
            if need.what == "amount":
                yield from _unknown_names((need.name,), market.names(), path)


def _circles(market: MarketDocument) -> Iterator[Fault]:
    """Find lines that need each other."""
    graph = {
        line.id: sorted({*line.base.names(), *(n.name for n in line.requirements() if n.what == "amount")})
        for line in market.lines
    }
    graph[CUSTOMS_VALUE] = sorted(set(market.customs_value.base.names()))
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        fault = circle(error.args[1])
        yield Fault(("lines",), fault.code, fault.message, fault.hint)
