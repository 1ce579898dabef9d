"""`markets check`: every file of the library, or of one directory, looked over."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from leasecalc import api
from leasecalc.cli.actions import typed
from leasecalc.cli.emit import emit
from leasecalc.errors import UsageError
from leasecalc.markets.check_files import FileChecked, check_files
from leasecalc.markets.library import Library

if TYPE_CHECKING:
    from leasecalc.cli.request import Request
    from leasecalc.errors import Diagnostic

OK, ANSWER_IS_NO, BAD_INPUT = 0, 1, 3


def check(request: Request, words: tuple[str, ...], on: str) -> int:
    """Print a line for each file, and what was found on standard error: 3 with errors, 1 (strict) with warnings, else 0."""
    from leasecalc.report.markets.check import check_data, check_page

    if len(words) > 1:
        raise UsageError(f"`markets check` takes one directory, not {len(words)}")
    library = Library.only(words[0]) if words else api.library(request.markets)
    day = typed.day("--on", on)
    files = tuple(check_files(library, day))
    emit(request, check_page(files, day), check_data(files, day))
    for file in files:
        _tell(file, warnings=request.strict or request.wide)
    if any(file.errors for file in files):
        return BAD_INPUT
    return ANSWER_IS_NO if request.strict and any(file.warnings for file in files) else OK


def _tell(file: FileChecked, *, warnings: bool) -> None:
    """Write errors with their excerpts; warnings one line each where they were asked for."""
    from leasecalc.cli.look import wants_colour_on_stderr
    from leasecalc.reading.excerpt import render

    if file.errors:
        sys.stderr.write(render(file.errors, file.sources, colour=wants_colour_on_stderr()).rstrip("\n") + "\n")
    if warnings:
        sys.stderr.writelines(f"{_place(found)}: warning {found.code} {found.message}\n" for found in file.warnings)


def _place(found: Diagnostic) -> str:
    span = found.spans[0] if found.spans else None
    return "" if span is None else f"{span.file}:{span.line}:{span.column}"
