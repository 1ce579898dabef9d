"""The structured sample deals of one delivery beside the independent calculation; and that no sample deal is without one."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from independent import Answer
from independent_legs import Charges
from independent_shapes import ORACLES
from independent_terms import read
from sample_deals import EVERY, FOLDER, PLAIN, result
from test_independent import assert_same

SHAPED = tuple(sorted(ORACLES))


@cache
def beside(name: str) -> tuple[dict[str, Any], Answer]:
    path = FOLDER / "structures" / f"{name}.yaml"
    found = result(path)
    landed = found["landed"]
    charges = Charges(Decimal(landed["total_charges"]), Decimal(landed["recoverable"]), landed["currency"])
    return found, ORACLES[name](read(path), charges).answer()


@pytest.mark.parametrize("name", SHAPED)
def test_the_deal_comes_out(name: str) -> None:
    assert_same(*beside(name))


@pytest.mark.parametrize("name", SHAPED)
def test_every_leg_comes_out(name: str) -> None:
    found, expected = beside(name)
    for legs, answer in ((found["lease_legs"], expected.lease), (found["sale_legs"], expected.sale)):
        program = sorted(total for leg in legs if (total := Decimal(leg["total"])))
        plain = sorted(total for flows in answer.values() if (total := sum(amount for _, amount in flows)))
        assert program == plain


@pytest.mark.parametrize("name", SHAPED)
def test_every_instalment_comes_out(name: str) -> None:
    found, expected = beside(name)
    rows = found["schedule"]["rows"][:-1]
    assert [Decimal(row["instalment"]) for row in rows] == [amount for _, amount in expected.lease["rent"]]


#: Folders of sample deals, and the test that puts every deal of the folder beside the independent calculation.
BY_FOLDER = {"money": "test_money_deals.py", "risk": "../risk/test_risk_samples.py"}


def test_every_sample_deal_is_beside_an_independent_calculation() -> None:
    structured = {f"structures/{name}" for name in (*ORACLES, "za-seasonal-fleet")}
    others = set(EVERY) - set(PLAIN) - structured
    assert {name.split("/")[0] for name in others} == set(BY_FOLDER)
    for test in BY_FOLDER.values():
        assert '.glob("*.yaml")' in (Path(__file__).parent / test).read_text(encoding="utf-8")
