"""`price --audit`: the report recomputed with numpy-financial, difference by difference."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc import api
from leasecalc.cli.emit import emit, format_of
from leasecalc.report.page import Column, Page, Table

if TYPE_CHECKING:
    from leasecalc.audit import Finding
    from leasecalc.cli.request import Request

OK, ANSWER_IS_NO = 0, 1


def audit(request: Request) -> int:
    """Print each figure, its recomputation and the difference; leave with 1 where one is above its tolerance."""
    from leasecalc.audit import audit as audited

    format_of(request)
    report = api.report(api.load(request.deal, request.assignments), api.library(request.markets))
    findings = audited(report)
    emit(request, _page(report.deal.name, findings), {"schema": "leasecalc/audit/1", "findings": findings})
    return OK if all(finding.agrees for finding in findings) else ANSWER_IS_NO


def _page(name: str, findings: tuple[Finding, ...]) -> Page:
    columns = (
        Column("figure", "Figure", "text"),
        Column("printed", "Printed", "number", digits=8),
        Column("recomputed", "numpy-financial", "number", digits=8),
        Column("difference", "Difference", "number", digits=10),
        Column("verdict", "", "text"),
    )
    rows = tuple(
        (f.figure, f.printed, f.recomputed, f.difference, f.reason or ("agrees" if f.agrees else "DIFFERS")) for f in findings
    )
    return Page(
        name, "audit: recomputed from the printed flows, independently of the kernel", (Table("audit", "Audit", columns, rows),)
    )
