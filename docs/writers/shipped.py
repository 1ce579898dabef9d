"""What the shipped market files use: every rate in them, on which line, and how a page names it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple

from writers.markdown import table


class Use(NamedTuple):
    """One rate of a line in force at some time; `inside` is the rate that holds it, None where it stands alone."""

    market: str
    name: str
    line: Any
    entry: Any
    rate: Any
    inside: Any


@cache
def documents() -> tuple[Any, ...]:
    """Return the shipped market files in the order of their codes."""
    from leasecalc.markets.library import Library

    library = Library.load()
    return tuple(library.market(code).document for code in library.codes())


@cache
def rates_in_use() -> tuple[Use, ...]:
    """Return every rate of the shipped files, the rates inside others too."""
    return tuple(use for document in documents() for line in document.lines for use in _of_line(document, line))


def _of_line(document: Any, line: Any) -> Iterator[Use]:
    for entry in line.in_force:
        for rate, inside in _every(entry.rate, None):
            yield Use(document.market, document.name, line, entry, rate, inside)


def _every(rate: Any, outer: Any) -> Iterator[tuple[Any, Any]]:
    yield rate, outer
    for inner in rate.inner():
        yield from _every(inner, rate)


def used_by(uses: Iterable[Use]) -> str:
    """Return the charges that use a rate, a market a line."""
    markets: dict[str, dict[str, None]] = {}
    for use in uses:
        markets.setdefault(f"{use.market} {use.name}", {})[f"`{use.line.id}` {use.line.label}"] = None
    return table(("market", "charges"), [(market, "; ".join(lines)) for market, lines in markets.items()])


def example_of(uses: list[Use]) -> str:
    """Return one entry of a shipped file in words with its source, a verified one if there is any."""
    order = ("verified", "secondary", "unverified")
    use = min(uses, key=lambda one: (order.index(one.entry.source.confidence), one.inside is not None))
    what = f"For example {use.line.label} of {use.name} since {use.entry.from_}: {use.entry.rate.describe()}, on {use.line.base.describe()}"
    return f"{what} ({cited(use.entry.source)})."


def cited(source: Any) -> str:
    """Return a source with its address and what it is worth."""
    title = source.title.replace("[", "(").replace("]", ")")
    return f"{f'[{title}]({source.url})' if source.url else title}; {source.confidence}"
