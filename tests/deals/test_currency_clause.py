"""Instalments indexed to an exchange rate: closed forms, switches to the cent, the independent calculation, and both faces."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from independent_terms import over, read
from sample_deals import FOLDER, markets, result, sample
from test_independent import BASE, assert_same, oracle, written

from leasecalc import api
from leasecalc.engine.conversions import exposures
from leasecalc.engine.measures import MEASURES, measure
from leasecalc.engine.price import price
from leasecalc.engine.settings import with_knob

if TYPE_CHECKING:
    from pathlib import Path

INDEXED = "currency/za-box-zar-indexed"
IN_RAND = over(BASE, {
    "lease": {"payments": "monthly", "timing": "arrears", "term": "60 months", "currency": "ZAR", "rent": "5000 ZAR"},
    "residual": {"amount": "0 ZAR", "kind": "unguaranteed"},
})  # fmt: skip


def indexed(folder: Path, clause: dict[str, Any] | None, **others: Any) -> Any:
    deal = over(IN_RAND, others)
    deal["lease"] = deal["lease"] if clause is None else {**deal["lease"], "currency_clause": {"currency": "USD", **clause}}
    return price(api.resolve(api.load(str(written(deal, folder))), markets()))


def flows(found: Any, name: str) -> list[float]:
    return [float(amount) for leg in found.lease if leg.name == name for _, amount in leg.flows]


@pytest.mark.parametrize(
    "moves", [{"drift": {"USD/ZAR": "7%"}}, {"forward": {"USD/ZAR": {"base_rate": "4%", "quote_rate": "9%"}}}]
)
def test_a_rent_that_follows_the_dollar_whole_is_a_rent_in_dollars(moves: dict[str, Any], tmp_path: Path) -> None:
    """Closed form: whatever the rand does, each instalment is worth base / base rate dollars."""
    found = indexed(tmp_path, {"share": "100%"}, fx=moves)
    billed = [rent + more for rent, more in zip(flows(found, "rent"), flows(found, "rent_adjustment"), strict=True)]
    assert billed == pytest.approx([5000 / 17.2] * 60, abs=0.0151)  # two roundings to the cent, one to the rand's
    in_dollars = indexed(tmp_path, None, fx=moves, lease={"currency": "USD", "rent": "290.70 USD"}, residual={"amount": "0 USD"})
    assert measure(found, "lessor_yield") == pytest.approx(measure(in_dollars, "lessor_yield"), abs=2e-5)
    rand = next((one for one in exposures(found) if one.currency == "ZAR"), None)
    assert rand is None or abs(float(rand.lease)) < 0.5


def test_half_indexed_by_hand(tmp_path: Path) -> None:
    clause = {
        "share": "50%",
        "base_rate": "16.00",
        "reset_every": "12 months",
        "fixing_lag": "1 month",
        "cap": "20",
        "floor": "10",
    }
    found = indexed(tmp_path, clause, fx={"drift": {"USD/ZAR": "10%"}})
    # first due on 2 June 2026: fixed on 2 May, two months after pricing, and a year later each
    rates = [min(17.2 * 1.1 ** ((2 + 12 * year) / 12), 20.0) for year in range(5)]
    wanted = [round(5000 * 0.5 * (rates[number // 12] / 16 - 1), 2) for number in range(60)]
    assert [float(more) for more in found.contract.adjustments] == pytest.approx(wanted, abs=1e-9)
    assert rates[1] < 20.0 == rates[2]


@pytest.mark.parametrize(("beyond", "counted"), [("whole", 0.06), ("excess", 0.01)])
def test_a_threshold(beyond: str, counted: float, tmp_path: Path) -> None:
    points = [{"on": "2026-12-02", "rate": "17.888"}, {"on": "2027-06-02", "rate": f"{17.2 * 1.06}"}]
    moves = {"curve": {"USD/ZAR": {"points": points, "interpolation": "linear", "beyond": "held"}}}
    found = indexed(tmp_path, {"share": "100%", "threshold": {"change": "5%", "beyond": beyond}}, fx=moves)
    assert [float(more) for more in found.contract.adjustments[:7]] == [0.0] * 7  # up 4 % by December
    assert float(found.contract.adjustments[-1]) == pytest.approx(5000 * counted, abs=0.0051)


def figures(found: dict[str, Any]) -> dict[str, Any]:
    """Return every measure, and every leg but that of the clause."""
    legs = {leg["name"]: (leg["total"], leg["flows"]) for leg in found["lease_legs"] if leg["name"] != "rent_adjustment"}
    return legs | {row["name"]: row["value"] for row in found["measures"]}


def without_clause(tmp_path: Path, **others: Any) -> dict[str, Any]:
    deal = over(
        {key: value for key, value in read(FOLDER / f"{INDEXED}.yaml").items() if key not in {"extends", "expect"}}, others
    )
    deal["lease"] = {key: value for key, value in deal["lease"].items() if key != "currency_clause"}
    deal["assumed"] = []
    return result(written(deal, tmp_path))


def test_no_indexed_share_and_a_flat_forward_curve_are_the_deal_without_the_clause(tmp_path: Path) -> None:
    assert figures(sample(INDEXED, "lease.currency_clause.share=0%")) == figures(without_clause(tmp_path))
    flat = "fx.forward={USD/ZAR: {base_rate: 6%, quote_rate: 6%}}"
    wanted = without_clause(tmp_path, fx={"forward": {"USD/ZAR": {"base_rate": "6%", "quote_rate": "6%"}}})
    found = sample(INDEXED, flat)
    assert figures(found) == figures(wanted)
    assert all(float(row["adjustment"]) == 0.0 for row in found["schedule"]["currency_clause"]["rows"])


@pytest.mark.parametrize(
    ("clause", "others"),
    [
        ({"threshold": {"change": "4%", "beyond": "whole"}}, {"withholding": {"rate": "12%", "on": "gross_rent"}}),
        ({"floor": "17.5", "base_rate": "17.00", "reset_every": "1 months"}, {"credit": {"deposit": "set_off"}}),
        ({"share": "100%", "fixing_lag": "2 months"}, {"fx": {"conversion": {"fee": "3 USD"}}}),
    ],
)
def test_other_clauses_come_out_of_the_independent_calculation(
    clause: dict[str, Any], others: dict[str, Any], tmp_path: Path
) -> None:
    deal = over(read(FOLDER / f"{INDEXED}.yaml"), {"lease": {"currency_clause": clause}, **others})
    deal = {key: value for key, value in deal.items() if key not in {"extends", "expect", "assumed"}}
    found = result(written(deal, tmp_path))
    assert_same(found, oracle(deal, found))


def test_the_table_adds_up_to_the_legs() -> None:
    """What is billed in rand at the rate of its day is what the two legs bring."""
    found = api.resolve(api.load(str(FOLDER / f"{INDEXED}.yaml")), markets())
    priced = price(found)
    rows = sample(INDEXED)["schedule"]["currency_clause"]["rows"]
    arrived = [at for leg in priced.lease if leg.name == "rent" for at, _ in leg.flows]
    legs = zip(flows(priced, "rent"), flows(priced, "rent_adjustment"), arrived, rows, strict=True)
    for rent, more, at, row in legs:
        rate = float(priced.amounts.exchange.factor("ZAR", at))
        assert rent + more == pytest.approx(float(row["billed"]) * rate, abs=0.0101)
        assert float(row["billed"]) == pytest.approx(float(row["instalment"]) * (1 + float(row["change"])), abs=0.0051)
        assert row["fixed_on"] < row["due"]


def test_both_faces_agree() -> None:
    deal = api.resolve(api.load(str(FOLDER / f"{INDEXED}.yaml")), markets())
    draw = np.random.default_rng(4)
    arrays = {"fx.USD/ZAR": draw.uniform(15.0, 22.0, 60), "indexed_share": draw.uniform(0.0, 1.0, 60), "drift.USD/ZAR": draw.uniform(-0.05, 0.12, 60),
              "withholding_rate": np.round(draw.uniform(0.01, 0.15, 60), 3)}  # fmt: skip

    def at(row: int | None) -> Any:
        inputs = deal.inputs
        for name, values in arrays.items():
            inputs = with_knob(deal, inputs, name, values if row is None else float(values[row]))
        return price(deal, inputs)

    together = at(None)
    measured = {one.name: one.compute(together) for one in MEASURES}
    for row in range(60):
        alone = at(row)
        assert alone.contract.rent == together.contract.rent[row]
        for mine, block in zip(alone.contract.adjustments, together.contract.adjustments, strict=True):
            assert mine == np.broadcast_to(block, 60)[row]
        for one in MEASURES:
            margin = 1e-12 * alone.amounts.bases["price"] if one.unit == "money" else 1e-12
            value = np.broadcast_to(measured[one.name], 60)[row]
            assert value == pytest.approx(one.compute(alone), rel=1e-12, abs=margin, nan_ok=True), one.name
