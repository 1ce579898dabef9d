"""The sample deals with risk told in full, by the independent calculation, which walks every time of default as a path of its own."""

from __future__ import annotations

import json
import sys
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from leasecalc import api
from leasecalc.report.render.json import dumps

sys.path.append(str(Path(__file__).parents[1] / "deals"))

import independent
from independent_legs import Charges
from independent_terms import over, read

FOLDER = Path(__file__).parents[2] / "deals" / "risk"
SAMPLES = tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))
MEASURES = ("lease_npv", "sale_npv", "lease_peak_cash")


@cache
def sample(name: str) -> dict[str, Any]:
    report = api.report(api.load(str(FOLDER / f"{name}.yaml")), api.library())
    return json.loads(dumps(report), parse_float=Decimal)


@cache
def answer(name: str) -> independent.Answer:
    landed = sample(name)["landed"]
    charges = Charges(Decimal(landed["total_charges"]), Decimal(landed["recoverable"]), landed["currency"])
    return independent.price(read(FOLDER / f"{name}.yaml"), charges)


def measure(name: str, wanted: str) -> Decimal:
    return next(Decimal(row["value"]) for row in sample(name)["measures"] if row["name"] == wanted)


@pytest.mark.parametrize("name", SAMPLES)
def test_holds_what_it_expects(name: str) -> None:
    assert sample(name)["expectations"]
    assert [row for row in sample(name)["expectations"] if not row["holds"]] == []


@pytest.mark.parametrize("name", SAMPLES)
def test_comes_out_by_the_independent_calculation(name: str) -> None:
    expected = answer(name)
    assert measure(name, "rent") == expected.rent
    assert float(measure(name, "lessor_yield")) == pytest.approx(expected.lessor_yield, abs=1e-10)
    assert float(measure(name, "customer_rate")) == pytest.approx(expected.customer_rate, abs=1e-10)
    for wanted in MEASURES:
        assert float(measure(name, wanted)) == pytest.approx(getattr(expected, wanted), abs=0.005001), wanted
    assert float(measure(name, "lease_payback_months")) == pytest.approx(expected.lease_payback_months, abs=1e-9)


@pytest.mark.parametrize("name", SAMPLES)
def test_every_leg_comes_out_and_stands_in_order_of_date(name: str) -> None:
    legs = sample(name)["lease_legs"]
    # a path of its own for each time of default and of return does not say which of the two ended a payment
    merged: dict[str, Decimal] = {}
    for leg in legs:
        line = leg["name"].replace("early_return_loss", "credit_loss")
        merged[line] = merged.get(line, Decimal(0)) + sum(Decimal(flow["amount"]) for flow in leg["flows"])
    program = sorted(total for total in merged.values() if total)
    plain = sorted(total for flows in answer(name).lease.values() if (total := sum(amount for _, amount in flows)))
    assert program == pytest.approx(plain, abs=Decimal("0.0002"))
    for leg in legs:
        days = [flow["on"] for flow in leg["flows"]]
        assert days == sorted(days), leg["name"]


VARIATIONS: dict[str, tuple[str, dict[str, Any]]] = {
    "a deposit larger than the loss": (
        "uz-yuanup-guaranteed", {"lease": {"deposit": "2500 USD", "timing": "advance"}, "credit": {"idle": "20 days"}},
    ),
    "a guarantor with a default rate of its own, no insurer": (
        "uz-yuanup-guaranteed", {"credit": {"guarantee": {"share": "80%", "default_rate": "3%", "joint_default": None}}, "insurance": None},
    ),
    "monthly rates, a car driven less than planned": (
        "uz-yuanup-guaranteed", {
            "credit": {"default_curve": {"by": "conditional_monthly", "rates": ["0.4%", "0.4%", "0.2%"]}},
            "car_value": {"distance": {"expected_km_per_month": "800", "per_km": "300 UZS"}}, "fx": {"drift": {"USD/UZS": "7%"}},
        },
    ),
    "quarterly instalments, a yearly premium, a residual that comes late": (
        "za-box-relet", {
            "lease": {"payments": "quarterly", "timing": "arrears"}, "insurance": {"every": "yearly"}, "withholding": {"rate": "8%", "on": "gross_rent"},
            "residual": {"kind": "unguaranteed", "lag": "1 months", "disposal_cost": "6% of residual"}, "credit": {"lag": "5 months"},
        },
    ),
    "ends by a written value, in rand, quarterly in arrears, nobody defaults": (
        "za-box-choices", {
            "lease": {"payments": "quarterly", "timing": "arrears", "currency": "ZAR"}, "fx": {"drift": {"USD/ZAR": "4%"}}, "credit": None,
            "residual": {"disposal_cost": "7% of residual"}, "car_value": None, "withholding": {"on": "gross_rent"},
            "ends": {"returned_value": "70% of residual", "disposal_cost": None, "extension": {"rent": "5200 ZAR", "months": "9"}},
        },
    ),
    "ends with a target of net present value": (
        "za-box-choices", {
            "lease": {"rent": {"solve": "npv", "target": "900 USD"}},
            "ends": {"expected": {"purchase": "0%", "return": "65%", "extend": "35%"}},
        },
    ),
    "rents in rand that falls": (
        "za-box-relet", {"lease": {"currency": "ZAR"}, "fx": {"drift": {"USD/ZAR": "5%"}}, "credit": {"rating": {"grade": "B"}}},
    ),
}  # fmt: skip


def without_nothing(node: Any) -> Any:
    """Return a part of a deal without the keys that are switched off."""
    if not isinstance(node, dict):
        return node
    return {key: without_nothing(value) for key, value in node.items() if value not in (None, "")}


@pytest.mark.parametrize("variation", VARIATIONS)
def test_a_variation_comes_out_too(variation: str, tmp_path: Path) -> None:
    name, above = VARIATIONS[variation]
    deal = without_nothing(over(read(FOLDER / f"{name}.yaml"), above))
    for section in ("extends", "expect", "assumed"):
        deal.pop(section, None)
    path = tmp_path / "deal.yaml"
    path.write_text(dumps(deal), encoding="utf-8")
    found = json.loads(dumps(api.report(api.load(str(path)), api.library())), parse_float=Decimal)
    landed = found["landed"]
    expected = independent.price(
        deal, Charges(Decimal(landed["total_charges"]), Decimal(landed["recoverable"]), landed["currency"])
    )
    program = sorted(total for leg in found["lease_legs"] if (total := sum(Decimal(flow["amount"]) for flow in leg["flows"])))
    plain = sorted(total for flows in expected.lease.values() if (total := sum(amount for _, amount in flows)))
    assert program == pytest.approx(plain, abs=Decimal("0.0002"))
    assert float(next(row["value"] for row in found["measures"] if row["name"] == "lease_npv")) == pytest.approx(
        expected.lease_npv, abs=0.005001
    )
