"""`markets`: the list of markets, and one market as a readable page with its sources."""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING

from leasecalc import api
from leasecalc.cli.emit import emit
from leasecalc.errors import InputError, UsageError

if TYPE_CHECKING:
    from leasecalc.cli.request import Request
    from leasecalc.markets.library import Library
    from leasecalc.report.layout_markets import MarketRow

OK, ANSWER_IS_NO, BAD_INPUT = 0, 1, 3


def market_list(request: Request, on: str) -> int:
    """Print every market with how far its figures can be trusted on a day; go on past a file that is wrong."""
    from leasecalc.report.layout_markets import list_page, market_row

    library, day, code = api.library(request.markets), _day(on), OK
    rows: list[MarketRow] = []
    for market in library.codes():
        try:
            rows.append(market_row(library.market(market).document, day))
        except InputError as error:
            code = BAD_INPUT
            _tell(error)
    emit(request, list_page(rows, day), {"schema": "leasecalc/markets/1", "on": day, "markets": rows})
    doubtful = request.strict and any(row.stale or row.unverified for row in rows)
    return code or (ANSWER_IS_NO if doubtful else OK)


def market_page(request: Request, market: str, on: str) -> int:
    """Print one market: every line, entry, gate and lease rule with dates and sources."""
    from leasecalc.report.layout_markets import market_page as page_of
    from leasecalc.report.layout_markets import market_row

    library, day = api.library(request.markets), _day(on)
    document = _market(library, market).document
    emit(request, page_of(document, day), document)
    row = market_row(document, day)
    return ANSWER_IS_NO if request.strict and (row.stale or row.unverified) else OK


def _market(library: Library, code: str):  # type: ignore[no-untyped-def]
    return library.market(code.upper())


def _day(text: str) -> date:
    """Return the day asked for, or today; the clock is read only here."""
    if not text:
        return date.today()  # noqa: DTZ011 - the law is that of the user's own day
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"--on takes a day such as 2026-03-02, not `{text}`") from None


def _tell(error: InputError) -> None:
    from leasecalc.reading.excerpt import render

    sys.stderr.write(render(error.diagnostics, error.sources).rstrip("\n") + "\n")
