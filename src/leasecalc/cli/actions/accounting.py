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
    from leasecalc.report.basis import basis_of, marked, marked_data

    format_of(request)
    shown = api.accounting(
        api.load(request.deal, request.assignments), api.library(request.markets), standard=standard, side=side
    )
    rests = basis_of(shown.inputs)
    emit(request, marked(accounting_page(shown), rests, listed=True), marked_data(shown, rests))
    return OK
