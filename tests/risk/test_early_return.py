"""Cars given back before the end of the term: closed forms, what cannot change, switches to the cent, the independent calculation, simulation."""

from __future__ import annotations

import json
import sys
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from leasecalc import api
from leasecalc.engine.legs.early_return import held, return_chances
from leasecalc.engine.measures import measure
from leasecalc.engine.path import Path as Outcome
from leasecalc.engine.price import Priced, price
from leasecalc.engine.settings import with_fixed_rent, with_knob
from leasecalc.records import replace
from leasecalc.report.render.json import dumps
from leasecalc.simulation.draws import Draw
from leasecalc.simulation.model import model_of
from leasecalc.simulation.run import simulate

sys.path.append(str(Path(__file__).parents[1] / "deals"))

import independent
from independent_legs import Charges
from independent_terms import over, read

FOLDER = Path(__file__).parents[2] / "deals"
SAMPLE = FOLDER / "risk" / "za-box-returned-early.yaml"
MARKETS = api.library()
OF_RETURNS = "early_return_"


def priced(*assignments: str, path: Path = SAMPLE) -> Priced:
    return price(api.resolve(api.load(str(path), assignments), MARKETS))


def flows(found: Priced, *names: str) -> dict[int, float]:
    """Return the sum of some legs by place of the grid."""
    sums: dict[int, float] = {}
    for leg in found.lease:
        for at, amount in leg.flows if leg.name in names else ():
            sums[at] = sums.get(at, 0.0) + float(amount)
    return sums


def result(path: Path, *assignments: str) -> dict[str, Any]:
    return json.loads(dumps(api.report(api.load(str(path), assignments), MARKETS)), parse_float=Decimal)


def test_constant_rates_are_competing_risks_in_closed_form() -> None:
    """P(return at month k) = (1 - d)^(k/12) (1 - m)^(k - 1 - wait) m, and with defaults and what reaches the end all adds up to one."""
    found = priced()
    plan, yearly, monthly, wait = found.deal.ends.early, 0.03, 0.015, 12
    months = range(wait, 60)
    assert [
        round(12 * (found.deal.timeline.years[at] - found.deal.timeline.years[found.deal.timeline.commencement]))
        for at in plan.places
    ] == list(months)
    chances = return_chances(found.deal, found.inputs)
    assert chances[0] == 0.0
    wanted = [(1 - yearly) ** (k / 12) * (1 - monthly) ** (k - 1 - wait) * monthly for k in months[1:]]
    assert chances[1:] == pytest.approx(wanted, rel=1e-12)
    stays = [(1 - yearly) ** (k / 12) for k in range(61)]
    kept = [(1 - monthly) ** max(k - wait, 0) for k in range(60)]
    defaults = sum(kept[k - 1] * (stays[k - 1] - stays[k]) for k in range(1, 61))
    assert sum(chances) + defaults + stays[60] * kept[59] == pytest.approx(1.0, abs=1e-14)
    # an instalment comes where nobody has defaulted by its day and the car has not been returned before: S_D(k) S_R(k - 1)
    rents, left = (
        flows(found, "rent"),
        flows(found, "rent", "withholding", "deposit_return", "residual", "credit_loss", "early_return_loss"),
    )
    taxes = flows(found, "withholding")
    for k, at in enumerate(rents):
        if 0 < k < 60:
            assert left[at] == pytest.approx((rents[at] + taxes[at]) * stays[k] * kept[k - 1], rel=1e-12), k


def test_default_before_the_return_and_after_it() -> None:
    """Of a payment that fails, default and return each have their part: P(default before) and P(return before), month by month."""
    found = priced()
    stays = [0.97 ** (k / 12) for k in range(61)]
    kept = [0.985 ** max(k - 12, 0) for k in range(60)]
    place = found.deal.timeline.instalments[40]
    rent = flows(found, "rent")[place] + flows(found, "withholding")[place]
    default = sum(kept[k - 1] * (stays[k - 1] - stays[k]) for k in range(1, 41))
    returned = sum(stays[k] * (kept[k - 1] - kept[k]) for k in range(1, 40))
    assert flows(found, "credit_loss")[place] == pytest.approx(-rent * default, rel=1e-12)
    assert flows(found, "early_return_loss")[place] == pytest.approx(-rent * returned, rel=1e-12)


