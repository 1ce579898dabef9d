"""The other sides of the deal: the lessee, the lender, and deliveries of a fleet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.report.deal.layout_compare import lessee_figures
from leasecalc.report.deal.layout_tables import deliveries_table
from leasecalc.term_sheet.model import Section, parts

if TYPE_CHECKING:
    from leasecalc.report.deal.model import Report
    from leasecalc.report.page import Figures


def sides_section(report: Report) -> Section:
    """Return what the lessee pays, the loan, and the deliveries."""
    return Section(
        id="sides",
        title="Lessee, loan and deliveries",
        parts=parts(lessee_figures(report), _loan(report), deliveries_table(report)),
    )


def _loan(report: Report) -> Figures | None:
    if report.funding is None:
        return None
    from leasecalc.report.funding.layout import funding_figures

    return funding_figures(report)
