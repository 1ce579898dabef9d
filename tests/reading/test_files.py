"""Files, `extends:` and `--set`: what is read, from where, and what is refused."""

from __future__ import annotations

import hashlib
import io
import sys
from pathlib import Path

import pytest
from reading_form import Form

from leasecalc.errors import InputError, Span
from leasecalc.reading.documents import structure
from leasecalc.reading.excerpt import render
from leasecalc.reading.files import read_file, read_text, read_tree
from leasecalc.reading.overlay import overlay
from leasecalc.reading.setting import set_value
from leasecalc.reading.tree import Tree, parse

BASE = "name: base\nrent: {kind: solve, target: 14%}\nterms: [30% at order]\nlabels: {a: one, b: two}\ncap: 5%\n"
TOP = "extends: base.yaml\nname: top\nterms: [100% at export]\nlabels: {b: three}\ncap:\n"


def refused(call: object, *arguments: object) -> str:
    with pytest.raises(InputError) as caught:
        call(*arguments)  # type: ignore[operator]
    return render(caught.value.diagnostics, caught.value.sources)


def test_maps_merge_and_everything_else_is_replaced() -> None:
    tree = overlay(parse(BASE, "base.yaml"), parse(TOP, "top.yaml"))
    assert tree.data == {
        "extends": "base.yaml",
        "name": "top",
        "rent": {"kind": "solve", "target": "14%"},
        "terms": ["100% at export"],
        "labels": {"a": "one", "b": "three"},
        "cap": None,
    }
    paths = (("name",), ("rent", "target"), ("labels", "a"), ("labels", "b"), ("x",))
    assert [tree.origin(path) for path in paths] == ["top.yaml", "base.yaml", "base.yaml", "top.yaml", None]
    assert tree.place(("labels", "a")) == Span("base.yaml", 4, 13, 3)
    assert tree.place(("labels", "b")) == Span("top.yaml", 4, 13, 5)
    assert tree.key_place(("labels", "c")) == Span("top.yaml", 4, 1, 6)


def test_a_map_of_another_kind_replaces_the_whole_map() -> None:
    tree = overlay(parse(BASE, "base.yaml"), parse("rent: {kind: fixed, amount: 5 USD}\n", "top.yaml"))
    assert tree.data["rent"] == {"kind": "fixed", "amount": "5 USD"}


def test_a_base_may_not_extend() -> None:
    base, top = parse("a: 1\nextends: c.yaml\n", "base.yaml"), parse("extends: base.yaml\n", "top.yaml")
    assert refused(overlay, base, top) == (
        "base.yaml:2:1: LC306 a file that is extended may not extend another one\n"
        "    1 | a: 1\n    2 | extends: c.yaml\n"
        "      | ^^^^^^^\nalso top.yaml:1:1\n    1 | extends: base.yaml\n      | ^^^^^^^\n"
        "hint: let `top.yaml` extend what `base.yaml` extends, or write its values out\n1 error in base.yaml\n"
    )


def test_set_puts_values_in() -> None:
    tree: Tree = parse(BASE, "base.yaml")
    before = tree.data
    for assignment in (
        "name=new name",
        "rent.target = 15%",
        "terms.0=50% at export",
        "recovery.by=flat",
        "recovery.share=1%",
        'labels."x.y"=z',
        "parts=[{id: a}, {id: b}]",
        "cap=null",
    ):
        tree = set_value(tree, assignment)
    assert tree.data == {
        "name": "new name",
        "rent": {"kind": "solve", "target": "15%"},
        "terms": ["50% at export"],
        "labels": {"a": "one", "b": "two", "x.y": "z"},
        "cap": None,
        "recovery": {"by": "flat", "share": "1%"},
        "parts": [{"id": "a"}, {"id": "b"}],
    }
    assert before == parse(BASE, "base.yaml").data
    assert tree.origin(("rent", "target")) == "--set"
    assert tree.origin(("rent", "kind")) == "base.yaml"
    assert tree.place(("rent", "target")) == Span("--set", 2, 15, 3)
    assert tree.place(("parts", 1, "id")) == Span("--set", 7, 22, 1)
    assert tree.sources["--set"].splitlines()[1] == "rent.target = 15%"


