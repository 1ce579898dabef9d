"""A document in one language as plain data, which both writers lay out: every number and word is text from here on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from leasecalc.report.page import Figures, Notes, Table
from leasecalc.report.render.signs import MARK_WORDS
from leasecalc.term_sheet.model import Picture, References, Ruled, Terms
from leasecalc.term_sheet.places import minus

if TYPE_CHECKING:
    from leasecalc.report.page import Cell, Column, Item
    from leasecalc.report.render.formatting import Words
    from leasecalc.term_sheet.model import Part, Reference, Section, Sheet

MIDDLING, LONG = 14, 26
"""Letters from which on the text of a column may be broken into lines, and into many."""

WIDE, NARROW = 720.0, 350.0
"""Widths of a chart on a screen or on paper, and on a phone."""

_NUMBER = re.compile(r"[-−+]?\d[\d.,\s]*( ?%| [A-Z]{3})?")

NUMERIC = frozenset({"count", "money", "rate", "factor", "months", "number"})


def plain(sheet: Sheet, words: Words) -> dict[str, Any]:
    """Return the document as dicts, lists and strings in the language of ``words``; ``wide`` and ``narrow`` of a picture are drawings."""
    return {
        "language": words.language,
        "kind": words.label(sheet.kind),
        "title": sheet.title,
        "subtitle": words.label(sheet.subtitle),
        "headline": {"text": sentence(words.label(sheet.headline.text)), "level": sheet.headline.level},
        "tiles": [_item(item, words) for item in sheet.tiles],
        "sections": [_section(section, words) for section in sheet.sections],
        "about": [{"label": words.label(label), "value": value} for label, value in sheet.about],
        "said": {name: words.label(name) for name in ("Contents",)},
    }


def sentence(text: str) -> str:
    """Return ``text`` with a capital, unless it begins with a name of the program (`lessor_yield`, `lease.term`) or a number."""
    text, first = minus(text), text.split(" ", 1)[0]
    return text if "_" in first or "." in first.rstrip(".") else text[:1].upper() + text[1:]


def _section(section: Section, words: Words) -> dict[str, Any]:
    return {
        "id": section.id,
        "title": words.label(section.title),
        "annex": section.annex,
        "parts": [_part(part, words) for part in section.parts],
    }


def _part(part: Part, words: Words) -> dict[str, Any]:
    if isinstance(part, Picture):
        return _picture(part, words)
    if isinstance(part, Ruled):
        return _table(part.table, words, part.sums)
    if isinstance(part, Table):
        return _table(part, words, ())
    return _lines(part, words)


def _lines(part: Figures | Notes | Terms | References, words: Words) -> dict[str, Any]:
    """Return a part that is a list of lines."""
    if isinstance(part, Terms):
        entries = [
            {"term": sentence(words.label(term)), "meaning": sentence(words.label(meaning))} for term, meaning in part.entries
        ]
        return {"type": "terms", "entries": entries}
    title = words.label(part.title) if part.title else ""
    if isinstance(part, Figures):
        items = [_item(item, words) for item in part.items]
        return {"type": "figures", "id": part.id, "title": title, "items": items, "notes": _notes(part.notes, words)}
    if isinstance(part, Notes):
        lines = [{"text": sentence(words.label(line.text)), "level": line.level} for line in part.lines]
        return {"type": "notes", "id": part.id, "title": title, "lines": lines}
    return {"type": "references", "title": title, "entries": [_reference(entry, words) for entry in part.entries]}


def _reference(entry: Reference, words: Words) -> dict[str, str]:
    seen = f"{words.label('read on')} {entry.seen}" if entry.seen else ""
    used = ", ".join(words.label(label) for label in entry.used_for)
    told = "; ".join(text for text in (used, words.label(entry.confidence), seen) if text)
    return {"title": entry.title, "url": entry.url if entry.url.startswith(("https://", "http://")) else "", "told": told}


def _picture(part: Picture, words: Words) -> dict[str, Any]:
    return {
        "type": "picture",
        "id": part.name,
        "title": sentence(words.label(part.title)),
        "description": sentence(words.label(part.description)),
        "wide": part.drawn(words, WIDE),
        "narrow": part.drawn(words, NARROW),
    }


def _item(item: Item, words: Words) -> dict[str, str]:
    shown = words.cell(item.value, item.kind, item.digits, item.unit or None)
    return {
        "label": minus(words.label(item.label)),
        "value": minus(shown) if item.kind in NUMERIC else sentence(shown),
        "unit": words.label(item.unit),
        "remark": minus(words.label(item.remark)),
        "mark": _mark(item.mark, words),
    }


def _mark(mark: str, words: Words) -> str:
    """Return the word of a mark that a reader must see; the answer of a rule stands in its row."""
    if mark == "secondary":
        return words.label(mark)
    return words.label(MARK_WORDS[mark]) if mark in MARK_WORDS and mark not in {"pass", "fail", "unknown"} else ""


def _notes(notes: tuple[str, ...], words: Words) -> list[str]:
    return [sentence(words.label(note)) for note in notes]


def _table(table: Table, words: Words, sums: tuple[tuple[int, tuple[Cell, ...]], ...]) -> dict[str, Any]:
    currency = _shared_currency(table)
    marks = table.row_marks or ("",) * len(table.rows)
    rows: list[dict[str, Any]] = [
        {"cells": _cells(row, table, words), "mark": _mark(mark, words)} for row, mark in zip(table.rows, marks, strict=True)
    ]
    ends = [end for end, _ in sums] or [len(rows)]
    lines: list[Any] = [None if not sums else _cells(line, table, words) for _, line in sums] or [None]
    begins = [0, *ends[:-1]]
    heads = [_head(column, words, shown=not currency) for column in table.columns]
    for place, head in enumerate(heads):
        head["length"] = max([len(head["label"]) // 2, *(len(row["cells"][place]) for row in rows)])
        head["numeric"] = head["numeric"] or _reads_as_numbers([row["cells"][place] for row in rows])
        head["long"] = not head["numeric"] and head["length"] > LONG
        head["middling"] = not head["numeric"] and MIDDLING < head["length"] <= LONG
    return {
        "type": "table",
        "id": table.id,
        "title": words.label(table.title) + (f", {currency}" if currency else ""),
        "heads": heads,
        "groups": [{"rows": rows[begin:end], "sum": line} for begin, end, line in zip(begins, ends, lines, strict=True)],
        "total": None if table.totals is None else _cells(table.totals, table, words),
        "notes": _notes(table.notes, words),
    }


def _reads_as_numbers(cells: list[str]) -> bool:
    """Return whether a column of text holds numbers with their units, which are read best by their right ends."""
    found = [cell for cell in cells if cell]
    numbers = sum(_NUMBER.fullmatch(cell) is not None for cell in found)
    return bool(found) and numbers >= 0.7 * len(found)


def _shared_currency(table: Table) -> str:
    found = {column.currency for column in table.columns if column.kind == "money" and column.currency}
    return found.pop() if len(found) == 1 else ""


def _head(column: Column, words: Words, *, shown: bool) -> dict[str, Any]:
    label = minus(words.label(column.label)) if column.label else ""
    unit = f", {column.currency}" if shown and column.currency and column.kind == "money" else ""
    return {"label": label + unit, "numeric": column.kind in NUMERIC, "day": column.kind == "date"}


def _cells(row: tuple[Cell, ...], table: Table, words: Words) -> list[str]:
    return [_cell(value, column, words) for value, column in zip(row, table.columns, strict=True)]


def _cell(value: Cell, column: Column, words: Words) -> str:
    if value is None:
        return ""
    return minus(words.cell(value, column.kind, column.digits, column.currency))
