"""`report` on deals: the material of a term sheet, then the sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc import analyses, api
from leasecalc.report.routes.build import neighbours_shown, ranking_shown, verdict_shown
from leasecalc.term_sheet.deal.material import Material
from leasecalc.term_sheet.deal.sheet import term_sheet

if TYPE_CHECKING:
    from leasecalc.cli.request import Request
    from leasecalc.report.deal.model import Report
    from leasecalc.term_sheet.model import Sheet


def deal_sheet(request: Request, path: str) -> tuple[Sheet, Report]:
    """Return the term sheet of a deal, and its report."""
    found = material(request, path)
    return term_sheet(found), found.report


def material(request: Request, path: str) -> Material:
    """Return what a term sheet is made of. A deal that writes `routes:` is judged on all of them, another on lease and sale."""
    deal, markets = api.load(path, request.assignments), api.library(request.markets)
    report = api.report(deal, markets)
    found, world = analyses.judged(deal, markets, routes="all" if deal.document.routes is not None else "")
    currency, ranked = report.deal.currency, deal.document.routes is not None
    return Material(
        document=deal.document,
        report=report,
        verdict=verdict_shown(found, report, world),
        tornado=analyses.tornado(deal, markets),
        ranking=ranking_shown(found, currency) if ranked else (),
        neighbours=neighbours_shown(found, currency) if ranked else (),
    )
