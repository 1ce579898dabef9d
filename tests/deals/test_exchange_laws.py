"""How exchange rates move: every law against the independent calculation, against one another, and its break-even put back."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from independent_terms import read
from sample_deals import FOLDER, markets, result
from test_independent import assert_same, oracle, written

from leasecalc import api
from leasecalc.engine.legs.exchange import Exchange
from leasecalc.engine.legs.rate_laws import CurveLaw, ForwardLaw, PegLaw
from leasecalc.engine.measures import measure
from leasecalc.engine.price import price
from leasecalc.engine.settings import knob_value, smooth, with_fixed_rent, with_knob
from leasecalc.engine.solving.solve import solve_knob
from leasecalc.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

IN_THREE_CURRENCIES = FOLDER / "currency" / "za-box-cny-funded.yaml"
POINTS = [{"on": "2027-03-02", "rate": "18.1"}, {"on": "2029-09-15", "rate": "21.4"}, {"on": "2031-03-02", "rate": "20.9"}]
LAWS: dict[str, dict[str, Any]] = {
    "forward, yearly": {"forward": {"USD/ZAR": {"base_rate": "4%", "quote_rate": "8%"}}},
    "forward, simple": {"forward": {"USD/ZAR": {"base_rate": "4.1%", "quote_rate": "8%", "compounding": "simple"}}},
    "forward, continuous": {"forward": {"USD/CNY": {"base_rate": "4%", "quote_rate": "1.5%", "compounding": "continuous"}}},
    "curve, linear": {"curve": {"USD/ZAR": {"points": POINTS, "interpolation": "linear", "beyond": "held"}}},
    "curve, log-linear": {"curve": {"USD/ZAR": {"points": POINTS, "interpolation": "log_linear", "beyond": "held"}}},
    "conversion": {"drift": {"USD/ZAR": "4%"}, "conversion": {"cost": "50bp", "fee": "3 USD"}},
    "conversion by share": {"conversion": {"cost": "80bp"}},
    "pegged": {"pegged": {"USD/ZAR": {"peg": "17", "band": "2%", "until": "2028-06-30", "drift": "9%"}}},
}


def moving(law: dict[str, Any], **others: Any) -> dict[str, Any]:
    """Return the deal in three currencies with another way in which a rate moves."""
    deal = {**read(IN_THREE_CURRENCIES), "expect": {}, **others}
    deal["fx"] = {key: value for key, value in deal["fx"].items() if key != "drift"} | law
    deal["assumed"] = [path for path in deal["assumed"] if path != "fx.drift"]
    return deal


def resolved(deal: dict[str, Any], folder: Path) -> Any:
    return api.resolve(api.load(str(written(deal, folder))), markets())


@pytest.mark.parametrize("name", LAWS)
def test_every_law_comes_out(name: str, tmp_path: Path) -> None:
    deal = moving(LAWS[name])
    found = result(written(deal, tmp_path))
    assert_same(found, oracle(deal, found))


def test_drift_forward_and_curve_agree_where_they_must(tmp_path: Path) -> None:
    years = resolved(moving({}), tmp_path).timeline.years
    drift = Exchange("CNY", {"USD/ZAR": 17.2, "USD/CNY": 7.05}, {"USD/ZAR": 1.08 / 1.04 - 1.0}, years)
    law = ForwardLaw(base_rate=0.04, quote_rate=0.08, compounding="yearly")
    parity = Exchange("CNY", drift.quotes, {}, years, laws={"USD/ZAR": law})
    dated = tuple((time, law.at(17.2, time)) for time in years if time > 0.0)
    for interpolation in ("linear", "log_linear"):
        curve = CurveLaw(points=((0.0, 17.2), *dated), interpolation=interpolation)
        sampled = Exchange("CNY", drift.quotes, {}, years, laws={"USD/ZAR": curve})
        for at in range(len(years)):
            assert sampled.factor("ZAR", at) == parity.factor("ZAR", at)  # the same arithmetic: to the bit
            assert parity.factor("ZAR", at) == pytest.approx(drift.factor("ZAR", at), rel=1e-12)
    yearly = CurveLaw(
        points=((0.0, 17.2), *((float(time), law.at(17.2, float(time))) for time in range(1, 6))), interpolation="log_linear"
    )
    for before, after in pairwise(years):  # constant growth between the points is the forward rate itself
        middle = (before + after) / 2
        if 0.0 <= middle <= 5.0:
            assert yearly.at(17.2, middle) == pytest.approx(law.at(17.2, middle), rel=1e-12)


def test_a_published_forward_rate() -> None:
    """6.4440 CNY/CAD, 2.50 % and 3.00 %, three months: 6.452 (a question of the CFA curriculum)."""
    law = ForwardLaw(base_rate=0.025, quote_rate=0.03, compounding="simple")
    assert round(law.at(6.4440, 0.25), 3) == 6.452


def test_a_peg_holds_and_then_drifts() -> None:
    peg = PegLaw(low=7.75, high=7.85, until=2.0, drift=0.1)
    assert peg.at(7.8, 0.5) == peg.at(7.8, 2.0) == 7.8
    assert peg.at(9.0, 1.0) == 7.85
    assert peg.at(7.8, 4.0) == pytest.approx(7.8 * 1.21, rel=1e-15)


def test_no_movement_is_no_law(tmp_path: Path) -> None:
    plain = result(written(moving({}), tmp_path))
    for law in (
        {"drift": {"USD/ZAR": "0%"}},
        {"forward": {"USD/ZAR": {"base_rate": "5%", "quote_rate": "5%", "compounding": "simple"}}},
        {"curve": {"USD/ZAR": {"points": [{"on": "2035-01-01", "rate": "17.2"}], "interpolation": "linear"}}},
        {"pegged": {"USD/ZAR": {"peg": "17.2", "band": "0%", "until": "2040-01-01", "drift": "50%"}}},
    ):
        moved = result(written(moving(law), tmp_path))
        assert [moved[key] for key in ("lease_legs", "sale_legs", "measures")] == [
            plain[key] for key in ("lease_legs", "sale_legs", "measures")
        ]


def test_conversion_is_charged_on_what_is_exchanged(tmp_path: Path) -> None:
    found = result(written(moving(LAWS["conversion"]), tmp_path))
    legs = {leg["name"]: [(flow["on"], float(flow["amount"])) for flow in leg["flows"]] for leg in found["lease_legs"]}
    by_day = {name: dict(flows) for name, flows in legs.items()}
    paid = legs["conversion_cost"]
    assert len(paid) == 121  # the deposit at commencement, and dollars and rand on each of sixty days
    assert paid[0] == ("2026-05-02", round(-0.005 * by_day["deposit"]["2026-05-02"] - 3 * 7.05, 2))
    first = [amount for day, amount in paid if day == "2026-06-02"]
    expected = [-0.005 * by_day[name]["2026-06-02"] - 3 * 7.05 for name in ("rent", "service_1_fee")]
    assert sorted(first) == pytest.approx(sorted(expected), abs=0.0051)
    last = sum(amount for day, amount in paid if day == "2031-05-02")
    back = by_day["rent"]["2031-05-02"] + by_day["deposit_return"]["2031-05-02"]  # less comes than the deposit that goes back
    rand = by_day["residual"]["2031-05-02"] + by_day["service_1_fee"]["2031-05-02"]
    assert last == pytest.approx(-0.005 * (abs(back) + rand) - 2 * 3 * 7.05, abs=0.0101)


def test_a_curve_must_reach_the_last_day(tmp_path: Path) -> None:
    short = {"curve": {"USD/ZAR": {"points": POINTS, "interpolation": "linear"}}}
    with pytest.raises(InputError) as caught:
        resolved(moving(short), tmp_path)
    assert [(fault.code, fault.path) for fault in caught.value.diagnostics] == [("LC488", "fx.curve.USD/ZAR.points")]
    assert "2031-03-02" in caught.value.diagnostics[0].message


@pytest.mark.parametrize("law", [{"drift": {"USD/ZAR": "4%"}}, {}, LAWS["curve, linear"]], ids=["drift", "none", "curve"])
@pytest.mark.parametrize("name", ["lease_npv", "lease_minus_sale"])
def test_the_break_even_depreciation_put_back_gives_zero(name: str, law: dict[str, Any], tmp_path: Path) -> None:
    in_rand = {**read(IN_THREE_CURRENCIES)["lease"], "currency": "ZAR", "rent": "5200 ZAR"}
    deal = resolved(moving(law, lease=in_rand), tmp_path)
    priced, knob = price(deal), "drift.USD/ZAR"
    answer = solve_knob(priced, with_fixed_rent(priced), knob, name, target=0.0, start=0.0)
    assert answer.value is not None, answer
    plain = smooth(deal, knob)
    back = with_knob(plain, with_fixed_rent(priced), knob, answer.value)
    assert abs(float(measure(price(plain, back), name))) < 0.005
    if not deal.inputs.laws:
        again = resolved(moving({"drift": {"USD/ZAR": f"{answer.value:.12%}"}}, lease=in_rand), tmp_path)
        assert abs(float(measure(price(again), name))) < 0.5  # a hundred payments, each rounded to a fen
        assert knob_value(price(again), knob) == pytest.approx(answer.value, rel=1e-12)


@pytest.mark.parametrize("name", [*LAWS, "drift"])
def test_both_faces_agree(name: str, tmp_path: Path) -> None:
    deal = resolved(moving(LAWS.get(name, {})), tmp_path)
    draw = np.random.default_rng(11)
    turned = {"fx.USD/ZAR": draw.uniform(16.7, 17.3, 40), "fx.USD/CNY": draw.uniform(6.5, 7.5, 40)}
    if name == "drift":
        turned["drift.USD/ZAR"] = draw.uniform(-0.1, 0.2, 40)
    block = deal.inputs
    for knob, values in turned.items():
        block = with_knob(deal, block, knob, values)
    together = price(deal, block)
    names = ("lease_npv", "sale_npv", "lessor_yield", "levered_npv")
    found = {name: measure(together, name) for name in names}
    for row in range(40):
        inputs = deal.inputs
        for knob, values in turned.items():
            inputs = with_knob(deal, inputs, knob, float(values[row]))
        single = price(deal, inputs)
        assert single.contract.rent == together.contract.rent[row]
        for measured in names:
            margin = 1e-12 * single.amounts.bases["price"]
            assert found[measured][row] == pytest.approx(measure(single, measured), rel=1e-12, abs=margin), measured
