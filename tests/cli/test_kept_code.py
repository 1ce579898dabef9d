"""Byte code that is kept between runs: the same answers, noticed when the source changes, and no harm where it cannot be kept."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DEAL = str(ROOT / "deals" / "za-box-60m.yaml")
SOURCE = ROOT / "src" / "leasecalc"


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("source")
    shutil.copytree(SOURCE, folder / "leasecalc", ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def said(copy: Path, cache: str, *arguments: str, program: tuple[str, ...] = ("-m", "leasecalc")) -> tuple[int, str, str]:
    environment = {**os.environ, "PYTHONPATH": str(copy), "LEASECALC_CACHE": cache}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(
        [sys.executable, *program, *arguments], capture_output=True, text=True, check=False, env=environment, cwd=copy
    )
    return done.returncode, done.stdout, done.stderr


def test_answers_are_the_same_and_changes_are_noticed(copy: Path, tmp_path: Path) -> None:
    cache = str(tmp_path / "cache")
    plain = said(copy, "off", "price", DEAL)
    assert [said(copy, cache, "price", DEAL) for _ in range(3)] == [plain] * 3
    (kept,) = Path(cache).glob("*.code")
    before = kept.stat().st_mtime_ns
    assert said(copy, cache, "price", DEAL) == plain
    assert kept.stat().st_mtime_ns == before  # nothing new, nothing written
    assert said(copy, cache, "schedule", DEAL, "--format", "csv") == said(copy, "off", "schedule", DEAL, "--format", "csv")
    assert said(copy, cache, "price", "no such file") == said(copy, "off", "price", "no such file")
    layout = copy / "leasecalc" / "_version.py"
    layout.write_text(layout.read_text(encoding="utf-8").replace("VERSION = ", 'VERSION = "changed " + '), encoding="utf-8")
    assert '"leasecalc changed ' in said(copy, cache, "price", DEAL, "--format", "json")[1]
    for harm in (b"", b"no code", kept.read_bytes()[:5000]):
        kept.write_bytes(harm)
        assert said(copy, cache, "price", DEAL) == plain


def test_it_is_used(copy: Path, tmp_path: Path) -> None:
    cache = str(tmp_path / "cache")
    said(copy, cache, "price", DEAL)
    probe = "import sys, leasecalc.__main__ as m; m._leave = lambda code: print(type(sys.modules['leasecalc.api'].__loader__).__name__); m.program()"
    code, out, told = said(copy, cache, "price", DEAL, program=("-c", probe))
    assert (code, told) == (0, "")
    assert out.splitlines()[-1] == "KeptCode"


def test_a_folder_that_cannot_be_written_does_no_harm(copy: Path, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("no folder")
    assert said(copy, str(file), "price", DEAL) == said(copy, "off", "price", DEAL)
    assert file.read_text() == "no folder"
