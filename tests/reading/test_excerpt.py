"""How diagnostics look: carets under the right characters, order, windows of long lines, counts."""

from __future__ import annotations

import pytest

from leasecalc.errors import Diagnostic, InputError, Span
from leasecalc.reading.excerpt import MOST_SHOWN, columns, render
from leasecalc.reading.tree import parse


def shown(text: str, *path: str | int, hint: str = "") -> str:
    tree = parse(text, "a.yaml")
    return render([Diagnostic("LC999", "is wrong", hint, (tree.place(path),))], tree.sources)


def test_the_form_of_an_excerpt() -> None:
    assert shown("lines:\n  - kind: ad_valorem\n    rate: 25\n", "lines", 0, "rate", hint="write `25%`") == (
        "a.yaml:3:11: LC999 is wrong\n"
        "    2 |   - kind: ad_valorem\n"
        "    3 |     rate: 25\n"
        "      |           ^^\n"
        "hint: write `25%`\n"
        "1 error in a.yaml\n"
    )


@pytest.mark.parametrize(
    ("text", "path", "line", "caret"),
    [
        ("车型: 东风 Box\n", ("车型",), "车型: 东风 Box", "      ^^^^^^^^"),
        ("a: {名: １２}\n", ("a", "名"), "a: {名: １２}", "        ^^^^"),
        ("a: [e\u0301, x]\n", ("a", 1), "a: [e\u0301, x]", "       ^"),
        ("a:\tb\n", ("a",), "a:    b", "      ^"),
        ("👍: [x, y]\n", ("👍", 1), "👍: [x, y]", "        ^"),
    ],
)
def test_the_caret_stands_under_wide_text(text: str, path: tuple[str | int, ...], line: str, caret: str) -> None:
    assert shown(text, *path).splitlines()[1:3] == [f"    1 | {line}", f"      | {caret}"]


def test_a_long_line_is_cut_around_the_caret() -> None:
    lines = shown(f"a: [{'x' * 100_000}, here, {'y' * 100_000}]\n", "a", 1).splitlines()
    assert all(columns(line) < 130 for line in lines)
    start = lines[2].index("^")
    assert lines[1][start : start + 4] == "here"
    assert lines[2].count("^") == 4


def test_a_file_cannot_command_the_terminal() -> None:
    span = Span("\x1b[31m.yaml", 1, 1)
    text = render([Diagnostic("LC999", "is \x1b[2J wrong", "", (span,))], {span.file: "a\x1b]0;title\x07\n"})
    assert "\x1b" not in text
    assert "\x07" not in text


def test_order_and_counts() -> None:
    spans = [Span("b.yaml", 1, 1), Span("a.yaml", 10, 1), Span("a.yaml", 9, 5)]
    found = [Diagnostic("LC999", f"number {number}", "", (span,)) for number, span in enumerate(spans)]
    old = Diagnostic("LC998", "is old", "", (Span("b.yaml", 2, 2),), "warning")
    assert render([*found, found[0], old], {}) == (
        "a.yaml:9:5: LC999 number 2\na.yaml:10:1: LC999 number 1\n"
        "b.yaml:1:1: LC999 number 0\nb.yaml:2:2: warning LC998 is old\n3 errors and 1 warning in 2 files\n"
    )
    assert render([Diagnostic("LC999", "has no place")], {}) == "LC999 has no place\n1 error\n"
    assert render([], {}) == ""
    many = [Diagnostic("LC999", "is wrong", "", (Span("a.yaml", line, 1),)) for line in range(1, 61)]
    assert len(render(many, {}).splitlines()) == MOST_SHOWN + 2
    assert render(many, {}).endswith("and 10 more\n60 errors in a.yaml\n")


def test_both_places_are_shown_and_colour_only_adds() -> None:
    with pytest.raises(InputError) as caught:
        parse("a: 1\n\na: 2\n", "a.yaml")
    plain = render(caught.value.diagnostics, caught.value.sources)
    assert plain == (
        "a.yaml:3:1: LC102 duplicate key `a`\n    3 | a: 2\n      | ^\nalso a.yaml:1:1\n    1 | a: 1\n      | ^\n"
        "hint: the first one is on line 1; keep one of them\n1 error in a.yaml\n"
    )
    import re

    coloured = render(caught.value.diagnostics, caught.value.sources, colour=True)
    assert coloured != plain
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain
