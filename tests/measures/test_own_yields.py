"""Yields that a deal defines, against the printed legs alone; the flat rate by hand; what `explain` counts."""

from __future__ import annotations

import json
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from leasecalc import api
from leasecalc.cli.run import run
from leasecalc.engine.legs.names import is_leg
from leasecalc.engine.measures import MEASURES
from leasecalc.engine.own_yields import measure_of
from leasecalc.report.render.json import dumps

DEALS = Path(__file__).parents[2] / "deals"
UZ = DEALS / "uz-yuanup-60m.yaml"
#: Name of a yield, what the deal writes, and the legs that then count, by name and nature.
YIELDS = {
    "asset_only": ("{exclude: [services, withholding]}", lambda leg: not leg["name"].startswith("service_") and leg["nature"] == "contractual"),
    "with_loss": ("{exclude: [insurance_payout], expected: yes}", lambda leg: leg["name"] != "insurance_payout"),
    "three_legs": ("{include: [purchase, rent, residual]}", lambda leg: leg["name"] in {"purchase", "rent", "residual"}),
}  # fmt: skip
SET = tuple(f"yields.{name}={written}" for name, (written, _) in YIELDS.items())


@cache
def markets() -> Any:
    return api.library()


def report(path: Path, *assignments: str) -> dict[str, Any]:
    return json.loads(dumps(api.report(api.load(str(path), assignments), markets())), parse_float=Decimal)


def measure(found: dict[str, Any], name: str) -> float:
    return next(float(row["value"]) for row in found["measures"] if row["name"] == name)


def rate_of(flows: list[tuple[float, float]]) -> float:
    low, high = -0.5, 2.0
    for _ in range(200):
        middle = 0.5 * (low + high)
        total = sum(amount * (1.0 + middle) ** (-month / 12.0) for month, amount in flows)
        low, high = (middle, high) if total > 0.0 else (low, middle)
    return 0.5 * (low + high)


@pytest.mark.parametrize("name", YIELDS)
def test_the_yield_of_the_printed_flows(name: str) -> None:
    found = report(UZ, *SET)
    legs = [leg for leg in found["lease_legs"] if YIELDS[name][1](leg)]
    assert 0 < len(legs) < len(found["lease_legs"])
    rate = rate_of([(float(flow["month"]), float(flow["amount"])) for leg in legs for flow in leg["flows"]])
    assert measure(found, f"{name}_effective") == pytest.approx(rate, abs=2e-7)
    assert measure(found, name) == pytest.approx(12.0 * ((1.0 + rate) ** (1.0 / 12.0) - 1.0), abs=2e-7)


def test_expected_solved_for_and_shown(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    wanted = measure(report(UZ, *SET), "asset_only")
    written = (f"expect={{asset_only: {100 * wanted:.6f}% within 0.00001%, three_legs: 1%}}",)
    held = {row["measure"]: row["holds"] for row in report(UZ, *SET, *written)["expectations"]}
    assert held == {"asset_only": True, "three_legs": False}
    deal = api.load(str(UZ), SET)
    answer = api.solve(deal, markets(), knobs=["rent"], targets=[("yields.asset_only", "14%")]).answer
    assert answer.goals[0].achieved == pytest.approx(0.14, abs=2e-5)
    assert run(["compare", str(UZ), "--format", "json"]) == 0
    own = json.loads(capsys.readouterr().out)["own_yields"]
    assert [row["name"] for row in own] == ["asset_yield", "asset_yield_effective"]
    assert run(["price", str(UZ)]) == 0
    assert "Yield on the car alone, nominal" in capsys.readouterr().out


def test_explain_counts_every_measure_in_a_deal(capsys: pytest.CaptureFixture[str]) -> None:
    for name in (*(found.name for found in MEASURES), "rent_cover", "lessee_cost", "asset_yield"):
        assert run(["explain", name, str(UZ)]) == 0, name
        out = capsys.readouterr().out
        assert out.startswith(f"{name}: ")
        assert "Flows included\n  " in out
        assert "\nCounted, + is " in out
    assert run(["explain", "lessor_yield", str(UZ)]) == 0
    out = capsys.readouterr().out
    assert "purchase           Purchase of the car       -15,602.84 USD  2026-03-18" in out
    assert out.endswith("Not counted\n  credit_loss, recovery, repossession, insurance_payout\n")
    assert run(["explain", "no_yield", str(UZ)]) == 2


def test_every_leg_of_every_sample_deal_can_be_named() -> None:
    for path in sorted(DEALS.rglob("*.yaml")):
        priced = api.price(api.load(str(path)), markets())
        assert [leg.name for leg in priced.lease if not is_leg(leg.name)] == [], path.name


def test_the_flat_rate_by_hand() -> None:
    """36 x 360 + 0 on 10,800 over three years: (12,960 - 10,800) / 10,800 / 3 = 6.6667 % a year."""
    written = (
        "lease.financed=10800 USD",
        "lease.rent=360 USD",
        "residual.amount=0 USD",
        "lease.deposit=0 USD",
        "assumed=[]",
        "expect=",
    )
    found = report(DEALS / "za-box-36m.yaml", *written)
    assert measure(found, "flat_rate") == pytest.approx(2160 / 10800 / 3, abs=1e-12)
    with_residual = report(DEALS / "za-box-36m.yaml", *written, "residual.amount=1080 USD")
    assert measure(with_residual, "flat_rate") == pytest.approx(3240 / 10800 / 3, abs=1e-12)


def test_both_faces_of_an_own_yield_and_the_flat_rate() -> None:
    import numpy as np

    from leasecalc.engine.price import price
    from leasecalc.engine.settings import with_knob

    deal = api.resolve(api.load(str(UZ), SET), markets())
    rents = np.array([310.0, 342.52, 371.01])
    together = price(deal, with_knob(deal, deal.inputs, "rent", rents))
    for name in ("asset_only", "with_loss_effective", "flat_rate"):
        found = measure_of(deal, name)
        assert found is not None
        block = found.compute(together)
        for row, rent in enumerate(rents):
            alone = found.compute(price(deal, with_knob(deal, deal.inputs, "rent", float(rent))))
            assert block[row] == pytest.approx(alone, rel=1e-12, abs=1e-12)
