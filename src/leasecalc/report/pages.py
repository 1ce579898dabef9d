"""From a report to the page of each command: which tables, figures and notes, in which order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.report.basis import basis_notes, basis_of
from leasecalc.report.deal.layout_compare import break_even_table, comparison_table, lessee_figures, refund_table, verdict_notes
from leasecalc.report.deal.layout_head import deal_figures, gate_notes, own_yields_figures, yields_figures
from leasecalc.report.deal.layout_inputs import expectation_table, input_tables, warning_notes
from leasecalc.report.deal.layout_landed import landed_table
from leasecalc.report.deal.layout_tables import deliveries_table, flow_table, schedule_tables
from leasecalc.report.page import Page

if TYPE_CHECKING:
    from leasecalc.report.deal.model import Report
    from leasecalc.report.page import Figures, Notes, Table


def price_page(report: Report) -> Page:
    """Return everything that `price` prints."""
    blocks: list[Table | Figures | Notes | None] = [
        deal_figures(report),
        deliveries_table(report),
        verdict_notes(report),
        gate_notes(report),
        landed_table(report.landed, report.deal),
        *schedule_tables(report),
        yields_figures(report),
        _risk(report),
        _funding(report),
        comparison_table(report),
        *_tax_tables(report),
        break_even_table(report),
        refund_table(report),
        lessee_figures(report),
        expectation_table(report),
        *input_tables(report),
        warning_notes(report),
    ]
    return _page(report, blocks)


def _risk(report: Report) -> Table | None:
    if all(leg.nature == "contractual" for leg in report.lease_legs):
        return None
    from leasecalc.report.deal.layout_risk import risk_table  # only a deal with risk pays for loading it

    return risk_table(report)


def _tax_tables(report: Report) -> tuple[Table, ...]:
    if report.tax is None:
        return ()
    from leasecalc.report.tax.layout import tax_tables  # only a deal with income tax pays for loading it

    return tax_tables(report.tax)


def schedule_page(report: Report) -> Page:
    """Return the instalment table alone; of a fleet in several deliveries one for each, after what tells them apart."""
    return _page(report, [deliveries_table(report), *schedule_tables(report), basis_notes(basis_of(report.inputs))])


def funding_page(report: Report) -> Page:
    """Return the loan: the lease with and without it, its rows, and the gap."""
    from leasecalc.report.funding.layout import bucket_table, funding_figures, gap_table, loan_table

    blocks = [
        funding_figures(report),
        loan_table(report),
        gap_table(report),
        bucket_table(report),
        *input_tables(report),
        warning_notes(report),
    ]
    return _page(report, blocks)


def compare_page(report: Report, *, ranked: bool = False) -> Page:
    """Return the lease beside the sale, leg by leg; the verdict that follows says what turns it round.

    Where every route is ``ranked``, the verdict is on the best two, so what tells of lease and sale alone is left out.
    """
    of_the_pair: list[Table | Figures | Notes | None] = [
        flow_table(report),
        own_yields_figures(report),
        comparison_table(report),
        *_tax_tables(report),
        refund_table(report),
    ]
    blocks = [
        deliveries_table(report),
        gate_notes(report),
        *([] if ranked else of_the_pair),
        lessee_figures(report),
        warning_notes(report),
    ]
    return _page(report, blocks)


def _funding(report: Report) -> Figures | None:
    if report.funding is None:
        return None
    from leasecalc.report.funding.layout import funding_figures

    return funding_figures(report)


def _page(report: Report, blocks: list[Table | Figures | Notes | None]) -> Page:
    deal = report.deal
    subtitle = f"{deal.quantity} x {deal.vehicle} to {deal.market}, priced on {deal.pricing_date} in {deal.currency}"
    return Page(deal.name, subtitle, tuple(block for block in blocks if block is not None))
