"""What moves the answer: every input alone, the largest reach first."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from leasecalc.charts.rows import Bar, Row, RowChart, drawn_rows
from leasecalc.records import replace
from leasecalc.report.page import Notes, Table
from leasecalc.report.sensitivity.shown import cell
from leasecalc.report.sensitivity.tornado import tornado_page
from leasecalc.term_sheet.model import Picture, Section, parts
from leasecalc.term_sheet.places import amount, axis_of, minus

if TYPE_CHECKING:
    from leasecalc.charts.canvas import Drawing
    from leasecalc.engine.sensitivity.reach import Bar as Reach
    from leasecalc.engine.sensitivity.reach import Tornado
    from leasecalc.report.basis import Basis
    from leasecalc.report.render.formatting import Words
    from leasecalc.term_sheet.deal.material import Material

MOST = 12
"""Inputs that are drawn; the table has all."""
LEGEND = "input at its low end", "input at its high end"


def sensitivity_section(found: Material) -> Section:
    """Return the tornado and its table."""
    tornado, basis = found.tornado, found.basis
    drawn = [bar for bar in tornado.bars if bar.spread]
    picture = tornado_picture(tornado, basis) if drawn else None
    return Section(id="sensitivity", title="What moves the answer", parts=parts(picture, _table(tornado, basis), _notes(tornado)))


def _table(found: Tornado, basis: Basis) -> Table:
    """Return the table of the command without its bars of signs."""
    (table,) = (block for block in tornado_page(found, basis).blocks if isinstance(block, Table))
    columns = tuple(column for column in table.columns if column.id != "bar")
    return replace(table, columns=columns, rows=tuple(row[: len(columns)] for row in table.rows))


def _notes(found: Tornado) -> Notes:
    """Return what the command says of its table, but for its bars."""
    (how,) = (block for block in tornado_page(found).blocks if isinstance(block, Notes))
    return replace(how, title="", lines=tuple(line for line in how.lines if not line.text.startswith("in the bar")))


def tornado_picture(found: Tornado, basis: Basis) -> Picture:
    """Return how far each input moves the measure from today's value, to its low and to its high end."""
    goal = found.goal
    title = f"{goal.measure.label} per car, {goal.currency}: each input moved by {100 * found.shift:g} % both ways"
    told = f"today {goal.said(found.today)}; the longest bar is {found.bars[0].axis.knob.label}"

    def drawn(words: Words, width: float) -> Drawing:
        rows = tuple(_row(words, found, bar, basis) for bar in found.bars[:MOST] if bar.spread)
        chart = RowChart(
            name="tornado",
            title=words.label(title),
            description=words.label(told),
            rows=rows,
            tick=axis_of(words),
            legend=(("low", words.label(LEGEND[0])), ("high", words.label(LEGEND[1]))),
            origin=found.today,
        )
        return drawn_rows(chart, width)

    return Picture(name="tornado", title=title, description=told, drawn=drawn)


def _row(words: Words, found: Tornado, bar: Reach, basis: Basis) -> Row:
    ends = ((bar.low.measures[0], "low"), (bar.high.measures[0], "high"))
    bars = tuple(Bar(start=found.today, end=value, tone=tone) for value, tone in ends if value is not None)  # type: ignore[arg-type]
    spread = cell(found.goal, bar.spread)
    figure = amount(words, spread) if isinstance(spread, Decimal) else minus(words.cell(spread, "rate", 2))
    axis = bar.axis
    mark = f", {words.label(found_mark)}" if (found_mark := basis.mark_of(axis.knob.path)) else ""
    moved = f"{axis.said(axis.values[0])} … {axis.said(axis.values[-1])}"
    return Row(label=words.label(axis.knob.label), figure=figure, bars=bars, remark=f"{words.label(moved)}{mark}")
