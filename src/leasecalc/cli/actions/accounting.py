"""`accounting`: the books of one side of a deal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc import api
from leasecalc.cli.emit import emit, format_of

if TYPE_CHECKING:
    from leasecalc.cli.request import Request

OK = 0


def accounts(request: Request, *, standard: str, side: str) -> int:
    """Print the books of one side."""
    from leasecalc.report.accounting.layout import accounting_page

    format_of(request)
    shown = api.accounting(
        api.load(request.deal, request.assignments), api.library(request.markets), standard=standard, side=side
    )
    emit(request, accounting_page(shown), shown)
    return OK
