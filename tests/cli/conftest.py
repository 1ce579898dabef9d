"""The command line as a user meets it: inside this process (fast) or as a process of its own (streams, environment)."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from leasecalc.cli.run import run

if TYPE_CHECKING:
    from collections.abc import Callable

#: What would change the streams of a process.
LEFT_OUT = ("PYTHONIO", "PYTHONUTF8", "PYTHONCOERCE", "PYTHONLEGACY", "LC_", "LANG")
ROOT = Path(__file__).parents[2]


class Said(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str


class SaidBytes(NamedTuple):
    """What a process left behind."""

    code: int
    out: bytes
    err: bytes


@pytest.fixture(autouse=True)
def _at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "TERMINAL_WIDTH"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Said]:
    """Run a command in this process; ``given`` is its standard input."""

    def _say(*arguments: str, given: str | None = None) -> Said:
        if given is not None:
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given.encode("utf-8")), encoding="utf-8"))
        capsys.readouterr()
        code = run(list(arguments))
        return Said(code, *capsys.readouterr())

    return _say


@pytest.fixture
def call() -> Callable[..., SaidBytes]:
    """Run a command as a process; ``environment`` is added to a plain one."""

    def _call(*arguments: str, environment: dict[str, str] | None = None, given: bytes = b"") -> SaidBytes:
        plain = {name: value for name, value in os.environ.items() if not name.startswith(LEFT_OUT)}
        command = [sys.executable, "-m", "leasecalc", *arguments]
        done = subprocess.run(command, capture_output=True, check=False, input=given, env=plain | (environment or {}), cwd=ROOT)
        return SaidBytes(done.returncode, done.stdout, done.stderr)

    return _call
