"""Deals with money beside the rent: by the independent calculation, and switched off one by one."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import Any

import independent_money
import pytest
from independent_legs import Charges
from independent_terms import read
from sample_deals import FOLDER, measure, result

MONEY = FOLDER / "money"
NAMES = tuple(sorted(path.stem for path in MONEY.glob("*.yaml")))
AMOUNTS = ("lease_npv", "sale_npv", "lease_peak_cash")


@cache
def found(name: str) -> dict[str, Any]:
    return result(MONEY / f"{name}.yaml")


@cache
def expected(name: str) -> Any:
    landed = found(name)["landed"]
    charges = Charges(Decimal(landed["total_charges"]), Decimal(landed["recoverable"]), landed["currency"])
    return independent_money.MoneyOracle(read(MONEY / f"{name}.yaml"), charges).answer()


@pytest.mark.parametrize("name", NAMES)
def test_holds_what_it_expects(name: str) -> None:
    assert len(found(name)["expectations"]) >= 5
    assert [row for row in found(name)["expectations"] if not row["holds"]] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_deal_comes_out(name: str) -> None:
    answer = expected(name)
    assert measure(found(name), "rent") == answer.rent
    assert float(measure(found(name), "lessor_yield")) == pytest.approx(answer.lessor_yield, abs=1e-10)
    assert float(measure(found(name), "customer_rate")) == pytest.approx(answer.customer_rate, abs=1e-10)
    for wanted in AMOUNTS:
        assert float(measure(found(name), wanted)) == pytest.approx(getattr(answer, wanted), abs=0.005001), wanted


@pytest.mark.parametrize("name", NAMES)
def test_every_leg_comes_out(name: str) -> None:
    answer = expected(name)
    for legs, plain in ((found(name)["lease_legs"], answer.lease), (found(name)["sale_legs"], answer.sale)):
        totals = sorted(total for leg in legs if (total := Decimal(leg["total"])))
        wanted = sorted(total for flows in plain.values() if (total := sum(amount for _, amount in flows)))
        assert totals == pytest.approx(wanted, abs=Decimal("0.01"))
