"""`compare`: lease beside sale, every route, and the verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc import analyses, api
from leasecalc.cli.actions.deals import judged, report_of
from leasecalc.cli.emit import emit
from leasecalc.records import replace

if TYPE_CHECKING:
    from leasecalc.cli.request import Request


def compare(request: Request, routes: str, band: str) -> int:
    """Print the comparison; with ``routes`` (`all`, or a list) the ranking of those too. ``band`` is a percentage, empty: 10 %."""
    from leasecalc.report.basis import basis_of, marked_data
    from leasecalc.report.deal.layout_head import own_yields
    from leasecalc.report.pages import compare_page
    from leasecalc.report.routes.build import neighbours_shown, ranking_shown, verdict_shown
    from leasecalc.report.routes.layout import neighbours_table, ranking_table, verdict_blocks

    share = _band(band)
    report = report_of(request)
    deal, markets = api.load(request.deal, request.assignments), api.library(request.markets)
    found, world = analyses.judged(deal, markets, routes=routes, band=share)
    currency = report.deal.currency
    verdict = verdict_shown(found, report, world)
    data = {"schema": report.schema, "tool": report.tool, "data": report.data, "files": report.files, "deal": report.deal,
            "comparison": report.comparison, "lease_legs": report.lease_legs, "sale_legs": report.sale_legs, "break_even": report.break_even,
            "own_yields": own_yields(report), "refund": report.refund, "gates": report.gates, "lessee": report.lessee,
            "deliveries": report.deliveries, "tax": report.tax, "conversions": report.conversions}  # fmt: skip
    page = compare_page(report, ranked=bool(routes))
    blocks = [*page.blocks]
    if routes:
        ranking, neighbours = ranking_shown(found, currency), neighbours_shown(found, currency)
        data |= {"routes": ranking, "neighbours": neighbours}
        blocks += [ranking_table(ranking, report.deal), neighbours_table(neighbours, report.deal)]
    data["verdict"] = verdict
    blocks += verdict_blocks(verdict, report.deal)
    emit(request, replace(page, blocks=tuple(blocks)), marked_data(data, basis_of(report.inputs)))
    return judged(report, strict=request.strict, changed=bool(request.assignments))


def _band(typed: str) -> float:
    from leasecalc.errors import UsageError
    from leasecalc.reading.numbers import percent
    from leasecalc.reading.scalar import ScalarFault

    if not typed:
        return analyses.BAND
    try:
        return float(percent(typed))
    except ScalarFault as fault:
        raise UsageError(f"--band: {fault.message}" + (f"; {fault.hint}" if fault.hint else "")) from None
