"""The first page: the answer, a few figures, and the terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.records import replace
from leasecalc.report.deal.layout_compare import verdict_notes
from leasecalc.report.deal.layout_head import deal_figures
from leasecalc.report.page import Figures, Item, Note, Notes
from leasecalc.report.routes.layout import verdict_blocks
from leasecalc.term_sheet.model import Section, parts

if TYPE_CHECKING:
    from decimal import Decimal

    from leasecalc.report.deal.model import MeasureShown, Report
    from leasecalc.term_sheet.deal.material import Material

POWERTRAINS = {
    "bev": "battery-electric",
    "erev": "electric with range extender",
    "phev": "plug-in hybrid",
    "hev": "hybrid",
    "mhev": "mild hybrid",
    "petrol": "petrol engine",
    "diesel": "diesel engine",
    "gas": "gas engine",
    "hydrogen": "fuel cell",
}
STANDING = {"Deposit": "lease.deposit", "Residual": "residual", "Fees": "lease.fees", "Amount financed": "lease.financed"}
"""Where terms stand in the deal, for their marks."""
SAID_OTHERWISE = {" (--band)": "", "TOO CLOSE TO CALL. As priced: ": "Too close to call. As priced: "}
"""What the terminal says of a command line or cries out, and paper does not."""


def summary_section(found: Material) -> Section:
    """Return the statements behind the answer, and the terms of the contract."""
    return Section(id="summary", title="Summary", parts=parts(_statements(found), _terms(found)))


def headline(found: Material) -> Note:
    """Return the answer in one sentence."""
    return _answer(found).lines[0]


def _answer(found: Material) -> Notes:
    answer = next(iter(verdict_blocks(found.verdict, found.report.deal)))
    assert isinstance(answer, Notes)  # noqa: S101 - the verdict begins with it
    return replace(answer, lines=tuple(replace(line, text=_on_paper(line.text)) for line in answer.lines))


def _on_paper(text: str) -> str:
    for said, otherwise in SAID_OTHERWISE.items():
        text = text.replace(said, otherwise)
    return text


def _statements(found: Material) -> Notes:
    return Notes("statements", "", (*_answer(found).lines[1:], *verdict_notes(found.report).lines[1:]))


def tiles(found: Material) -> tuple[Item, ...]:
    """Return the figures that are read first; where routes are ranked, of the two that the answer is on."""
    report = found.report
    own = _route_tiles(found) if found.ranking else _lease_tiles(report)
    deal, contract = report.deal, report.contract
    known = {measure.name: measure for measure in report.measures}
    rent = Item(
        "Instalment",
        contract.rent,
        "money",
        unit=contract.currency,
        remark=f"{deal.instalments} {deal.payments.replace('_', '-')}, in {deal.timing}",
    )
    return (rent, _yield(known["lessor_yield"]), *own)


def _route_tiles(found: Material) -> tuple[Item, ...]:
    verdict, deal = found.verdict, found.report.deal
    first, second = verdict.first_figures, verdict.second_figures
    return (
        Item(verdict.first, first.npv, "money", unit=deal.currency, remark=f"NPV per car, at {deal.discount_rate * 100:g} %"),
        Item(verdict.second, second.npv, "money", unit=deal.currency, remark=f"NPV per car, at {deal.discount_rate * 100:g} %"),
        Item("Difference", verdict.difference_per_car, "money", unit=deal.currency,
             remark=_fleet(verdict.difference_fleet, deal.quantity)),
        Item("Peak cash out", first.peak_cash, "money", unit=deal.currency, remark=verdict.first),
    )  # fmt: skip


def _lease_tiles(report: Report) -> tuple[Item, ...]:
    """Return the lease and the sale beside each other."""
    deal, compared = report.deal, report.comparison
    back = compared.lease.payback_months
    return (
        Item("Lease NPV", compared.lease.npv_per_car, "money", unit=deal.currency, remark=f"per car, at {deal.discount_rate * 100:g} %"),
        Item("Sale NPV", compared.sale.npv_per_car, "money", unit=deal.currency, remark="per car, the same day"),
        Item("Lease less sale",
             compared.lease_minus_sale_per_car, "money", unit=deal.currency, remark=_fleet(compared.lease_minus_sale_fleet, deal.quantity)),
        Item("Peak cash out", compared.lease.peak_cash_per_car, "money", unit=deal.currency,
             remark="per car, never back" if back is None else f"per car, back after {back:.4g} months"),
    )  # fmt: skip


def _fleet(amount: Decimal, quantity: int) -> str:
    return "per car" if quantity == 1 else f"per car; {amount:,} for {quantity} cars"


def _yield(measure: MeasureShown) -> Item:
    if measure.value is None:
        return Item("Lessor's yield", "none", "text", remark=measure.reason, mark="unknown")
    return Item("Lessor's yield", float(measure.value), "rate", digits=2, remark="nominal a year")


def _terms(found: Material) -> Figures:
    deal, terms = found.report.deal, deal_figures(found.report)
    marked = (replace(item, mark=item.mark or found.basis.mark_of(STANDING.get(item.label, ""))) for item in terms.items)
    car = (
        Item("Vehicle", deal.vehicle, "text", remark=POWERTRAINS.get(deal.powertrain, deal.powertrain)),
        Item("Tariff heading", f"HS {deal.hs}", "text"),
        Item("Cars", deal.quantity, "count"),
    )
    return Figures("terms", "Terms", (*car, *marked))
