"""What stands behind the numbers: assumptions, defaults, overrides, doubtful market data, warnings, expectations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.report.page import Column, Note, Notes, Table

if TYPE_CHECKING:
    from leasecalc.report.accounting.model import AccountingShown
    from leasecalc.report.deal.model import Report

DOUBTFUL = ("unverified", "stale", "override")


def input_tables(report: Report | AccountingShown) -> tuple[Table, ...]:
    """Return assumed inputs and defaults, and the market data that is not verified, stale or overridden."""
    own = [found for found in report.inputs if found.mark in {"assumed", "default"}]
    doubtful = [found for found in report.inputs if found.mark in DOUBTFUL]
    columns = (Column("path", "Input", "text"), Column("value", "Value", "text"), Column("note", "Why", "text", priority=1))
    tables = []
    if own:
        tables.append(Table("assumptions", "Assumptions and defaults", columns, tuple((f.path, f.value, f.note) for f in own),
                            row_marks=tuple(f.mark for f in own)))  # fmt: skip
    if doubtful:
        tables.append(Table("doubts", "Unverified, stale and overridden inputs", columns, tuple((f.path, f.value, f.note) for f in doubtful),
                            row_marks=tuple(f.mark for f in doubtful)))  # fmt: skip
    return tuple(tables)


def warning_notes(report: Report | AccountingShown) -> Notes | None:
    """Return the warnings."""
    if not report.warnings:
        return None
    return Notes("warnings", "Warnings", tuple(Note(text, "doubt") for text in report.warnings))


def expectation_table(report: Report) -> Table | None:
    """Return the deal's own expectations and whether they hold."""
    if not report.expectations:
        return None
    columns = (
        Column("measure", "Measure", "text"),
        Column("expected", "Expected", "text"),
        Column("found", "Found", "text"),
        Column("holds", "", "text"),
    )
    rows = tuple((e.measure, e.expected, e.found, "holds" if e.holds else "DIFFERS") for e in report.expectations)
    return Table("expectations", "Expectations of the deal file", columns, rows)
