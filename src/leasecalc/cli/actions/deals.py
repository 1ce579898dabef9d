"""`price`, `schedule`, `compare`: the commands on one deal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from leasecalc import api
from leasecalc.cli.emit import emit, format_of, wants_workbook

if TYPE_CHECKING:
    from leasecalc.cli.request import Request
    from leasecalc.report.deal.model import Report

OK, ANSWER_IS_NO = 0, 1


def price(request: Request) -> int:
    """Print the whole report of a deal."""
    from leasecalc.report.pages import price_page

    if request.audit:
        from leasecalc.cli.actions.audit import audit

        return audit(request)
    if wants_workbook(request):
        from leasecalc.cli.actions.workbook import workbook

        return workbook(request)
    report = report_of(request)
    emit(request, price_page(report), report)
    return judged(report, strict=request.strict, changed=bool(request.assignments))


def schedule(request: Request) -> int:
    """Print the instalment table."""
    from leasecalc.report.basis import basis_of, marked_data
    from leasecalc.report.pages import schedule_page

    report = report_of(request)
    data = {"deliveries": report.deliveries} if report.deliveries else report.schedule
    emit(request, schedule_page(report), marked_data(data, basis_of(report.inputs)))
    return OK


def compare(request: Request, routes: str = "", band: str = "") -> int:
    """Print the lease beside the export sale, or every route, and the verdict."""
    from leasecalc.cli.actions.comparing import compare as work

    return work(request, routes, band)


def report_of(request: Request) -> Report:
    """Return the report of the deal that was asked for."""
    kind = format_of(request)  # a wrong option is told before the work
    return api.report(api.load(request.deal, request.assignments), api.library(request.markets), traced=kind == "json")


def judged(report: Report, *, strict: bool, changed: bool = False) -> int:
    """Return 1 where the answer is no: an expectation differs, a gate of the market fails, or (strict) market data is doubtful.

    Expectations are those of the file, so they do not judge a deal that `--set` has ``changed``.
    """
    differing = [] if changed else [e for e in report.expectations if not e.holds]
    reasons = [f"expected {e.measure} {e.expected}, found {e.found}" for e in differing]
    # the refund's own gates are priced, not forbidding: the report shows the deal with and without the refund
    reasons += [f"{gate.label}: {gate.reason}" for gate in report.gates if gate.status == "fail" and "refund" not in gate.id]
    if strict:
        reasons += [
            f"{found.path} is {found.mark}: {found.note}" for found in report.inputs if found.mark in {"unverified", "stale"}
        ]
        reasons += list(report.warnings)
    for reason in reasons:
        sys.stderr.write(f"leasecalc: {reason}\n")
    return ANSWER_IS_NO if reasons else OK
