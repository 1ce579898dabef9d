"""The reader of plain YAML against PyYAML: the same values at the same places, or no answer; never two meanings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from leasecalc.errors import InputError
from leasecalc.reading.nodes import Node, Source
from leasecalc.reading.plain_yaml import plain_root
from leasecalc.reading.tree import composed

ROOT = Path(__file__).parents[2]
DEALS = sorted((ROOT / "deals").glob("*.yaml"))
MARKETS = sorted((ROOT / "src" / "leasecalc" / "markets" / "data").rglob("*.yaml"))
BROKEN = sorted((ROOT / "tests").rglob("*.yaml"))


def written(node: Node) -> Any:
    """Return all that a node says: places, values, and the same of its keys and children."""
    below: Any = None
    if isinstance(node.children, dict):
        below = {key: (written(node.keys[key]), written(child)) for key, child in node.children.items()}
        assert list(node.keys) == list(node.children) == list(node.data)
    elif isinstance(node.children, list):
        below = [written(child) for child in node.children]
    return (node.start.line, node.start.column, node.end.line, node.end.column, node.data, below)


def agrees(text: str) -> bool:
    """Return whether the plain reader has an answer, which must then be that of PyYAML."""
    source = Source("a.yaml", text.removeprefix("\ufeff"))
    root = plain_root(source)
    if root is None:
        return False
    try:
        expected = composed(source).root
    except InputError as error:
        raise AssertionError(f"PyYAML refuses it: {error.diagnostics[0].message}") from error
    assert written(root) == written(expected)
    return True


def text_of(path: Path) -> str:
    return path.read_bytes().decode("utf-8", "replace")


@pytest.mark.parametrize("path", [*DEALS, *MARKETS], ids=lambda path: path.stem)
def test_every_shipped_file_is_plain(path: Path) -> None:
    assert agrees(text_of(path))
    assert agrees(text_of(path).replace("\n", "\r\n"))
    assert agrees(text_of(path).rstrip("\n"))


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_files_of_the_tests(path: Path) -> None:
    agrees(text_of(path))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# only a comment",
        "a",
        "- a",
        "[a]",
        "{a: 1}",
        "---\na: 1",
        "a: 1\n...",
        "%YAML 1.1\n---\na: 1",
        "a: 1\na: 2",
        "a: 1\n b: 2",
        "a:\n  b: 1\n c: 2",
        "a: b: c",
        "a: b\n  c",
        "a: 'b\n  c'",
        "a: |\n  b",
        "a: >\n  b",
        "a: &x b",
        "a: *x",
        "a: !!str b",
        "<<: b",
        "? a\n: b",
        "a:\tb",
        "\ta: b",
        'a: "\\n"',
        "a: 'it''s'",
        "a: b:",
        "a: [b\n  c]",
        "a: [b: c]",
        "a: [b, ]",
        "a: {b}",
        "a: {b: }",
        "a: {b: c: d}",
        "a: [b]c",
        "a: 'b'c",
        "a: [b] #c\nb: [c]#d",
        "a: {b: 1, b: 2}",
        "a: {b:c}",
        "a: [b:c]",
        "a: {?b: c}",
        "a: [-]",
        "a: [- b]",
        "a: -",
        "a: - b",
        "a: @b",
        "a: `b`",
        "a: %b",
        "- a: 1\n- b: 2",
        "a:\n- b\n - c",
        "a: \u2028",
        "a: \xa0b",
        "a: \x07",
        "a: 1\rb: 2",
        "a: [\n---\n]",
        "a" * 1100 + ": 1",
        "a: " + "[" * 31 + "]" * 31,
        "a :\n - - b",
        "a: 1 :",
        ": a",
        "a:\n  b:\n c: 1",
    ],
)
def test_what_is_left_to_the_other_reader(text: str) -> None:
    assert not agrees(text)


@pytest.mark.parametrize(
    "text",
    [
        "a: 1",
        "a:",
        "a: # x",
        "a:\nb:",
        "a:\n- b\n- c\nd: e",
        "a:\n  - b: 1\n    c: 2\n  -\n  - d",
        "a:\n  - b:\n    - c\n    d:\n",
        "'a': \"b\"\n",
        "a: null\nb: ~\nc: ''",
        "a: [b, 'c', [d], {e: f}, {}, []] # x",
        "a: [ b,\n # x\n  c\n ]\nd: {e:\n  f}",
        "  a: 1\n  b: 2\n",
        "a: b # c: d\n#e\n   # f\n",
        "a: b#c",
        "a: http://x/y:z",
        "a: -1",
        "a: ä: ö"[:4],
        "a b: c d",
        "null: 1",
        "a: {null: 1}",
        "a:\n\n\n  b: 1\n\n\n",
        "a: 1\n   ",
        "a: 1\n  # x",
        "k: \n   - \n  ",
        "a:\n    b:\n      - c\n     ",
        "a:\n    b: 1\n #",
        "  a: 1\n ",
        "a:\n-   b: 1\n    c: 2\n-   d: 3",
        "a: [30% at order, 70% 3 months after export]",
        "a: " + "[" * 28 + "]" * 28,
    ],
)
def test_what_is_plain(text: str) -> None:
    assert agrees(text)


PIECES = (
    *("a", "b", "null", "~", "7.05", "-1", "30% at order", "USD/CNY", "8703.80", "x y", "ä", "http://x/y"),
    *(
        ": ",
        ":",
        " ",
        "  ",
        "   ",
        "\n",
        "\n  ",
        "\n    ",
        "\n- ",
        "\n  - ",
        "- ",
        "-",
        ", ",
        ",",
        "[",
        "]",
        "{",
        "}",
        "# c",
        " # c",
        "#",
    ),
    *(
        "'",
        '"',
        "''",
        '""',
        "'q'",
        '"q"',
        "\\",
        "?",
        "? ",
        "&",
        "*",
        "!",
        "|",
        ">",
        "%",
        "@",
        "`",
        "<<",
        "---",
        "...",
        "\t",
        "\r\n",
        "\r",
        "\ufeff",
        "\x85",
        "=",
        ".",
    ),
)


@settings(max_examples=3000, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
@example("a:\n  - b: 1\n  -c: 2")
@example("\n   - \n  ")
def test_random_text(text: str) -> None:
    agrees("k: " + text)
    agrees(text)


def nested(leaf: st.SearchStrategy[str]) -> st.SearchStrategy[list[str]]:
    """Return the lines of a block of good plain YAML."""
    key = st.sampled_from(("a", "b", "c d", '"e"', "f/g"))
    flow = st.sampled_from(("[a, 'b']", "{a: 1, b: [c]}", "[]", "{}", "[a, # x\n   b]"))
    scalar = leaf | flow

    def block(inner: st.SearchStrategy[list[str]]) -> st.SearchStrategy[list[str]]:
        entry = st.tuples(key, scalar).map(lambda both: [f"{both[0]}: {both[1]}"])
        deeper = st.tuples(key, inner, st.integers(1, 3)).map(
            lambda found: [f"{found[0]}:", *(" " * found[2] + line for line in found[1])]
        )
        maps = st.lists(entry | deeper, min_size=1, max_size=3).map(lambda many: [line for one in many for line in one])
        item = scalar.map(lambda text: [f"- {text}"]) | inner.map(
            lambda lines: [f"- {lines[0]}", *(f"  {line}" for line in lines[1:])]
        )
        items = st.lists(item, min_size=1, max_size=3).map(lambda many: [line for one in many for line in one])
        return maps | items

    return st.recursive(block(st.just(["z: 1"])), block, max_leaves=6)


@settings(max_examples=600, deadline=None)
@given(nested(st.sampled_from(("1", "x y", "'q: #'", "", "null", "a # b", "# b"))), st.data())
def test_good_blocks_and_what_one_slip_makes_of_them(lines: list[str], data: st.DataObject) -> None:
    text = "\n".join(["top:", *(f"  {line}" for line in lines), "end: 1"])
    agrees(text)
    place = data.draw(st.integers(0, len(text)))
    agrees(text[:place] + data.draw(st.sampled_from(PIECES)) + text[place:])
    agrees(text[:place] + text[place + data.draw(st.integers(1, 3)) :])


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(DEALS), st.data())
def test_one_slip_in_a_deal(path: Path, data: st.DataObject) -> None:
    text = text_of(path)
    place = data.draw(st.integers(0, len(text)))
    agrees(text[:place] + data.draw(st.sampled_from(PIECES)) + text[place + data.draw(st.integers(0, 3)) :])
