"""`leasecalc solve` as a command: exit codes, what goes to which stream, and the canonical result."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from leasecalc.cli.run import run

BOX = str(Path(__file__).parents[2] / "deals" / "za-box-60m.yaml")


@pytest.mark.parametrize(
    ("options", "code", "told"),
    [
        (("--for", "rent", "--target", "lessor_yield=14%"), 0, ""),
        (("--for", "term", "--target", "lease_npv=500 USD"), 0, ""),
        (("--for", "default_rate", "--target", "lease_npv=5000 USD"), 4, "LC612"),
        (("--for", "sale_price", "--target", "customer_rate=20%"), 4, "LC613"),
        (("--for", "rnt", "--target", "lessor_yield=14%"), 2, "did you mean `rent`?"),
        (("--for", "rent,deposit", "--target", "lessor_yield=14%"), 2, "one knob and one target, or two of each"),
        (("--for", "rent", "--target", "lease_npv=1,000 USD"), 2, "a comma parts two targets"),
        (("--for", "rent", "--target", "lessor_yield=14%", "--rent", "hold"), 2, "keep or solve"),
        (("--for", "rent", "--target", "lessor_yield=14%", "--low", "5%"), 2, "--low and --high"),
        (("--for", "rent"), 2, "--target"),
    ],
)
def test_exit_codes(options: tuple[str, ...], code: int, told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["solve", BOX, *options]) == code
    said = capsys.readouterr()
    assert told in said.err
    assert bool(said.out) == (code in {0, 4})
    assert "Traceback" not in said.err


def test_the_result_is_data(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["solve", BOX, "--for", "residual", "--target", "rent=289.50 USD", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["schema"] == "leasecalc/solve/1"
    assert found["status"] == "found"
    assert found["rent"] == "solved again"
    assert found["knobs"][0]["value"] == "863.62"
    assert found["targets"][0]["achieved"] == 289.5
    assert found["put_in"] == ["residual.amount=863.62 USD"]
    figures = {row["measure"]: row for row in found["figures"]}
    assert (figures["rent"]["before"], figures["rent"]["after"]) == ("270.62", "289.50")


@pytest.mark.parametrize("kind", ["table", "md", "csv"])
def test_every_format_says_the_answer(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["solve", BOX, "--for", "rent", "--target", "lessor_yield=14%", "--format", kind]) == 0
    assert "270.62 USD" in capsys.readouterr().out
