"""The structured sample deals: what they expect of themselves, and their instalments by a second, plain calculation."""

from __future__ import annotations

import json
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from structured import markets

from leasecalc import api
from leasecalc.report.render.json import dumps

FOLDER = Path(__file__).parents[2] / "deals" / "structures"
SAMPLES = tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))


@cache
def sample(name: str) -> dict[str, Any]:
    return json.loads(dumps(api.report(api.load(str(FOLDER / f"{name}.yaml")), markets())))


def rows(name: str) -> list[dict[str, Any]]:
    return sample(name)["schedule"]["rows"]


def rate_of(name: str) -> float:
    return next(float(row["value"]) for row in sample(name)["measures"] if row["name"] == "customer_rate")


@pytest.mark.parametrize("name", SAMPLES)
def test_holds_what_it_expects_and_repays_what_is_financed(name: str) -> None:
    found = sample(name)
    assert len(found["expectations"]) == 5
    assert [row for row in found["expectations"] if not row["holds"]] == []
    assert sum(Decimal(row["principal"]) for row in rows(name)) == Decimal(found["schedule"]["financed"])
    assert Decimal(rows(name)[-1]["closing"]) == 0


@pytest.mark.parametrize(("delivery", "resets"), [(0, (9, 21)), (1, (6, 18))])
def test_the_seasonal_fleet_by_hand(delivery: int, resets: tuple[int, int]) -> None:
    """Weights of 3 % a year, no rent in June and July, 13 odd days of simple interest, the rate reset early in 2027 and 2028."""
    found = sample("za-seasonal-fleet")["deliveries"][delivery]
    table, first = found["schedule"]["rows"], float(found["customer_rate"]) / 12
    moved = [0.0] * (resets[0] + 1) + [-0.005] * (resets[1] - resets[0]) + [-0.0025] * (48 - resets[1])
    rates = [first + change / 12 for change in moved]  # before each row
    weights = [0.0 if row["due"][5:7] in ("06", "07") else 1.03 ** (k // 12) for k, row in enumerate(table[:-1])]
    base, balance = 391.15, 12737.59
    for k, weight in enumerate(weights):
        balance *= 1 + (rates[k] if k else first * 13 / 30)
        if k in resets:
            rate = rates[k + 1]
            growth = sum(w * (1 + rate) ** -j for j, w in enumerate(weights[k:]))
            base = (balance - 3184.40 * (1 + rate) ** -(48 - k)) / growth
        assert float(table[k]["instalment"]) == pytest.approx(base * weight, abs=0.011)
        balance -= float(table[k]["instalment"])
    assert balance * (1 + rates[48]) == pytest.approx(3184.40, abs=0.5)  # of 48 roundings


def test_the_start_up_year_by_hand() -> None:
    """Three months free, three of interest alone, steps of 3 % a year in whole dollars, a balloon and the remainder in the last instalment."""
    name = "za-start-up-year"
    table = rows(name)
    assert [row["instalment"] for row in table[:3]] == ["0.00"] * 3
    assert [(row["instalment"], row["principal"]) for row in table[3:6]] == [(table[3]["interest"], "0.00")] * 3
    rent = float(table[6]["instalment"])
    for k in range(6, 47):
        assert float(table[k]["instalment"]) == round(rent * 1.03 ** (k // 12) + 1e-9)
    rate, balance = rate_of(name) / 12, 12737.59
    for row in table[6:]:
        balance = balance * (1 + rate) - float(row["instalment"])
    assert balance == pytest.approx(0.0, abs=0.2)
    assert float(table[-1]["instalment"]) == 3184.40


def test_the_written_offer_by_hand() -> None:
    """The yield of 6 x 900, 12 x 750, 6 x 400 and 3,184.40 on 12,737.59, compounded monthly."""
    flows = [900.0] * 6 + [750.0] * 12 + [400.0] * 6 + [3184.40]
    growth = (1 + rate_of("za-own-stream") / 12) ** 2
    assert sum(flow * growth**-k for k, flow in enumerate(flows)) == pytest.approx(12737.59, abs=1e-4)
