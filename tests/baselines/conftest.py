"""A folder with deals, in which commands run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from leasecalc.cli.run import run

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]


class Said(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Said]:
    monkeypatch.delenv("CI", raising=False)

    def _say(*arguments: str) -> Said:
        capsys.readouterr()
        code = run(list(arguments))
        return Said(code, *capsys.readouterr())

    return _say


@pytest.fixture
def deals(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder of three deals: one that expects something, one without, one funded by a loan."""
    folder = tmp_path / "deals"
    folder.mkdir()
    for name in ("za-box-60m", "za-box-36m", "currency/za-box-cny-funded"):
        text = (ROOT / "deals" / f"{name}.yaml").read_text(encoding="utf-8")
        (folder / f"{Path(name).name}.yaml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return folder
