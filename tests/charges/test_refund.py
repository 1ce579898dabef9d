"""China's export VAT refunds against published examples."""

from pathlib import Path

import numpy as np
import pytest

from leasecalc.charges.refund import MakerPeriod, maker_refund, purchase_invoice_refund
from leasecalc.reading.documents import load
from leasecalc.reading.fields import Number, Percent, Text
from leasecalc.records import record


@record(kw_only=True)
class PurchaseCase:
    name: Text
    source: Text
    ex_vat: Number | None = None
    with_vat: Number | None = None
    vat_rate: Percent
    refund_rate: Percent
    refund: Number
    not_refunded: Number


@record(kw_only=True)
class MakerCase:
    name: Text
    source: Text
    export_sales: Number
    vat_rate: Percent
    refund_rate: Percent
    input_vat: Number
    ceiling: Number
    not_creditable: Number
    refund: Number


@record(kw_only=True)
class RefundCases:
    purchase: tuple[PurchaseCase, ...]
    maker: tuple[MakerCase, ...]


FILE = Path(__file__).parents[1] / "cases" / "refund" / "CN.yaml"
CASES = load(FILE.read_text(encoding="utf-8"), FILE.name, RefundCases).document


@pytest.mark.parametrize("case", CASES.purchase, ids=lambda case: case.name)
def test_on_the_purchase_invoice(case: PurchaseCase) -> None:
    ex_vat = float(case.ex_vat) if case.ex_vat is not None else float(case.with_vat or 0) / (1 + float(case.vat_rate))
    found = purchase_invoice_refund(ex_vat, float(case.refund_rate), vat_rate=float(case.vat_rate))
    assert found.refund == float(case.refund)
    assert found.not_refunded == pytest.approx(float(case.not_refunded), abs=0.005)


@pytest.mark.parametrize("case", CASES.maker, ids=lambda case: case.name)
def test_of_a_maker(case: MakerCase) -> None:
    rates = {"vat_rate": float(case.vat_rate), "refund_rate": float(case.refund_rate)}
    found = maker_refund(MakerPeriod(export_sales=float(case.export_sales), input_vat=float(case.input_vat), **rates))
    assert found.ceiling == float(case.ceiling)
    assert found.not_creditable == float(case.not_creditable)
    assert found.refund == pytest.approx(float(case.refund), abs=1e-9)
    assert found.set_off == pytest.approx(found.ceiling - found.refund, abs=1e-9)
    assert found.payable == found.carried_forward == 0.0


def test_the_ceiling_binds_and_the_rest_is_carried_forward() -> None:
    # Announcement 2026 No. 11 article 5(1)(3): credit 200 + 50 - 40, ceiling 1,000 x 13 %.
    period = MakerPeriod(
        export_sales=1000.0, vat_rate=0.13, refund_rate=0.13, input_vat=200.0, output_vat=40.0, opening_credit=50.0
    )
    found = maker_refund(period)
    assert (found.refund, found.set_off, found.carried_forward, found.payable) == (130.0, 0.0, 80.0, 0.0)


def test_domestic_sales_may_use_up_the_credit() -> None:
    period = MakerPeriod(export_sales=1000.0, vat_rate=0.13, refund_rate=0.09, input_vat=100.0, output_vat=500.0)
    found = maker_refund(period)
    assert (found.not_creditable, found.payable, found.refund, found.set_off) == (40.0, 440.0, 0.0, 90.0)


def test_exempt_materials_lower_both_sides_and_never_below_zero() -> None:
    period = MakerPeriod(export_sales=1000.0, vat_rate=0.13, refund_rate=0.09, input_vat=100.0, exempt_materials=400.0)
    found = maker_refund(period)
    assert (found.not_creditable, found.ceiling) == (24.0, 54.0)
    over = MakerPeriod(export_sales=1000.0, vat_rate=0.13, refund_rate=0.09, input_vat=100.0, exempt_materials=4000.0)
    assert (maker_refund(over).not_creditable, maker_refund(over).refund) == (0.0, 0.0)


def test_both_faces_agree() -> None:
    sales = np.array([80.0, 90.0, 100.0, 120.0])
    on_array = maker_refund(MakerPeriod(export_sales=sales, vat_rate=0.17, refund_rate=0.13, input_vat=11.62))
    one_by_one = [
        maker_refund(MakerPeriod(export_sales=value, vat_rate=0.17, refund_rate=0.13, input_vat=11.62)).refund
        for value in sales.tolist()
    ]
    assert on_array.refund.tolist() == one_by_one
