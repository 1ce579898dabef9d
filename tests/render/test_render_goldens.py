"""Format only: the numbers of the sample page are typed in it. Rewrite with LEASECALC_WRITE_GOLDENS=1 (never in CI)."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from render_sample import PAGE

from leasecalc.report.render import csv, markdown, terminal

GOLDENS = Path(__file__).parent / "goldens"

RENDERED = {
    "terminal_80.txt": lambda: terminal.render(PAGE, width=80, colour=False),
    "terminal_pipe.txt": lambda: terminal.render(PAGE, width=None, colour=False),
    "terminal_40_ascii.txt": lambda: terminal.render(PAGE, width=40, colour=False, unicode=False),
    "terminal_80_colour.txt": lambda: terminal.render(PAGE, width=80, colour=True),
    "schedule.csv": lambda: csv.render(PAGE),
    "instalment.csv": lambda: csv.render(PAGE, "instalment"),
    "page.md": lambda: markdown.render(PAGE),
}


@pytest.mark.parametrize("name", RENDERED)
def test_format(name: str) -> None:
    path, text = GOLDENS / name, RENDERED[name]()
    if os.environ.get("LEASECALC_WRITE_GOLDENS"):
        assert not os.environ.get("CI"), "goldens are rewritten by a person, not in CI"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode())
    assert text == path.read_bytes().decode()
