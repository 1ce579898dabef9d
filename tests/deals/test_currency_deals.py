"""Deals in three currencies beside the independent calculation."""

from __future__ import annotations

import pytest
from independent_terms import read
from sample_deals import FOLDER, result
from test_independent import assert_same, oracle

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
