"""Lease or sale: both routes in figures, the bridge between them, what turns it round, and what is not known."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from leasecalc.charts.rows import Bar, Row, RowChart, drawn_rows
from leasecalc.knobs import knob
from leasecalc.records import replace
from leasecalc.report.basis import row_marks
from leasecalc.report.deal.layout_compare import break_even_table, comparison_table, refund_table
from leasecalc.report.page import Notes, Table
from leasecalc.report.routes.layout import neighbours_table, ranking_table, verdict_blocks
from leasecalc.term_sheet.model import Picture, Section, parts
from leasecalc.term_sheet.places import amount, axis_of

if TYPE_CHECKING:
    from leasecalc.charts.canvas import Drawing
    from leasecalc.report.render.formatting import Words
    from leasecalc.report.routes.model import VerdictShown
    from leasecalc.term_sheet.deal.material import Material

LEAST = Decimal("0.01")
"""Share of the largest step below which steps of the bridge are drawn as one."""
OTHERS = "Others together"
COMPARED = ("NPV, ", "Peak cash")
"""Figures of both routes that stand in the comparison too."""


def decision_section(found: Material) -> Section:
    """Return the comparison of the two routes that the verdict is on; with routes the ranking first."""
    deal, report = found.report.deal, found.report
    blocks = {block.id: block for block in verdict_blocks(found.verdict, deal)}
    ranked = ranking_table(found.ranking, deal) if found.ranking else None
    return Section(
        id="decision",
        title="Lease or sale",
        parts=parts(
            ranked,
            neighbours_table(found.neighbours, deal) if found.neighbours else None,
            _bare(comparison_table(report)),
            _other_figures(blocks, short=not found.ranking),
            bridge_picture(found.verdict, deal.currency),
            blocks["bridge"],
            _flips(found, blocks.get("flips")),
            break_even_table(report) if "flips" not in blocks else None,
            refund_table(report),
            blocks["not_known"],
        ),
    )


def _bare(table: Table | Notes | None) -> Table | None:
    """Return a table without what the answer above it says, or the command line."""
    if not isinstance(table, Table):
        return None
    notes = tuple(note for note in table.notes if note.startswith("NPV at"))
    return replace(table, notes=notes)


def _flips(found: Material, table: Table | Notes | None) -> Table | None:
    """Return what turns the answer round, each input with its mark."""
    bare = _bare(table)
    if bare is None:
        return None
    paths = [path_of(flip.knob) for flip in found.verdict.flips[: len(bare.rows)]]
    return replace(bare, row_marks=row_marks(found.basis, paths))


def path_of(name: str) -> str:
    """Return where a knob stands in the deal; empty for one that stands nowhere."""
    try:
        return knob(name).path
    except KeyError:
        return ""


def _other_figures(blocks: dict[str, Table | Notes], *, short: bool) -> Table | None:
    """Return both routes by peak cash and month; ``short`` leaves out what the comparison of lease and sale has."""
    table = next((block for block in blocks.values() if isinstance(block, Table) and block.columns[0].id == "figure"), None)
    if table is None or not short:
        return table
    return replace(table, rows=tuple(row for row in table.rows if not str(row[0]).startswith(COMPARED)))


def bridge_steps(verdict: VerdictShown) -> tuple[tuple[str, Decimal], ...]:
    """Return the steps from the second route to the first: large ones by themselves, small ones together; their sum is the difference."""
    lines = [line for line in verdict.bridge if line.difference]
    largest = max((abs(line.difference) for line in lines), default=Decimal(0))
    large = [(line.label, line.difference) for line in lines if abs(line.difference) >= LEAST * largest]
    rest = sum((line.difference for line in lines), Decimal(0)) - sum((step for _, step in large), Decimal(0))
    return (*large, (OTHERS, rest)) if rest else tuple(large)


def bridge_picture(verdict: VerdictShown, currency: str) -> Picture:
    """Return the bridge as a waterfall from the net present value of the second route to that of the first."""
    start, end = verdict.second_figures.npv, verdict.first_figures.npv
    title = f"From {verdict.second} to {verdict.first}, present value per car, {currency}"
    told = f"{verdict.second}: {start:,}; {verdict.first}: {end:,} {currency}; the steps are the legs that differ"

    def drawn(words: Words, width: float) -> Drawing:
        rows = [_whole(words, verdict.second, start)]
        running = start
        for label, step in bridge_steps(verdict):
            bar = Bar(start=float(running), end=float(running + step), tone="up" if step > 0 else "down")
            rows.append(Row(label=words.label(label), figure=amount(words, step, signed=True), bars=(bar,)))
            running += step
        rows.append(_whole(words, verdict.first, end))
        chart = RowChart(
            name="bridge",
            title=words.label(title),
            description=words.label(told),
            rows=tuple(rows),
            tick=axis_of(words),
            joined=True,
        )
        return drawn_rows(chart, width)

    return Picture(name="bridge", title=title, description=told, drawn=drawn)


def _whole(words: Words, label: str, value: Decimal) -> Row:
    bar = Bar(start=0.0, end=float(value), tone="sum")
    return Row(label=words.label(label), figure=amount(words, value), bars=(bar,))
