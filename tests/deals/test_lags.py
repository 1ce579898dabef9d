"""Payments that reach the lessor later than they are made: exchanged at the rate of that day, stopped by default with the payment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from independent_terms import over, read
from sample_deals import FOLDER, markets, result
from test_independent import BASE, assert_same, oracle, written

from leasecalc import api
from leasecalc.engine.measures import measure
from leasecalc.engine.price import price
from leasecalc.engine.settings import knob_value, with_fixed_rent, with_knob
from leasecalc.engine.solving.solve import solve_knob

if TYPE_CHECKING:
    from pathlib import Path

INDEXED = FOLDER / "currency" / "za-box-zar-indexed.yaml"
PLAIN = over(BASE, {
    "lease": {"payments": "monthly", "timing": "arrears", "term": "24 months", "currency": "ZAR", "rent": "9000 ZAR", "down_payment": "30000 ZAR",
              "fees": [{"name": "Late", "amount": "5000 ZAR", "when": "12 months after commencement"}]},
    "residual": {"amount": "90000 ZAR", "kind": "guaranteed", "lag": "1 month"},
    "services": [{"name": "Care", "kind": "maintenance", "fee": "700 ZAR", "cost": "20 USD"}],
    "fx": {"drift": {"USD/ZAR": "12%"}}, "sale": {"price": "100000 CNY"},
    "credit": {"default_rate": "6%", "recovery": "0%"},
})  # fmt: skip
PARTS = {
    "down payment": "down_payment",
    "fees": "fees",
    "service": "service_1_fee",
    "residual": "residual",
    "refund": "vat_refund",
    "sale": "proceeds",
}


def priced(folder: Path, lags: dict[str, str] | None) -> Any:
    deal = PLAIN if lags is None else over(PLAIN, {"settlement": {"lags": lags}})
    return price(api.resolve(api.load(str(written(deal, folder))), markets()))


def flows(found: Any, name: str) -> list[tuple[float, float]]:
    legs = (*found.lease, *found.sale)
    return next([(found.deal.timeline.years[at], float(amount)) for at, amount in leg.flows] for leg in legs if leg.name == name)


def test_each_payment_moves_by_its_lag_and_is_exchanged_at_the_rate_of_that_day(tmp_path: Path) -> None:
    """Closed form: with a constant growth of 12 % a year, a payment that comes half a year later brings less by 1.12 ** 0.5."""
    lags = dict.fromkeys(("down_payment", "fees", "services", "residual"), "6 months")
    late, plain = priced(tmp_path, lags), priced(tmp_path, None)
    for name in ("down_payment", "fees", "service_1_fee", "residual"):
        for (then, amount), (day, before) in zip(flows(late, name), flows(plain, name), strict=True):
            assert then == pytest.approx(day + 0.5, abs=1e-12), name
            assert amount == pytest.approx(before / 1.12**0.5, abs=0.0101), name
    for name in ("service_1_cost", "rent", "deposit", "proceeds", "vat_refund"):
        if any(leg.name == name for leg in late.lease):
            assert flows(late, name) == flows(plain, name), name


def test_default_stops_a_payment_by_the_day_on_which_it_is_made(tmp_path: Path) -> None:
    late = priced(tmp_path, {"services": "6 months", "residual": "12 months"})
    deal, lost = late.deal, dict(next(leg.flows for leg in late.lease if leg.name == "credit_loss"))
    begin = deal.timeline.years[deal.timeline.commencement]
    (place, residual) = next(leg.flows[0] for leg in late.lease if leg.name == "residual")
    assert lost[place] == pytest.approx(-float(residual) * (1 - 0.94**2), rel=1e-12)  # nobody defaults on a lease that is over
    fees = next(leg for leg in late.lease if leg.name == "service_1_fee")
    (place, amount), cause = fees.flows[-1], fees.causes[-1]
    years = deal.timeline.years[cause] - begin
    assert years == pytest.approx(2.0)
    assert lost[place] == pytest.approx(-float(amount) * (1 - 0.94**years), rel=1e-12)


@pytest.mark.parametrize("kind", ["refund", "sale", "services"])
def test_what_the_independent_calculation_says(kind: str, tmp_path: Path) -> None:
    deal = over(PLAIN, {"settlement": {"lag": "9 days", "lags": {kind: "45 days"}}, "lease": {"first_instalment": None}})
    deal["lease"] = {key: value for key, value in deal["lease"].items() if value is not None}
    found = result(written(deal, tmp_path))
    assert_same(found, oracle(deal, found))


def test_no_lag_is_the_deal_without_lags(tmp_path: Path) -> None:
    deal = {key: value for key, value in read(INDEXED).items() if key not in {"extends", "expect", "assumed"}}
    without = {key: value for key, value in deal.items() if key != "settlement"}
    none = over(without, {"settlement": {"lags": {}}})
    found, plain = result(written(none, tmp_path)), result(written(without, tmp_path))
    for part in ("measures", "lease_legs", "sale_legs", "comparison", "lessee"):
        assert found[part] == plain[part], part


def test_the_lessee_pays_on_its_own_days(tmp_path: Path) -> None:
    lags = dict.fromkeys(("down_payment", "fees", "services", "residual"), "6 months")
    late, plain = (result(written(over(PLAIN, {"settlement": {"lags": one}}), tmp_path)) for one in (lags, {}))
    assert late["lessee"] == plain["lessee"]
    assert late["schedule"] == plain["schedule"]


def test_the_cost_of_conversion_is_a_knob() -> None:
    """Where lease equals sale, put back, it is zero; and it moves the value by what is exchanged."""
    deal = api.resolve(api.load(str(INDEXED)), markets())
    today = price(deal)
    assert knob_value(today, "conversion_cost") == pytest.approx(0.004)
    fixed = with_fixed_rent(today)
    none, twice = (price(deal, with_knob(deal, fixed, "conversion_cost", share)) for share in (0.0, 0.008))
    kept = price(deal, fixed)
    assert measure(none, "lease_npv") - measure(kept, "lease_npv") == pytest.approx(
        measure(kept, "lease_npv") - measure(twice, "lease_npv"), abs=0.4  # half cents of sixty payments
    )  # fmt: skip
    answer = solve_knob(kept, fixed, "conversion_cost", "lease_npv", target=0.0, start=0.01)
    assert answer.value is not None
    assert answer.value > 0.004
    back = price(deal, with_knob(deal, fixed, "conversion_cost", answer.value))
    assert abs(float(measure(back, "lease_npv"))) < 0.5
    shares = np.array([0.0, 0.004, 0.02])
    block = price(deal, with_knob(deal, fixed, "conversion_cost", shares))
    for row, share in enumerate(shares):
        alone = price(deal, with_knob(deal, fixed, "conversion_cost", float(share)))
        assert measure(block, "lease_npv")[row] == pytest.approx(measure(alone, "lease_npv"), rel=1e-12, abs=1e-8)
