"""Deals priced together: a batch reads, resolves and prices deals that are alike but for numbers as one, and no row may show it."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from leasecalc import api
from leasecalc.batching import blocks
from leasecalc.batching.answers import answer, told
from leasecalc.batching.families import known
from leasecalc.batching.plan import planned
from leasecalc.batching.rows import rows_of
from leasecalc.engine.resolving.alike import EACH, FREE, NUMBER, TEXT, free_of, outline, own_names, own_numbers
from leasecalc.errors import LeasecalcError
from leasecalc.records import replace

if TYPE_CHECKING:
    from collections.abc import Iterator

DEALS = Path(__file__).parents[2] / "deals"
SAMPLES = sorted(path for path in DEALS.rglob("*.yaml") if "books" not in path.parts)
MANY = int(os.environ.get("LEASECALC_RANDOM_DEALS", "600"))
DIGITS = re.compile(r"\d+(?:\.\d+)?")


def free_leaves(data: Any, free: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str, Any]]:
    """Yield path, text and kind of every free value that raw data hold."""
    if isinstance(data, str):
        kind = free.get("") if isinstance(free, dict) else free
        if kind in {NUMBER, TEXT}:
            yield path, data, kind
    elif isinstance(free, dict) and data is not None:
        for key, item in data.items() if isinstance(data, dict) else enumerate(data):
            below = free.get(key, free.get(EACH))
            if below is not None:
                yield from free_leaves(item, below, (*path, str(key)))


def test_what_is_free_moves_nothing_but_the_inputs() -> None:
    library, met = api.library(), set()
    for sample in SAMPLES:
        deal = api.load(str(sample))
        if deal.document.lease.deliveries:
            continue
        alike = api.resolve(deal, library)
        free = {section: free_of(section, data) for section, data in deal.tree.data.items()}
        for path, text, kind in free_leaves(deal.tree.data, free):
            moved = DIGITS.sub(lambda found: f"{float(found[0]) * 1.0625:.4f}".rstrip("0").rstrip("."), text, count=1)
            if path == ("vehicle", "quantity"):
                moved = str(int(text) + 1)
            if kind == TEXT:
                moved = text if path[0] == "expect" or path[-1] == "as_of" else f"{text} anew"
            try:
                other = api.assign(deal, [f"{'.'.join(path)}={json.dumps(moved) if ',' in moved else moved}"])
            except LeasecalcError:  # a date moved out of the calendar, an instalment of one and a bit
                continue
            apart = api.resolve(other, library)
            together = replace(
                alike,
                name=apart.name,
                quantity=apart.quantity,
                inputs=replace(alike.inputs, **own_numbers(other.document, alike, own_names(deal.document, alike))),
                lease=replace(alike.lease, written=apart.lease.written),
                provenance=apart.provenance,
            )
            assert together == apart, (sample.name, path)
            assert [entry.status for entry in alike.provenance] == [entry.status for entry in apart.provenance]
            section = path[0]
            assert outline(section, deal.tree.data[section]) == outline(section, other.tree.data[section])
            met.add((section, *(step if not step.isdigit() else EACH for step in path[1:])))
    listed = {(section, key) for section, keys in FREE.items() for key in keys if key != EACH}
    assert listed - {path[:2] for path in met} <= {("deal", "notes")}, "no sample deal has it"


USUAL = re.compile(
    r" *(- |name: .*, )?(price|freight|insurance|deposit|direct_cost|down_payment|rent|amount|discount_rate|quantity|revenue|default_rate)\b"
)


def moved(line: str, draw: random.Random) -> str:
    """Return a line with one of its numbers moved, by up to half."""
    head, colon, rest = line.partition(":")
    found = list(DIGITS.finditer(rest))
    if not found or "-" in rest:
        return line
    at, factor = draw.choice(found), draw.choice((0.5, 0.9, 1.0, 1.1, 1.25, 1.5, 1.0 + draw.random()))
    new = f"{float(at[0]) * factor:.{draw.choice((0, 2))}f}" if "." in at[0] else str(round(float(at[0]) * factor))
    return f"{head}{colon}{rest[: at.start()]}{new}{rest[at.end() :]}"


def spoilt(line: str, draw: random.Random) -> str:
    """Return a line as it may be wrong, or unusual."""
    number = DIGITS.sub(draw.choice(("0", "-1", "999999999", "1e3", "0.0000001", "12")), line, count=1)
    others = (line.replace(":", "", 1), line + " # a remark", line.upper(), "", line.replace("  ", "   ", 1))
    return draw.choice((number, number, *others))


def varied(text: str, draw: random.Random) -> str:
    """Return a deal file with some texts changed: often numbers alone, sometimes whatever there is, or to what no deal may hold."""
    lines, usual = text.split("\n"), draw.random() < 0.7
    for number, line in enumerate(lines):
        if line.startswith(("#", "extends")) or draw.random() > (0.6 if usual else 0.15):
            continue
        if not usual and draw.random() < 0.2:
            lines[number] = spoilt(line, draw)
        elif not usual or USUAL.match(line):
            lines[number] = moved(line, draw)
    if draw.random() < 0.1:
        before, *sections = re.split(r"(?m)^(?=[a-z])", "\n".join(lines))
        draw.shuffle(sections)
        lines = [before, *sections]
    return ("\r\n" if draw.random() < 0.05 else "\n").join(lines)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the sample deals with variants of them all, shuffled by their names; few samples have most of them."""
    folder = tmp_path_factory.mktemp("deals") / "deals"
    shutil.copytree(DEALS, folder, ignore=lambda _, names: [name for name in names if name == "books"])
    draw = random.Random(11)  # noqa: S311 - deals, no secret
    often = draw.sample(SAMPLES, 6)
    for number in range(MANY):
        sample = draw.choice(often) if number % 2 else draw.choice(SAMPLES)
        text = varied(sample.read_text("utf-8"), draw)
        target = folder / sample.relative_to(DEALS).parent / f"v{draw.randrange(10**9):09d}-{number}.yaml"
        target.write_bytes(text.encode())
    return folder


