"""A loan changes nothing of the lease: every unlevered figure of every sample deal is the same to the last bit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from funded import FOLDER, MATCHED, SAMPLES, loaded, markets

from leasecalc import api
from leasecalc.engine.funding_gap import gap_rows
from leasecalc.engine.measures import MEASURES, measures_of
from leasecalc.engine.price import price
from leasecalc.engine.settings import with_knob
from leasecalc.records import replace

if TYPE_CHECKING:
    from pathlib import Path

BULLET = {"amount": "60% of price", "rate": "7%", "repayment": "bullet", "payments": "quarterly", "term": "18 months"}
LEVEL = {
    "amount": "70% of cost",
    "rate": "7%",
    "repayment": "level",
    "payments": "two_monthly",
    "prepaid_with_refund": "yes",
    "recourse": "no",
}
LOANS = {"matched": MATCHED, "bullet": BULLET, "level": LEVEL}


def bits(priced: Any) -> list[str]:
    """Return every figure of the lease and of the sale, by day and to the last bit."""
    dates = priced.deal.timeline.dates
    legs = [(leg.name, dates[at], float(amount).hex()) for leg in (*priced.lease, *priced.sale) for at, amount in leg.flows]
    rows = [float(value).hex() for row in priced.table().rows for value in (row.opening, row.interest, row.closing)]
    return [*map(str, legs), *rows, *(f"{one.name} {float(one.compute(priced)).hex()}" for one in MEASURES)]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_the_lease_is_the_lease_with_any_loan(path: Path, tmp_path: Path) -> None:
    deal = loaded(path, tmp_path, None)
    without = bits(price(replace(api.resolve(deal, markets()), funding=None)))
    for loan in LOANS.values():
        funded = api.resolve(loaded(path, tmp_path, loan), markets())
        assert funded.funding is not None
        assert bits(price(funded)) == without
        assert bits(price(replace(funded, funding=None))) == without  # switched off: no loan, nothing else


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_matched_loan_leaves_no_gap_on_any_day(path: Path, tmp_path: Path) -> None:
    for loan in (MATCHED, {**MATCHED, "prepaid_with_refund": "yes"}):
        rows = gap_rows(api.price(loaded(path, tmp_path, loan), markets()))
        assert [row.gap for row in rows] == [0.0] * len(rows)
        assert rows[-1].loan == 0.0
        assert rows[0].loan > 0.0
    bullet = gap_rows(api.price(loaded(path, tmp_path, BULLET), markets()))
    assert any(row.gap for row in bullet)


@pytest.mark.parametrize("name", LOANS)
def test_both_faces_agree(name: str, tmp_path: Path) -> None:
    loan = {**LOANS[name], "currency": "CNY", "green": GREEN, "capital": "9% of cost", "operating_cost": "300 CNY"}
    deal = api.resolve(loaded(FOLDER / "uz-yuanup-60m.yaml", tmp_path, loan), markets())
    draw = np.random.default_rng(5)
    knobs = {
        "funding_share": np.round(draw.uniform(0.3, 1.1, 40), 4),
        "funding_rate": np.round(draw.uniform(0.0, 0.12, 40), 6),
        "residual": np.round(draw.uniform(500.0, 3000.0, 40), 2),
        "fx.USD/CNY": np.round(draw.uniform(6.2, 8.0, 40), 4),
        "default_rate": draw.uniform(0.001, 0.1, 40),
    }
    inputs = deal.inputs
    for knob, values in knobs.items():
        inputs = with_knob(deal, inputs, knob, values)
    together = price(deal, inputs)
    for row in range(40):
        single = deal.inputs
        for knob, values in knobs.items():
            single = with_knob(deal, single, knob, float(values[row]))
        alone = price(deal, single)
        for mine, block in zip(alone.funding, together.funding, strict=True):
            for (at, amount), (block_at, other) in zip(mine.flows, block.flows, strict=True):
                assert at == block_at
                found = other if np.ndim(other) == 0 else other[row]
                assert found == amount if mine.nature == "contractual" else found == pytest.approx(amount, rel=1e-12, abs=1e-8)
        for one in measures_of(alone):
            values = one.compute(together)
            found = values if np.ndim(values) == 0 else values[row]
            margin = 1e-12 * alone.amounts.bases["price"] if one.unit == "money" else 1e-12
            assert found == pytest.approx(one.compute(alone), rel=2e-12, abs=margin, nan_ok=True), (row, one.name)


GREEN = {
    "distance_km": "40000", "consumption_kwh_km": "0.15", "grid_kg_kwh": "0.5", "reference_litres_km": "0.07", "fuel_kg_litre": "2.31",
    "threshold_tonnes": "3", "discount": "20bp",
}  # fmt: skip
