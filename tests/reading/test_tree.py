"""YAML text to a tree of raw text with places, or to placed faults."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_form import GOOD, Form

from leasecalc.errors import InputError, Span
from leasecalc.reading.documents import Loaded, load
from leasecalc.reading.excerpt import render
from leasecalc.reading.files import read_file
from leasecalc.reading.tree import Tree, parse


def faults(text: str) -> list[tuple[int, int, str, str]]:
    with pytest.raises(InputError) as caught:
        parse(text, "a.yaml")
    return [(d.spans[0].line, d.spans[0].column, d.code, d.message) for d in caught.value.diagnostics]


def test_scalars_stay_raw_text() -> None:
    text = "a: NO\nb: 010\nc: 2026-02-30\nd: 1:30\ne: 1e3\non: off\nf: 12.50\ng: 0x1F\nh:\ni: ~\nj: null\nk: 'null'\nl: \"\"\n"
    assert parse(text, "a.yaml").data == {
        "a": "NO", "b": "010", "c": "2026-02-30", "d": "1:30", "e": "1e3", "on": "off", "f": "12.50", "g": "0x1F",
        "h": None, "i": None, "j": None, "k": "null", "l": "",
    }  # fmt: skip


def test_places_are_those_of_an_editor() -> None:
    tree = parse("\ufeff税: {a: '1 2', b: [x, 金额 ]}\r\nc:\r\n  - d: >\r\n      long\r\n      text\r\n  -\r\n", "a.yaml")
    assert tree.place(("税", "a")) == Span("a.yaml", 1, 8, 5)
    assert tree.key_place(("税", "b")) == Span("a.yaml", 1, 15, 1)
    assert tree.place(("税", "b", 1)) == Span("a.yaml", 1, 22, 2)
    assert tree.place(("c", 0, "d")) == Span("a.yaml", 3, 8, 1)
    assert tree.place(("c", 0, "e", "f")) == Span("a.yaml", 3, 5, 4), "a missing key is placed at what should hold it"
    assert tree.place(("c", 7)) == Span("a.yaml", 2, 1, 1)
    assert tree.place(("x",)) == Span("a.yaml", 1, 1, 1)
    assert tree.place(()) == Span("a.yaml", 1, 1, 26)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", [(1, 1, "LC101", "the file is empty")]),
        ("---\n# nothing\n", [(1, 1, "LC101", "the file is empty")]),
        ("a: 1\na: 2\n", [(2, 1, "LC102", "duplicate key `a`")]),
        ("a: {b: 1, b: 2}\nc: &x 1\n", [(1, 11, "LC102", "duplicate key `b`"), (2, 4, "LC105", "anchors like `&x` are not supported")]),
        ("a:\n\tb: 1\n", [(2, 1, "LC103", "a tab is used for indentation")]),
        ("a:\n  - b\n \t- c\n", [(3, 2, "LC103", "a tab is used for indentation")]),
        ("a: !x 1\n", [(1, 4, "LC104", "tags like `!x` are not supported")]),
        ("a: !!python/object/apply:os.system [x]\n", [(1, 4, "LC104", "tags like `!!python/object/apply:os.system` are not supported")]),
        ("a: *b\n", [(1, 4, "LC105", "aliases like `*b` are not supported")]),
        ("<<: {a: 1}\n", [(1, 1, "LC106", "merge keys `<<` are not supported")]),
        ("[a, b]: 1\n", [(1, 1, "LC107", "a key must be text, not a list or a map")]),
        (": 1\n", [(1, 1, "LC107", "a key is missing before `:`")]),
        ("a: 1\n---\nb: 2\n", [(2, 1, "LC108", "the file has a second document")]),
        ("a: 1\x07\n", [(1, 5, "LC109", "the file has the invisible character U+0007")]),
        ("a: 1\nb: \x00\n", [(2, 4, "LC109", "the file has the invisible character U+0000")]),
        ("a: \ud800\n", [(1, 4, "LC109", "the file has the invisible character U+D800")]),
        ("a: 1\u2028b: 2\n", [(1, 5, "LC109", "the file has the invisible character U+2028")]),
        ('a: "\\e[2J"\n', [(1, 4, "LC109", "text has the invisible character U+001B")]),
        ("a：1\nb: 2\n", [(1, 2, "LC112", "a full-width colon `：` stands where YAML needs an ASCII character")]),
        ("v:\n\u3000\u3000a: 1\n  b: 2\n", [(2, 1, "LC112", "a wide space (U+3000) stands where YAML needs an ASCII character")]),
        ("a: “x: y”\n", [(1, 4, "LC112", "a typographic quote `“` stands where YAML needs an ASCII character")]),
        ("a: 'b\nc: 1\n", [(1, 4, "LC113", "a quote is opened and never closed")]),
        ("a: [b, c\nd: 1\n", [(1, 4, "LC114", "bracket `[` is not closed, or a comma is missing")]),
        ("a: {b: 1\n", [(1, 4, "LC114", "bracket `{` is not closed, or a comma is missing")]),
        ("a: b: c\n", [(1, 5, "LC115", "a `:` is not allowed here")]),
        ("a:\n  b: 1\n c: 2\n", [(3, 2, "LC115", "the indentation does not fit the lines above")]),
        ("a: 1\nb\nc: 2\n", [(2, 1, "LC115", "a line has neither `:` nor `- `")]),
        ("a: @b\n", [(1, 4, "LC116", "text cannot begin with `@`")]),
        ("a: 'b' c\n", [(1, 8, "LC116", "text follows a value that is complete")]),
        ("%YAML 1.2\n---\na: 1\n", [(1, 1, "LC116", "directives like `%YAML` are not supported")]),
        ('a: "\\d"\n', [(1, 5, "LC117", "unknown escape after a backslash in double quotes")]),
    ],
)  # fmt: skip
def test_faults_are_placed(text: str, found: list[tuple[int, int, str, str]]) -> None:
    assert faults(text) == found


def test_both_places_of_a_duplicate_key_are_told() -> None:
    with pytest.raises(InputError) as caught:
        parse("a: 1\nb: 2\na: 3\n", "a.yaml")
    assert caught.value.diagnostics[0].spans == (Span("a.yaml", 3, 1, 1), Span("a.yaml", 1, 1, 1))


@pytest.mark.parametrize("text", ["[" * 100_000, "- " * 100_000, "{a: " * 100_000, "? " * 10_000])
def test_deep_nesting_is_a_fault_and_quick(text: str) -> None:
    begin = time.perf_counter()
    codes = [fault[2] for fault in faults(text)]
    assert codes[-1] == "LC111"
    assert set(codes) <= {"LC107", "LC111"}
    assert time.perf_counter() - begin < 2


def test_size_is_limited_and_a_large_text_is_no_traceback() -> None:
    assert faults("a" * 10_000_001)[0][2:] == (
        "LC110",
        "the file has 10000001 characters, more than the limit of 10000000",
    )
    with pytest.raises(InputError) as caught:
        load("name: " + "x" * 9_000_000 + "\nprice: " + "1" * 900_000 + "\n", "big.yaml", Form)
    assert len(render(caught.value.diagnostics, caught.value.sources)) < 1000


def test_the_python_parser_of_yaml_gives_the_same_tree(monkeypatch: pytest.MonkeyPatch) -> None:
    import yaml

    fast = parse(GOOD, "a.yaml")
    monkeypatch.delattr(yaml, "CSafeLoader")
    slow = parse(GOOD, "a.yaml")
    assert slow.data == fast.data
    for path in (("rent",), ("rent", "target"), ("terms", 1), ("parts", 0, "parts", 1, "id"), ("nothing",)):
        assert slow.place(path) == fast.place(path)
        assert slow.key_place(path) == fast.key_place(path)
    for text in ("a: 'b", "a: [b", "a: b: c", "a:\n\tb: 1", "a:\n  b: 1\n c: 2", "a: @b", "a：1\nb: 2", 'a: "\\d"'):
        with pytest.raises(InputError):
            parse(text, "a.yaml")


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_mutated_files_never_raise_anything_else(data: st.DataObject) -> None:
    content = bytearray(GOOD.encode())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        piece = data.draw(
            st.one_of(
                st.binary(max_size=3), st.sampled_from([b"\t", b"\n", b": ", b"- ", b"[", b"}", b'"', b"&a ", b"*a", b"<<: "])
            )
        )
        content[at : at + data.draw(st.integers(0, 5))] = piece
    check_any_text(content.decode("utf-8", "surrogateescape" if data.draw(st.booleans()) else "replace"))


@settings(deadline=None)
@given(st.text())
def test_any_text_is_a_document_or_placed_faults(text: str) -> None:
    check_any_text(text)


def check_any_text(text: str) -> None:
    try:
        loaded: Loaded[Form] | InputError = load(text, "a.yaml", Form)
    except InputError as error:
        loaded = error
    if isinstance(loaded, InputError):
        assert loaded.diagnostics
        assert all(d.spans and d.code[:3] in ("LC1", "LC2", "LC3", "LC4") for d in loaded.diagnostics)
        assert render(loaded.diagnostics, loaded.sources)
    else:
        assert isinstance(loaded.tree, Tree)


@settings(max_examples=50, deadline=None)
@given(content=st.binary(max_size=200))
def test_any_bytes_are_text_or_a_fault(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.yaml"
    path.write_bytes(content)
    try:
        text = read_file(str(path)).text
    except InputError as error:
        assert [d.code for d in error.diagnostics] == ["LC118"]  # noqa: PT017
    else:
        assert text.encode() == content
