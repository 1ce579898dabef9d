"""Curves over days: a balance that falls in steps, cash that is out and comes back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal

from leasecalc.charts.canvas import Canvas, text_width
from leasecalc.charts.scale import Scale, scale
from leasecalc.records import record

if TYPE_CHECKING:
    from collections.abc import Callable

    from leasecalc.charts.canvas import Drawing

Tone = Literal["first", "second", "third"]


@record(kw_only=True)
class Curve:
    """Values by day; between two days the earlier value holds. ``filled`` colours what lies under it."""

    label: str
    tone: Tone
    points: tuple[tuple[date, float], ...]
    filled: bool = False


@record(kw_only=True)
class Flag:
    """A point that is named on the drawing."""

    on: date
    value: float
    label: str
    tone: Tone


@record(kw_only=True)
class CurveChart:
    """Curves on one axis of days and one of values."""

    name: str
    title: str
    description: str
    curves: tuple[Curve, ...]
    tick: Callable[[float], str]
    flags: tuple[Flag, ...] = ()


@record
class _Frame:
    """The two axes: days as ordinal numbers to the right, values upwards."""

    days: Scale
    values: Scale


def drawn_curves(chart: CurveChart, width: float) -> Drawing:
    """Return the chart ``width`` wide."""
    canvas = Canvas(width)
    top = _legend(canvas, chart)
    bottom = top + min(0.42 * width, 260.0) + (60.0 if width < 480.0 else 0.0)
    frame = _frame(chart, width, (top, bottom))
    _grid(canvas, chart, frame)
    for curve in chart.curves:
        _curve(canvas, curve, frame)
    for flag in chart.flags:
        _flag(canvas, flag, frame)
    return canvas.drawing(name=chart.name, title=chart.title, description=chart.description, height=bottom + 24.0)


def _legend(canvas: Canvas, chart: CurveChart) -> float:
    x, y = 2.0, 12.0
    for curve in chart.curves:
        length = 26.0 + text_width(curve.label) + 16.0
        if x > 2.0 and x + length > canvas.width:
            x, y = 2.0, y + 18.0
        canvas.line((x, y - 4.0), (x + 20.0, y - 4.0), style=f"c-line c-{curve.tone}")
        canvas.text((x + 26.0, y), curve.label)
        x += length
    return y + 14.0


def _frame(chart: CurveChart, width: float, ends: tuple[float, float]) -> _Frame:
    known = [value for curve in chart.curves for _, value in curve.points] + [flag.value for flag in chart.flags]
    values = scale(known, ends[1], ends[0])
    days = [day.toordinal() for curve in chart.curves for day, _ in curve.points]
    left = max(text_width(chart.tick(value), 11.0) for value in values.ticks) + 8.0
    first = min(days)
    last = max(*days, first + 1)
    return _Frame(Scale(first, last, left, width - 6.0, ()), values)


def _grid(canvas: Canvas, chart: CurveChart, frame: _Frame) -> None:
    days, values = frame.days, frame.values
    for value in values.ticks:
        y = values.at(value)
        canvas.line((days.start, y), (days.end, y), style="c-zero" if value == 0.0 else "c-grid")
        canvas.text((days.start - 6.0, y + 4.0), chart.tick(value), style="c-a", anchor="end")
    last = -100.0
    for year in range(date.fromordinal(int(days.low)).year + 1, date.fromordinal(int(days.high)).year + 1):
        x = days.at(date(year, 1, 1).toordinal())
        canvas.line((x, values.start), (x, values.start + 4.0), style="c-zero")
        if x - last > 40.0 and x < days.end - 16.0:
            canvas.text((x, values.start + 18.0), str(year), style="c-a", anchor="middle")
            last = x


def _curve(canvas: Canvas, curve: Curve, frame: _Frame) -> None:
    points: list[tuple[float, float]] = []
    for day, value in curve.points:
        x, y = frame.days.at(day.toordinal()), frame.values.at(value)
        if points:
            points.append((x, points[-1][1]))
        points.append((x, y))
    if points and points[-1][0] < frame.days.end:
        points.append((frame.days.end, points[-1][1]))
    if curve.filled:
        ground = frame.values.at(0.0)
        canvas.path([(points[0][0], ground), *points, (points[-1][0], ground)], style=f"c-area c-{curve.tone}", closed=True)
    canvas.path(points, style=f"c-line c-{curve.tone}")


def _flag(canvas: Canvas, flag: Flag, frame: _Frame) -> None:
    x, y = frame.days.at(flag.on.toordinal()), frame.values.at(flag.value)
    canvas.dot((x, y), style=f"c-dot c-{flag.tone}")
    length = text_width(flag.label, 11.0)
    right = x + 10.0 + length < frame.days.end
    place = x + 8.0 if right else max(x - 8.0, length + 2.0)
    above = y - 8.0 if y - 20.0 > frame.values.end else y + 16.0
    canvas.text((place, above), flag.label, style="c-f", anchor="start" if right else "end")
