"""A table that is too wide for the terminal, one row after another: each cell on a line beside its heading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.report.render.lines import INDENT, Drawing, Line, Span
from leasecalc.report.render.widths import display_width, longest_piece, pad, wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from leasecalc.report.render.columns import Content

_LEAST_LABEL = 8


def record_lines(contents: tuple[Content, ...], gutters: Sequence[Span], drawing: Drawing) -> list[Line]:
    """Draw every column of every row (totals last), an empty line between rows. ``gutters`` are the indents with signs.

    Numbers stand right-aligned on one edge; they are never cut nor wrapped.
    """
    value = max((display_width(cell) for content in contents if content.right for cell in content.cells), default=0)
    label = max((display_width(content.label) for content in contents), default=0)
    if drawing.width is not None:
        least = max((longest_piece(content.label) for content in contents), default=0)
        label = min(label, max(_LEAST_LABEL, least, drawing.width - len(INDENT) * 2 - value))
    lines: list[Line] = []
    for number in range(max((len(content.cells) for content in contents), default=0)):
        record = [line for content in contents for line in _field(content, number, (label, value), drawing)]
        lines += [()] * bool(lines)
        lines += [(gutters[number] if i == 0 else Span(INDENT), *line) for i, line in enumerate(record)]
    return lines


def _field(content: Content, number: int, widths: tuple[int, int], drawing: Drawing) -> list[Line]:
    cell = content.cells[number]
    if not cell:
        return []
    label, value = widths
    labels = wrap(content.label, label)
    cells = [pad(cell, value, right=True)] if content.right else wrap(cell, drawing.room(len(INDENT) * 2 + label))
    height = max(len(labels), len(cells))
    sides = zip(labels + [""] * (height - len(labels)), cells + [""] * (height - len(cells)), strict=True)
    return [(Span(pad(left, label) + INDENT, "quiet"), Span(right)) for left, right in sides]
