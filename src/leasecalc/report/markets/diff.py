"""The page of `markets diff`: what changed in a market between two days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from leasecalc.report.page import Column, Note, Notes, Page, Table

if TYPE_CHECKING:
    from datetime import date

    from leasecalc.markets.differences import Change
    from leasecalc.markets.schema import MarketDocument


def diff_page(document: MarketDocument, changes: tuple[Change, ...], days: tuple[date, date]) -> Page:
    """Return one row for each change, and the sources below."""
    columns = (
        Column("on", "On", "date"),
        Column("what", "What", "text", priority=2),
        Column("line", "Charge or rule", "text"),
        Column("selector", "For", "text", priority=1),
        Column("old", "Before", "text"),
        Column("new", "Since then", "text"),
        Column("confidence", "Source", "text", priority=3),
    )
    rows = tuple(
        (one.on, one.what, one.label, one.selector, one.old, one.new, one.source.confidence if one.source else None)
        for one in changes
    )
    marks = tuple("unverified" if one.source is not None and one.source.confidence == "unverified" else "" for one in changes)
    notes = (
        ()
        if changes
        else (f"the file knows of no change; it begins and ends where its sources do, see `leasecalc markets {document.market}`",)
    )
    table = Table("changes", "Changes", columns, rows, notes=notes, row_marks=marks)
    cited = dict.fromkeys(
        f"{one.on} {one.label}: {one.source.title}" + (f", {one.source.url}" if one.source.url else "")
        for one in changes
        if one.source is not None
    )
    sources = Notes("sources", "Sources", tuple(Note(text, "plain") for text in cited))
    title = (
        f"{document.name} ({document.market}): {len(changes)} changes"
        if len(changes) != 1
        else f"{document.name} ({document.market}): 1 change"
    )
    return Page(title, f"after {days[0]}, up to {days[1]}", (table, sources) if cited else (table,))


def diff_data(document: MarketDocument, changes: tuple[Change, ...], days: tuple[date, date]) -> dict[str, Any]:
    """Return the changes as plain data."""
    return {
        "schema": "leasecalc/markets-diff/1",
        "market": document.market,
        "from": days[0],
        "to": days[1],
        "changes": list(changes),
    }
