"""The loan on a page: its figures, its rows, and the gap by date and by repricing bucket."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.report.deal.layout_head import measure_item
from leasecalc.report.page import Column, Figures, Item, Table

if TYPE_CHECKING:
    from leasecalc.report.deal.model import Report
    from leasecalc.report.funding.model import BucketShown, FundingShown

KINDS = {"loan": "loan to the lessor", "buyer_credit": "buyer's credit", "supplier_credit": "supplier's credit"}
REPAYMENTS = {"matched": "matched to the lease", "bullet": "repaid at the end", "level": "level payments"}
SHOWN = (
    "lessor_yield", "lessor_yield_effective", "levered_yield", "return_on_equity", "expected_return_on_equity", "cost_of_funds", "funding_cost",
    "lease_npv", "levered_npv", "npv_at_cost_of_funds", "lease_peak_cash", "levered_peak_cash", "largest_funding_gap", "average_balance",
    "return_on_assets", "economic_capital", "raroc",
)  # fmt: skip


def funding_figures(report: Report) -> Figures:
    """Return the loan in a few lines, and the lease with and without it."""
    loan = report.funding
    assert loan is not None  # noqa: S101 - asked only where there is a loan
    known = {measure.name: measure for measure in report.measures}
    items = [
        Item(
            "Loan",
            loan.principal,
            "money",
            unit=loan.currency,
            remark=f"{KINDS[loan.kind]}, {REPAYMENTS[loan.repayment]}, drawn on {loan.drawn}",
        ),
        Item("Rate, nominal", loan.first_rate, "rate", digits=4, remark=_rate_remark(loan)),
        Item("Interest", loan.total_interest, "money", unit=loan.currency),
    ]
    if loan.fee:
        items.append(Item("Fee", loan.fee, "money", unit=loan.currency))
    if loan.prepaid_on is not None:
        items.append(Item("Prepaid with the refund", loan.prepaid, "money", unit=loan.currency, remark=f"on {loan.prepaid_on}"))
    if loan.green is not None:
        words = "discount given" if loan.green.discount_rate else f"no discount below {loan.green.threshold_tonnes:g}"
        items.append(Item("CO2 avoided, tonnes a year", loan.green.tonnes_avoided, "number", digits=2, remark=words))
    names = [name for name in SHOWN if not _same(report, name)]
    items += [measure_item(known[name]) for name in names if known[name].value is not None or name != "economic_capital"]
    notes = [f"{found.name}: {found.reason}" for found in report.yields
             if found.name in {"return_on_equity", *names} and (found.status != "found" or found.sign_changes != 1)]  # fmt: skip
    if not loan.pays_first:
        notes.append(
            "the loan gives more than the lease takes at first, so the return on equity is what that money costs, not what is earned"
        )
    owed = "the lessor owes it after default" if loan.recourse else "without recourse: the lender bears default"
    notes.append(f"{owed}; levered: lease and loan together; RAROC and return on assets are of one year, before tax")
    return Figures("funding", "Funding", tuple(items), notes=tuple(dict.fromkeys(notes)))


def _rate_remark(loan: FundingShown) -> str:
    return f"{loan.last_rate * 100:.4f} % at the end" if loan.last_rate != loan.first_rate else ""


def _same(report: Report, name: str) -> bool:
    """Return whether the expected return on equity says nothing new, since no default is expected."""
    known = {measure.name: measure.value for measure in report.measures}
    return name == "expected_return_on_equity" and known[name] == known["return_on_equity"]


def loan_table(report: Report) -> Table:
    """Return the rows of the loan."""
    loan = report.funding
    assert loan is not None  # noqa: S101
    columns = (
        Column("date", "Date", "date"),
        Column("opening", "Opening", "money", currency=loan.currency, priority=1),
        Column("rate", "Rate", "rate", digits=4, priority=2),
        Column("interest", "Interest", "money", currency=loan.currency),
        Column("repaid", "Repaid", "money", currency=loan.currency),
        Column("closing", "Closing", "money", currency=loan.currency),
    )
    rows = tuple((row.on, row.opening, row.rate, row.interest, row.repaid, row.closing) for row in loan.rows)
    repaid = sum((row.repaid for row in loan.rows), loan.prepaid)
    prepaid = f", of which {loan.prepaid:,} by the export refund on {loan.prepaid_on}" if loan.prepaid else ""
    notes = (f"repaid {repaid:,}{prepaid} = drawn {loan.principal:,} {loan.currency}",)
    return Table("loan", "Loan of one car", columns, rows, notes=notes)


def gap_table(report: Report) -> Table:
    """Return the lease beside the loan on each day on which one of them changes."""
    loan = report.funding
    assert loan is not None  # noqa: S101
    columns = (
        Column("date", "Date", "date"),
        Column("asset", "Lease balance", "money", currency=loan.currency, priority=1),
        Column("needed", "To be funded", "money", currency=loan.currency),
        Column("loan", "Loan", "money", currency=loan.currency),
        Column("gap", "Gap", "money", currency=loan.currency),
    )
    rows = tuple((row.on, row.asset, row.needed, row.loan, row.gap) for row in loan.gap)
    largest = max((abs(row.gap) for row in loan.gap), default=0)
    note = f"largest gap {largest:,} {loan.currency}; gap: loan less lease balance x loan / amount financed, below zero is not funded"
    return Table("funding_gap", "Funding gap of one car", columns, rows, notes=(note,))


def bucket_table(report: Report) -> Table:
    """Return the repricing gap at commencement."""
    loan = report.funding
    assert loan is not None  # noqa: S101
    columns = (
        Column("bucket", "Repriced", "text"),
        Column("asset", "Lease, funded part", "money", currency=loan.currency),
        Column("loan", "Loan", "money", currency=loan.currency),
        Column("gap", "Gap", "money", currency=loan.currency),
        Column("cumulative", "Running", "money", currency=loan.currency),
    )
    rows = tuple((_bucket(row), row.asset, row.loan, row.gap, row.cumulative) for row in loan.buckets)
    note = "seen at commencement: fixed money where it is repaid, floating money at its next reset; gap: lease less loan"
    return Table("repricing_gap", "Repricing gap of one car", columns, rows, notes=(note,))


def _bucket(row: BucketShown) -> str:
    if row.months_to is None:
        return f"after {row.months_from:g} months"
    return f"{row.months_from:g} to {row.months_to:g} months"