def test_no_returns_are_the_deal_without_them() -> None:
    none, without = result(SAMPLE, "ends.early_return.monthly_rate=0%"), result(SAMPLE, "ends.early_return=")
    for part in ("measures", "lease_legs", "sale_legs", "schedule", "comparison", "refund", "break_even", "lessee"):
        assert none[part] == without[part], part
    assert any(leg["name"].startswith(OF_RETURNS) for leg in result(SAMPLE)["lease_legs"])
    # the contract never moves, whatever is expected
    contract = [leg for leg in result(SAMPLE)["lease_legs"] if leg["nature"] == "contractual"]
    assert [leg["flows"] for leg in contract] == [leg["flows"] for leg in none["lease_legs"] if leg["nature"] == "contractual"]


@pytest.mark.parametrize("rate", [0.001, 0.02, 0.3])
def test_a_stipulated_loss_value_leaves_the_lessor_its_yield_however_many_return(rate: float) -> None:
    """By definition of the value: with no car, no costs, the refund there and charged on, returns cannot move the yield."""
    found = priced(
        "credit=", "ends.termination={method: stipulated_loss, refund: lessee}", "ends.mileage=", "ends.disposal_cost=", "ends.early_return={"
        f"monthly_rate: {100 * rate}%, not_before: 3 months, pays: termination_value}}", "assumed=[]",
    )  # fmt: skip
    worthless = price(found.deal, with_knob(found.deal, found.inputs, "resale_level", 0.0))
    assert measure(worthless, "expected_yield") == pytest.approx(measure(found, "lessor_yield"), abs=2e-6)  # values to the cent


def test_every_car_returned_at_month_30_repays_the_refund_once() -> None:
    """By hand: thirty instalments and one, the balance less the car, the deposit back, the whole refund repaid."""
    found = priced("credit=", "ends.mileage=", "assumed=[]")
    month_30 = found.deal.ends.early.places[18]
    held_until = {at: 1.0 if at < month_30 else 0.0 for at in found.deal.ends.early.places}
    inputs = replace(with_fixed_rent(found), path=Outcome(held=held_until))
    out = price(found.deal, inputs)
    rent, refund = float(found.contract.rent), next(float(leg.total) for leg in found.lease if leg.name == "vat_refund")
    paid = flows(out, "rent", "early_return_loss", "residual", "deposit_return", "withholding")
    assert sum(amount for at, amount in paid.items() if at > month_30) == pytest.approx(0.0, abs=1e-9)
    assert flows(out, "early_return_refund")[month_30] == pytest.approx(-refund)
    assert sum(flows(out, "early_return_refund").values()) == pytest.approx(-refund)
    assert flows(out, "early_return_deposit")[month_30] == pytest.approx(-2 * rent)
    sold = found.deal.ends.early.sold_at[18]
    car = flows(out, "early_return_car")[sold]
    age = 32.0  # two idle months
    assert car == pytest.approx(12737.59 * (0.90 + (0.48 - 0.90) * age / 36), abs=0.01)
    cost = 180.0 + 2 * 25.0 + 260.0
    assert flows(out, "early_return_cost")[sold] == pytest.approx(-cost)
    balance = float(found.table().rows[30].closing)  # the thirty-first instalment is that of month 30
    assert flows(out, "early_return_settlement")[sold] == pytest.approx(150.0 + max(balance - (car - cost), 0.0), abs=1e-9)


VARIATIONS = {
    "a share of the rents": {"ends": {"early_return": {"pays": "remaining_rents", "share": "40%", "idle": "20 days", "idle_cost": None}}},
    "the balance, refund borne": {"ends": {"early_return": {"pays": "termination_value"}, "termination": {"refund": "lessor"}}},
    "nothing, in arrears": {"ends": {"early_return": {"pays": "nothing", "not_before": "6 months"}}, "lease": {"timing": "arrears"}},
    "by a curve, no default": {"credit": None, "ends": {"early_return": {
        "monthly_rate": None, "curve": {"by": "cumulative", "rates": ["4%", "15%", "22%", "22%", "30%"], "source": {"title": "a test", "seen": "2026-06-01",
                                                                                                                   "confidence": "unverified"}}}}},
    "and choices at the end": {"ends": {"expected": {"purchase": "60%", "return": "40%", "extend": "0%"}}},
    "weekly services": {"services": [{"name": "Care", "kind": "maintenance", "fee": "9 USD", "cost": "5 USD", "every": "weekly"}]},
}  # fmt: skip


