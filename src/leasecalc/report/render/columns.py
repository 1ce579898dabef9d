"""Which columns of a table fit a width, and how wide each is. Numbers are never cut: columns are dropped whole."""

from __future__ import annotations

from leasecalc.records import record
from leasecalc.report.render.widths import display_width, longest_piece

GAP = 2
"""Cells between two columns."""

_TEXT_FLOOR = 16


@record
class Content:
    """One column as text: heading and cells. Texts may wrap, everything else stays on one line."""

    label: str
    cells: tuple[str, ...]
    is_text: bool
    right: bool
    priority: int


@record
class _Widths:
    """Of one column: nothing wraps; only the heading wraps; every text wraps, yet no unbreakable piece sticks out."""

    natural: int
    tight: int
    least: int


@record
class Fit:
    """The positions of the columns shown, their widths, the hidden ones, and whether the shown ones fit at all."""

    shown: tuple[int, ...]
    widths: tuple[int, ...]
    hidden: tuple[int, ...]
    fits: bool


def fit(contents: tuple[Content, ...], room: int | None) -> Fit:
    """Choose columns and widths for ``room`` cells (``None`` is unlimited).

    First headings wrap, then long texts, then columns are dropped: the highest priority number first, the rightmost
    first among equals. Columns of priority 0 stay, even when they do not fit (``fits`` is then false).
    """
    widths = [_measured(content) for content in contents]
    shown = list(range(len(contents)))
    while True:
        chosen = _squeezed([widths[i] for i in shown], room)
        droppable = [i for i in shown if contents[i].priority > 0]
        if room is None or _total(chosen) <= room or not droppable:
            break
        shown.remove(max(droppable, key=lambda i: (contents[i].priority, i)))
    hidden = tuple(i for i in range(len(contents)) if i not in shown)
    return Fit(tuple(shown), tuple(chosen), hidden, fits=room is None or _total(chosen) <= room)


def _total(widths: list[int]) -> int:
    return sum(widths) + GAP * max(0, len(widths) - 1)


def _measured(content: Content) -> _Widths:
    widest = max(map(display_width, content.cells), default=0)
    tight = max(longest_piece(content.label), widest)
    least = tight
    if content.is_text and widest > _TEXT_FLOOR:
        least = max(_TEXT_FLOOR, longest_piece(content.label), *map(longest_piece, content.cells))
    return _Widths(max(display_width(content.label), widest), tight, least)


def _squeezed(columns: list[_Widths], room: int | None) -> list[int]:
    natural = [column.natural for column in columns]
    if room is None or _total(natural) <= room:
        return natural
    widths = [column.tight for column in columns]
    while _total(widths) > room:
        # The widest text gives way first, one cell at a time, so that the texts end up level.
        slack = [i for i, width in enumerate(widths) if width > columns[i].least]
        if not slack:
            break
        widths[max(slack, key=widths.__getitem__)] -= 1
    return widths
