"""Deals that differ, and a repository in which they were written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from changed_files import DUTY, git

from leasecalc.cli.run import run
from leasecalc.markets.library import SHIPPED

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]


class Said(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    def _say(*arguments: str) -> Said:
        capsys.readouterr()
        code = run(list(arguments))
        return Said(code, *capsys.readouterr())

    return _say


@pytest.fixture
def workshop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with two deals and a market file of its own, in which commands run."""
    (tmp_path / "deals").mkdir()
    (tmp_path / "data").mkdir()
    text = (ROOT / "deals" / "za-box-60m.yaml").read_text(encoding="utf-8")
    ours = text.replace("importer: lessee", "importer: lessor").partition("expect:")[0]
    (tmp_path / "deals" / "box.yaml").write_text(ours, encoding="utf-8")
    (tmp_path / "deals" / "short.yaml").write_text(
        "leasecalc: 1\nextends: box.yaml\nlease: {term: 36 months}\n", encoding="utf-8"
    )
    law = (Path(SHIPPED) / "ZA.yaml").read_text(encoding="utf-8")
    assert law.count(DUTY) >= 1
    (tmp_path / "data" / "ZA.yaml").write_text(law, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def repository(workshop: Path) -> Path:
    """Return the workshop as a git repository with everything committed."""
    git(workshop, "init", "-q", "-b", "main")
    git(workshop, "add", ".")
    git(workshop, "commit", "-qm", "as it was")
    return workshop
