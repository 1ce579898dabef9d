"""Every command that a page shows is run, and prints what the page quotes.

In a `console` block a line `$ COMMAND` is run (`> ` continues it), and the lines below it must be printed, in that order and without others
between them; a line `...` stands for lines left out, three dots at the end of a line for the rest of it. A block whose fence names a file
(```` ```yaml my-deal.yaml ````) is written to that file first. The blocks of a page share a directory that holds the sample deals.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from docs_text import GAP, PAGES, ROOT, Quoted, blocks, quoted

SHOWING = [page for page in PAGES if any(block.info[:1] == ("console",) for block in blocks(page))]
BASH = shutil.which("bash")

pytestmark = pytest.mark.skipif(BASH is None, reason="the pages show commands of a POSIX shell")


@pytest.fixture
def workshop(tmp_path: Path) -> Path:
    """Return a directory with the sample deals, and one with `leasecalc` and `python` as they are under test."""
    shutil.copytree(ROOT / "deals", tmp_path / "work" / "deals")
    (tmp_path / "bin").mkdir()
    for name, start in (("leasecalc", "-m leasecalc"), ("python", "")):
        tool = tmp_path / "bin" / name
        tool.write_text(f'#!/bin/sh\nexec "{sys.executable}" {start} "$@"\n', encoding="utf-8")
        tool.chmod(0o755)
    return tmp_path


@pytest.mark.parametrize("page", SHOWING, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_what_a_page_quotes_is_printed(page: Path, workshop: Path) -> None:
    wrong: list[str] = []
    for block in blocks(page):
        if len(block.info) > 1:
            file = workshop / "work" / block.info[1]
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text("\n".join(block.lines) + "\n", encoding="utf-8")
        elif block.info == ("console",):
            for one in quoted(block):
                wrong += [f"{page.relative_to(ROOT)}:{one.line}: {fault}" for fault in _faults(one, workshop)]
    assert not wrong, "\n\n".join(wrong)


def _faults(one: Quoted, workshop: Path) -> list[str]:
    """Return the runs of lines that the command does not print on either stream after the run before."""
    kept = {
        name: text
        for name, text in os.environ.items()
        if name not in {"COLUMNS", "FORCE_COLOR", "NO_COLOR", "CI", "GITHUB_ACTIONS"}
    }
    search = f"{workshop / 'bin'}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        [BASH or "bash", "-c", one.command],
        cwd=workshop / "work",
        env={**kept, "PATH": search, "PYTHONUTF8": "1", "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    streams = [[line.rstrip() for line in text.splitlines()] for text in (done.stdout, done.stderr)]
    reached = [0, 0]
    missing = []
    for run in one.runs:
        wanted = _trimmed(run)
        for number, stream in enumerate(streams):
            at = _find(stream, wanted, reached[number])
            if at is not None:
                reached[number] = at + len(wanted)
                break
        else:
            missing.append(f"$ {one.command}\ndoes not print, or not here:\n" + "\n".join(wanted))
    if missing:
        missing.append("it prints:\n" + "\n".join(streams[0][:80] + streams[1][:20]))
    return missing


def _trimmed(run: tuple[str, ...]) -> list[str]:
    """Return a run without empty lines before and after it."""
    lines = list(run)
    while lines and not lines[0]:
        lines.pop(0)
    while lines and not lines[-1]:
        lines.pop()
    return lines


def _find(stream: list[str], wanted: list[str], start: int) -> int | None:
    """Return where the wanted lines stand in a row, from ``start`` on."""
    places = range(start, len(stream) - len(wanted) + 1)
    return next((at for at in places if all(map(_same, stream[at : at + len(wanted)], wanted))), None)


def _same(line: str, wanted: str) -> bool:
    return line.startswith(wanted.removesuffix(GAP)) if wanted.endswith(GAP) else line == wanted