def test_faults_of_set_values_are_placed() -> None:
    tree = set_value(set_value(parse(BASE, "base.yaml"), "rent.traget=15%"), "term=48")
    assert refused(structure, tree, Form) == (
        "--set:1:6: LC301 unknown key `traget` in `rent`\n    1 | rent.traget=15%\n      |      ^^^^^^\n"
        "hint: did you mean `target`?\n"
        "--set:2:6: LC220 length `48` has no unit\n    1 | rent.traget=15%\n    2 | term=48\n      |      ^^\n"
        "hint: write `48 months`, or the unit that you mean\n2 errors in --set\n"
    )


@pytest.mark.parametrize(
    ("assignment", "code", "message", "column"),
    [
        ("name.x=1", "LC307", "`name` is a single value, not a map", 6),
        ("terms.1=50% at order", "LC307", "the list `terms` has no item `1`", 7),
        ("terms.x=50% at order", "LC307", "the list `terms` has no item `x`", 7),
        ("name", "LC702", "`name` is not of the form `path=value`", 1),
        ("=1", "LC702", "`=1` is not of the form `path=value`", 1),
        ("a..b=1", "LC702", "`a..b=1` is not of the form `path=value`", 1),
        ("terms=[a", "LC114", "bracket `[` is not closed, or a comma is missing", 7),
        ("name=\x1b", "LC109", "the file has the invisible character U+001B", 6),
    ],
)
def test_set_refuses_paths_that_lead_nowhere(assignment: str, code: str, message: str, column: int) -> None:
    with pytest.raises(InputError) as caught:
        set_value(parse(BASE, "base.yaml"), assignment)
    (found,) = caught.value.diagnostics
    assert (found.code, found.message, found.spans[0].line, found.spans[0].column) == (code, message, 1, column)


def test_a_tree_knows_the_files_it_came_from(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "base.yaml").write_text(BASE, encoding="utf-8")
    (tmp_path / "top.yaml").write_text(TOP, encoding="utf-8")
    monkeypatch.chdir(tmp_path.parent)
    top = f"{tmp_path.name}/top.yaml"
    read = read_tree(top, ["name=set"])
    assert read.tree.data["name"] == "set"
    assert read.tree.data["labels"] == {"a": "one", "b": "three"}
    assert [file.name for file in read.files] == [top, f"{tmp_path.name}/base.yaml"]
    assert read.files[1].sha256 == hashlib.sha256(BASE.encode()).hexdigest()


def test_a_base_that_is_not_there_is_placed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("top.yaml").write_text("extends: nothing.yaml\n", encoding="utf-8")
    assert refused(read_tree, "top.yaml") == (
        "top.yaml:1:10: LC701 cannot read `nothing.yaml`: no such file or directory\n"
        "    1 | extends: nothing.yaml\n      |          ^^^^^^^^^^^^\n1 error in top.yaml\n"
    )
    assert refused(read_text, "none.yaml") == "LC701 cannot read `none.yaml`: no such file or directory\n1 error\n"
    assert refused(read_text, "a\0b").startswith("LC701 cannot read")
    assert refused(read_text, str(tmp_path)).endswith("is a directory\n1 error\n")


def test_bytes_that_are_not_utf_8(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("gbk.yaml").write_bytes(b"id: a\nname: " + "东风".encode("gbk") + b"\n")
    assert refused(read_text, "gbk.yaml") == (
        "gbk.yaml:2:7: LC118 the file is not UTF-8: byte 0xb6\n    1 | id: a\n    2 | name: ����\n"
        "      |       ^\nhint: save the file as UTF-8\n1 error in gbk.yaml\n"
    )
    Path("wide.yaml").write_bytes("name: x\n".encode("utf-16"))
    assert "hint: the file seems to be UTF-16: save it as UTF-8\n" in refused(read_text, "wide.yaml")


def test_standard_input_and_the_limit(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("\ufeffname: 东\n".encode())))
    read = read_file("-")
    assert (read.name, parse(read.text, read.name).data) == ("<stdin>", {"name": "东"})
    large = tmp_path / "large.yaml"
    large.write_bytes(b"#" * 10_000_001)
    assert "LC110 the file has more than 10000000 bytes" in refused(read_text, str(large))
