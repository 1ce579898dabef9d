"""Bars that lie in rows under each other: a waterfall, a tornado. Labels stand left and figures right, aligned as in a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from leasecalc.charts.canvas import SIZE, Canvas, text_width, wrapped
from leasecalc.charts.scale import Scale, scale
from leasecalc.records import record

if TYPE_CHECKING:
    from collections.abc import Callable

    from leasecalc.charts.canvas import Drawing

Tone = Literal["sum", "step", "up", "down", "low", "high"]

BAR, GAP, LEAD = 14.0, 8.0, 15.0
"""Height of a bar, space between rows, height of a line of a label."""
NARROW = 480.0
"""Below this width labels stand above their bars."""


@record(kw_only=True)
class Bar:
    """A bar from one value to another."""

    start: float
    end: float
    tone: Tone


@record(kw_only=True)
class Row:
    """One row: its label, what is said beside it, its bars, the figure at the right; ``doubtful`` figures are drawn open."""

    label: str
    figure: str
    bars: tuple[Bar, ...]
    remark: str = ""
    doubtful: bool = False


@record(kw_only=True)
class RowChart:
    """Rows over one axis. ``joined`` draws the lines of a waterfall; ``origin`` is the value that bars are read from."""

    name: str
    title: str
    description: str
    rows: tuple[Row, ...]
    tick: Callable[[float], str]
    legend: tuple[tuple[Tone, str], ...] = ()
    joined: bool = False
    origin: float = 0.0


@record
class _Places:
    """Where columns are: the width of labels (0: above the bars), the bars, and the right edge of figures."""

    label: float
    axis: Scale
    figure: float


def drawn_rows(chart: RowChart, width: float) -> Drawing:
    """Return the chart ``width`` wide."""
    canvas, places = Canvas(width), _places(chart, width)
    top = _legend(canvas, chart)
    heights = [_height(row, places, width) for row in chart.rows]
    bottom = top + sum(heights)
    _axis(canvas, chart, places, (top, bottom))
    y, before = top, None
    for row, height in zip(chart.rows, heights, strict=True):
        bar_at = y + height - BAR - GAP / 2 if not places.label else y + (height - BAR) / 2
        if chart.joined and before is not None:
            x = places.axis.at(before[0])
            canvas.line((x, before[1]), (x, bar_at), style="c-join")
        _row(canvas, row, places, bar_at)
        before = (row.bars[-1].end, bar_at + BAR) if row.bars else before
        y += height
    return canvas.drawing(name=chart.name, title=chart.title, description=chart.description, height=bottom + 22.0)


def _places(chart: RowChart, width: float) -> _Places:
    figure = max((text_width(row.figure) for row in chart.rows), default=0.0)
    narrow = width < NARROW
    longest = max((text_width(text) for row in chart.rows for text in (row.label, row.remark)), default=0.0)
    label = 0.0 if narrow else min(longest, 0.34 * width)
    values = [chart.origin, *(value for row in chart.rows for bar in row.bars for value in (bar.start, bar.end))]
    left = 8.0 if narrow else label + 16.0
    right = width - figure - 14.0
    most, axis = 6, scale(values, left, right)
    for _ in range(3):  # fewer ticks have other labels, which may need other margins
        half = max(text_width(chart.tick(value), 11.0) for value in axis.ticks) / 2 + 1.0
        most = max(2, min(7, most, int((right - left) / (2.0 * half + 12.0))))
        axis = scale(values, max(left, half), min(right, width - half), most=most)
    return _Places(label, axis, width - 2.0)


def _height(row: Row, places: _Places, width: float) -> float:
    lines = len(_lines(row, places, width))
    return lines * LEAD + BAR + 1.5 * GAP if not places.label else max(BAR, lines * LEAD - 3.0) + GAP


def _lines(row: Row, places: _Places, width: float) -> list[tuple[str, str]]:
    room = places.label or width - 8.0
    lines = [(line, "c-t") for line in wrapped(row.label, room)]
    return lines + [(line, "c-q") for line in wrapped(row.remark, room)] if row.remark else lines


def _legend(canvas: Canvas, chart: RowChart) -> float:
    x, y = 2.0, 12.0
    for tone, label in chart.legend:
        length = 18.0 + text_width(label) + 16.0
        if x > 2.0 and x + length > canvas.width:
            x, y = 2.0, y + 18.0
        canvas.rectangle((x, y - 9.0), (11.0, 11.0), style=f"c-{tone}")
        canvas.text((x + 17.0, y), label)
        x += length
    return y + 10.0 if chart.legend else 4.0


def _axis(canvas: Canvas, chart: RowChart, places: _Places, ends: tuple[float, float]) -> None:
    for value in places.axis.ticks:
        x = places.axis.at(value)
        canvas.line((x, ends[0]), (x, ends[1]), style="c-grid")
        canvas.text((x, ends[1] + 16.0), chart.tick(value), style="c-a", anchor="middle")
    x = places.axis.at(chart.origin)
    canvas.line((x, ends[0]), (x, ends[1] + 3.0), style="c-zero")


def _row(canvas: Canvas, row: Row, places: _Places, bar_at: float) -> None:
    lines = _lines(row, places, canvas.width)
    first = (
        bar_at - 5.0 - (len(lines) - 1) * LEAD
        if not places.label
        else bar_at + BAR / 2 - (len(lines) - 1) * LEAD / 2 + SIZE * 0.36
    )
    for place, (line, style) in enumerate(lines):
        canvas.text((2.0, first + place * LEAD), line, style=style)
    for bar in row.bars:
        left, right = sorted((places.axis.at(bar.start), places.axis.at(bar.end)))
        style = f"c-{bar.tone}" + (" c-doubt" if row.doubtful else "")
        canvas.rectangle((left, bar_at), (max(right - left, 1.0), BAR), style=style, tip=f"{row.label}: {row.figure}")
    canvas.text((places.figure, bar_at + BAR / 2 + SIZE * 0.36), row.figure, style="c-n", anchor="end")
