"""Labelled values as lines of the terminal: label, value, unit, remark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.records import record
from leasecalc.report.render.formatting import Words
from leasecalc.report.render.lines import INDENT, LEAST_WRAP, Drawing, Line, Span
from leasecalc.report.render.signs import MARK_STYLES
from leasecalc.report.render.widths import display_width, longest_piece, pad, wrap

if TYPE_CHECKING:
    from leasecalc.report.page import Figures, Item

_GAP = "  "
_LEAST_LABEL = 8
_LEAST_REMARK = 24
_WIDEST_UNIT = 12


def figure(item: Item, words: Words) -> tuple[str, str]:
    """Return the value and the unit of ``item`` for people; a percentage is a number with the unit ``%``."""
    text = words.cell(item.value, item.kind, item.digits, item.unit or None)
    if item.value is None:
        return "-", ""
    if item.kind == "rate" and text.endswith(" %"):
        return text.removesuffix(" %"), f"% {item.unit}".rstrip()
    if item.kind == "months" and not item.unit and not isinstance(item.value, str):
        return text, words.label("month" if item.value == 1 else "months")
    return text, item.unit


@record
class _Places:
    """The widths of the label, value and unit columns of one block."""

    label: int
    value: int
    unit: int

    @property
    def value_at(self) -> int:
        return len(INDENT) + self.label + len(_GAP)

    @property
    def remark_at(self) -> int:
        return self.value_at + self.value + (1 + self.unit if self.unit else 0) + len(_GAP)


def figures_lines(figures: Figures, drawing: Drawing) -> list[Line]:
    """Draw ``figures``: numbers right-aligned under each other, then units, then remarks. Numbers are never wrapped."""
    places = _places(figures, drawing)
    lines = drawing.paragraph(figures.title, "heading")
    for item in figures.items:
        lines += _item_lines(item, places, drawing)
    if figures.notes:
        lines.append(())
    for note in figures.notes:
        lines += drawing.paragraph(note, "quiet", indent=INDENT)
    return lines


def _places(figures: Figures, drawing: Drawing) -> _Places:
    clean = drawing.signs.clean
    numbers = [figure(item, drawing.words) for item in figures.items if not isinstance(item.value, str)]
    value = max((display_width(text) for text, _ in numbers), default=0)
    unit = max((width for _, unit in numbers if (width := display_width(clean(unit))) <= _WIDEST_UNIT), default=0)
    label = max((display_width(clean(item.label)) for item in figures.items), default=0)
    if drawing.width is not None:
        rest = max(value + 1 + unit, LEAST_WRAP if any(map(_has_text, figures.items)) else 0)
        least = max((longest_piece(clean(item.label)) for item in figures.items), default=0)
        label = min(label, max(_LEAST_LABEL, least, drawing.width - len(INDENT) - len(_GAP) - rest))
    return _Places(label, value, unit)


def _has_text(item: Item) -> bool:
    return isinstance(item.value, str) or bool(item.remark)


def _item_lines(item: Item, places: _Places, drawing: Drawing) -> list[Line]:
    labels = wrap(drawing.signs.clean(item.label), places.label)
    gutter = Span(pad(drawing.signs.of_mark(item.mark), len(INDENT)), MARK_STYLES.get(item.mark, "plain"))
    values = _text_lines(item, places, drawing) if isinstance(item.value, str) else _number_lines(item, places, drawing)
    lines: list[Line] = []
    for level in range(max(len(labels), len(values))):
        label = labels[level] if level < len(labels) else ""
        value = values[level] if level < len(values) else ()
        lead = (gutter if level == 0 else Span(INDENT), Span(pad(label, places.label) + _GAP))
        lines.append((*lead, *value))
    return lines


def _number_lines(item: Item, places: _Places, drawing: Drawing) -> list[Line]:
    text, unit = figure(item, drawing.words)
    shown = Span(pad(text, places.value, right=True))
    after = Span(f" {drawing.signs.clean(unit)}" if unit else "", "quiet")
    if not item.remark:
        return [(shown, after)]
    used = places.value + max(display_width(after.text), 1 + places.unit if places.unit else 0)
    return _with_remark((shown, after), used, item, places, drawing)


def _text_lines(item: Item, places: _Places, drawing: Drawing) -> list[Line]:
    text = drawing.signs.clean(" ".join(part for part in figure(item, drawing.words) if part))
    wrapped = wrap(text, drawing.room(places.value_at))
    head: list[Line] = [(Span(part),) for part in wrapped]
    if not item.remark:
        return head
    used = max(display_width(wrapped[-1]), places.remark_at - places.value_at - len(_GAP))
    return [*head[:-1], *_with_remark(head[-1], used, item, places, drawing)]


def _with_remark(head: Line, used: int, item: Item, places: _Places, drawing: Drawing) -> list[Line]:
    """Put the remark beside ``head`` (which takes ``used`` cells), or below it where that leaves too little room."""
    remark = drawing.signs.clean(item.remark)
    taken = sum(display_width(span.text) for span in head)
    column = used + len(_GAP)
    if drawing.width is not None and drawing.width - places.value_at - column < _LEAST_REMARK:
        return [head, *((Span(part, "quiet"),) for part in wrap(remark, drawing.room(places.value_at)))]
    beside = wrap(remark, drawing.room(places.value_at + column))
    first: Line = (*head, Span(" " * (column - taken)), Span(beside[0], "quiet"))
    return [first, *((Span(" " * column), Span(part, "quiet")) for part in beside[1:])]
