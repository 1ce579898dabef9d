"""`leasecalc funding` on every sample deal: yields with and without the loan, return on capital and the gap table; a matched loan leaves no gap."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

import pytest
from funded import FOLDER, MATCHED, SAMPLES

from leasecalc.cli.run import run

if TYPE_CHECKING:
    from pathlib import Path

YIELDS = (
    "lessor_yield",
    "levered_yield",
    "return_on_equity",
    "expected_return_on_equity",
    "cost_of_funds",
    "raroc",
    "return_on_assets",
)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.relative_to(FOLDER).with_suffix("").as_posix())
def test_yields_capital_and_gap(path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    loan = tmp_path / "loan.yaml"
    loan.write_text(json.dumps({"funding": MATCHED}), encoding="utf-8")
    assert run(["funding", str(path), "--with", str(loan), "--format", "json"]) in {0, 1}
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    values = {row["name"]: row["value"] for row in found["measures"]}
    assert all(values[name] is not None and math.isfinite(float(values[name])) for name in YIELDS)
    # 6.5 % and a fee, or less where the loan is in the money of a lease that loses worth; a lease that earns more leaves its owners more
    assert 0.01 < values["cost_of_funds"] < 0.09
    earned = next(row["value"] for row in found["measures"] if row["name"] == "lessor_yield_effective")
    assert (values["return_on_equity"] > earned) == (earned > values["cost_of_funds"]) or found["funding"]["pays_first"] is False
    gap = found["funding"]["gap"]
    assert len(gap) > 1
    assert {float(row["gap"]) for row in gap} == {0.0}
    assert float(values["largest_funding_gap"]) == 0.0
    assert float(values["raroc"]) == pytest.approx(
        float(values["return_on_assets"]) * float(values["average_balance"]) / float(values["economic_capital"]), rel=1e-5
    )
