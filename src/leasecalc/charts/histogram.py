"""How often values fall into classes, with named lines across."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.charts.canvas import Canvas, text_width
from leasecalc.charts.scale import Scale, scale, span
from leasecalc.records import record

if TYPE_CHECKING:
    from collections.abc import Callable

    from leasecalc.charts.canvas import Drawing


@record(kw_only=True)
class Histogram:
    """Classes (from, to, share of all as a fraction) and lines at named values; values below zero take another tone."""

    name: str
    title: str
    description: str
    classes: tuple[tuple[float, float, float], ...]
    marks: tuple[tuple[float, str], ...]
    tick: Callable[[float], str]
    share: Callable[[float], str]


def drawn_histogram(chart: Histogram, width: float) -> Drawing:
    """Return the chart ``width`` wide."""
    canvas = Canvas(width)
    top = 8.0 + 15.0 * len(chart.marks)
    bottom = top + min(0.4 * width, 240.0)
    heights = scale((share for _, _, share in chart.classes), bottom, top, most=5)
    left = max(text_width(chart.share(value), 11.0) for value in heights.ticks) + 8.0
    low, high = chart.classes[0][0], chart.classes[-1][1]
    widest = max(text_width(chart.tick(value), 11.0) for value in (low, high))
    axis = span(low, high, left, width - widest / 2 - 2.0, most=max(2, int((width - left) / (widest + 20.0))))
    _axes(canvas, chart, axis, heights)
    for start, end, share in chart.classes:
        x, right = axis.at(start), axis.at(end)
        tone = "c-down" if (start + end) / 2.0 < 0.0 else "c-up"
        tip = f"{chart.tick(start)} … {chart.tick(end)}: {chart.share(share)}"
        canvas.rectangle((x + 0.5, heights.at(share)), (right - x - 1.0, bottom - heights.at(share)), style=tone, tip=tip)
    _marks(canvas, chart, axis, (top, bottom))
    return canvas.drawing(name=chart.name, title=chart.title, description=chart.description, height=bottom + 24.0)


def _axes(canvas: Canvas, chart: Histogram, axis: Scale, heights: Scale) -> None:
    for share in heights.ticks:
        y = heights.at(share)
        canvas.line((axis.start, y), (axis.end, y), style="c-zero" if share == 0.0 else "c-grid")
        canvas.text((axis.start - 6.0, y + 4.0), chart.share(share), style="c-a", anchor="end")
    for value in axis.ticks:
        x = axis.at(value)
        half = text_width(chart.tick(value), 11.0) / 2
        canvas.line((x, heights.start), (x, heights.start + 4.0), style="c-zero")
        if half <= x <= canvas.width - half:
            canvas.text((x, heights.start + 18.0), chart.tick(value), style="c-a", anchor="middle")


def _marks(canvas: Canvas, chart: Histogram, axis: Scale, ends: tuple[float, float]) -> None:
    for place, (value, label) in enumerate(chart.marks):
        if not axis.low <= value <= axis.high:
            continue
        x, y = axis.at(value), 12.0 + 15.0 * place
        canvas.line((x, y - 8.0), (x, ends[1]), style="c-mark")
        right = x + 6.0 + text_width(label, 11.0) < canvas.width
        canvas.text((x + 5.0 if right else x - 5.0, y), label, style="c-f", anchor="start" if right else "end")
