"""`portfolio`: a book of deals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc import api
from leasecalc.cli.emit import emit, format_of

if TYPE_CHECKING:
    from leasecalc.cli.request import Request

OK, NO = 0, 1


def portfolio(request: Request, paths: str, seed: int, workers: int) -> int:
    """Print a book; leave with 1 where a deal has no price or a limit does not pass."""
    from leasecalc.cli.actions.simulating import paths_of, seed_of
    from leasecalc.cli.progress import Progress
    from leasecalc.portfolio import read
    from leasecalc.portfolio.book import book_of, with_losses
    from leasecalc.portfolio.data import portfolio_data
    from leasecalc.portfolio.page import portfolio_page
    from leasecalc.simulation.draws import Draw
    from leasecalc.workers.local import processors

    format_of(request)
    draw = Draw(paths=paths_of(paths), seed=seed_of(seed))
    book = book_of(read(request.deal), api.library(request.markets))
    progress = Progress("portfolio", "paths")
    try:
        book = with_losses(book, draw, workers=workers or processors(), told=progress.told)
    finally:
        progress.end()
    emit(request, portfolio_page(book), portfolio_data(book))
    return OK if book.holds else NO
