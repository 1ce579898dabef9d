"""A new kind of rate is its file and its lines in `charges/kinds/registry.py`, as CONTRIBUTING.md says: nothing else knows the kinds."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from made_up_market import DEAL, MARKET, ROOT

KIND = Path(__file__).with_name("started_units.py.txt")
NAME, RECORD = "started_units", "StartedUnits"
BOTH_FACES = """
import sys
import numpy as np
from leasecalc import api
from leasecalc.engine.price import price
from leasecalc.engine.settings import with_knob
deal, folder, *settings = sys.argv[1:]
resolved = api.resolve(api.load(deal, settings), api.library([folder]))
prices = np.array([13_340.0, 13_900.0, 14_500.0, 20_000.0])
together = price(resolved, with_knob(resolved, resolved.inputs, "sale_price", prices))
for row, amount in enumerate(prices):
    alone = price(resolved, with_knob(resolved, resolved.inputs, "sale_price", float(amount)))
    assert float(together.charges.amount("stamp")[row]) == alone.charges.amount("stamp"), row
    print(alone.charges.amount("stamp"))
"""
LINE = """  - id: stamp
    label: Stamp duty
    group: fee
    base: {of: fob}
    in_force:
      - from: 2020-01-01
        rate: {kind: started_units, part: 1000 EUR, each: 25 EUR}
        source: {title: made up, confidence: unverified}
gates:
"""


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the source in which the recipe was followed: one new file, one file with new lines."""
    copy = tmp_path_factory.mktemp("source")
    shutil.copytree(ROOT / "src" / "leasecalc", copy / "leasecalc", ignore=shutil.ignore_patterns("__pycache__"))
    kinds = copy / "leasecalc" / "charges" / "kinds"
    shutil.copy(KIND, kinds / f"{NAME}.py")
    text = (kinds / "registry.py").read_text(encoding="utf-8")
    steps = (
        ("\n\n__all__ = [", f"\nfrom leasecalc.charges.kinds.{NAME} import {RECORD}\n\n__all__ = ["),
        ('    "Specific",\n', f'    "Specific",\n    "{RECORD}",\n'),
        ("    | Undertaking\n", f"    | Undertaking\n    | {RECORD}\n"),
        ("    Undertaking,\n)", f"    Undertaking,\n    {RECORD},\n)"),
    )
    for before, after in steps:
        assert text.count(before) == 1, before
        text = text.replace(before, after)
    (kinds / "registry.py").write_text(text, encoding="utf-8")
    return copy


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("markets")
    (path / "XK.yaml").write_text(MARKET.replace("gates:\n", LINE), encoding="utf-8")
    return path


SETTINGS = ("import.market=XK", "fx.rates={USD/CNY: 7.05, EUR/USD: 1.16}", "expect=")


def in_the_copy(source: Path, *command: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(source)}
    return subprocess.run(
        [sys.executable, *command], capture_output=True, check=False, text=True, encoding="utf-8", env=environment, cwd=source
    )


def test_it_prices_a_car_from_file_to_result(source: Path, folder: Path) -> None:
    settings = [word for text in SETTINGS for word in ("--set", text)]
    done = in_the_copy(source, "-m", "leasecalc", "price", str(DEAL), *settings, "--markets", str(folder), "--format", "json")
    assert done.returncode == 0, done.stderr
    lines = {line["id"]: line for line in json.loads(done.stdout)["landed"]["lines"]}
    assert lines["stamp"]["amount"] == "300.00"  # 13,900 / 1.16 = 11,982.76 EUR: twelve started thousands
    assert lines["stamp"]["rate"] == "25 EUR for each started 1000 EUR"


def test_both_faces_of_the_engine_agree(source: Path, folder: Path) -> None:
    done = in_the_copy(source, "-c", BOTH_FACES, str(DEAL), str(folder), *SETTINGS)
    assert done.returncode == 0, done.stderr
    assert [float(line) for line in done.stdout.split()] == [300.0, 300.0, 325.0, 450.0]


def test_it_is_explained_and_in_the_schema(source: Path) -> None:
    explained = in_the_copy(source, "-m", "leasecalc", "explain", NAME).stdout
    assert explained.startswith(f"{NAME}\n\nAn amount for each started part of the base")
    assert NAME in in_the_copy(source, "-m", "leasecalc", "schema", "market").stdout


def test_its_faults_are_told_in_the_market_file(source: Path, tmp_path: Path) -> None:
    (tmp_path / "XK.yaml").write_text(MARKET.replace("gates:\n", LINE.replace("part: 1000 EUR", "part: 0 EUR")), encoding="utf-8")
    done = in_the_copy(source, "-m", "leasecalc", "markets", "XK", "--markets", str(tmp_path))
    assert (done.returncode, done.stdout) == (3, "")
    assert re.match(r".*XK\.yaml:\d+:\d+: LC514 a part of zero can never be started", done.stderr)


def test_without_the_recipe_the_kind_is_refused(folder: Path) -> None:
    done = in_the_copy(ROOT / "src", "-m", "leasecalc", "markets", "XK", "--markets", str(folder))
    assert done.returncode == 3
    assert f"unknown kind `{NAME}`" in done.stderr
