"""`price`, `schedule`, `compare`: the commands on one deal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from leasecalc import api
from leasecalc.cli.emit import emit, format_of

if TYPE_CHECKING:
    from leasecalc.cli.request import Request
    from leasecalc.report.model import Report

OK, ANSWER_IS_NO = 0, 1


def price(request: Request) -> int:
    """Print the whole report of a deal."""
    from leasecalc.report.layout import price_page

    if request.audit:
        from leasecalc.cli.actions.audit import audit

        return audit(request)
    report = _report(request)
    emit(request, price_page(report), report)
    return judged(report, strict=request.strict, changed=bool(request.assignments))


def schedule(request: Request) -> int:
    """Print the instalment table."""
    from leasecalc.report.layout import schedule_page

    report = _report(request)
    emit(request, schedule_page(report), {"deliveries": report.deliveries} if report.deliveries else report.schedule)
    return OK


def compare(request: Request) -> int:
    """Print the lease beside the export sale."""
    from leasecalc.report.layout import compare_page
    from leasecalc.report.layout_deal import own_yields

    report = _report(request)
    data = {"schema": report.schema, "tool": report.tool, "data": report.data, "files": report.files, "deal": report.deal,
            "comparison": report.comparison, "lease_legs": report.lease_legs, "sale_legs": report.sale_legs, "break_even": report.break_even,
            "own_yields": own_yields(report), "refund": report.refund, "gates": report.gates, "lessee": report.lessee,
            "deliveries": report.deliveries, "tax": report.tax}  # fmt: skip
    emit(request, compare_page(report), data)
    return judged(report, strict=request.strict, changed=bool(request.assignments))


def _report(request: Request) -> Report:
    format_of(request)  # a wrong option is told before the work
    return api.report(api.load(request.deal, request.assignments), api.library(request.markets))


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
