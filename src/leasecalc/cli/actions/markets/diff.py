"""`markets diff`: what changed in a market between two days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc import api
from leasecalc.cli.actions import typed
from leasecalc.cli.emit import emit
from leasecalc.errors import UsageError

if TYPE_CHECKING:
    from leasecalc.cli.request import Request

OK = 0


def diff(request: Request, words: tuple[str, ...]) -> int:
    """Print every change after the first day and up to the second, with its source."""
    from leasecalc.markets.differences import differences
    from leasecalc.report.markets.diff import diff_data, diff_page

    if len(words) != 3:
        raise UsageError("`markets diff` takes a market and two days, for example `markets diff ZA 2025-01-01 2026-07-01`")
    first, last = (typed.day("markets diff", word) for word in words[1:])
    if first >= last:
        raise UsageError(f"markets diff: the first day {first} is not before the second one {last}")
    document = api.library(request.markets).market(words[0].upper()).document
    changes = differences(document, first, last)
    emit(request, diff_page(document, changes, (first, last)), diff_data(document, changes, (first, last)))
    return OK