def alone(file: str) -> dict[str, Any]:
    """Return what a deal comes to by itself."""
    try:
        deal = api.load(file)
        return answer(api.price(deal, api.library()), deal.document.assumed)
    except LeasecalcError as error:
        return {"status": "error", **told(error)}


def test_every_row_is_that_of_the_deal_alone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked, told_by_block = 0, 0
    real = blocks.rows_of_block

    def counted(members: Any) -> Any:
        nonlocal asked, told_by_block
        rows = real(members)
        asked, told_by_block = asked + len(rows), told_by_block + sum(row is not None for row in rows)
        return rows

    monkeypatch.setattr("leasecalc.batching.rows.rows_of_block", counted)
    known.cache_clear()
    plan = replace(planned([str(folder)], (), ()), chunk_size=256)
    ended = {"priced": 0, "error": 0}
    for chunk in range(plan.chunks):
        for row in rows_of(plan, chunk):
            expected = alone(row["file"])
            file = row["file"]
            head = {"cell": row["cell"], "file": file, "market": ""}
            assert json.dumps(row) == json.dumps(head | expected), file
            ended[row["status"]] += 1
    assert min(ended.values()) > MANY / 20, ended
    assert told_by_block > 0.5 * asked > 0.05 * MANY, (told_by_block, asked)


def test_cells_under_values_are_told_alike(tmp_path: Path) -> None:
    texts = "lease.rent.target=10%,11%,12%,13%,14%,15%,16%,17%,18%,19%,1200%"
    plan = planned(
        [str(DEALS / "za-box-60m.yaml"), str(DEALS / "uz-songplus-36m.yaml")], (), (texts, "sale.price=13000 USD,0 USD")
    )
    library = api.library()
    for row in rows_of(plan, 0):
        cell = plan.cell(row["cell"] - 1)
        try:
            deal = api.load(cell.file, cell.assignments)
            expected = answer(api.price(deal, library), deal.document.assumed)
        except LeasecalcError as error:
            expected = {"status": "error", **told(error)}
        for name, value in expected.items():
            assert row[name] == value, (cell.assignments, name)
