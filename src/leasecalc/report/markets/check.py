"""The page of `markets check`: a line for each file, and how often each code was found."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from leasecalc.reading.codes import CODES
from leasecalc.report.page import Column, Page, Table

if TYPE_CHECKING:
    from datetime import date

    from leasecalc.markets.check_files import FileChecked


def check_page(files: tuple[FileChecked, ...], on: date) -> Page:
    """Return files with the number of errors and warnings in them, then codes with their meaning."""
    columns = (
        Column("file", "File", "text"),
        Column("errors", "Errors", "count"),
        Column("warnings", "Warnings", "count"),
    )
    rows = tuple((file.file, len(file.errors), len(file.warnings)) for file in files)
    marks = tuple("fail" if file.errors else "" for file in files)
    totals = ("All", sum(len(file.errors) for file in files), sum(len(file.warnings) for file in files))
    table = Table("files", "", columns, rows, totals=totals, row_marks=marks)
    return Page("Market files checked", f"as seen from {on}", (table, _codes(files)))


def _codes(files: tuple[FileChecked, ...]) -> Table:
    titles = {code.code: code.title for code in CODES}
    found = Counter((one.code, one.severity) for file in files for one in file.diagnostics)
    columns = (
        Column("code", "Code", "text"),
        Column("meaning", "Meaning", "text"),
        Column("severity", "", "text"),
        Column("count", "Found", "count"),
    )
    rows = tuple((code, titles.get(code, ""), severity, number) for (code, severity), number in sorted(found.items()))
    notes = ("errors are told in full on standard error, warnings with --wide or --strict; `leasecalc explain LCnnn` explains",)
    return Table("codes", "By code", columns, rows, notes=notes)


def check_data(files: tuple[FileChecked, ...], on: date) -> dict[str, Any]:
    """Return everything found as plain data, with places."""
    return {
        "schema": "leasecalc/markets-check/1",
        "on": on,
        "errors": sum(len(file.errors) for file in files),
        "warnings": sum(len(file.warnings) for file in files),
        "files": [
            {
                "file": file.file,
                "kind": file.kind,
                "code": file.code,
                "found": [
                    {"code": one.code, "severity": one.severity, "message": one.message, "hint": one.hint, "path": one.path,
                     "line": one.spans[0].line if one.spans else None, "column": one.spans[0].column if one.spans else None}
                    for one in file.diagnostics
                ],
            }
            for file in files
        ],
    }  # fmt: skip