def without_nothing(node: Any) -> Any:
    if isinstance(node, dict):
        return {key: without_nothing(value) for key, value in node.items() if value is not None}
    return [without_nothing(value) for value in node] if isinstance(node, list) else node


@pytest.mark.parametrize("name", VARIATIONS)
def test_variations_come_out_of_the_independent_calculation(name: str, tmp_path: Path) -> None:
    deal = without_nothing(over(read(SAMPLE), VARIATIONS[name]))
    deal = {key: value for key, value in deal.items() if key not in {"extends", "expect", "assumed"}}
    path = tmp_path / "deal.yaml"
    path.write_text(dumps(deal), encoding="utf-8")
    found = result(path)
    landed = found["landed"]
    expected = independent.price(
        deal, Charges(Decimal(landed["total_charges"]), Decimal(landed["recoverable"]), landed["currency"])
    )
    for wanted in ("lease_npv", "lease_peak_cash"):
        value = next(float(row["value"]) for row in found["measures"] if row["name"] == wanted)
        assert value == pytest.approx(getattr(expected, wanted), abs=0.005001), wanted


def test_simulated_returns_give_on_average_what_is_expected() -> None:
    loaded = api.load(str(SAMPLE))
    found = simulate(model_of(loaded.document, api.price(loaded, MARKETS)), Draw(paths=131_072, seed=11))
    assert found.model.drivers == ("default", "early_return")
    for name in ("lease_npv", "lease_minus_sale"):
        mean = found.distributions[name].mean
        assert abs(mean.mean - found.expected[name]) <= 3 * mean.standard_error
    deal, inputs = found.model.deal, found.model.inputs
    assert found.returned is not None
    assert abs(found.returned.mean - float(sum(return_chances(deal, inputs)))) <= 3 * found.returned.standard_error
    stays, kept = [0.97 ** (k / 12) for k in range(61)], [0.985 ** max(k - 12, 0) for k in range(60)]
    defaults = sum(kept[k - 1] * (stays[k - 1] - stays[k]) for k in range(1, 61))
    assert abs(found.defaulted.mean - defaults) <= 3 * found.defaulted.standard_error


def test_a_fleet_in_deliveries_is_the_average_of_its_cars() -> None:
    both = priced("lease.deliveries=[{quantity: 20}, {quantity: 30, commencement: 4 months after pricing}]")
    for name in ("early_return_loss", "early_return_car", "early_return_refund"):
        by_lot = [sum(flows(lot, name).values()) for lot in both.lots]
        assert sum(flows(both, name).values()) == pytest.approx((20 * by_lot[0] + 30 * by_lot[1]) / 50, rel=1e-12)
        assert by_lot[0] != 0.0


def test_both_faces_agree() -> None:
    deal = priced("ends.early_return.pays=remaining_rents", "ends.early_return.share=30%").deal
    draw = np.random.default_rng(9)
    arrays = {"early_return_rate": draw.uniform(0.0, 0.1, 50), "early_return_share": draw.uniform(0.0, 1.0, 50), "default_rate": draw.uniform(0.0, 0.1, 50),
              "resale_level": draw.uniform(0.5, 1.5, 50), "price": np.round(draw.uniform(8e4, 1e5, 50), 2)}  # fmt: skip
    arrays["early_return_rate"][0] = 0.0

    def at(row: int | None) -> Priced:
        inputs = deal.inputs
        for knob, values in arrays.items():
            inputs = with_knob(deal, inputs, knob, values if row is None else float(values[row]))
        return price(deal, inputs)

    together = at(None)
    for row in range(50):
        alone = at(row)
        margin = 1e-12 * float(alone.amounts.bases["price"])
        for name in ("lease_npv", "lease_surplus", "lease_peak_cash", "expected_yield_effective"):
            found = np.broadcast_to(measure(together, name), 50)[row]
            assert found == pytest.approx(measure(alone, name), rel=1e-12, abs=margin if "yield" not in name else 1e-12), name


def test_what_is_held_is_one_before_the_first_day_and_falls() -> None:
    found = priced()
    kept = held(found.deal, found.inputs, range(len(found.deal.timeline.years)))
    values = [kept[at] for at in sorted(kept)]
    assert values[0] == 1.0
    assert all(after <= before for before, after in pairwise(values))
