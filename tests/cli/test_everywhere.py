"""Every command under LANG=C, into GBK, on a dumb terminal and one without colour of 60 columns, and into a closed pipe."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from leasecalc.cli.app import COMMANDS
from leasecalc.report.render.widths import display_width

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
ZA, FUNDED, FLEET = "deals/za-box-60m.yaml", "deals/currency/za-box-cny-funded.yaml", "deals/structures/za-seasonal-fleet.yaml"
CAR = ("--value", "300000 ZAR", "--powertrain", "bev", "--on", "2026-03-02", "--fact", "mass_kg=1400")
#: One line for each command, on a deal whose names or signs no code page holds.
LINES: dict[str, tuple[str, ...]] = {
    "price": ("price", "odd.yaml"),
    "validate": ("validate", "odd.yaml", ZA),
    "compare": ("compare", "odd.yaml"),
    "schedule": ("schedule", FLEET),
    "termination": ("termination", ZA),
    "accounting": ("accounting", ZA),
    "funding": ("funding", FUNDED),
    "currency": ("currency", FUNDED),
    "solve": ("solve", "odd.yaml", "--for", "residual", "--target", "lessor_yield=15%"),
    "optimise": ("optimise", "deals/uz-yuanup-60m.yaml"),
    "yield": ("yield", "flows.csv"),
    "sweep": ("sweep", ZA, "--over", "term=36,48,60"),
    "tornado": ("tornado", ZA),
    "breakeven": ("breakeven", ZA),
    "stress": ("stress", ZA),
    "simulate": ("simulate", "deals/risk/uz-yuanup-chances.yaml", "--paths", "200", "--workers", "1"),
    "batch": ("batch", ZA, "--workers", "1", "-o", "rows.csv"),
    "portfolio": ("portfolio", "portfolios/four-markets.yaml"),
    "landed": ("landed", "ZA", *CAR),
    "markets": ("markets", "ZA", "--on", "2026-03-02"),
    "show": ("show", "odd.yaml", "--origin"),
    "explain": ("explain", "lessor_yield"),
    "schema": ("schema", "market"),
    "init": ("init", "UZ"),
    "diff": ("diff", "odd.yaml", ZA),
    "check": ("check", "odd.yaml", ZA),
    "completion": ("completion", "bash"),
    "report": ("report", ZA, "-o", "sheet.html"),
}
#: Results that are texts to be kept in a file, or one value a line, as they are: no width cuts or wraps them.
NOT_FITTED = {"schema", "init", "show", "explain", "completion", "validate"}
NUMBER = re.compile(r"[0-9][0-9,]*\.[0-9]{2,}")
NAMES = [command.__name__ for command in COMMANDS]

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs forks and pseudo-terminals")


@pytest.fixture(scope="module")
def everywhere(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, dict[str, Any]]]:
    work = tmp_path_factory.mktemp("everywhere")
    for folder in ("deals", "portfolios"):
        (work / folder).symlink_to(ROOT / folder)
    text = (ROOT / ZA).read_text(encoding="utf-8").partition("expect:")[0]
    odd = text.replace(
        "name: Dongfeng Box to a Johannesburg fleet, 60 months", "name: 东风纳米盒子 – Йоханнесбург, ₽ €, 60 months ✓"
    )
    assert odd != text
    (work / "odd.yaml").write_text(odd, encoding="utf-8")
    (work / "flows.csv").write_text("date,amount\n2026-01-01,-1000\n2027-01-01,600\n2028-01-01,600\n", encoding="utf-8")
    (work / "commands.json").write_text(json.dumps(LINES), encoding="utf-8")
    script = [sys.executable, str(HERE / "run_everywhere.py"), "commands.json"]
    done = subprocess.run(script, cwd=work, capture_output=True, check=False, env={**os.environ, "PYTHONUTF8": "1"})
    assert done.returncode == 0, done.stderr.decode()
    found: dict[str, dict[str, dict[str, Any]]] = json.loads(done.stdout)
    return found


def test_every_command_has_a_line() -> None:
    assert set(LINES) == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_command_everywhere(everywhere: dict[str, dict[str, dict[str, Any]]], name: str) -> None:
    found = everywhere[name]
    plain = found["plain"]
    assert plain["code"] in {0, 1}, plain["err"]
    assert "…" not in plain["out"], "cropped"
    for surrounding, left in found.items():
        assert "Traceback" not in left["err"], (surrounding, left["err"])
        assert "fault of its own" not in left["err"], (surrounding, left["err"])
    for surrounding in ("C", "gbk", "dumb terminal", "terminal without colour"):
        assert found[surrounding]["code"] == plain["code"], (surrounding, found[surrounding]["err"])
    for surrounding in ("C", "gbk"):
        other = found[surrounding]["out"]
        assert NUMBER.findall(other) == NUMBER.findall(plain["out"]), surrounding
        assert len(other.splitlines()) == len(plain["out"].splitlines()), surrounding
    for surrounding in ("dumb terminal", "terminal without colour"):
        drawn = found[surrounding]["out"].replace("\r\n", "\n")
        assert "\x1b" not in drawn, surrounding
        assert "…" not in drawn, surrounding
        lost = set(NUMBER.findall(plain["out"])) - set(NUMBER.findall(drawn))
        assert not lost or re.search(r"hidden|not shown|--wide", drawn), (surrounding, lost)
        if name not in NOT_FITTED:
            wide = [line for line in drawn.splitlines() if display_width(line) > 60 and " " in line.strip()]
            assert wide == [], surrounding
    assert found["closed pipe"]["code"] in {0, plain["code"]}
    assert found["closed pipe"]["err"] in {"", plain["err"]}
