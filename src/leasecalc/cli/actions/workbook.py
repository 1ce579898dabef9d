"""`price -o deal.xlsx`: the deal as a workbook of formulas."""

from __future__ import annotations

import sys
from io import BytesIO
from typing import TYPE_CHECKING

from leasecalc import api

if TYPE_CHECKING:
    from leasecalc.cli.request import Request


def workbook(request: Request) -> int:
    """Write the workbook, say what is live in it, and judge the deal as `price` does."""
    from leasecalc.cli.actions.deals import judged
    from leasecalc.cli.emit import words_of_request
    from leasecalc.report.render.output import write_whole
    from leasecalc.workbook.make import NO_ROOM, write_workbook

    if request.table:
        from leasecalc.errors import UsageError

        raise UsageError("a workbook holds every table; leave --table out")
    deal, markets = api.load(request.deal, request.assignments), api.library(request.markets)
    report = api.report(deal, markets)
    held = BytesIO()
    made = write_workbook(held, (deal.document, api.price(deal, markets), report), markets, words=words_of_request(request))
    write_whole(request.output, held.getvalue())
    sys.stderr.write(f"wrote {request.output}: {made.formulas} formulas on {made.inputs} inputs\n")
    if made.why_no_term:
        sys.stderr.write(f"leasecalc: {NO_ROOM}: {made.why_no_term}\n")
    return judged(report, strict=request.strict, changed=bool(request.assignments))
