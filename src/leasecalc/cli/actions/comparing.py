"""`compare`: lease beside sale, every route, and the verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc import analyses, api
from leasecalc.cli.actions.deals import judged, report_of
from leasecalc.cli.emit import emit, wants_workbook

if TYPE_CHECKING:
    from leasecalc.cli.request import Request


def compare(request: Request, routes: str, band: str) -> int:
    """Print the comparison; with ``routes`` (`all`, or a list) the ranking of those too. ``band`` is a percentage, empty: 10 %."""
    from leasecalc.verbs.comparing import compared

    share = _band(band)
    if wants_workbook(request):
        from leasecalc.cli.actions.workbook import workbook

        return workbook(request)
    report = report_of(request)
    deal, markets = api.load(request.deal, request.assignments), api.library(request.markets)
    result = compared(report, deal, markets, routes=routes, band=share)
    emit(request, result.page, result.data)
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
