"""What must follow when a section is switched off, all money is multiplied, or the refund comes later."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from independent_terms import read
from sample_deals import FOLDER, SAMPLES, markets

from leasecalc import api
from leasecalc.engine.measures import measure
from leasecalc.report.render.json import dumps

if TYPE_CHECKING:
    from pathlib import Path

    from leasecalc.engine.price import Priced

AMOUNT = re.compile(r"-?\d+(\.\d+)? [A-Z]{3}")
ANSWERS = ("rent", "lease_npv", "sale_npv", "lease_peak_cash")
#: A section and the values at which it does nothing, whatever else it says.
OFF = {
    "credit": ("za-valternative-weekly", ("credit.default_rate=0%",)),
    "insurance": ("uz-yuanup-60m", ("insurance.premium=0 USD", "insurance.cover=0%")),
    "withholding": ("pk-honri-36m", ("withholding.rate=0%",)),
    "lease.fees": ("uz-yuanup-60m", ("lease.fees.0.amount=0 USD",)),
    "lease.deposit": ("mx-dolphin-mini-48m", ("lease.deposit=0 MXN",)),
    "lease.down_payment": ("pk-honri-36m", ("lease.down_payment=0% of financed",)),
    "residual.disposal_cost": ("za-valternative-weekly", ("residual.disposal_cost=0 ZAR",)),
    "services": ("mx-dolphin-mini-48m", ("services.0.fee=0 MXN", "services.0.cost=0 MXN")),
    "fx.drift": ("br-dolphin-mini-60m", ("fx.drift.USD/BRL=0%",)),
}
EMPTY = {"services": "[]", "lease.fees": "[]"}
FEW = settings(max_examples=8, deadline=None, derandomize=True)


def priced(name: str, *assignments: str) -> Priced:
    return api.price(api.load(str(FOLDER / f"{name}.yaml"), assignments), markets())


def answers(found: Priced) -> dict[str, float]:
    return {name: float(measure(found, name)) for name in ANSWERS}


@pytest.mark.parametrize(("section", "deal", "zeros"), [(section, *off) for section, off in OFF.items()], ids=OFF)
@FEW
@given(price=st.integers(40_000, 160_000))
def test_a_section_that_does_nothing_is_no_section(section: str, deal: str, zeros: tuple[str, ...], price: int) -> None:
    same = (f"purchase.price={price} CNY", "assumed=[]")
    off = answers(priced(deal, *same, *zeros))
    gone = answers(priced(deal, *same, f"{section}={EMPTY.get(section, '')}"))
    assert off == pytest.approx(gone, abs=0.0001)
    if section not in {"lease.down_payment", "residual.disposal_cost"}:
        assert answers(priced(deal, *same)) != pytest.approx(gone, abs=0.005)  # the section did something


def ten_times(node: Any) -> Any:
    """Return a part of a deal with every amount of money multiplied by ten."""
    if isinstance(node, dict):
        return {key: ten_times(value) for key, value in node.items() if key != "expect"}
    if isinstance(node, list):
        return [ten_times(value) for value in node]
    if AMOUNT.fullmatch(node):
        number, currency = node.split()
        return f"{10 * Decimal(number):f} {currency}"
    return node


@pytest.mark.parametrize("name", ["za-box-60m", "za-box-36m", "mx-dolphin-mini-48m", "za-agya-weekly-208w"])
def test_ten_times_the_money_is_ten_times_the_value(name: str, tmp_path: Path) -> None:
    deal = ten_times(read(FOLDER / f"{name}.yaml"))
    deal.pop("extends", None)
    unit = deal["lease"].get("rounding", {}).get("unit")
    if unit is not None:
        deal["lease"]["rounding"]["unit"] = f"{unit}0"
    (tmp_path / "ten.yaml").write_text(dumps(deal), encoding="utf-8")
    once = answers(priced(name))
    ten = answers(api.price(api.load(str(tmp_path / "ten.yaml")), markets()))
    instalments = len(priced(name).deal.timeline.instalments)
    rounding = {"rent": 0.1, "lease_npv": 0.1 * instalments, "sale_npv": 0.5, "lease_peak_cash": 0.5}
    for measured, value in once.items():
        assert ten[measured] == pytest.approx(10 * value, abs=rounding[measured]), measured


@FEW
@given(months=st.lists(st.integers(0, 36), min_size=2, max_size=4, unique=True))
def test_a_later_refund_is_worth_less(months: list[int]) -> None:
    rent = "lease.rent=280 USD"
    values = [
        float(measure(priced("za-box-60m", rent, f"vat_refund.received={later} months after export"), "lease_npv"))
        for later in sorted(months)
    ]
    assert values == sorted(values, reverse=True)
    assert len(set(values)) == len(values)


@pytest.mark.parametrize("name", [name for name in SAMPLES if read(FOLDER / f"{name}.yaml")["purchase"]["vat"] == "included"])
def test_without_the_refund_the_vat_stays_in_the_cost(name: str) -> None:
    fixed = "shipping.fob=8000 USD"  # a share of the price without VAT would move with the VAT
    refused = priced(name, fixed, "vat_refund.lease=no", "vat_refund.sale=no")
    gross = priced(name, fixed, "purchase.vat=none")
    assert answers(refused) == pytest.approx(answers(gross), abs=1e-6)
