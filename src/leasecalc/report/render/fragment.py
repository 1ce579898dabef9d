"""A page as a piece of HTML for a notebook: tables with numbers on the right, marks as words. No style sheet, no script."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from leasecalc.report.page import Figures, Notes, Table
from leasecalc.report.render.figures import figure
from leasecalc.report.render.formatting import ENGLISH, Words, printable
from leasecalc.report.render.signs import MARK_WORDS, UNICODE
from leasecalc.report.render.tables import column_labels, table_title

if TYPE_CHECKING:
    from collections.abc import Iterable

    from leasecalc.report.page import Block, Page

_LEFT = frozenset({"text", "date"})


def fragment(page: Page, words: Words = ENGLISH) -> str:
    """Render ``page`` as HTML elements, every text escaped."""
    parts = [f"<h3>{_text(page.title)}</h3>" if page.title else "", f"<p>{_text(page.subtitle)}</p>" if page.subtitle else ""]
    parts += [part for block in page.blocks for part in _block(block, words)]
    return "\n".join(["<div>", *filter(None, parts), "</div>"])


def _block(block: Block, words: Words) -> list[str]:
    title = table_title(block) if isinstance(block, Table) else block.title
    parts = [f"<h4>{_text(title)}</h4>"] if title else []
    if isinstance(block, Notes):
        lines = (f"<li>{UNICODE.of_level(note.level)} {_text(note.text)}</li>" for note in block.lines)
        return [*parts, "<ul>", *lines, "</ul>"]
    parts += _table(block, words) if isinstance(block, Table) else _figures(block, words)
    return [*parts, *(f"<p><small>{_text(note)}</small></p>" for note in block.notes)]


def _table(table: Table, words: Words) -> list[str]:
    sides = [column.kind in _LEFT for column in table.columns]
    marks = [MARK_WORDS.get(mark, mark) for mark in table.row_marks or ("",) * len(table.rows)]
    lines = [_row("th", column_labels(table.columns), sides)]
    for row, mark in zip(table.rows, marks, strict=True):
        cells = [words.cell(value, c.kind, c.digits, c.currency) for value, c in zip(row, table.columns, strict=True)]
        lines.append(_row("td", [*cells, *([words.label(mark)] if mark else [])], [*sides, True]))
    if table.totals is not None:
        totals = [words.cell(value, c.kind, c.digits, c.currency) for value, c in zip(table.totals, table.columns, strict=True)]
        lines.append(_row("th", totals, sides))
    return ["<table>", *lines, "</table>"]


def _figures(figures: Figures, words: Words) -> list[str]:
    lines = []
    for item in figures.items:
        remark = ": ".join(filter(None, (words.label(MARK_WORDS.get(item.mark, item.mark)), item.remark)))
        lines.append(_row("td", [item.label, " ".join(filter(None, figure(item, words))), remark], [True, False, True]))
    return ["<table>", *lines, "</table>"]


def _row(tag: str, cells: Iterable[str], left: list[bool]) -> str:
    inside = (
        f'<{tag} style="text-align:{"left" if side else "right"}">{_text(cell)}</{tag}>'
        for cell, side in zip(cells, left, strict=False)
    )
    return f"<tr>{''.join(inside)}</tr>"


def _text(text: str) -> str:
    return escape(printable(text))
