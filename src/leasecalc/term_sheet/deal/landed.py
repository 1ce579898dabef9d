"""Landed cost: from the value at the port of export to the car in its market, charge by charge."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from leasecalc.charts.rows import Bar, Row, RowChart, drawn_rows
from leasecalc.records import replace
from leasecalc.report.basis import row_marks
from leasecalc.report.deal.layout_landed import landed_table
from leasecalc.term_sheet.model import Picture, Section, parts
from leasecalc.term_sheet.places import amount, axis_of

if TYPE_CHECKING:
    from leasecalc.charts.canvas import Drawing
    from leasecalc.report.basis import Basis
    from leasecalc.report.deal.model import LandedShown
    from leasecalc.report.render.formatting import Words
    from leasecalc.term_sheet.deal.material import Material

DOUBTS = frozenset({"unverified", "stale", "overridden", "secondary"})


VALUES = ("shipping.fob", "shipping.freight", "shipping.insurance")
"""Where the first lines stand in the deal."""


def landed_section(found: Material) -> Section:
    """Return the waterfall and its table, assumed values of the deal marked like doubtful figures of the market."""
    landed, basis = found.report.landed, found.basis
    table = landed_table(landed, found.report.deal)
    marks = (*row_marks(basis, VALUES), *(table.row_marks or ())[len(VALUES) :])
    return Section(id="landed", title="Landed cost", parts=parts(landed_picture(landed, basis), replace(table, row_marks=marks)))


def landed_steps(landed: LandedShown, basis: Basis) -> tuple[tuple[str, Decimal, bool], ...]:
    """Return what adds up to the landed cost: label, amount, and whether its figure is doubtful; what is zero is left out."""
    labelled = zip(
        ("FOB value", "Freight", "Marine insurance"), (landed.fob, landed.freight, landed.insurance), VALUES, strict=True
    )
    values = ((label, value, bool(basis.mark_of(path))) for label, value, path in labelled)
    charges = ((line.label, line.amount, bool(DOUBTS & set(line.marks))) for line in landed.lines if line.group != "value")
    return tuple(step for step in (*values, *charges) if step[1])


def landed_picture(landed: LandedShown, basis: Basis) -> Picture:
    """Return the landed cost as a waterfall; bars of doubtful figures are drawn open."""
    title = f"Landed cost of one car in {landed.market_name}, {landed.currency}"
    told = f"{landed.fob:,} FOB value becomes {landed.landed:,} {landed.currency} landed; open bars are assumed, not verified or due for review"

    def drawn(words: Words, width: float) -> Drawing:
        running, rows = Decimal(0), []
        for label, step, doubtful in landed_steps(landed, basis):
            tone = "sum" if not running else "step"
            bar = Bar(start=float(running), end=float(running + step), tone=tone)  # type: ignore[arg-type]
            rows.append(Row(label=words.label(label), figure=amount(words, step), bars=(bar,), doubtful=doubtful))
            running += step
        rows.append(
            Row(
                label=words.label("Landed cost"),
                figure=amount(words, landed.landed),
                bars=(Bar(start=0.0, end=float(landed.landed), tone="sum"),),
            )
        )
        chart = RowChart(
            name="landed",
            title=words.label(title),
            description=words.label(told),
            rows=tuple(rows),
            tick=axis_of(words),
            joined=True,
        )
        return drawn_rows(chart, width)

    return Picture(name="landed", title=title, description=told, drawn=drawn)
