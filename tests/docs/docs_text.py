"""The pages of the project as texts: their fenced blocks, the commands and quotations in them, and their links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from leasecalc.records import record

ROOT = Path(__file__).parents[2]
PAGES = tuple(sorted((*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"))))
GAP = "..."


@record
class Block:
    """One fenced block: the words behind its fence, its lines, and the line of the page at which they begin."""

    info: tuple[str, ...]
    lines: tuple[str, ...]
    line: int


@record
class Quoted:
    """A command and runs of output lines that follow each other without a gap."""

    command: str
    line: int
    runs: tuple[tuple[str, ...], ...]


def blocks(page: Path) -> Iterator[Block]:
    """Yield the fenced blocks of a page in order."""
    info: tuple[str, ...] | None = None
    lines: list[str] = []
    start = 0
    for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), start=1):
        if info is None and line.startswith("```"):
            info, lines, start = tuple(line[3:].split()), [], number + 1
        elif info is not None and line == "```":
            yield Block(info, tuple(lines), start)
            info = None
        elif info is not None:
            lines.append(line)
    assert info is None, f"{page}:{start}: a block is not closed"


def quoted(block: Block) -> Iterator[Quoted]:
    """Yield each command of a `console` block with what the page says it prints."""
    command, line, runs = "", 0, [[]]  # type: str, int, list[list[str]]
    for number, text in enumerate(block.lines, start=block.line):
        if text.startswith("$ "):
            if command:
                yield Quoted(command, line, tuple(tuple(run) for run in runs if run))
            command, line, runs = text[2:], number, [[]]
        elif text.strip() == GAP:
            runs.append([])
        elif text.startswith("> ") and not any(runs):
            command += "\n" + text[2:]
        else:
            runs[-1].append(text.rstrip())
    if command:
        yield Quoted(command, line, tuple(tuple(run) for run in runs if run))


def links(page: Path) -> Iterator[tuple[int, str]]:
    """Yield line and target of every link of a page that leads into the repository, blocks left out."""
    inside = False
    for number, text in enumerate(page.read_text(encoding="utf-8").splitlines(), start=1):
        if text.startswith("```"):
            inside = not inside
        if not inside:
            for target in re.findall(r"\]\(([^)\s]+)\)", re.sub(r"`[^`]*`", "", text)):
                if not target.startswith(("http:", "https:", "mailto:")):
                    yield number, target


def anchors(page: Path) -> frozenset[str]:
    """Return the anchors that a page's headings make."""
    found = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return frozenset(re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in found)
