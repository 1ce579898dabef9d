"""The benchmarks run, on tiny sizes; what they measure is no property of the program and is not tested."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RUN = ROOT / "benchmarks" / "run.py"


def run(*typed: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, str(RUN), *typed], capture_output=True, text=True, check=False)


def test_one_command_measures_all_parts_beside_the_peers(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow", reason="the extra for tables")
    output = tmp_path / "results.md"
    done = run("--quick", "--parts", "deals,book,simulation,files,reading,output", "-o", str(output))
    assert done.returncode == 0, done.stderr
    text, data = output.read_text("utf-8"), json.loads(output.with_suffix(".json").read_text("utf-8"))
    assert text.strip() == done.stdout.strip()
    assert "figures mean nothing" in text
    assert data["quick"] is True
    assert {"python", "processor", "cores", "load", "on", "versions"} <= set(data)
    parts = {part["part"]: part["rows"] for part in data["parts"]}
    assert list(parts) == ["deals", "irregular", "book", "simulation", "files", "reading", "output"]
    for rows in parts.values():
        for row in rows:
            assert all(value > 0 for value in row.values() if isinstance(value, int | float)), row
    assert [row["rows"] for row in parts["book"]] == [1, 500]
    named = " ".join(part for part in text.split("\n") if "numpy_financial" in part)
    assert named  # measured, or left out by name
    assert "C yardstick" in text  # likewise


def test_an_unknown_part_is_told() -> None:
    done = run("--parts", "deals,haste")
    assert done.returncode == 2
    assert "no part haste" in done.stderr
