"""A table of the page as lines of the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.report.render.columns import GAP, Content, Fit, fit
from leasecalc.report.render.lines import INDENT, Drawing, Line, Span, Style
from leasecalc.report.render.records import record_lines
from leasecalc.report.render.signs import MARK_STYLES, MARK_WORDS
from leasecalc.report.render.widths import pad, wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from leasecalc.report.page import Cell, Column, Table

_LEFT = frozenset({"text", "date"})
_NO_MARK = Span(INDENT)


def table_lines(table: Table, drawing: Drawing) -> list[Line]:
    """Draw ``table``: heading, rows, totals, what is hidden, notes. Numbers are never cut nor wrapped."""
    contents = _contents(table, drawing)
    fitted = fit(contents, None if drawing.width is None else drawing.width - len(INDENT))
    lines = drawing.paragraph(table_title(table), "heading")
    if fitted.fits:
        lines += _grid(table, contents, fitted, drawing)
        remarks = [*_hidden(contents, fitted, drawing), *table.notes]
    else:
        lines += record_lines(contents, _gutters(table, drawing), drawing)
        remarks = list(table.notes)
    if remarks:
        lines.append(())
    for remark in remarks:
        lines += drawing.paragraph(remark, "quiet", indent=INDENT)
    return lines


def _grid(table: Table, contents: tuple[Content, ...], fitted: Fit, drawing: Drawing) -> list[Line]:
    gutters = _gutters(table, drawing)
    lines = _heading(contents, fitted, drawing)
    for number in range(len(table.rows)):
        lines += _row(contents, fitted, number, gutter=gutters[number])
    if not table.rows:
        lines.append((Span(f"{INDENT}{drawing.words.label('no rows')}", "quiet"),))
    if table.totals is not None:
        lines.append(_rule(contents, fitted, drawing))
        lines += _row(contents, fitted, len(table.rows), style="total")
    return lines


def shared_currency(columns: Sequence[Column]) -> str | None:
    """Return the currency of all money columns, or ``None`` when they differ or one does not say."""
    found = {column.currency for column in columns if column.kind == "money"}
    return found.pop() if len(found) == 1 else None


def table_title(table: Table) -> str:
    """Return the title, with the currency when all money of the table is in one."""
    currency = shared_currency(table.columns)
    return table.title if currency is None or currency in table.title.split() else f"{table.title}, {currency}"


def column_labels(columns: Sequence[Column]) -> list[str]:
    """Return the headings; where currencies differ, each money column names its own."""
    alike = shared_currency(columns) is not None
    return [_label(column, named=not alike and column.kind == "money") for column in columns]


def _label(column: Column, *, named: bool) -> str:
    if not named or column.currency is None or column.currency in column.label.split():
        return column.label
    return f"{column.label} {column.currency}"


def row_words(table: Table) -> tuple[str, ...]:
    """Return the row marks that are words of their own and not marks with a sign, ``""`` elsewhere."""
    return tuple("" if mark in MARK_WORDS else mark for mark in table.row_marks or ())


def _contents(table: Table, drawing: Drawing) -> tuple[Content, ...]:
    lines = table.rows if table.totals is None else (*table.rows, table.totals)
    labels = column_labels(table.columns)
    contents = [
        _content(column, label, [line[i] for line in lines], drawing)
        for i, (column, label) in enumerate(zip(table.columns, labels, strict=True))
    ]
    if any(words := row_words(table)):
        cells = tuple(map(drawing.signs.clean, words)) + ("",) * (len(lines) - len(words))
        contents.append(Content("", cells, is_text=True, right=False, priority=0))
    return tuple(contents)


def _content(column: Column, label: str, values: list[Cell], drawing: Drawing) -> Content:
    texts = (drawing.words.cell(value, column.kind, column.digits, column.currency) for value in values)
    return Content(
        label=drawing.signs.clean(label),
        cells=tuple(map(drawing.signs.clean, texts)),
        is_text=column.kind == "text",
        right=column.kind not in _LEFT,
        priority=column.priority,
    )


def _gutters(table: Table, drawing: Drawing) -> list[Span]:
    """Return the indent of each row, with its sign, and a plain one for the totals."""
    signs = [(drawing.signs.of_mark(mark), mark) for mark in table.row_marks or ("",) * len(table.rows)]
    return [*(Span(pad(sign, len(INDENT)), MARK_STYLES.get(mark, "plain")) for sign, mark in signs), _NO_MARK]


def _heading(contents: tuple[Content, ...], fitted: Fit, drawing: Drawing) -> list[Line]:
    labels = [wrap(contents[i].label, width) for i, width in zip(fitted.shown, fitted.widths, strict=True)]
    height = max(map(len, labels), default=0)
    # Headings of several lines stand on the rule.
    bottom = [[""] * (height - len(label)) + label for label in labels]
    lines = _side_by_side(bottom, contents, fitted)
    return [*((_NO_MARK, Span(line, "quiet")) for line in lines), _rule(contents, fitted, drawing)]


def _rule(contents: tuple[Content, ...], fitted: Fit, drawing: Drawing) -> Line:
    """Draw one rule per column; the words beside the rows have no heading and no rule."""
    pairs = zip(fitted.shown, fitted.widths, strict=True)
    rules = [(drawing.signs.rule if contents[i].label else " ") * width for i, width in pairs]
    return (_NO_MARK, Span((" " * GAP).join(rules), "quiet"))


def _row(
    contents: tuple[Content, ...], fitted: Fit, number: int, *, gutter: Span = _NO_MARK, style: Style = "plain"
) -> list[Line]:
    cells = [_cell_lines(contents[i], number, width) for i, width in zip(fitted.shown, fitted.widths, strict=True)]
    lines = _side_by_side(cells, contents, fitted)
    return [(gutter if i == 0 else _NO_MARK, Span(line, style)) for i, line in enumerate(lines)]


def _cell_lines(content: Content, number: int, width: int) -> list[str]:
    text = content.cells[number]
    return wrap(text, width) if content.is_text else [text]


def _side_by_side(cells: list[list[str]], contents: tuple[Content, ...], fitted: Fit) -> list[str]:
    sides = [contents[i].right for i in fitted.shown]
    lines: list[str] = []
    for level in range(max(map(len, cells), default=0)):
        texts = [cell[level] if level < len(cell) else "" for cell in cells]
        padded = [pad(text, w, right=side) for text, w, side in zip(texts, fitted.widths, sides, strict=True)]
        lines.append((" " * GAP).join(padded))
    return lines


def _hidden(contents: tuple[Content, ...], fitted: Fit, drawing: Drawing) -> list[str]:
    if not fitted.hidden:
        return []
    names = ", ".join(contents[i].label for i in fitted.hidden)
    count = "1 column" if len(fitted.hidden) == 1 else f"{len(fitted.hidden)} columns"
    return [drawing.words.label(f"{count} hidden at {drawing.width} columns ({names}); use --wide or -o file.csv")]
