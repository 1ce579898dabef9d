"""`portfolio`: a book of deals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc import api
from leasecalc.cli.emit import emit, format_of

if TYPE_CHECKING:
    from leasecalc.cli.request import Request

OK, NO = 0, 1


def portfolio(request: Request) -> int:
    """Print a book; leave with 1 where a deal has no price or a limit does not pass."""
    from leasecalc.portfolio import read
    from leasecalc.portfolio.book import book_of
    from leasecalc.portfolio.data import portfolio_data
    from leasecalc.portfolio.page import portfolio_page

    format_of(request)
    book = book_of(read(request.deal), api.library(request.markets))
    emit(request, portfolio_page(book), portfolio_data(book))
    return OK if book.holds else NO
