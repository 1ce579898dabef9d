from __future__ import annotations

import io
import re
import subprocess
import sys
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from render_sample import PAGE

from leasecalc.report.page import Cell, Column, Figures, Item, Note, Notes, Page, Table
from leasecalc.report.render import terminal
from leasecalc.report.render.figures import figure
from leasecalc.report.render.formatting import ENGLISH, for_people
from leasecalc.report.render.output import Stream, look_of
from leasecalc.report.render.widths import display_width

WORDS = st.text(st.sampled_from("ab东风,.%-"), min_size=1, max_size=9)
TEXTS = st.lists(WORDS, max_size=12).map(" ".join)
VALUES: dict[str, st.SearchStrategy[Cell]] = {
    "money": st.none() | st.decimals(-(10**12), 10**12, places=2),
    "rate": st.floats(-1, 10) | st.just("no root"),
    "count": st.integers(0, 10**6),
    "date": st.dates(date(2000, 1, 1), date(2099, 1, 1)),
    "months": st.integers(0, 600),
    "factor": st.floats(0, 10),
    "number": st.floats(-1e6, 1e6),
    "text": TEXTS,
}
MARKS = st.sampled_from(["", "assumed", "unverified", "stale", "override", "default", "fail", "unknown", "pass"])


@st.composite
def tables(draw: st.DrawFn) -> Table:
    kinds = draw(st.lists(st.sampled_from(list(VALUES)), min_size=1, max_size=10))
    columns = tuple(
        Column(f"c{i}", f"Label{i}", kind, priority=draw(st.integers(0, 3)))  # type: ignore[arg-type]
        for i, kind in enumerate(kinds)
    )
    row = st.tuples(*(VALUES[kind] for kind in kinds))
    rows = tuple(draw(st.lists(row, max_size=4)))
    marks = tuple(draw(MARKS | st.just("residual")) for _ in rows)
    return Table("t", draw(TEXTS), columns, rows, draw(st.none() | row), tuple(draw(st.lists(TEXTS, max_size=2))), marks)


@st.composite
def figures(draw: st.DrawFn) -> Figures:
    kinds = draw(st.lists(st.sampled_from(list(VALUES)), max_size=5))
    items = tuple(
        Item(draw(TEXTS), draw(VALUES[kind]), kind, draw(st.sampled_from(["", "USD"])), None, draw(TEXTS), draw(MARKS))  # type: ignore[arg-type]
        for kind in kinds
    )
    return Figures("f", "Figures", items)


def numbers(block: Table | Figures) -> list[tuple[str, str]]:
    """Each number of a block as it is printed, with the heading of its column."""
    if isinstance(block, Figures):
        return [("", figure(item, ENGLISH)[0]) for item in block.items if isinstance(item.value, (int, float, Decimal))]
    lines = (*block.rows, block.totals) if block.totals else block.rows
    return [
        (column.label, for_people(value, column.kind, column.digits))
        for line in lines
        for value, column in zip(line, block.columns, strict=True)
        if isinstance(value, (int, float, Decimal))
    ]


@given(tables() | figures(), st.integers(40, 160) | st.none(), st.booleans())
@settings(max_examples=500, deadline=None)
def test_no_number_is_missing_or_cut_at_any_width(block: Table | Figures, width: int | None, unicode: bool) -> None:
    text = terminal.render(Page("P", "", (block,)), width=width, colour=False, unicode=unicode)
    flat = " ".join(text.split())
    note = re.search(r"columns? hidden at \d+ columns \(([^)]*)\)", flat)
    hidden = set(note.group(1).split(", ")) if note else set()
    needed = [number for label, number in numbers(block) if label not in hidden]
    for number in set(needed):
        whole_lines = sum(len(re.findall(rf"(?<!\S){re.escape(number)}(?!\S)", line)) for line in text.splitlines())
        assert whole_lines >= needed.count(number), f"{number} is missing in\n{text}"
    if width is None:
        assert not hidden
    else:
        assert max(map(display_width, text.splitlines())) <= width, text


def test_dropped_columns_are_named_and_go_by_priority() -> None:
    text = " ".join(terminal.render(PAGE, width=76, colour=False).split())
    assert "1 column hidden at 76 columns (Interest); use --wide or -o file.csv" not in text  # two must go
    assert "2 columns hidden at 76 columns (Interest, VAT); use --wide or -o file.csv" in text
    assert "1 column hidden at 86 columns (Interest); use" in " ".join(terminal.render(PAGE, width=86, colour=False).split())


def test_wide_characters_keep_the_columns_aligned() -> None:
    columns = (Column("v", "车辆", "text"), Column("p", "价格", "money", "CNY"))
    rows = (("东风纳米 Box", Decimal("89800.00")), ("BYD", Decimal("1.00")), ("e\u0301", Decimal("22.00")))
    text = terminal.render(Page("页", "", (Table("t", "表", columns, rows),)), width=80, colour=False)
    lines = text.splitlines()[3:]
    assert len({display_width(line) for line in lines}) == 1
    items = (Item("价格", Decimal("89800.00"), "money", "CNY"), Item("Fee", Decimal("1.00"), "money", "CNY"))
    lines = terminal.render(Page("", "", (Figures("f", "F", items),)), width=80, colour=False).splitlines()[1:]
    assert len({display_width(line) for line in lines}) == 1


@pytest.mark.parametrize("encoding", ["ascii", "gbk", "cp1252", None])
def test_ascii_fallback_can_be_written_in_narrow_encodings(encoding: str | None) -> None:
    look = look_of(Stream(is_terminal=False, encoding=encoding), {})
    assert not look.unicode
    terminal.render(PAGE, width=80, colour=look.colour, unicode=look.unicode).encode(encoding or "ascii")


@pytest.mark.parametrize("width", [40, 80, 200])
def test_colour_and_rich_show_the_very_same_text(width: int) -> None:
    from rich.console import Console

    plain = terminal.render(PAGE, width=width, colour=False)
    coloured = terminal.render(PAGE, width=width, colour=True)
    assert re.sub(r"\x1b\[\d*m", "", coloured) == plain
    file = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="")
    console = Console(file=file, width=width, height=50, force_terminal=True, color_system="standard", emoji=False)
    terminal.render_rich(PAGE, console)
    file.flush()
    printed = file.buffer.getvalue().decode()  # type: ignore[attr-defined]
    assert "\x1b[" in printed
    assert re.sub(r"\x1b\[[\d;]*m", "", printed) == plain


def test_markup_in_a_text_is_not_obeyed() -> None:
    from rich.console import Console

    file = io.StringIO()
    page = Page("[red]x[/red] :smile:", "", (Notes("n", "", (Note("[/] \x1b[31m", "bad"),)),))
    terminal.render_rich(page, Console(file=file, width=80, force_terminal=False))
    assert "[red]x[/red] :smile:" in file.getvalue()
    assert "\x1b" not in file.getvalue()


def test_rendering_loads_no_heavy_library() -> None:
    code = (
        "import sys; from leasecalc.report.render import csv, json, markdown, output, terminal; "
        "from leasecalc.report.page import Page; terminal.render(Page('a', '', ()), width=80, colour=True); "
        "print(*{'rich', 'numpy', 'pydantic', 'yaml', 'json'} & set(sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == ""
