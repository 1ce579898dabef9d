"""A page as GitHub Markdown, for pull requests."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from leasecalc.report.page import Figures, Notes, Table
from leasecalc.report.render.figures import figure
from leasecalc.report.render.formatting import ENGLISH, Words, printable
from leasecalc.report.render.signs import MARK_WORDS, UNICODE
from leasecalc.report.render.tables import column_labels, table_title

if TYPE_CHECKING:
    from collections.abc import Iterable

    from leasecalc.report.page import Block, Item, Page

# An underscore inside a word starts no emphasis, so names such as vat_refund stay readable in the source.
_SPECIAL = re.compile(r"[\\`*\[\]<>|~#@&]|(?<!\w)_|_(?!\w)")
_LIST_START = re.compile(r"^(\d*)([+.)-])(?=\s)")
_LEFT = frozenset({"text", "date"})


def render(page: Page, words: Words = ENGLISH) -> str:
    """Render ``page``: headings, tables with numbers on the right, marks as words. One newline at the end."""
    parts = [f"# {escaped(page.title)}"] if page.title else []
    if page.subtitle:
        parts.append(escaped(page.subtitle))
    parts += [part for block in page.blocks for part in _block(block, words)]
    return "\n\n".join(parts) + "\n"


def escaped(text: str) -> str:
    """Return ``text`` on one line with every character neutralised that Markdown would act upon."""
    return _SPECIAL.sub(_neutral, " ".join(printable(text).split()))


def _neutral(match: re.Match[str]) -> str:
    # A backslash does not stop GitHub from notifying a person (@) or linking a thread (#); an entity does.
    found = match.group()
    return {"@": "&#64;", "#": "&#35;", "&": "&amp;", "<": "&lt;", ">": "&gt;"}.get(found, f"\\{found}")


def _block(block: Block, words: Words) -> list[str]:
    title = table_title(block) if isinstance(block, Table) else block.title
    parts = [f"## {escaped(title)}"] if title else []
    if isinstance(block, Notes):
        return [*parts, _notes(block)] if block.lines else parts
    parts.append(_table(block, words) if isinstance(block, Table) else _figures(block, words))
    return [*parts, *(escaped(note) for note in block.notes)]


def _notes(notes: Notes) -> str:
    lines = ((UNICODE.of_level(note.level), _LIST_START.sub(r"\1\\\2", escaped(note.text))) for note in notes.lines)
    return "\n".join(f"- {sign} {text}" if sign else f"- {text}" for sign, text in lines)


def _table(table: Table, words: Words) -> str:
    columns = table.columns
    rows = [
        [escaped(words.cell(v, c.kind, c.digits, c.currency)) for v, c in zip(row, columns, strict=True)] for row in table.rows
    ]
    heading = [escaped(label) for label in column_labels(columns)]
    sides = ["---" if column.kind in _LEFT else "---:" for column in columns]
    if table.totals is not None:
        totals = zip(table.totals, columns, strict=True)
        rows.append([_strong(escaped(words.cell(v, c.kind, c.digits, c.currency))) for v, c in totals])
    if table.row_marks and any(table.row_marks):
        heading, sides = [*heading, ""], [*sides, "---"]
        marks = [*(_mark(mark, words) for mark in table.row_marks), ""]
        rows = [[*row, mark] for row, mark in zip(rows, marks[: len(rows)], strict=True)]
    return _grid(heading, sides, rows)


def _figures(figures: Figures, words: Words) -> str:
    remarks = any(item.remark or item.mark for item in figures.items)
    heading, sides = [words.label("Figure"), words.label("Value")], ["---", "---:"]
    rows = [[escaped(item.label), escaped(" ".join(filter(None, figure(item, words))))] for item in figures.items]
    if remarks:
        heading, sides = [*heading, words.label("Remark")], [*sides, "---"]
        rows = [[*row, _remark(item, words)] for row, item in zip(rows, figures.items, strict=True)]
    return _grid(heading, sides, rows)


def _remark(item: Item, words: Words) -> str:
    return ": ".join(filter(None, (_mark(item.mark, words), escaped(item.remark))))


def _mark(mark: str, words: Words) -> str:
    word = MARK_WORDS.get(mark, mark)
    return f"*{escaped(words.label(word))}*" if word else ""


def _strong(text: str) -> str:
    return f"**{text}**" if text else ""


def _grid(heading: list[str], sides: list[str], rows: Iterable[list[str]]) -> str:
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (heading, sides, *rows))
