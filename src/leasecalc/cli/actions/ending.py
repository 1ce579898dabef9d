"""`termination`: what ends a lease before its term."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc import api
from leasecalc.cli.emit import emit, format_of
from leasecalc.errors import UsageError

if TYPE_CHECKING:
    from leasecalc.cli.request import Request

OK = 0
METHODS = ("balance", "present_value", "stipulated_loss", "rule_of_78")


def termination(request: Request, method: str, on: str) -> int:
    """Print termination values by date, and a settlement on a day. Raises ``UsageError`` for a method or a day that is none."""
    from leasecalc.reading.days import day
    from leasecalc.reading.scalar import ScalarFault
    from leasecalc.report.basis import marked, marked_data
    from leasecalc.report.termination.layout import termination_page

    format_of(request)  # a wrong option is told before the work
    method = method.replace("-", "_")
    if method and method not in METHODS:
        raise UsageError(f"--method is {', '.join(METHODS)}, not `{method}`")
    try:
        wanted = day(on) if on else None
    except ScalarFault as fault:
        raise UsageError(f"--on: {fault}") from None
    report = api.termination(api.load(request.deal, request.assignments), api.library(request.markets), method=method, on=wanted)
    emit(request, marked(termination_page(report), report.basis), marked_data(report, report.basis))
    return OK
