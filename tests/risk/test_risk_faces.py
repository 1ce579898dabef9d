"""One engine, two faces: deals with every term of risk, priced in one block and one by one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from leasecalc import api
from leasecalc.engine.measures import MEASURES
from leasecalc.engine.price import Priced, price
from leasecalc.engine.settings import with_knob

DEALS = Path(__file__).parents[2] / "deals" / "risk"
SIZE = 400
RANGES = {
    "uz-yuanup-guaranteed": {
        "price": (90_000, 130_000), "default_multiple": (0.0, 3.0), "resale_level": (0.5, 1.4), "per_km": (0.0, 0.03), "cover_rate": (0.5, 0.95),
        "excluded_rate": (0.01, 0.3), "maximum_liability": (500, 6_000), "guarantee_share": (0.1, 0.9), "repossession_cost": (0, 900),
        "deposit": (0, 3_000), "lease_refund_share": (0.0, 1.0), "fx.USD/CNY": (6.5, 7.5), "discount_rate": (0.02, 0.2),
    },
    "za-box-choices": {
        "default_rate": (0.001, 0.1), "return_share": (0.0, 0.9), "extension_share": (0.0, 0.4), "extension_rent": (50, 200), "resale_level": (0.5, 1.5),
        "residual": (1_000, 4_000), "withholding_rate": (0.01, 0.15), "price": (80_000, 100_000),
    },
    "za-box-relet": {
        "default_multiple": (0.1, 3.0), "relet_rate": (0.3, 1.1), "premium_rate": (0.0, 0.03), "cover_rate": (0.1, 0.95), "residual": (500, 4_000),
    },
}  # fmt: skip


@pytest.mark.parametrize("name", RANGES)
def test_a_block_of_deals_equals_each_deal_alone(name: str) -> None:
    deal = api.resolve(api.load(str(DEALS / f"{name}.yaml")), api.library())
    draw = np.random.default_rng(5)
    arrays = {knob: np.round(draw.uniform(low, high, SIZE), 4) for knob, (low, high) in RANGES[name].items()}

    def at(row: int | None) -> Priced:
        inputs = deal.inputs
        for knob, values in arrays.items():
            inputs = with_knob(deal, inputs, knob, values if row is None else float(values[row]))
        return price(deal, inputs)

    together = at(None)
    measured = {measure.name: measure.compute(together) for measure in MEASURES}
    for row in range(SIZE):
        alone = at(row)
        assert alone.contract.rent == together.contract.rent[row]
        for one, many in zip(alone.lease, together.lease, strict=True):
            assert one.name == many.name
            for (day, amount), (same_day, amounts) in zip(one.flows, many.flows, strict=True):
                assert day == same_day
                if one.nature == "contractual":
                    assert amount == entry(amounts, row), (row, one.name)
                else:
                    assert amount == pytest.approx(entry(amounts, row), rel=1e-12, abs=1e-11), (row, one.name)
        for measure in MEASURES:
            margin = 1e-12 * float(alone.amounts.bases["price"]) if measure.unit == "money" else 1e-12
            expected = measure.compute(alone)
            assert entry(measured[measure.name], row) == pytest.approx(expected, rel=1e-12, abs=margin, nan_ok=True), (
                row,
                measure.name,
            )


def entry(values: Any, row: int) -> float:
    return float(values if np.ndim(values) == 0 else values[row])
