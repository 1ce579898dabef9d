"""What starting the program does not import: the difference between a tenth of a second and a whole one."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ZA = "deals/za-box-60m.yaml"
PROBE = """
import sys
from leasecalc import __main__
sys.argv = ["leasecalc", *eval(sys.argv[1])]
try:
    __main__.main()
except SystemExit as left:
    assert left.code in (0, 3, None), left.code
finally:
    sys.stdout.flush()
    sys.stderr.write("\\n" + repr(sorted(sys.modules)))
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
#: What a plain deal on shipped market data, priced before, has no use for.
LATE = {
    "yaml",
    "pathlib",
    "calendar",
    "locale",
    "json",
    "hashlib",
    "pickle",
    "tempfile",
    "leasecalc.reading.compose",
    "leasecalc.reading.overlay",
    "leasecalc.reading.setting",
    "leasecalc.charges.kinds.registry",
    "leasecalc.engine.lots",
    "leasecalc.batching",
}
#: How many modules `price` may load, of the program and in all: each costs about 0.15 ms. Whoever adds one to every run says why here.
MOST_OF_THE_PROGRAM, MOST_IN_ALL = 166, 239
CASES = {
    "version": (["--version"], NEVER | {"yaml", "decimal", "leasecalc.cli.run", "leasecalc.api", "json.decoder.scanner"}),
    "help": (["--help"], NEVER | {"yaml", "leasecalc.api", "leasecalc.cli.app"}),
    "price": (
        ["price", ZA],
        NEVER | LATE | {"leasecalc.cli.app", "leasecalc.reading.validation", "leasecalc.report.render.markdown", "csv"},
    ),
    "price as JSON": (["price", ZA, "--format", "json"], NEVER | {"leasecalc.report.render.terminal"}),
    "schedule as CSV": (["schedule", ZA, "--format", "csv"], NEVER),
    "a refused file": (
        ["price", "tests/errors/deals/not_a_choice.yaml"],
        NEVER - {"difflib", "dataclasses", "inspect"},
    ),
    "a deal that solves for nothing": (["compare", "deals/be-byd-60m.yaml"], NEVER),
}


def loaded_by(arguments: list[str]) -> set[str]:
    """Return the modules that a command has loaded when it is done."""
    done = subprocess.run(
        [sys.executable, "-c", PROBE, repr(arguments)],
        capture_output=True,
        check=False,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
    )
    return set(ast.literal_eval(done.stderr.splitlines()[-1]))


@pytest.mark.parametrize("name", CASES)
def test_not_imported(name: str) -> None:
    arguments, absent = CASES[name]
    if absent >= LATE:
        loaded_by(arguments)  # reads the market files, which are then kept
    loaded = loaded_by(arguments)
    assert "leasecalc.__main__" in loaded
    assert sorted(loaded & absent) == []


def test_price_loads_few_modules() -> None:
    loaded_by(["price", ZA])
    loaded = loaded_by(["price", ZA])
    assert len([name for name in loaded if name.startswith("leasecalc")]) <= MOST_OF_THE_PROGRAM
    assert len(loaded) <= MOST_IN_ALL
