"""The pages of `markets`: the list, and one market with every dated entry and its source."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from leasecalc.markets.lookup import review_due_on
from leasecalc.records import record
from leasecalc.report.markets.treatment import treatment_tables
from leasecalc.report.page import Column, Note, Notes, Page, Table

if TYPE_CHECKING:
    from leasecalc.charges.source import Source
    from leasecalc.markets.across import Outcome
    from leasecalc.markets.dated import Entry
    from leasecalc.markets.schema import LineDocument, MarketDocument
    from leasecalc.report.page import Cell


@record(kw_only=True)
class MarketRow:
    """One market in the list: how many charges, and how many of the entries in force are doubtful on the day."""

    market: str
    name: str
    currency: str
    charges: int
    entries: int
    verified: int
    secondary: int
    unverified: int
    stale: int
    asked: int
    """Charges that the file does not know and asks the user for."""


def market_row(document: MarketDocument, on: date) -> MarketRow:
    """Count the entries in force on a day by confidence, and the lines past their review."""
    entries = [entry for line in document.lines for entry in in_force(line, on)]
    confidence = [entry.source.confidence for entry in entries]
    charges = [line for line in document.lines if line.group != "value"]
    return MarketRow(
        market=document.market,
        name=document.name,
        currency=document.currency,
        charges=len(charges),
        entries=len(entries),
        verified=confidence.count("verified"),
        secondary=confidence.count("secondary"),
        unverified=confidence.count("unverified"),
        stale=sum(is_stale(line, document, on) for line in charges),
        asked=sum(any(entry.rate.kind == "unknown" for entry in in_force(line, on)) for line in charges),
    )


def in_force(line: LineDocument, on: date) -> list[Entry]:
    """Return, for every selector of a line, the entry that is in force on a day."""
    found: dict[object, Entry] = {}
    for entry in sorted(line.in_force, key=lambda entry: entry.from_):
        if entry.from_ <= on:
            found[entry.when] = entry
    return [entry for entry in found.values() if entry.until is None or on <= entry.until]


def is_stale(line: LineDocument, document: MarketDocument, on: date) -> bool:
    """Return whether a line is past its review date on a day."""
    due = review_due_on(line, document)
    return due is None or on > due


Shares = dict[str, dict[str, "Outcome"]]
"""What each market charges on the reference car, by powertrain and market."""


def list_page(rows: list[MarketRow], on: date, shares: Shares | None = None) -> Page:
    """Return the table of markets; with `shares` also what they charge on a car, by powertrain."""
    columns = (
        Column("market", "", "text"),
        Column("name", "Market", "text"),
        Column("currency", "Currency", "text", priority=2),
        *(Column(powertrain, powertrain, "rate", digits=1) for powertrain in shares or {}),
        Column("charges", "Charges", "count", priority=3),
        Column("verified", "Verified", "count", priority=2 if shares else 0),
        Column("secondary", "Secondary", "count", priority=2 if shares else 1),
        Column("unverified", "Unverified", "count", priority=1 if shares else 0),
        Column("stale", "Stale", "count", priority=1 if shares else 0),
        Column("asked", "Asked", "count", priority=1 if shares else 0),
    )
    cells = tuple(
        (r.market, r.name, r.currency, *_headline(r.market, shares or {}), r.charges, r.verified, r.secondary, r.unverified,
         r.stale, r.asked)
        for r in rows
    )  # fmt: skip
    notes = (
        "entries in force by confidence of their source; stale: charges past their review date; asked: charges that a deal must give",
        _SHARES if shares else "add --value '100000 CNY' for all charges on such a car, by powertrain",
    )
    return Page("Markets", f"the law of {on}", (Table("markets", "", columns, cells, notes=notes),))


_SHARES = (
    "under a powertrain: all charges on the car as a share of its FOB value, where nothing more must be known; empty where the "
    "market asks for a fact, a rate or an exchange rate, or lets no such car in; `leasecalc landed --all` says which"
)


def _headline(market: str, shares: Shares) -> tuple[float | None, ...]:
    """Return the share of each powertrain; a market that forbids the car has none."""
    outcomes = (by_market.get(market) for by_market in shares.values())
    return tuple(None if outcome is None or outcome.banned else outcome.total for outcome in outcomes)


def list_data(rows: list[MarketRow], on: date, shares: Shares | None = None) -> dict[str, object]:
    """Return the list as plain data."""
    data: dict[str, object] = {"schema": "leasecalc/markets/1", "on": on, "markets": rows}
    if shares:
        data["shares"] = {row.market: dict(zip(shares, _headline(row.market, shares), strict=True)) for row in rows}
    return data


def market_page(document: MarketDocument, on: date) -> Page:
    """Return one market as a page: the charges of the day, those of other days, conditions, lease rules and sources."""
    blocks: list[Table | Notes] = [
        _charges(document, on),
        _other_days(document, on),
        _gates(document),
        *treatment_tables(document, on),
        _sources(document),
        Notes("notes", "Notes", tuple(Note(text, "plain") for text in document.notes)),
    ]
    shown = (block for block in blocks if (block.lines if isinstance(block, Notes) else block.rows or block.id == "lines"))
    return Page(f"{document.name} ({document.market})", f"amounts in {document.currency}, the law of {on}", tuple(shown))


def _charges(document: MarketDocument, on: date) -> Table:
    """Return the entries in force on the day; the first whose condition a vehicle meets decides."""
    rows = [(line, entry) for line in document.lines for entry in line.in_force if entry in in_force(line, on)]
    notes = (
        f"customs value: {document.customs_value.base.describe()}",
        "of several rows of one charge, the first whose condition the vehicle meets decides",
    )
    doubts = (_doubt(entry, stale=is_stale(line, document, on)) for line, entry in rows)
    cells = tuple(_cells(line, entry) for line, entry in rows)
    return Table(
        "lines", f"Charges in force on {on}", _columns(since=1, until=2, source=0), cells, row_marks=tuple(doubts), notes=notes
    )


def _other_days(document: MarketDocument, on: date) -> Table:
    """Return what was in force before the day and what will be after it."""
    rows = [(line, entry) for line in document.lines for entry in line.in_force if entry not in in_force(line, on)]
    doubts = tuple(_doubt(entry, stale=False) for _, entry in rows)
    cells = tuple(_cells(line, entry) for line, entry in rows)
    return Table("other_days", "Charges before and after that day", _columns(since=0, until=0, source=2), cells, row_marks=doubts)


def _columns(*, since: int, until: int, source: int) -> tuple[Column, ...]:
    """Return the columns of entries; the arguments say how soon a narrow terminal hides three of them."""
    return (
        Column("line", "Charge", "text"),
        Column("when", "For", "text"),
        Column("from", "From", "date", priority=since),
        Column("until", "Until", "date", priority=until),
        Column("rate", "Rate", "text"),
        Column("base", "On", "text", priority=3),
        Column("confidence", "Source", "text", priority=source),
    )


def _cells(line: LineDocument, entry: Entry) -> tuple[Cell, ...]:
    when, rate, base = entry.when.describe(), entry.rate.describe(), line.base.describe()
    return (line.label, when, entry.from_, last_day(line, entry), rate, base, entry.source.confidence)


def last_day(line: LineDocument, entry: Entry) -> date | None:
    """Return the last day of an entry: its own, or the day before the next one with the same condition begins."""
    following = [other.from_ for other in line.in_force if other.when == entry.when and other.from_ > entry.from_]
    return entry.until if entry.until is not None or not following else min(following) - timedelta(days=1)


def _doubt(entry: Entry, *, stale: bool) -> str:
    return "unverified" if entry.source.confidence == "unverified" else "stale" if stale else ""


def _gates(document: MarketDocument) -> Notes:
    lines = tuple(Note(f"{gate.label}: {gate.message} ({_cited(gate.source)})", "plain") for gate in document.gates)
    return Notes("gates", "Gates", lines)


def _sources(document: MarketDocument) -> Notes:
    cited = {_cited(document.customs_value.source, address=True): None}
    for line in document.lines:
        for entry in line.in_force:
            cited[f"{line.label}: {_cited(entry.source, address=True)}"] = None
    return Notes("sources", "Sources", tuple(Note(text, "plain") for text in cited))


def _cited(source: Source, *, address: bool = False) -> str:
    seen = f", seen {source.seen}" if source.seen is not None else ""
    return f"{source.title} ({source.confidence}{seen})" + (f" {source.url}" if address and source.url else "")
