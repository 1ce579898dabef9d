"""Values in a grid, coloured by sign and size; the figure stands in each cell, so that nothing is told by colour alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.charts.canvas import SIZE, Canvas, text_width, wrapped
from leasecalc.records import record

if TYPE_CHECKING:
    from collections.abc import Callable

    from leasecalc.charts.canvas import Drawing

CELL, LEAD = 30.0, 15.0
STEPS = 3
"""Depths of colour on each side of zero."""


@record(kw_only=True)
class HeatMap:
    """Rows under columns; None is a cell without a value."""

    name: str
    title: str
    description: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[float | None, ...]], ...]
    figure: Callable[[float], str]


def drawn_heat_map(chart: HeatMap, width: float) -> Drawing:
    """Return the chart; it is wider than ``width`` where its figures need it."""
    known = [value for _, values in chart.rows for value in values if value is not None]
    label = min(max(text_width(name) for name, _ in chart.rows), max(0.3 * width, 110.0)) + 10.0
    needed = max([56.0, *(text_width(chart.figure(value)) + 12.0 for value in known)])
    cell = max(needed, (width - label) / len(chart.columns))
    canvas = Canvas(round(label + cell * len(chart.columns), 1))
    heads = [wrapped(column, cell - 6.0) for column in chart.columns]
    top = max(len(head) for head in heads) * LEAD + 8.0
    for place, head in enumerate(heads):
        x = label + (place + 0.5) * cell
        for above, text in enumerate(reversed(head)):
            canvas.text((x, top - 6.0 - above * LEAD), text, style="c-a", anchor="middle")
    largest = max((abs(value) for value in known), default=0.0)
    for name, values in chart.rows:
        lines = wrapped(name, label - 8.0)
        height = max(CELL, len(lines) * LEAD + 8.0)
        for place, line in enumerate(lines):
            canvas.text((2.0, top + height / 2 + SIZE * 0.36 + (place - (len(lines) - 1) / 2) * LEAD), line)
        for place, value in enumerate(values):
            _cell(canvas, chart, value, largest, (label + place * cell, top, cell, height))
        top += height
    return canvas.drawing(name=chart.name, title=chart.title, description=chart.description, height=top + 4.0)


def _cell(canvas: Canvas, chart: HeatMap, value: float | None, largest: float, box: tuple[float, float, float, float]) -> None:
    x, y, width, height = box
    depth = 0 if value is None or not largest else min(STEPS, 1 + int(STEPS * abs(value) / largest))
    style = "c-none" if value is None or not value else f"c-{'plus' if value > 0 else 'minus'}{depth}"
    canvas.rectangle((x + 1.0, y + 1.0), (width - 2.0, height - 2.0), style=style)
    shown = "–" if value is None else chart.figure(value)
    canvas.text((x + width / 2, y + height / 2 + SIZE * 0.36), shown, style=f"c-h {style}-t", anchor="middle")
