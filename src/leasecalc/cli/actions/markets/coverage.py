"""`markets coverage`: how far the files answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc import api
from leasecalc.cli.actions import typed
from leasecalc.cli.actions.markets.show import powertrains_of, tell
from leasecalc.cli.emit import emit
from leasecalc.errors import InputError

if TYPE_CHECKING:
    from leasecalc.cli.request import Request
    from leasecalc.markets.coverage import Cell

OK, ANSWER_IS_NO, BAD_INPUT = 0, 1, 3


def coverage(request: Request, words: tuple[str, ...], on: str, powertrains: str) -> int:
    """Print the cells of every market (or of those named) by status; 3 where a file is wrong, 1 (strict) unless all are known."""
    from leasecalc.markets.cells import POWERTRAINS
    from leasecalc.markets.coverage import coverage as cells_of
    from leasecalc.report.markets.coverage import coverage_data, coverage_page

    library, day, code = api.library(request.markets), typed.day("--on", on), OK
    wanted = powertrains_of(powertrains, POWERTRAINS)
    cells: list[Cell] = []
    for market in [word.upper() for word in words] or library.codes():
        try:
            cells += cells_of(library.market(market).document, day, wanted)
        except InputError as error:
            code = BAD_INPUT
            tell(error)
    emit(request, coverage_page(tuple(cells), day, detailed=bool(words)), coverage_data(tuple(cells), day))
    doubtful = request.strict and any(cell.stale or cell.status not in {"verified", "secondary"} for cell in cells)
    return code or (ANSWER_IS_NO if doubtful else OK)
