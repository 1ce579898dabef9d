"""`sweep`, `tornado`, `breakeven` and `stress` as commands."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from leasecalc.cli.run import run

BOX = str(Path(__file__).parents[2] / "deals" / "za-box-60m.yaml")


def told(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    """Run a command and return what it printed."""
    assert run(list(arguments)) == code
    return capsys.readouterr().out


def test_a_sweep_in_every_format(capsys: pytest.CaptureFixture[str]) -> None:
    command = ("sweep", BOX, "--over", "residual=1000 USD..2000 USD/3", "--over", "term=48,60", "-m", "lease_minus_sale")
    data = json.loads(told(capsys, *command, "--format", "json"))
    assert [cell["at"] for cell in data["cells"]] == [{"residual": r, "term": t} for r in (1000, 1500, 2000) for t in (48, 60)]
    rows = list(csv.DictReader(io.StringIO(told(capsys, *command, "--format", "csv"))))
    assert [row["lease_minus_sale"] for row in rows] == [cell["measures"]["lease_minus_sale"] for cell in data["cells"]]
    grid = told(capsys, *command)
    assert "60 instalments" in grid
    assert "Map" in grid
    for cell in data["cells"]:
        assert f"{float(cell['measures']['lease_minus_sale']):,.2f}" in grid


def test_results_are_data(capsys: pytest.CaptureFixture[str]) -> None:
    tornado = json.loads(told(capsys, "tornado", BOX, "--format", "json"))
    assert tornado["inputs"][0]["knob"] == "sale_price"
    assert tornado["shift"] == 0.1
    found = json.loads(told(capsys, "breakeven", BOX, "--for", "residual", "--format", "json"))
    assert found["inputs"][0]["value"] == "3214.91"
    stress = json.loads(told(capsys, "stress", BOX, "--only", "mass default", "--format", "json"))
    assert [one["name"] for one in stress["scenarios"]] == ["mass default"]
    assert "nothing recovered" in stress["scenarios"][0]["moved"][0]
    assert any(file["path"].endswith("standard.yaml") for file in stress["files"])


@pytest.mark.parametrize(
    ("command", "code", "said"),
    [
        (("tornado", BOX, "--shift", "10"), 2, "10%"),
        (("tornado", BOX, "--shift", "100%"), 2, "between 0 % and 100 %"),
        (("tornado", BOX, "-m", "lease_minus_sail"), 2, "did you mean"),
        (("breakeven", BOX, "--target", "lease_npv=0,rent=1 USD"), 2, "one measure"),
        (("breakeven", BOX, "--for", "sale_price", "--target", "customer_rate=20%"), 1, ""),
        (("stress", BOX, "--only", "flood"), 2, "there is no scenario `flood`"),
        (("sweep", BOX), 2, "--over"),
        (("sweep", BOX, "--over", "residual=x1,x2", "--rent", "hold"), 2, "keep or solve"),
    ],
)
def test_exit_codes_of_what_moves(command: tuple[str, ...], code: int, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(list(command)) == code
    shown = capsys.readouterr()
    assert said in shown.err
    assert "Traceback" not in shown.err


def test_a_file_of_scenarios_with_faults_is_refused_with_their_places(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(
        "leasecalc_scenarios: 1\nscenarios:\n  - name: nothing\n  - {name: twice, knobs: {residual: x0.5}}\n"
        "  - {name: twice, knobs: {residual: x0.5}}\n  - {name: odd, knob: {residual: x0.5}}\n",
        encoding="utf-8",
    )
    assert run(["stress", BOX, "--scenarios", str(path)]) == 3
    shown = capsys.readouterr().err
    assert "own.yaml:6:" in shown
    assert "did you mean `knobs`?" in shown
    for body, place in (
        ("  - name: nothing\n", "own.yaml:3:11: LC625"),
        ("  - {name: twice, knobs: {rent: x2}}\n  - {name: twice, knobs: {rent: x2}}\n", "own.yaml:4:12: LC626"),
    ):
        path.write_text(f"leasecalc_scenarios: 1\nscenarios:\n{body}", encoding="utf-8")
        assert run(["stress", BOX, "--scenarios", str(path)]) == 3
        assert place in capsys.readouterr().err


def test_an_unknown_knob_in_a_scenario(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "own.yaml"
    path.write_text("leasecalc_scenarios: 1\nscenarios:\n  - {name: odd, knobs: {residul: x0.5}}\n", encoding="utf-8")
    assert run(["stress", BOX, "--scenarios", str(path)]) == 2
    assert "did you mean `residual`?" in capsys.readouterr().err
