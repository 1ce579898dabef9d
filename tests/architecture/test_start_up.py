"""What starting the program does not import: the difference between a tenth of a second and a whole one."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ZA = "deals/za-box-60m.yaml"
PROBE = """
import json, sys
from leasecalc import __main__
sys.argv = ["leasecalc", *json.loads(sys.argv[1])]
try:
    __main__.main()
except SystemExit as left:
    assert left.code in (0, 3, None), left.code
finally:
    sys.stdout.flush()
    sys.stderr.write("\\n" + json.dumps(sorted(sys.modules)))
"""
NEVER = {
    "numpy",
    "numpy_financial",
    "scipy",
    "pandas",
    "rich",
    "pydantic",
    "typer",
    "dataclasses",
    "inspect",
    "asyncio",
    "difflib",
}
CASES = {
    "version": (["--version"], NEVER | {"yaml", "decimal", "leasecalc.cli.run", "leasecalc.api", "json.decoder.scanner"}),
    "help": (["--help"], NEVER | {"yaml", "leasecalc.api", "leasecalc.cli.app"}),
    "price": (
        ["price", ZA],
        NEVER | {"leasecalc.cli.app", "leasecalc.reading.validation", "leasecalc.report.render.markdown", "csv"},
    ),
    "price as JSON": (["price", ZA, "--format", "json"], NEVER | {"leasecalc.report.render.terminal"}),
    "schedule as CSV": (["schedule", ZA, "--format", "csv"], NEVER),
    "a refused file": (
        ["price", "tests/errors/deals/not_a_choice.yaml"],
        NEVER - {"pydantic", "dataclasses", "inspect", "difflib"},
    ),
    "a deal that solves for nothing": (["compare", "deals/be-byd-60m.yaml"], NEVER),
}


@pytest.mark.parametrize("name", CASES)
def test_not_imported(name: str) -> None:
    arguments, absent = CASES[name]
    done = subprocess.run(
        [sys.executable, "-c", PROBE, json.dumps(arguments)],
        capture_output=True,
        check=False,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
    )
    loaded = set(json.loads(done.stderr.splitlines()[-1]))
    assert "leasecalc.__main__" in loaded
    assert not loaded & absent
