"""How a market treats leases, on its page: customs regimes, withholding with the treaty's rates, VAT on rents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.markets.lookup import review_due_on
from leasecalc.report.page import Column, Table

if TYPE_CHECKING:
    from datetime import date

    from leasecalc.markets.dated import Period, Reviewed
    from leasecalc.markets.schema import MarketDocument
    from leasecalc.report.page import Cell


def treatment_tables(document: MarketDocument, on: date) -> tuple[Table, ...]:
    """Return the tables of what the file says about leases; none where it says nothing."""
    treatment = document.lease_treatment
    if treatment is None:
        return ()
    found = (_regimes(document), _withholding(document, on), _vat(document, on))
    return tuple(table for table in found if table.rows)


def is_doubtful(document: MarketDocument, on: date) -> bool:
    """Say whether a rule on leases in force on a day is unverified or past its review date."""
    treatment = document.lease_treatment
    if treatment is None:
        return False
    tables = [table for table in (treatment.withholding, treatment.vat_on_rent) if table is not None]
    return any(_is_stale(table, document, on) for table in tables) or any(
        entry.covers(on) and entry.source.confidence == "unverified" for table in tables for entry in table.in_force
    )


def _is_stale(table: Reviewed, document: MarketDocument, on: date) -> bool:
    due = review_due_on(table, document)
    return due is None or on > due


def _mark(entry: Period, confidence: str, on: date, *, stale: bool) -> str:
    """Return the mark of an entry; one that is not in force is only unverified, never stale."""
    if confidence == "unverified":
        return "unverified"
    return "stale" if stale and entry.covers(on) else ""


def _regimes(document: MarketDocument) -> Table:
    regimes = document.lease_treatment.regimes if document.lease_treatment else ()
    columns = (
        Column("regime", "Regime", "text"),
        Column("allowed", "For leased cars", "text"),
        Column("months", "At most", "months"),
        Column("note", "Note", "text", priority=1),
        Column("confidence", "Source", "text"),
    )
    rows = tuple((one.regime, one.allowed, one.max_months, one.note, one.source.confidence) for one in regimes)
    marks = tuple("unverified" if one.source.confidence == "unverified" else "" for one in regimes)
    return Table("regimes", "Customs regimes", columns, rows, row_marks=marks)


def _withholding(document: MarketDocument, on: date) -> Table:
    """Return what is withheld from rents to a lessor in China: domestic, by treaty, and what is due with a certificate."""
    table = document.lease_treatment.withholding if document.lease_treatment else None
    entries = table.in_force if table else ()
    stale = table is not None and _is_stale(table, document, on)
    columns = (
        Column("character", "Rent seen as", "text"),
        Column("from", "From", "date"),
        Column("until", "Until", "date", priority=3),
        Column("base", "On", "text"),
        Column("domestic", "Domestic", "rate", digits=2),
        Column("treaty", "Treaty with China", "rate", digits=2),
        Column("due", "Due with a certificate", "rate", digits=2, priority=2),
        Column("note", "Note", "text", priority=4),
        Column("confidence", "Source", "text"),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (one.character, one.from_, one.until, one.base.replace("_", " "), one.domestic_rate, one.treaty_rate, one.rate(treaty=True),
         one.note, one.source.confidence)
        for one in entries
    )  # fmt: skip
    marks = tuple(_mark(one, one.source.confidence, on, stale=stale) for one in entries)
    return Table("withholding", "Withholding on rents", columns, rows, row_marks=marks)


def _vat(document: MarketDocument, on: date) -> Table:
    table = document.lease_treatment.vat_on_rent if document.lease_treatment else None
    entries = table.in_force if table else ()
    stale = table is not None and _is_stale(table, document, on)
    columns = (
        Column("lease", "Lease", "text"),
        Column("from", "From", "date"),
        Column("until", "Until", "date", priority=3),
        Column("on", "On", "text"),
        Column("rate", "Rate", "rate", digits=2),
        Column("note", "Note", "text", priority=4),
        Column("confidence", "Source", "text"),
    )
    rows = tuple(
        (one.lease_kind or "any", one.from_, one.until, one.on, one.rate, one.note, one.source.confidence) for one in entries
    )
    marks = tuple(_mark(one, one.source.confidence, on, stale=stale) for one in entries)
    return Table("vat_on_rent", "VAT on rents", columns, rows, row_marks=marks)
