"""Deal files by the light way, by sections as a batch reads them, and by the full models: the same are accepted, and are the same documents.

``LEASECALC_RANDOM_FILES=20000`` tries so many; by default some hundreds.
"""

from __future__ import annotations

import copy
import os
import random
import re
from pathlib import Path
from typing import Any

import pytest
from pydantic_core import ValidationError

from leasecalc.deal.document import DealDocument
from leasecalc.errors import InputError
from leasecalc.reading.files import read_tree
from leasecalc.reading.rewriting import as_yaml
from leasecalc.reading.sections import Sections
from leasecalc.reading.structure import Refused, build, filled
from leasecalc.reading.tree import parse
from leasecalc.reading.validation import validate

DEALS = Path(__file__).parents[2] / "deals"
MANY = int(os.environ.get("LEASECALC_RANDOM_FILES", "700"))
DIGITS = re.compile(r"\d+(?:\.\d+)?")
TEXTS = (
    "0", "-1", "1", "13", "13%", "-13%", "150%", "250bp", "0.13", "1,000 USD", "010", "1e3", "89800 CNY", "89800 cny", "-5 USD", "0 USD",
    "5 XYZ", "20% of price", "20% of prize", "2 instalments", "0 instalments", "60 months", "5 years", "208 weeks", "60 month", "2026-03-02",
    "2026-02-30", "at pricing", "3 months after export", "3 months after arrivals", "monthly", "fortnightly", "yes", "no", "NO", "true", "bev",
    "finance", "lessee", "included", "USD", "usd", "ZA", "8703.80", "x", " ", "price", "sale.price", "https://example.org/a", "x" * 2001,
    "half_up", "30/360", "USD/CNY", "99999999999999999999999999999999",
)  # fmt: skip


def _paths(node: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    return [found for step, item in items for found in ((*path, step), *_paths(item, (*path, step)))]


def _at(node: Any, path: tuple[Any, ...]) -> Any:
    for step in path:
        node = node[step]
    return node


def slip(data: Any, draw: random.Random, others: list[Any]) -> None:
    """Change one thing of raw data: a text, a number in it, a key, or what stands below a key."""
    path = draw.choice(_paths(data))
    above, step = _at(data, path[:-1]), path[-1]
    value, kind = above[step], draw.randrange(9)
    if kind < 3 and isinstance(value, str):
        above[step] = DIGITS.sub(draw.choice(("0", "7", "61", "1.5", "-2", "1000000")), value, count=1)
    elif kind < 5:
        above[step] = draw.choice(TEXTS)
    elif kind == 5:
        del above[step]
    elif kind == 6 and isinstance(above, dict):
        above[draw.choice((f"{step}s", str(step)[:-1] or "k", "kind", "amount"))] = above.pop(step)
    elif kind == 7:
        above[step] = draw.choice((None, [], {}, [value], {"a": "b"}, [value, value]))
    else:
        other = draw.choice(others)
        place = draw.choice(_paths(other))
        if isinstance(above, dict) and isinstance(place[-1], str):
            above[place[-1]] = copy.deepcopy(_at(other, place))


@pytest.fixture(scope="module")
def samples() -> list[Any]:
    """Return the raw data of all sample deals, over those that they extend."""
    found = [read_tree(str(path)).tree.data for path in sorted(DEALS.rglob("*.yaml")) if "books" not in path.parts]
    return [{key: value for key, value in data.items() if key != "extends"} for data in found]


def light(data: Any) -> DealDocument | None:
    try:
        return build(DealDocument, data)
    except Refused:
        return None


def full(data: Any) -> DealDocument | None:
    try:
        return validate(DealDocument, data)
    except ValidationError:
        return None


def by_sections(data: Any, sections: Sections) -> tuple[DealDocument | None, bool]:
    """Return the document of a text of these data that is read section by section, and whether it was read so."""
    text = as_yaml(data)
    try:
        if parse(text, "a.yaml").data != data:  # a text that YAML would quote otherwise
            return None, False
    except InputError:
        return None, False
    found = sections.read(text)
    if found is None:
        return None, False
    try:
        document = filled(DealDocument, {section.name: section.value for section in found})
    except Refused:
        return None, True
    return (None, True) if any(True for _ in document.faults()) else (document, True)


def test_three_ways_accept_the_same_files(samples: list[Any]) -> None:
    draw, sections = random.Random(7), Sections(DealDocument, lambda _key, _data: None)  # noqa: S311 - files, no secret
    accepted = sectioned = 0
    for _ in range(MANY):
        data = copy.deepcopy(draw.choice(samples))
        for _ in range(draw.choice((1, 1, 1, 2, 3))):
            slip(data, draw, samples)
        expected = full(data)
        assert light(data) == expected, data
        document, was_read = by_sections(data, sections)
        if was_read:
            assert document == expected, data
            sectioned += 1
        accepted += expected is not None
    assert MANY * 0.1 < accepted < MANY * 0.9, accepted
    assert sectioned > accepted * 0.5, (sectioned, accepted)


def test_every_sample_is_read_by_sections(samples: list[Any]) -> None:
    sections = Sections(DealDocument, lambda _key, _data: None)
    for path in sorted(DEALS.rglob("*.yaml")):
        text = path.read_text("utf-8")
        if "books" in path.parts or "\nextends:" in text or ".csv" in text:
            continue
        found = sections.read(text)
        assert found is not None, path.name
        assert {section.key: section.data for section in found} == parse(text, "a.yaml").data, path.name
