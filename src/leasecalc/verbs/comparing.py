"""`compare`: lease beside sale, every route, and the verdict, as one result."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from leasecalc import analyses, api
from leasecalc.records import replace
from leasecalc.verbs.result import Result

if TYPE_CHECKING:
    from leasecalc.markets.library import Library
    from leasecalc.report.deal.model import Report
    from leasecalc.report.page import Block
    from leasecalc.report.routes.model import VerdictShown


def compared(report: Report, deal: api.Deal, markets: Library, *, routes: str, band: float) -> Result[VerdictShown]:
    """Return the comparison of the deal that ``report`` is of; see `leasecalc.compare`."""
    from leasecalc.report.basis import basis_of, marked_data
    from leasecalc.report.pages import compare_page
    from leasecalc.report.routes.build import neighbours_shown, ranking_shown, verdict_shown
    from leasecalc.report.routes.layout import neighbours_table, ranking_table, verdict_blocks

    found, world = analyses.judged(deal, markets, routes=routes, band=band)
    currency, verdict = report.deal.currency, verdict_shown(found, report, world)
    data, page = _of_the_pair(report), compare_page(report, ranked=bool(routes))
    blocks: list[Block] = [*page.blocks]
    if routes:
        ranking, neighbours = ranking_shown(found, currency), neighbours_shown(found, currency)
        data |= {"routes": ranking, "neighbours": neighbours}
        blocks += [ranking_table(ranking, report.deal), neighbours_table(neighbours, report.deal)]
    data["verdict"] = verdict
    blocks += verdict_blocks(verdict, report.deal)
    return Result(verdict, replace(page, blocks=tuple(blocks)), marked_data(data, basis_of(report.inputs)))


def _of_the_pair(report: Report) -> dict[str, Any]:
    from leasecalc.report.deal.layout_head import own_yields

    return {"schema": report.schema, "tool": report.tool, "data": report.data, "files": report.files, "deal": report.deal,
            "comparison": report.comparison, "lease_legs": report.lease_legs, "sale_legs": report.sale_legs, "break_even": report.break_even,
            "own_yields": own_yields(report), "refund": report.refund, "gates": report.gates, "lessee": report.lessee,
            "deliveries": report.deliveries, "tax": report.tax, "conversions": report.conversions}  # fmt: skip
