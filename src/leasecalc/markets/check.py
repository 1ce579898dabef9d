"""The check of a market file beyond what reading it refuses: staleness, doubt, unreachable entries and gaps."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from leasecalc.charges.facts import Facts
from leasecalc.charges.selectors import NumberRange
from leasecalc.errors import in_order
from leasecalc.markets.dated import series_of
from leasecalc.markets.findings import Inquiry, review_warning, unverified_warning
from leasecalc.markets.lookup import review_due_on

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from leasecalc.charges.selectors import Selector
    from leasecalc.charges.source import Source
    from leasecalc.errors import Diagnostic
    from leasecalc.markets.dated import Entry, Reviewed
    from leasecalc.markets.library import Sheet
    from leasecalc.markets.schema import LineDocument, MarketDocument

Path: TypeAlias = "tuple[str | int, ...]"


def check_market(market: Sheet[MarketDocument], on: date) -> tuple[Diagnostic, ...]:
    """Return everything that a maintainer of the file should look at, as seen from the day `on`.

    A file that could be read has no overlap, circle, unknown name or gap in bands (those refuse it). This adds
    errors for days in the future (LC513) and warnings for stale (LC524), unverified (LC511), unreachable (LC525)
    figures and for gaps in time (LC526).
    """
    inquiry = Inquiry(market, Facts(), on, on)
    found: list[Diagnostic] = []
    for index, line in enumerate(market.document.lines):
        found += _line(inquiry, line, ("lines", index))
    for index, series in enumerate(market.document.series):
        found += _review(inquiry, series.id, series, ("series", index))
        for position, value in enumerate(series.values):
            found += _source(inquiry, series.id, value.source, ("series", index, "values", position, "source"))
    found += _source(inquiry, "customs_value", market.document.customs_value.source, ("customs_value", "source"))
    for index, gate in enumerate(market.document.gates):
        found += _source(inquiry, gate.id, gate.source, ("gates", index, "source"))
    return in_order(found)


def _line(inquiry: Inquiry, line: LineDocument, path: Path) -> Iterator[Diagnostic]:
    """Check one line."""
    yield from _review(inquiry, line.id, line, path)
    for index, entry in enumerate(line.in_force):
        yield from _source(inquiry, line.id, entry.source, (*path, "in_force", index, "source"))
    yield from _unreachable(inquiry, line, path)
    for series in series_of(line.in_force):
        yield from _gaps(inquiry, line, series, path)


def _review(inquiry: Inquiry, name: str, reviewed: Reviewed, path: Path) -> Iterator[Diagnostic]:
    """Check when the figures were last confirmed."""
    due = review_due_on(reviewed, inquiry.market.document)
    if due is None or inquiry.on > due:
        yield review_warning(inquiry, name, due, path)
    if reviewed.confirmed_on is not None and reviewed.confirmed_on > inquiry.on:
        message = f"`{name}` was confirmed on {reviewed.confirmed_on}, which has not come yet"
        yield inquiry.diagnostic("LC513", message, "", (*path, "confirmed_on"))


def _source(inquiry: Inquiry, name: str, source: Source, path: Path) -> Iterator[Diagnostic]:
    """Check what a figure rests on."""
    if source.confidence == "unverified":
        yield unverified_warning(inquiry, name, source, path)
    if source.seen is not None and source.seen > inquiry.on:
        message = f"the source of `{name}` was seen on {source.seen}, which has not come yet"
        yield inquiry.diagnostic("LC513", message, "", (*path, "seen"))


def _unreachable(inquiry: Inquiry, line: LineDocument, path: Path) -> Iterator[Diagnostic]:
    """Find series that an earlier, wider selector always beats."""
    groups = series_of(line.in_force)
    for position, group in enumerate(groups):
        index, entry = group[0]
        wider = [earlier[0][1] for earlier in groups[:position] if _covers(earlier[0][1].when, entry.when)]
        if wider:
            message = f"an entry of `{line.id}` for {entry.when.describe() or 'everything'} never applies"
            hint = f"the one for {wider[0].when.describe() or 'everything'} stands before it; put the special one first"
            yield inquiry.diagnostic("LC525", message, hint, (*path, "in_force", index), "warning")


def _covers(wide: Selector, narrow: Selector) -> bool:
    """Say whether everything that `narrow` matches, `wide` matches too (as far as lists tell)."""
    inner = dict(narrow.conditions())
    for name, condition in wide.conditions():
        other = inner.get(name)
        if other is None:
            return False
        if isinstance(condition, NumberRange) or isinstance(other, NumberRange):
            if condition != other:
                return False
        elif not {text.casefold() for text in other} <= {text.casefold() for text in condition}:
            return False
    return True


def _gaps(inquiry: Inquiry, line: LineDocument, series: list[tuple[int, Entry]], path: Path) -> Iterator[Diagnostic]:
    """Find days between two entries of a series about which nothing is said."""
    for (_, earlier), (index, later) in pairwise(series):
        if earlier.until is not None and earlier.until + timedelta(days=1) < later.from_:
            first, last = earlier.until + timedelta(days=1), later.from_ - timedelta(days=1)
            message = f"`{line.id}` says nothing from {first} to {last}"
            hint = "write `{kind: exempt}` for those days if nothing was due"
            yield inquiry.diagnostic("LC526", message, hint, (*path, "in_force", index), "warning")
