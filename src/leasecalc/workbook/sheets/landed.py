"""Landed cost: the import charges line by line, and the prices that everything else is a share of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.engine.legs.cost_legs import invoice, refund_in_origin
from leasecalc.workbook.book.cells import Native, Sheet
from leasecalc.workbook.book.places import cell_of
from leasecalc.workbook.trace import value_of

if TYPE_CHECKING:
    from leasecalc.workbook.book.places import Places
    from leasecalc.workbook.trace import Traced

BASES = (("price", "Purchase price"), ("ex_vat", "Purchase price without VAT"), ("fob", "Declared FOB value"), ("financed", "Price financed"),
         ("sale", "Sale price after discount"))  # fmt: skip


def landed(found: Traced, places: Places) -> Sheet:
    """Return the sheet; the area `charges` holds what is paid."""
    sheet = Sheet("Landed cost")
    sheet.widths = {0: 38, 1: 16, 2: 54, 3: 16, 4: 16, 5: 40}
    sheet.landscape = True
    row = _prices(found, sheet)
    return _charges(found, sheet, places, row + 2)


def _prices(found: Traced, sheet: Sheet) -> int:
    priced, deal, inputs = found.formulas, found.formulas.deal, found.formulas.inputs
    sheet.put(0, 0, "Prices of one car", "title")
    gross, without_vat = invoice(deal, inputs)
    rows = [
        ("Invoice", gross, inputs.price.of),
        ("Invoice without VAT", without_vat, inputs.price.of),
        ("Export VAT refund, if granted", refund_in_origin(deal, inputs), inputs.price.of),
        *((label, priced.amounts.bases[name], deal.currency) for name, label in BASES),
    ]
    for row, (label, amount, currency) in enumerate(rows, 2):
        sheet.put(row, 0, label)
        sheet.put(row, 1, amount, "money")
        sheet.put(row, 2, currency, "unit")
    return 2 + len(rows)


def _charges(found: Traced, sheet: Sheet, places: Places, top: int) -> Sheet:
    stack, currency = found.priced.deal.stack, found.priced.deal.stack.currency
    sheet.put(top, 0, f"Landed cost of one car in {stack.market.document.name}, {currency}", "title")
    for column, head in enumerate(("Line", "On", "Rate", "Amount", "Recovered", "Source")):
        sheet.put(top + 1, column, head, "head")
    row = top + 2
    first_charge = None
    for formula, plain in zip(found.formulas.charges.charges, found.priced.charges.charges, strict=True):
        line = plain.line
        if line.is_charge and first_charge is None:
            first_charge = row
        sheet.put(row, 0, line.label)
        sheet.put(row, 1, formula.base, "money")
        sheet.put(row, 2, line.rate.describe(), "wrap")
        sheet.put(row, 3, formula.amount, "money")
        if formula.recoverable is not None and line.is_charge:
            sheet.put(row, 4, formula.recoverable, "money")
        source = line.source
        marks = ", ".join((*line.flags, *([] if source is None else [f"{source.confidence}, seen {source.seen}"])))
        sheet.put(row, 5, marks, "quiet", note="" if source is None else f"{source.title}\n{source.url or ''}")
        row += 1
    return _paid(found, sheet, places, (first_charge or row, row))


def _paid(found: Traced, sheet: Sheet, places: Places, rows: tuple[int, int]) -> Sheet:
    first, last = rows
    priced = found.formulas
    charges = [charge for charge in found.priced.charges.charges if charge.line.is_charge]
    places.areas["charges"] = (sheet.name, first, 3, last - 1, 3)
    sheet.put(last, 0, "Charges in all", "total_text")
    for column in (1, 2, 5):
        sheet.put(last, column, "", "total_text")
    # components of the customs value stand among the charges in some markets: the engine's own sum is of charges alone
    sheet.put(last, 3, priced.charges.total, "total")
    back = sum(value_of(charge.recoverable) for charge in charges if charge.recoverable is not None)
    area = f"{cell_of(first, 4)}:{cell_of(last - 1, 4)}"
    sheet.put(last, 4, Native(lambda _p, _s: f"SUM({area})", back), "total")
    sheet.put(last + 1, 0, f"Charges paid, {priced.deal.currency}")
    sheet.put(last + 1, 3, priced.charges_paid.paid, "money")
    sheet.put(last + 2, 0, f"Of which comes back to the importer, {priced.deal.currency}")
    sheet.put(last + 2, 3, priced.charges_paid.recoverable, "money")
    sheet.put(last + 3, 0, f"Importer of record: the {priced.deal.importer}", "quiet")
    return sheet
