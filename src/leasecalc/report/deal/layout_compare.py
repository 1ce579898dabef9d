"""The lease beside the export sale, what would make them equal, the refund both ways, and the lessee's side."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from leasecalc.report.basis import basis_of, sentence
from leasecalc.report.page import Column, Figures, Item, Note, Notes, Table

if TYPE_CHECKING:
    from leasecalc.report.deal.model import BreakEvenShown, Report


def verdict(report: Report) -> str:
    """Return in one sentence which route is worth more, by how much."""
    found, currency = report.comparison, report.deal.currency
    if found.winner == "equal":
        return "lease and export sale are worth the same"
    better, worse = ("the lease", "the export sale") if found.winner == "lease" else ("the export sale", "the lease")
    per_car, fleet = abs(found.lease_minus_sale_per_car), abs(found.lease_minus_sale_fleet)
    return f"{better} is worth {per_car:,} {currency} more per car than {worse}, {fleet:,} {currency} for {found.quantity} cars"


def verdict_notes(report: Report) -> Notes:
    """Return the verdict, and what it rests on: gates that fail or are not known, and how much of the market data is doubtful."""
    lines = [Note(f"{verdict(report)[0].upper()}{verdict(report)[1:]}", "plain")]
    kept = next((answer for answer in report.refund if not answer.priced), None)
    if kept is not None and (kept.rent_kept_lease_minus_sale > 0) != (report.comparison.lease_minus_sale_per_car > 0):
        word = "granted" if kept.granted else "refused"
        lines.append(Note(f"It turns round if the export refund of the lease is {word}", "doubt"))
    failed = [gate.label for gate in report.gates if gate.status == "fail"]
    if failed:
        lines.append(Note(f"Gates that fail: {'; '.join(failed)}", "bad"))
    rests = sentence(basis_of(report.inputs))
    if rests:
        lines.append(Note(rests, "doubt"))
    return Notes("verdict", "Verdict", tuple(lines))


def comparison_table(report: Report) -> Table:
    """Return both routes per car and for the fleet."""
    found, currency = report.comparison, report.deal.currency
    columns = (
        Column("figure", "Figure", "text"),
        Column("lease", "Lease", "money", currency=currency),
        Column("sale", "Export sale", "money", currency=currency),
        Column("difference", "Lease - sale", "money", currency=currency),
    )
    lease, sale = found.lease, found.sale
    rows = [
        (label, left, right, left - right)
        for label, left, right in (
            ("NPV per car", lease.npv_per_car, sale.npv_per_car),
            (f"NPV of {found.quantity} cars", lease.npv_fleet, sale.npv_fleet),
            ("Surplus per car, undiscounted", lease.surplus_per_car, sale.surplus_per_car),
            ("Peak cash out per car", lease.peak_cash_per_car, sale.peak_cash_per_car),
        )
    ]
    terms = f"NPV at {report.deal.discount_rate * 100:g} % effective a year, before income tax; "
    back = f"cash is back after {_months(lease.payback_months)} (lease) and {_months(sale.payback_months)} (sale)"
    notes = (verdict(report), terms + back)
    return Table("comparison", "Lease beside export sale", columns, tuple(rows), notes=notes)


def _months(months: float | None) -> str:
    return "never" if months is None else f"{months:.4g} months"


def break_even_table(report: Report) -> Table | None:
    """Return the inputs at which lease and sale are equal."""
    if not report.break_even:
        return None
    columns = (
        Column("input", "Input", "text"),
        Column("today", "Today", "text"),
        Column("value", "Equal at", "text"),
        Column("note", "", "text", priority=1),
    )
    rows = tuple(
        (found.label, _value(found, found.today), _value(found, found.value) or found.status, found.reason)
        for found in report.break_even
    )
    return Table("break_even", "Where lease and sale are equal (instalment kept)", columns, rows)


def _value(found: BreakEvenShown, value: Decimal | float | None) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:,} {found.unit}"
    return f"{value * 100:.4f} %" if found.unit == "rate" else f"{value:.6g}"


def refund_table(report: Report) -> Table:
    """Return the deal with the export refund granted to the lease and refused."""
    currency, lease_currency = report.deal.currency, report.contract.currency
    columns = (
        Column("refund", "Refund to the lease", "text"),
        Column("rent", "Instalment", "money", currency=lease_currency),
        Column("yield", "Lessor's yield", "rate", digits=4),
        Column("npv", "Lease NPV", "money", currency=currency),
        Column("difference", "Lease - sale", "money", currency=currency),
    )
    rows: list[tuple[str | Decimal | float | None, ...]] = []
    kept = report.contract.rent
    for answer in report.refund:
        word = "granted" if answer.granted else "refused"
        if answer.priced:
            rows.append((f"{word} (priced)", answer.rent, answer.lessor_yield, answer.lease_npv, answer.lease_minus_sale))
            continue
        rows.append(
            (
                f"{word}, instalment kept",
                kept,
                answer.rent_kept_yield,
                answer.rent_kept_lease_npv,
                answer.rent_kept_lease_minus_sale,
            )
        )
        if answer.rent != kept:
            rows.append((f"{word}, solved again", answer.rent, answer.lessor_yield, answer.lease_npv, answer.lease_minus_sale))
    return Table("refund", "With and without the export refund", columns, tuple(rows))


def lessee_figures(report: Report) -> Figures | None:
    """Return the operator's side."""
    lessee, currency = report.lessee, report.contract.currency
    items = [
        Item(
            "Pays in all, per car",
            lessee.total_paid,
            "money",
            unit=currency,
            remark="instalments, taxes and charges, fees and services, undiscounted",
        )
    ]
    if lessee.lease_cost is not None and lessee.purchase_cost is not None and lessee.lease_minus_purchase is not None:
        items += [
            Item("Lease, worth at commencement", lessee.lease_cost, "money", unit=currency, remark="at the local borrowing rate"),
            Item("Buying with a local loan", lessee.purchase_cost, "money", unit=currency, remark="landed price of the same car"),
            Item(
                "Lease less buying", lessee.lease_minus_purchase, "money", unit=currency, remark="negative: the lease is cheaper"
            ),
        ]
    if lessee.rent_cover is not None:
        items.append(Item("Revenue covers the instalment", lessee.rent_cover, "number", digits=2, remark="times"))
    if lessee.cost_per_km is not None:
        items.append(
            Item(
                "Cost of a kilometre",
                lessee.cost_per_km,
                "number",
                unit=currency,
                digits=4,
                remark="all it pays, with energy, less resale",
            )
        )
    return Figures("lessee", "The lessee's side", tuple(items))
