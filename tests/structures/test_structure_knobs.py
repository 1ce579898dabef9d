"""Knobs of the structure: a turned knob is the deal written so, on floats and on arrays, in one delivery or in two."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from structured import priced, resolved

from leasecalc.engine.measures import measure
from leasecalc.engine.price import price
from leasecalc.engine.settings import has_knob, knob_value, with_knob

if TYPE_CHECKING:
    from pathlib import Path

FLOATING = {"base": [{"from": "2026-01-01", "rate": "4%"}, {"from": "2027-01-01", "rate": "3%"}], "reset_every": "6 months"}
LEASE: dict[str, Any] = {"term": "36 months", "rent": "300 USD"}


def shaped(**structure: Any) -> dict[str, Any]:
    return {**LEASE, "structure": structure}


CASES = {
    "balloon": (0.0, 1234.56, shaped(steps=[{"every": "12 months", "by": "3%"}]),
                shaped(steps=[{"every": "12 months", "by": "3%"}], balloon="1234.56 USD")),
    "step.1": (0.03, 0.05, shaped(steps=[{"every": "12 months", "by": "3%"}]), shaped(steps=[{"every": "12 months", "by": "5%"}])),
    "step.2": (0.6, 0.5, shaped(steps=[{"from": 3, "by": "10 USD"}, {"from": 13, "to": "60%"}]),
               shaped(steps=[{"from": 3, "by": "10 USD"}, {"from": 13, "to": "50%"}])),
    "season.1": (0.0, 0.25, shaped(seasons=[{"calendar_months": [6]}]), shaped(seasons=[{"calendar_months": [6], "pays": "25%"}])),
    "index_growth": (0.04, 0.02, shaped(indexed={"every": "12 months", "growth": "4%"}), shaped(indexed={"every": "12 months", "growth": "2%"})),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_turned_knob_is_the_deal_written_so(name: str, tmp_path: Path) -> None:
    today, value, before, after = CASES[name]
    deal, expected = resolved(tmp_path, before), priced(tmp_path, after)
    found = price(deal, with_knob(deal, deal.inputs, name, value))
    assert knob_value(price(deal), name) in {None if name == "balloon" else today, today}
    assert knob_value(found, name) == pytest.approx(value)
    assert found.lease == expected.lease
    assert found.contract == expected.contract
    assert price(found.deal, found.inputs).lease == found.lease  # turned once, it stays so


@pytest.mark.parametrize("name", CASES)
def test_floats_and_arrays_agree(name: str, tmp_path: Path) -> None:
    _, value, before, _ = CASES[name]
    deal = resolved(tmp_path, before)
    values = np.linspace(0.0, 2 * value, 9)
    block = price(deal, with_knob(deal, deal.inputs, name, values))
    for row, one in enumerate(values):
        alone = price(deal, with_knob(deal, deal.inputs, name, float(one)))
        for single, many in zip(alone.contract.instalments, block.contract.instalments, strict=True):
            assert single == (many if np.ndim(many) == 0 else many[row])
        for figure in ("lessor_yield", "lease_npv", "customer_rate"):
            assert float(measure(alone, figure)) == pytest.approx(float(measure(block, figure)[row]), rel=1e-12)


def test_a_margin_decides_the_instalment(tmp_path: Path) -> None:
    deal = resolved(tmp_path, shaped(floating=FLOATING))
    expected = priced(tmp_path, {"term": "36 months", "structure": {"floating": {**FLOATING, "margin": "6.5%"}}})
    found = price(deal, with_knob(deal, deal.inputs, "floating_margin", 0.065))
    assert found.contract == expected.contract
    assert knob_value(found, "floating_margin") == pytest.approx(0.065, abs=1e-5)  # of the rounded instalment
    block = price(deal, with_knob(deal, deal.inputs, "floating_margin", np.array([0.05, 0.065])))
    assert block.contract.instalments[20][1] == found.contract.instalments[20]


def test_two_deliveries_turn_together(tmp_path: Path) -> None:
    lots = {"deliveries": [{"quantity": 1, "commencement": "2026-03-02"}, {"quantity": 1, "commencement": "2026-03-02"}]}
    before, after = CASES["step.1"][2:]
    deal = resolved(tmp_path, {**before, **lots}, vehicle={"quantity": 2})
    found, expected = price(deal, with_knob(deal, deal.inputs, "step.1", 0.05)), priced(tmp_path, after)
    assert found.contract == expected.contract
    assert [leg.total for leg in found.lease] == pytest.approx([leg.total for leg in expected.lease])


def test_what_the_lease_does_not_have_is_no_knob(tmp_path: Path) -> None:
    deal = resolved(tmp_path, shaped(steps=[{"from": 3, "by": "10 USD"}], seasons=[{"calendar_months": [6], "pays": "90 USD"}]))
    assert [
        name for name in ("step.1", "step.2", "season.1", "index_growth", "floating_margin", "balloon") if has_knob(deal, name)
    ] == ["balloon"]
