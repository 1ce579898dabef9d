"""A market is two files: the guide's own, followed to the letter, and a shipped one that nothing else names."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from market_case import figures, read

from leasecalc.cli.run import run
from leasecalc.markets.schema import MarketDocument
from leasecalc.reading.documents import load

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs" / "guides" / "adding-a-market.md"
SIX = ("GE", "JO", "ET", "LK", "NZ", "PH")


def written(name: str, folder: Path) -> Path:
    """Write a block of the guide to the file that its fence names."""
    (text,) = re.findall(rf"^```yaml {re.escape(name)}\n(.*?)^```$", GUIDE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def test_the_two_files_of_the_guide_are_a_market_and_its_case(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    market, cases = written("my-markets/AQ.yaml", tmp_path), written("my-cases/AQ.yaml", tmp_path)
    document = load(market.read_text(encoding="utf-8"), market.name, MarketDocument).document
    for case in read(cases):
        assert case.market == document.market
        priced = replace(case, market=document).price()
        assert {name: figures(priced)[name] for name in case.expect} == pytest.approx(
            {name: float(amount) for name, amount in case.expect.items()}, rel=0, abs=float(case.tolerance)
        )
        assert {gate.id: gate.status for gate in priced.gates} == case.gates
    folder = ["--markets", str(market.parent)]
    assert run(["markets", "check", str(market.parent)]) == 0
    assert run(["markets", "coverage", "AQ", *folder, "--on", "2026-06-30"]) == 0
    assert run(["landed", "--all", "--value", "14000 USD", "--powertrain", "petrol", *folder, "--on", "2026-06-30"]) == 0
    assert "Antarctica" in capsys.readouterr().out


@pytest.mark.parametrize("code", SIX)
def test_a_shipped_market_is_named_by_its_two_files_alone(code: str) -> None:
    data = ROOT / "src" / "leasecalc" / "markets" / "data" / f"{code}.yaml"
    assert data.exists()
    assert read(ROOT / "tests" / "cases" / "markets" / f"{code}.yaml")
    named = re.compile(rf"""["']{code}["']|\b{code}\.yaml""")
    source = (ROOT / "src" / "leasecalc").rglob("*.py")
    assert [file.name for file in source if named.search(file.read_text(encoding="utf-8"))] == []


def test_the_change_log_names_the_two_files() -> None:
    told = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    for path in ("src/leasecalc/markets/data/GE.yaml", "tests/cases/markets/GE.yaml"):
        assert (ROOT / path).exists()
        assert f"`{path}`" in told
