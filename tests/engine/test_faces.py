"""One engine, two faces: 5,000 deals priced in one block equal themselves priced alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from leasecalc import api
from leasecalc.engine.lessee import lessee_position
from leasecalc.engine.measures import MEASURES, measures_of
from leasecalc.engine.price import price
from leasecalc.engine.settings import with_knob

DEALS = Path(__file__).parents[2] / "deals"
SIZE = 5_000


def knobs(seed: int, deal) -> dict[str, np.ndarray]:
    """Draw every kind of knob around the deal's own values."""
    draw = np.random.default_rng(seed)
    return {
        "price": np.round(draw.uniform(60_000, 130_000, SIZE), 2),
        "freight": np.round(draw.uniform(500, 3_000, SIZE), 2),
        "residual": np.round(draw.uniform(500, 5_000, SIZE), 2),
        "sale_price": np.round(draw.uniform(9_000, 20_000, SIZE), 2),
        "discount_rate": draw.uniform(0.02, 0.2, SIZE),
        "fx.USD/CNY": np.round(draw.uniform(6.2, 8.0, SIZE), 4),
        "default_rate": draw.uniform(0.001, 0.1, SIZE),
        "withholding_rate": np.round(draw.uniform(0.01, 0.15, SIZE), 3),
        "lease_refund_share": draw.integers(0, 2, SIZE).astype(float),
    }


@pytest.fixture(scope="module")
def block():
    """Return the deal, the arrays, and the block priced at once."""
    deal = api.resolve(api.load(str(DEALS / "za-box-60m.yaml")), api.library())
    deal = replace(
        deal, lease=replace(deal.lease, withholding_on="finance_charge"), inputs=replace(deal.inputs, recovery_rate=0.4)
    )
    arrays = knobs(7, deal)
    inputs = deal.inputs
    for name, values in arrays.items():
        inputs = with_knob(deal, inputs, name, values)
    return deal, arrays, price(deal, inputs)


def alone(deal, arrays, row):
    """Price one row of the block by itself, on plain floats."""
    inputs = deal.inputs
    for name, values in arrays.items():
        inputs = with_knob(deal, inputs, name, float(values[row]))
    return price(deal, inputs)


def test_contract_amounts_agree_to_the_last_bit_and_measures_to_1e12(block):
    deal, arrays, together = block
    measures = {measure.name: measure.compute(together) for measure in MEASURES}
    units = {measure.name: measure.unit for measure in MEASURES}
    table = together.table()
    for row in range(SIZE):
        single = alone(deal, arrays, row)
        assert single.contract.rent == together.contract.rent[row]
        assert single.contract.deposit == together.contract.deposit[row]
        assert single.contract.residual == together.contract.residual[row]
        for mine, block_leg in zip(single.lease, together.lease, strict=True):
            if mine.nature == "contractual":
                for (at, amount), (block_at, block_amount) in zip(mine.flows, block_leg.flows, strict=True):
                    assert at == block_at
                    assert amount == (block_amount if np.ndim(block_amount) == 0 else block_amount[row]), (row, mine.name)
        for name, values in measures.items():
            expected = next(measure for measure in MEASURES if measure.name == name).compute(single)
            found = values if np.ndim(values) == 0 else values[row]
            # a sum of flows of both signs has the error of its terms: 1e-12 of the car's price
            # a rate agrees to 1e-13, on which `batch.blocks` relies where it writes one
            money = units[name] == "money"
            margin = 1e-12 * single.amounts.bases["price"] if money else 1e-13
            assert found == pytest.approx(expected, rel=1e-12 if money else 1e-13, abs=margin, nan_ok=True), (row, name)
        if row % 50 == 0:
            for one, many in zip(single.table().rows, table.rows, strict=True):
                assert one.interest == (many.interest if np.ndim(many.interest) == 0 else many.interest[row])
                assert one.closing == (many.closing if np.ndim(many.closing) == 0 else many.closing[row])


@pytest.mark.parametrize("path", ["money/uz-taxed-60m.yaml", "routes/za-box-routes.yaml"])
def test_no_default_is_the_same_on_an_array_and_alone(path: str) -> None:
    """A rate of 0 in an array is no default too: neither its legs nor the rounding of the tax may move a measure."""
    deal = api.resolve(api.load(str(DEALS / path)), api.library())
    rates = np.array([0.0, 0.02, 0.0, 0.1])
    together = price(deal, with_knob(deal, deal.inputs, "default_rate", rates))
    for row, rate in enumerate(rates):
        alone = price(deal, with_knob(deal, deal.inputs, "default_rate", float(rate)))
        for one in measures_of(alone):
            found, wanted = np.broadcast_to(one.compute(together), rates.shape)[row], one.compute(alone)
            margin = 1e-12 * alone.amounts.bases["price"] if one.unit == "money" else 1e-12
            assert found == pytest.approx(wanted, rel=1e-12, abs=margin, nan_ok=True), (row, one.name)


def test_the_lessee_s_side_agrees() -> None:
    deal = api.resolve(api.load(str(DEALS / "routes" / "za-box-routes.yaml")), api.library())
    draw = np.random.default_rng(3)
    arrays = {"price": np.round(draw.uniform(8e4, 1e5, 20), 2), "residual": np.round(draw.uniform(500, 5000, 20), 2),
              "fx.USD/CNY": np.round(draw.uniform(6.2, 8.0, 20), 4)}  # fmt: skip

    def position(row: int | None):
        inputs = deal.inputs
        for name, values in arrays.items():
            inputs = with_knob(deal, inputs, name, values if row is None else float(values[row]))
        return lessee_position(price(deal, inputs))

    together = position(None)
    for row in range(20):
        alone = position(row)
        for name in ("lease_cost", "purchase_cost", "total_paid", "rent_cover", "cost_per_km"):
            found, wanted = getattr(together, name), getattr(alone, name)
            assert wanted is not None, name
            assert np.broadcast_to(found, 20)[row] == pytest.approx(wanted, rel=1e-12), name


def test_a_plain_deal_does_not_need_numpy():
    import subprocess
    import sys

    code = (
        "import sys; from leasecalc import api\n"
        f"api.report(api.load({str(DEALS / 'za-box-60m.yaml')!r}), api.library())\n"
        "assert not {'numpy', 'scipy', 'rich', 'pydantic'} & set(sys.modules), 'heavy modules were loaded'\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
