"""The term sheet of a deal: its sections in the order in which a board reads, the answer first and the long tables last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.term_sheet.deal.cash import cash_section
from leasecalc.term_sheet.deal.decision import decision_section
from leasecalc.term_sheet.deal.evidence import evidence_section, gates_section
from leasecalc.term_sheet.deal.glossary import glossary_section
from leasecalc.term_sheet.deal.instalments import instalments_section
from leasecalc.term_sheet.deal.landed import landed_section
from leasecalc.term_sheet.deal.sensitivity import sensitivity_section
from leasecalc.term_sheet.deal.sides import sides_section
from leasecalc.term_sheet.deal.summary import headline, summary_section, tiles
from leasecalc.term_sheet.model import Sheet

if TYPE_CHECKING:
    from leasecalc.report.deal.model import Report
    from leasecalc.term_sheet.deal.material import Material


def term_sheet(found: Material) -> Sheet:
    """Return the term sheet."""
    deal = found.report.deal
    sections = (
        summary_section(found),
        decision_section(found),
        cash_section(found),
        landed_section(found),
        sensitivity_section(found),
        sides_section(found.report),
        gates_section(found.report),
        evidence_section(found),
        instalments_section(found.report),
        glossary_section(found),
    )
    return Sheet(
        kind="Term sheet",
        title=deal.name,
        subtitle=f"{deal.quantity} x {deal.vehicle} to {deal.market}, priced on {deal.pricing_date} in {deal.currency}",
        headline=headline(found),
        tiles=tiles(found),
        sections=tuple(section for section in sections if section.parts),
        about=about(found.report),
    )


def about(report: Report) -> tuple[tuple[str, str], ...]:
    """Return what the sheet was made by and from: the program, the market data, each file with the beginning of its hash."""
    files = tuple((file.path.rsplit("/", 1)[-1], f"sha256:{file.sha256[:16]}") for file in report.files)
    return (("Made by", report.tool), ("Market data", report.data), *files)
