"""The seasonal fleet, delivered in two lots, beside the independent calculation; its three commands."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from independent_fleet import Fleet
from independent_legs import Charges
from independent_terms import read
from sample_deals import FOLDER, result
from test_independent import assert_same

from leasecalc.cli.run import run

DEAL = FOLDER / "structures" / "za-seasonal-fleet.yaml"


@pytest.fixture(scope="module")
def found() -> dict[str, Any]:
    return result(DEAL)


@pytest.fixture(scope="module")
def fleet(found: dict[str, Any]) -> Fleet:
    landed = found["landed"]
    return Fleet(read(DEAL), Charges(Decimal(landed["total_charges"]), Decimal(landed["recoverable"]), landed["currency"]))


def test_the_seasonal_fleet_comes_out(found: dict[str, Any], fleet: Fleet) -> None:
    assert_same(found, fleet.answer())
    for delivery, lot in zip(found["deliveries"], fleet.lots, strict=True):
        rows = delivery["schedule"]["rows"]
        assert [Decimal(row["instalment"]) for row in rows] == [*lot.instalments, lot.residual]
        assert [row["on"] for row in rows] == [day.isoformat() for day in (*lot.days, lot.residual_day)]
        assert float(delivery["customer_rate"]) == pytest.approx(12 * lot.customer_period_rate(), abs=1e-10)


def test_every_leg_comes_out(found: dict[str, Any], fleet: Fleet) -> None:
    expected = fleet.answer()
    for legs, answer in ((found["lease_legs"], expected.lease), (found["sale_legs"], expected.sale)):
        program = sorted(total for leg in legs if (total := Decimal(leg["total"])))
        plain = sorted(total for flows in answer.values() if (total := sum(amount for _, amount in flows)))
        assert program == pytest.approx(plain, abs=Decimal("0.02"))


def test_the_operators_weeks_cover_the_instalments(found: dict[str, Any], fleet: Fleet) -> None:
    """120 USD a week are 520 a month, over all instalments of all cars."""
    paid = sum(cars * sum(lot.instalments) for cars, lot in zip(fleet.cars, fleet.lots, strict=True))
    assert float(found["lessee"]["rent_cover"]) == pytest.approx(float(20 * 48 * 520 / paid), rel=1e-10)


def test_it_is_priced_solved_and_explained_by_one_command_each(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(DEAL.parents[2])

    def said(*arguments: str) -> str:
        assert run(list(arguments)) == 0
        return capsys.readouterr().out

    deal = str(DEAL.relative_to(DEAL.parents[2]))
    price = " ".join(said("price", deal).split())
    for words in ("nothing in calendar months 6, 7", "+3 % every 12 months", "Deposit 782.30 USD", "floating, reset every 3 months",
                  "the first of 2 deliveries", "Margin 15.1136 % over a base rate of 4 % at commencement", "Revenue covers the instalment"):  # fmt: skip
        assert words in price
    solved = " ".join(said("solve", deal, "--for", "season.1", "--target", "lessor_yield=15%").split())
    assert "--set 'lease.structure.seasons.0.pays=" in solved
    assert "customer" in said("explain", "customer_rate").lower()
