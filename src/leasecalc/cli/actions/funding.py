"""`funding`: the lease with and without its loan, and the gap between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc import api
from leasecalc.cli.actions.deals import judged
from leasecalc.cli.emit import emit, format_of
from leasecalc.errors import Diagnostic, InputError, Span

if TYPE_CHECKING:
    from leasecalc.cli.request import Request

HINT = (
    "write one, for example `funding: {amount: 80% of cost, rate: 6%, repayment: matched}`, or lay a file with that section over the deal: "
    "--with FILE"
)


def funding(request: Request, over: str) -> int:
    """Print the loan; ``over`` is a file with a section `funding`, or empty. Raises ``InputError`` (LC487) where there is none."""
    from leasecalc.report.basis import basis_of, marked, marked_data
    from leasecalc.report.pages import funding_page

    format_of(request)  # a wrong option is told before the work
    deal = api.load(request.deal, request.assignments, funding=over)
    if deal.document.funding is None:
        place = Span(deal.tree.file, 1, 1)
        raise InputError((Diagnostic("LC487", "the deal has no section `funding`", HINT, (place,)),), deal.tree.sources)
    report = api.report(deal, api.library(request.markets))
    data = {"schema": report.schema, "tool": report.tool, "data": report.data, "files": report.files, "deal": report.deal, "funding": report.funding,
            "funding_legs": report.funding_legs, "measures": report.measures, "yields": report.yields, "inputs": report.inputs}  # fmt: skip
    rests = basis_of(report.inputs)
    emit(request, marked(funding_page(report), rests, listed=True), marked_data(data, rests))
    return judged(report, strict=request.strict, changed=bool(request.assignments or over))
