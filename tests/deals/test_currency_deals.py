"""Deals in three currencies beside the independent calculation."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import independent
import pytest
from independent_legs import Charges
from independent_terms import read
from sample_deals import FOLDER, markets, measure, result
from test_independent import assert_same, oracle, written

from leasecalc import api
from leasecalc.engine.price import price
from leasecalc.report.currency.layout import currency_data

if TYPE_CHECKING:
    from pathlib import Path

IN_THREE_CURRENCIES = FOLDER / "currency" / "za-box-cny-funded.yaml"


def test_a_deal_in_three_currencies_comes_out() -> None:
    found = result(IN_THREE_CURRENCIES)
    assert_same(found, oracle(read(IN_THREE_CURRENCIES), found))


def residual_flow(*assignments: str) -> float:
    found = result(IN_THREE_CURRENCIES, *assignments)
    return next(float(leg["total"]) for leg in found["lease_legs"] if leg["name"] == "residual")


def test_what_the_car_is_worth_follows_its_currency_and_a_purchase_option_does_not() -> None:
    worth = residual_flow("fx.drift.USD/ZAR=4%"), residual_flow("fx.drift.USD/ZAR=0%")
    assert worth[0] == pytest.approx(
        45000 / (17.2 * 1.04 ** (62 / 12)) * 7.05, abs=0.005
    )  # the term ends 62 months after pricing
    assert worth[1] == pytest.approx(45000 / 17.2 * 7.05, abs=0.005)
    for kind in ("purchase_option", "guaranteed"):
        fixed = residual_flow(f"residual.kind={kind}")
        assert fixed == residual_flow(f"residual.kind={kind}", "fx.drift.USD/ZAR=0%") == round(round(45000 / 17.2, 2) * 7.05, 2)


def shown(folder: Path) -> tuple[dict[str, Any], dict[str, Any], independent.Answer, independent.Oracle]:
    """Return `currency` and `price` of the deal where nobody defaults, and the oracle's answer."""
    deal = {key: value for key, value in read(IN_THREE_CURRENCIES).items() if key not in {"credit", "expect"}}
    deal["assumed"] = [path for path in deal["assumed"] if not path.startswith("credit")]
    path = written(deal, folder)
    loaded = api.load(str(path))
    data = currency_data(price(api.resolve(loaded, markets())), loaded.document)
    landed = (found := result(path))["landed"]
    charges = Charges(Decimal(landed["total_charges"]), Decimal(landed["recoverable"]), landed["currency"])
    calculated = independent.Oracle(deal, charges)
    return data, found, calculated.answer(), calculated


def test_every_conversion_can_be_traced(tmp_path: Path) -> None:
    data, found, answer, calculated = shown(tmp_path)
    rows = data["conversions"]
    flows = {
        (route, leg["name"], flow["on"]): Decimal(flow["amount"])
        for route, key in (("lease", "lease_legs"), ("sale", "sale_legs"))
        for leg in found[key]
        for flow in leg["flows"]
    }
    for row in rows:
        assert row["converted"] == flows[row["route"], row["leg"], str(row["on"])], row
        assert float(row["amount"]) * row["rate"] == pytest.approx(float(row["converted"]), abs=0.00501)
        assert row["rate"] == pytest.approx(float(calculated.exchange(row["currency"], "CNY", row["on"])), rel=1e-9)
    written_amounts = {(row["leg"], row["currency"], abs(row["amount"])) for row in rows}
    assert written_amounts >= {
        ("residual", "ZAR", 45000),
        ("service_1_fee", "ZAR", 120),
        ("freight", "USD", 1450),
        ("rent", "USD", answer.rent),
    }
    assert sum(row["leg"] == "rent" for row in rows) == 60
    assert {row["rate_from"] for row in rows if row["currency"] == "ZAR"} == {"USD/ZAR drifts by 4 % a year and USD/CNY stays"}


def test_exposure_is_the_present_value_of_the_payments_in_a_currency(tmp_path: Path) -> None:
    data, found, answer, calculated = shown(tmp_path)
    lines = {row["currency"]: row for row in data["exposure"]}

    def value(legs: dict[str, Any], *names: str) -> float:
        return calculated.worth({name: legs[name] for name in names}, 0.08)

    assert float(lines["ZAR"]["lease"]) == pytest.approx(
        value(answer.lease, "residual", "service 1 fee"), abs=0.5
    )  # rounded to a fen each
    in_dollars = value(answer.lease, "rent", "deposit", "deposit returned", "freight")
    assert float(lines["USD"]["lease"]) == pytest.approx(in_dollars, abs=0.5)
    assert float(lines["USD"]["sale"]) == pytest.approx(value(answer.sale, "proceeds"), abs=0.5)
    for route, name in (("lease", "lease_npv"), ("sale", "sale_npv")):
        assert sum(row[route] for row in data["exposure"]) == pytest.approx(measure(found, name), abs=Decimal("0.02"))
