"""The head of a page: the deal, its gates, its yields and its cash."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from leasecalc.records import replace
from leasecalc.report.page import Figures, Item, Note, Notes

if TYPE_CHECKING:
    from leasecalc.report.deal.model import MeasureShown, Report
    from leasecalc.report.page import Level

RESIDUAL_WORDS = {
    "purchase_option": "purchase option of the lessee",
    "guaranteed": "guaranteed by a third party",
    "unguaranteed": "what the car fetches, not guaranteed",
    "balloon": "last payment of the lessee",
}
LEVELS: dict[str, Level] = {"fail": "bad", "unknown": "doubt", "pass with doubt": "doubt", "pass": "good"}


def deal_figures(report: Report) -> Figures:
    """Return the deal in a few lines."""
    deal, contract = report.deal, report.contract
    kind = deal.route.replace("_", " ")
    items = [
        Item(
            "Contract", kind, "text", remark=f"{deal.term_months:g} months from {deal.commencement} to {deal.end}{_first(report)}"
        ),
        Item("Instalments", deal.instalments, "count", remark=f"{deal.payments}, in {deal.timing}"),
        Item("Instalment", contract.rent, "money", unit=contract.currency, remark=_rent_remark(report)),
        Item("Amount financed", contract.financed, "money", unit=contract.currency, remark=_financed_remark(report)),
        Item("Deposit", contract.deposit, "money", unit=contract.currency),
        Item("Residual", contract.residual, "money", unit=contract.currency, remark=RESIDUAL_WORDS[contract.residual_kind]),
    ]
    if contract.fees:
        items.insert(5, Item("Fees", contract.fees, "money", unit=contract.currency))
    items[3:3] = _structure_items(report)
    return Figures("deal", "Deal", tuple(items))


def _first(report: Report) -> str:
    return f", the first of {len(report.deliveries)} deliveries" if report.deliveries else ""


def _structure_items(report: Report) -> list[Item]:
    """Return what makes the instalments differ, and the margin of a floating rate."""
    contract = report.contract
    items = [Item("Structure", "; ".join(contract.structure), "text")] if contract.structure else []
    if contract.margin is not None and contract.base_rate is not None:
        over = f"over a base rate of {contract.base_rate * 100:g} % at commencement"
        items.append(Item("Margin", contract.margin, "rate", digits=4, remark=over))
    return items


def _rent_remark(report: Report) -> str:
    contract = report.contract
    if not contract.target:
        return "fixed by the deal"
    found = f"solved for {contract.target}"
    if contract.target_rate is None or contract.achieved_rate is None:
        return f"{found}; {contract.exact_rent:.6f} before rounding"
    return f"{found} {contract.target_rate * 100:g} %; achieved {contract.achieved_rate * 100:.6f} %; {contract.exact_rent:.6f} before rounding"


def _financed_remark(report: Report) -> str:
    return f"after a down payment of {report.contract.down_payment}" if report.contract.down_payment else ""


def gate_notes(report: Report) -> Notes:
    """Return the gates that matter: all that do not plainly pass, and how many do."""
    lines = [
        Note(
            f"{gate.status.upper()}: {gate.label}. {gate.reason}. Source: {gate.source.title} ({gate.source.confidence})",
            LEVELS[gate.status],
        )
        for gate in report.gates
        if gate.status != "pass"
    ]
    passed = [gate.label.lower() for gate in report.gates if gate.status == "pass" and gate.reason != "does not apply"]
    quiet = sum(gate.reason == "does not apply" for gate in report.gates)
    if passed:
        lines.append(Note(f"PASS: {'; '.join(passed)}", "good"))
    if quiet:
        lines.append(Note(f"{quiet} more do not apply to this deal", "plain"))
    return Notes("gates", "Gates", tuple(lines))


def measure_item(measure: MeasureShown) -> Item:
    """Return a measure as it is printed, or why it has no value."""
    if measure.value is None:
        return Item(measure.label, "none", "text", remark=measure.reason, mark="unknown")
    if measure.unit == "rate":
        return Item(measure.label, float(measure.value), "rate", digits=4)
    if measure.unit == "money":
        return Item(
            measure.label,
            measure.value if isinstance(measure.value, Decimal) else float(measure.value),
            "money",
            unit=measure.currency,
        )
    return Item(measure.label, float(measure.value), "number", digits=2 if measure.unit == "ratio" else 0)


SHOWN_YIELDS = (
    "lessor_yield",
    "lessor_yield_effective",
    "expected_yield",
    "customer_rate",
    "customer_rate_effective",
    "implicit_rate",
)
SHOWN_CASH = ("lease_surplus", "lease_peak_cash", "lease_payback_months", "lease_cash_multiple", "profit_margin")


def own_yields(report: Report) -> tuple[MeasureShown, ...]:
    """Return the yields that the deal defines."""
    named = {found.name for found in report.yields} - {"lessor_yield", "expected_yield"}
    return tuple(found for found in report.measures if found.name in named or found.name.removesuffix("_effective") in named)


def own_yields_figures(report: Report) -> Figures | None:
    """Return the yields that the deal defines with the legs that each counts, or None."""
    found = own_yields(report)
    if not found:
        return None
    items = tuple(replace(measure_item(measure), remark=measure.flows) for measure in found if measure.value is not None)
    return Figures("own_yields", "Yields of this deal's own", items)


def yields_figures(report: Report) -> Figures:
    """Return yields and cash; where a rate of return is not unique, which one is quoted and why."""
    known = {measure.name: measure for measure in report.measures}
    names = [*SHOWN_YIELDS, *(found.name for found in own_yields(report)), *SHOWN_CASH]
    if known["expected_yield"].value == known["lessor_yield"].value:
        names.remove("expected_yield")
    notes = [f"{found.name}: {found.reason}" for found in report.yields if found.status != "found" or found.sign_changes != 1]
    if report.deliveries:
        notes.append("customer's and implicit rate are those of the first delivery; the table of deliveries has those of each")
    return Figures(
        "yields", "Yields and cash", tuple(measure_item(known[name]) for name in names), notes=tuple(dict.fromkeys(notes))
    )
