"""Export VAT refunds of the country of origin: on the purchase invoice, and the maker's exempt-credit-refund method."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.records import record
from leasecalc.rounding import CENT, Rounding, round_to
from leasecalc.values import maximum, minimum

if TYPE_CHECKING:
    from leasecalc.values import Value


@record
class PurchaseRefund:
    """What an exporter who bought the vehicle gets back, and what stays in its cost (both positive, money)."""

    refund: Value
    not_refunded: Value


def purchase_invoice_refund(ex_vat: Value, refund_rate: Value, *, vat_rate: Value, rounding: Rounding = CENT) -> PurchaseRefund:
    """Calculate the refund of a lessor or a trading company from the ex-VAT amount on the special VAT invoice.

    ``refund = ex_vat × refund_rate``; the rest of the VAT on the invoice is cost. Rates are fractions. Sources:
    Caishui [2014] 62 (finance leases) and MOF/STA Announcement 2026 No. 11 (sales). The base is never the export
    price or the rent.
    """
    refund = round_to(ex_vat * refund_rate, rounding)
    return PurchaseRefund(refund, round_to(ex_vat * vat_rate, rounding) - refund)


@record(kw_only=True)
class MakerPeriod:
    """One tax period of a maker that exports, in its own currency; rates are fractions.

    `export_sales` is FOB × exchange rate, `input_vat` the VAT on purchases of the period, `output_vat` that on
    domestic sales, `opening_credit` the credit carried in, `exempt_materials` materials bought free of duty and VAT.
    """

    export_sales: Value
    vat_rate: Value
    refund_rate: Value
    input_vat: Value
    output_vat: Value = 0.0
    opening_credit: Value = 0.0
    exempt_materials: Value = 0.0


@record
class MakerRefund:
    """The outcome of a period: VAT to pay, input VAT that is lost, the ceiling, the cash refund, the part set off
    against domestic VAT, and the credit carried forward. All positive, money.
    """

    payable: Value
    not_creditable: Value
    ceiling: Value
    refund: Value
    set_off: Value
    carried_forward: Value


def maker_refund(period: MakerPeriod, rounding: Rounding = CENT) -> MakerRefund:
    """Calculate a maker's exempt-credit-refund (MOF/STA Announcement 2026 No. 11, article 5(1)).

    The refund is the closing credit, at most ``(export sales − exempt materials) × refund rate``. The printed formula
    has no opening credit; filing practice subtracts it, so it is an input.
    """
    lost_rate = period.vat_rate - period.refund_rate
    offset = minimum(period.exempt_materials, period.export_sales)
    not_creditable = round_to((period.export_sales - offset) * lost_rate, rounding)
    ceiling = round_to((period.export_sales - offset) * period.refund_rate, rounding)
    balance = period.output_vat - (period.input_vat - not_creditable) - period.opening_credit
    credit = round_to(maximum(-balance, 0.0), rounding)
    refund = minimum(credit, ceiling)
    return MakerRefund(
        payable=round_to(maximum(balance, 0.0), rounding),
        not_creditable=not_creditable,
        ceiling=ceiling,
        refund=refund,
        set_off=round_to(ceiling - refund, rounding),
        carried_forward=round_to(credit - refund, rounding),
    )
