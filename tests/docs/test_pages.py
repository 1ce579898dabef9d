"""What holds of the pages: the set-up lines are those of the build, links lead somewhere, the reference is complete and current."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from docs_text import PAGES, ROOT, anchors, blocks, links

from leasecalc.markets.coverage import coverage
from leasecalc.markets.library import Library

REFERENCE = ROOT / "docs" / "reference"
SET_UP = (
    "python3 -m venv .venv && .venv/bin/pip install . && .venv/bin/leasecalc price deals/za-box-60m.yaml",
    "python3 -m venv .venv && .venv/bin/pip install -e '.[test]' && .venv/bin/python -m pytest -n auto --dist loadfile",
)


def test_the_set_up_lines_stand_in_the_readme_and_the_build_runs_the_second() -> None:
    shown = [line for block in blocks(ROOT / "README.md") if block.info == ("sh",) for line in block.lines]
    assert tuple(shown) == SET_UP
    build = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert [line.strip() for line in build.splitlines()].count(SET_UP[1]) == 1
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    dead = []
    for line, target in links(page):
        path, _, anchor = target.partition("#")
        found = (page.parent / path).resolve() if path else page
        if not found.exists() or (anchor and found.suffix == ".md" and anchor not in anchors(found)):
            dead.append(f"{page.relative_to(ROOT)}:{line}: {target}")
    assert not dead


def test_generated_pages_are_current() -> None:
    script = [sys.executable, str(ROOT / "docs" / "generate.py"), "--check"]
    done = subprocess.run(script, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr


def test_the_reference_names_everything() -> None:
    from leasecalc.charges.kinds import RATE_KINDS
    from leasecalc.cli.app import COMMANDS
    from leasecalc.engine.measures import known_measures
    from leasecalc.knobs import KNOBS
    from leasecalc.reading.codes import CODES
    from leasecalc.records import fields_of

    kinds = [found.default for kind in RATE_KINDS for found in fields_of(kind) if found.name == "kind"]
    wanted = {
        "commands.md": [f"leasecalc {command.__name__}" for command in COMMANDS],
        "error-codes.md": [code.code for code in CODES],
        "measures.md": list(known_measures()),
        "markets.md": list(Library.load().codes()),
    }
    for name, words in wanted.items():
        headings = anchors(REFERENCE / name)
        missing = [word for word in words if not any(heading.startswith(_anchor(word)) for heading in headings)]
        assert words
        assert not missing, name
    shown = (REFERENCE / "knobs.md").read_text(encoding="utf-8")
    assert [knob.name for knob in KNOBS if f"\n| `{knob.name}` |" not in shown] == []
    pages = {page.stem: page for page in (REFERENCE / "rate-kinds").glob("*.md")}
    assert set(pages) == set(kinds), "a page for each kind of rate, and none left over"
    assert all(kind in anchors(page) for kind, page in pages.items())


def test_every_kind_of_base_has_a_page() -> None:
    pages = {page.stem for page in (REFERENCE / "bases").glob("*.md")}
    index = {Path(target).stem for _, target in links(REFERENCE / "bases.md") if target.startswith("bases/")}
    assert len(pages) == 15
    assert pages == index


def test_seven_of_ten_shipped_charges_are_verified_or_secondary() -> None:
    cells = [
        cell for code in Library.load().codes() for cell in coverage(Library.load().market(code).document, date(2026, 6, 30))
    ]
    known = sum(cell.status in {"verified", "secondary"} for cell in cells)
    assert known >= 0.70 * len(cells)
    said = f"**{known:,} of {len(cells):,} are verified or secondary: {100 * known / len(cells):.1f} %.**"
    assert said in (REFERENCE / "markets.md").read_text(encoding="utf-8")


def _anchor(word: str) -> str:
    return word.lower().replace(" ", "-")


def test_every_page_is_reached_from_the_readme() -> None:
    seen: set[Path] = set()
    waiting = [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in seen or page.suffix != ".md" or not page.exists():
            continue
        seen.add(page)
        waiting += [(page.parent / target.partition("#")[0]).resolve() for _, target in links(page) if target[0] != "#"]
    assert [page.relative_to(ROOT).as_posix() for page in PAGES if page not in seen] == []
