"""The page of early ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.report.page import Column, Figures, Item, Note, Notes, Page, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from leasecalc.report.termination.build import SettlementShown, TerminationReport, TerminationShown

METHODS = {
    "balance": "outstanding balance",
    "present_value": "present value of what is left",
    "stipulated_loss": "stipulated loss value",
    "rule_of_78": "what is left less the Rule of 78 rebate",
}


def termination_page(report: TerminationReport) -> Page:
    """Return the settlement, if a day was asked for, then the table, then what a return repays."""
    notes = Notes("refund", "Export refund", tuple(Note(text, "doubt") for text in report.notes))
    subtitle = f"early end, per car in {report.currency}; method: {METHODS[report.method]}"
    if report.deliveries:
        return Page(report.deal, subtitle, (*_of_deliveries(report), _fleet_table(report), notes))
    asked = () if report.settlement is None else (_settlement(report, report.settlement),)
    return Page(report.deal, subtitle, (*asked, _table(report, report.rows), notes))


def _of_deliveries(report: TerminationReport) -> Iterator[Figures | Table]:
    """Yield the settlement, if a day was asked for and the lease runs on it, and the table of each delivery."""
    for found in report.deliveries:
        title = f"delivery {found.number} ({found.quantity} cars)"
        if found.settlement is not None:
            yield _settlement(report, found.settlement, f"_{found.number}", f" of a car of {title}")
        yield _table(report, found.rows, f"_{found.number}", f" of {title}")


def _fleet_table(report: TerminationReport) -> Table:
    columns = (
        Column("date", "Date", "date"),
        Column("cars", "Cars", "count"),
        Column("value", "Value", "money", currency=report.currency),
        Column("refund_repaid", "Refund repaid", "money", currency=report.deal_currency),
    )
    rows = tuple((row.on, row.cars, row.value, row.refund_repaid) for row in report.fleet)
    note = "all cars whose lease runs, values of the last due date with what the method adds to the day; a lease that is over, or has not begun, adds nothing"
    return Table("fleet", f"What ends the leases of the whole fleet, by {METHODS[report.method]}", columns, rows, notes=(note,))


def _settlement(report: TerminationReport, found: SettlementShown, name: str = "", of: str = "") -> Figures:
    unit = report.currency
    items = [
        Item(f"Termination value of {found.since}", found.value, "money", unit, remark=METHODS[report.method]),
        Item("Interest since", found.interest, "money", unit),
        Item("Fee", found.fee, "money", unit),
        Item("VAT", found.vat, "money", unit),
        Item("Deposit set off", -found.deposit, "money", unit),
        Item("Due if the car is kept", found.due, "money", unit),
        Item("Excess kilometres", found.mileage, "money", unit, remark="of a car that comes back"),
        Item("Refund charged on", found.refund_charged, "money", unit, remark="where the lessee bears it"),
        Item(
            "Due if the car comes back",
            found.due_on_return,
            "money",
            unit,
            remark="before the car's value, which the contract may credit",
        ),
        Item("Refund repaid by the lessor", found.refund_repaid, "money", report.deal_currency, remark="if the car comes back"),
    ]
    return Figures(f"settlement{name}", f"Settlement{of} on {found.on}, all due instalments paid", tuple(items))


def _table(report: TerminationReport, shown: tuple[TerminationShown, ...], name: str = "", of: str = "") -> Table:
    currency = report.currency
    at_a_rate = any(row.present_value is not None for row in shown)
    options = any(row.buy_out is not None for row in shown)
    columns = [
        Column("paid", "Paid", "count"),
        Column("date", "Date", "date"),
        Column("balance", "Balance", "money", currency=currency),
        *((Column("present_value", "At the rate", "money", currency=currency),) if at_a_rate else ()),
        Column("stipulated_loss", "Stipulated loss", "money", currency=currency),
        Column("share_of_cost", "of price", "rate", digits=2, priority=2),
        Column("rule_of_78", "Rule of 78", "money", currency=currency, priority=1),
        *((Column("buy_out", "Buy-out", "money", currency=currency),) if options else ()),
        Column("refund_repaid", "Refund repaid", "money", currency=report.deal_currency, priority=1),
    ]
    rows = tuple(
        (
            row.number, row.on, row.balance, *((row.present_value,) if at_a_rate else ()), row.stipulated_loss, row.share_of_cost,
            row.rule_of_78, *((row.buy_out,) if options else ()), row.refund_repaid,
        )
        for row in shown
    )  # fmt: skip
    note = "values right after the payments of the day; the last row is the end of the term, before the residual is paid"
    return Table(f"termination{name}", f"What ends the lease early, per car{of}", tuple(columns), rows, notes=(note,))
