"""The page of a country of origin: what it refunds, when the money comes, who may export, its lending rates and premium data."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from leasecalc.charges import words
from leasecalc.money import Money
from leasecalc.report.page import Column, Note, Notes, Page, Table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from leasecalc.charges.source import Source
    from leasecalc.markets.dated import DatedRates, Entry
    from leasecalc.markets.origin import OriginDocument, PremiumCoefficients, PremiumData
    from leasecalc.report.page import Cell

LABELS = {"vat": "VAT", "export_refund": "Export refund", "consumption_tax": "Consumption tax", "income_tax": "Income tax"}


def origin_page(document: OriginDocument, on: date) -> Page:
    """Return the rates by heading and day, refund rules and timing, gates, series, premium data, notes and sources."""
    blocks: list[Table | Notes] = [
        _rates(document, on),
        _rules(document),
        _timing(document),
        _repayment(document),
        _gates(document, on),
        _series(document),
    ]
    if document.premium is not None:
        blocks += _premium(document.premium, on)
    blocks += [Notes("notes", "Notes", tuple(Note(text, "plain") for text in document.notes)), _sources(document)]
    shown = tuple(block for block in blocks if (block.lines if isinstance(block, Notes) else block.rows))
    return Page(f"{document.name} ({document.origin}), country of origin", f"amounts in {document.currency}, as of {on}", shown)


def _mark(source: Source) -> str:
    return "unverified" if source.confidence == "unverified" else ""


def _dated(document: OriginDocument) -> Iterator[tuple[str, DatedRates]]:
    for name, label in LABELS.items():
        rates: DatedRates | None = getattr(document, name)
        if rates is not None:
            yield label, rates


def _rates(document: OriginDocument, on: date) -> Table:
    columns = (
        Column("line", "Rate of", "text"),
        Column("when", "For", "text"),
        Column("from", "From", "date"),
        Column("until", "Until", "date", priority=2),
        Column("rate", "Rate", "text"),
        Column("now", "", "text", priority=1),
        Column("confidence", "Source", "text", priority=3),
    )
    rows: list[tuple[Cell, ...]] = []
    marks: list[str] = []
    for label, rates in _dated(document):
        for entry in rates.in_force:
            until = _last_day(rates, entry)
            now = "in force" if entry.from_ <= on and (until is None or on <= until) else ""
            rows.append((label, entry.when.describe(), entry.from_, until, entry.rate.describe(), now, entry.source.confidence))
            marks.append(_mark(entry.source))
    notes = ("of several rows of one rate, the first whose condition the goods meet decides; a refund goes by the day of export",)
    return Table("rates", "Rates", columns, tuple(rows), notes=notes, row_marks=tuple(marks))


def _last_day(rates: DatedRates, entry: Entry) -> date | None:
    following = [other.from_ for other in rates.in_force if other.when == entry.when and other.from_ > entry.from_]
    return entry.until if entry.until is not None or not following else min(following) - timedelta(days=1)


def _rules(document: OriginDocument) -> Table:
    columns = (
        Column("exporter", "Exporter", "text"), Column("formula", "Formula", "text"), Column("by", "By", "text", priority=1),
        Column("confidence", "Source", "text"),
    )  # fmt: skip
    rows = tuple(
        (rule.exporter, rule.formula, rule.note or rule.source.article, rule.source.confidence) for rule in document.refund_rules
    )
    marks = tuple(_mark(rule.source) for rule in document.refund_rules)
    return Table("refund_rules", "How the refund is computed", columns, rows, row_marks=marks)


def _timing(document: OriginDocument) -> Table:
    columns = (
        Column("class", "Exporter class", "text"), Column("days", "Days from export to cash", "count"), Column("note", "Note", "text"),
        Column("confidence", "Source", "text", priority=1),
    )  # fmt: skip
    rows = tuple((lag.exporter_class, lag.days, lag.note, lag.source.confidence) for lag in document.refund_lag)
    return Table(
        "refund_timing", "When the refund comes", columns, rows, row_marks=tuple(_mark(lag.source) for lag in document.refund_lag)
    )


def _repayment(document: OriginDocument) -> Table:
    columns = (
        Column("from", "From", "date"), Column("share", "Share repaid", "rate"), Column("note", "Note", "text"),
        Column("confidence", "Source", "text", priority=1),
    )  # fmt: skip
    rows = tuple((rule.from_, float(rule.share), rule.note, rule.source.confidence) for rule in document.refund_repayment)
    marks = tuple(_mark(rule.source) for rule in document.refund_repayment)
    return Table("refund_repayment", "What an early end repays of the refund", columns, rows, row_marks=marks)


def _gates(document: OriginDocument, on: date) -> Notes:
    lines = []
    for gate in document.gates:
        days = f" From {gate.from_}." if gate.from_ is not None else ""
        doubt = f" Doubt: {gate.doubt}" if gate.doubt else ""
        level = "plain" if gate.in_force(on) else "doubt"
        lines.append(Note(f"{gate.label}.{days} {gate.message} ({gate.source.title}; {gate.source.confidence}).{doubt}", level))  # type: ignore[arg-type]
    return Notes("gates", "Conditions of export and refund", tuple(lines))


def _series(document: OriginDocument) -> Table:
    columns = (
        Column("series", "Series", "text"), Column("from", "From", "date"), Column("value", "Value", "text"),
        Column("confidence", "Source", "text"),
    )  # fmt: skip
    rows: list[tuple[Cell, ...]] = []
    marks: list[str] = []
    for series in document.series:
        for one in series.values:
            value = (
                words.amount(one.value.amount, one.value.currency) if isinstance(one.value, Money) else words.percent(one.value)
            )
            rows.append((series.id, one.from_, value, one.source.confidence))
            marks.append(_mark(one.source))
    return Table("series", "Lending rates and other series", columns, tuple(rows), row_marks=tuple(marks))


def _premium(premium: PremiumData, on: date) -> list[Table | Notes]:
    """Return the country categories of the last list up to the day, and the coefficients then in force."""
    blocks: list[Table | Notes] = []
    begun = [one for one in premium.categories if one.from_ <= on]
    if begun:
        last = max(begun, key=lambda one: one.from_)
        by_category: dict[int, list[str]] = {}
        for market, category in sorted(last.values.items()):
            by_category.setdefault(category, []).append(market)
        columns = (Column("category", "Category", "count"), Column("countries", "Countries", "text"))
        rows = tuple((category, " ".join(markets)) for category, markets in sorted(by_category.items()))
        note = f"valid from {last.from_}: {last.source.title} ({last.source.confidence})"
        blocks.append(Table("categories", "OECD country categories", columns, rows, notes=(note,)))
    coefficients = premium.coefficients_on(on)
    return [*blocks, _coefficients(coefficients)] if coefficients is not None else blocks


def _coefficients(found: PremiumCoefficients) -> Table:
    categories = sorted(found.a)
    columns = (Column("coefficient", "Coefficient", "text"), *(Column(f"category_{name}", name, "number") for name in categories))
    by_name = {
        "a": found.a, "b": found.b, "k, cover above 95 %": found.cover_k,
        **{f"c, {name}": row for name, row in found.c.items()},
        **{f"quality, {name}": row for name, row in found.quality.items()},
    }  # fmt: skip
    rows = tuple(
        (name, *(float(row[category]) if category in row else None for category in categories)) for name, row in by_name.items()
    )
    note = f"from {found.from_}: {found.source.title} ({found.source.confidence})"
    return Table("premium", "Coefficients of the minimum premium, by category", columns, rows, notes=(note,))


def _sources(document: OriginDocument) -> Notes:
    cited: dict[str, None] = {}
    for label, rates in _dated(document):
        for entry in rates.in_force:
            cited[f"{label}: {entry.source.title} ({entry.source.confidence}) {entry.source.url or ''}".rstrip()] = None
    return Notes("sources", "Sources of the rates", tuple(Note(text, "plain") for text in cited))
