"""The report of a simulation, from its saved result: chances, distribution, quantiles, and what makes it vary."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from leasecalc.charts.histogram import Histogram, drawn_histogram
from leasecalc.charts.rows import Bar, Row, RowChart, drawn_rows
from leasecalc.engine.solving.goals import GOALS_BY_NAME
from leasecalc.report.page import Column, Item, Note, Notes, Table
from leasecalc.term_sheet.model import Picture, Section, Sheet, parts
from leasecalc.term_sheet.places import axis_of, minus

if TYPE_CHECKING:
    from leasecalc.charts.canvas import Drawing
    from leasecalc.report.page import Cell, Kind
    from leasecalc.report.render.formatting import Words

SCHEMA = "leasecalc/simulation/1"
MARKED = ((0.05, "5 % of paths below"), (0.5, "median"), (0.95, "95 % of paths below"))
"""Quantiles that are named on the histogram."""

Data = dict[str, Any]


def risk_sheet(data: Data) -> Sheet:
    """Return the report of a simulation; ``data`` is what `simulate --format json` writes."""
    first = data["measures"][0]
    currency = first["unit"]
    mean, ahead, loss = _number(first["mean"]), data["lease_ahead"], data["loss"]
    tiles = (
        _chance("The lease beats the sale", ahead),
        _chance("The lease makes a loss", loss),
        _chance("The lessee defaults", data["defaulted"]),
        Item("Mean", round(mean, 2), "money", unit=currency, remark="lease less sale per car"),
        Item("5 % of paths below", _number(_at(first, 0.05)), "money", unit=currency, digits=2, remark="lease less sale per car"),
        Item(
            "95 % of paths below", _number(_at(first, 0.95)), "money", unit=currency, digits=2, remark="lease less sale per car"
        ),
    )
    return Sheet(
        kind="Risk report",
        title=data["deal"],
        subtitle=f"{data['paths']:,} paths, seed {data['seed']}",
        headline=_headline(data, currency, mean),
        tiles=tiles,
        sections=(
            Section(id="distribution", title="Distribution", parts=parts(histogram_picture(first), _quantiles(data["measures"]), _how(data))),
            Section(id="drivers", title="What makes it vary", parts=parts(_drivers_picture(data["drivers"]))),
            *(Section(id="basis", title="What it rests on", parts=(_basis(data["basis"]),)) for _ in data.get("basis", ())[:1]),
        ),
        about=(("Made by", data["tool"]), *((file["path"].rsplit("/", 1)[-1], f"sha256:{file['sha256'][:16]}") for file in data["files"])),
    )  # fmt: skip


def _basis(inputs: list[Data]) -> Table:
    """Return the inputs that stand without proof, with their marks."""
    columns = (Column("path", "Input", "text"), Column("value", "Value", "text"), Column("note", "Why", "text"))
    rows = tuple((found["path"], found["value"], found["source"]) for found in inputs)
    return Table(
        "basis",
        "Inputs that are assumed, unverified or due for review",
        columns,
        rows,
        row_marks=tuple(found["mark"] for found in inputs),
    )


def _number(value: object) -> float:
    return float(str(value))


def _at(measure: Data, level: float) -> object:
    return next(found["value"] for found in measure["quantiles"] if abs(found["level"] - level) < 1e-9)


def _chance(label: str, estimate: Data) -> Item:
    error = estimate["standard_error"]
    return Item(label, float(estimate["mean"]), "rate", digits=1, remark=f"± {100.0 * error:.2f} % (standard error)")


def _headline(data: Data, currency: str, mean: float) -> Note:
    chance = 100.0 * float(data["lease_ahead"]["mean"])
    told = f"The lease beats the sale on {chance:.1f} % of paths; on average it is worth {mean:,.2f} {currency} more per car"
    if mean < 0.0:
        told = f"The lease beats the sale on {chance:.1f} % of paths; on average it is worth {-mean:,.2f} {currency} less per car"
    return Note(told, "good" if min(chance, 100.0 - chance) < 10.0 else "doubt")


def histogram_picture(measure: Data) -> Picture:
    """Return the histogram of the first measure with its median and outer quantiles."""
    label, currency = GOALS_BY_NAME[measure["measure"]].label, measure["unit"]
    title = f"{label} per car, {currency}: share of paths by class"
    classes = tuple((_number(one["from"]), _number(one["to"]), one["paths"] / measure["paths"]) for one in measure["histogram"])
    low, high = (_number(_at(measure, level)) for level in (0.05, 0.95))
    told = f"nine paths in ten lie between {low:,.2f} and {high:,.2f} {currency}; the first and the last class hold what lies beyond them"

    def drawn(words: Words, width: float) -> Drawing:
        chart = Histogram(
            name="distribution",
            title=words.label(title),
            description=words.label(told),
            classes=classes,
            marks=tuple((_number(_at(measure, level)), words.label(named)) for level, named in MARKED),
            tick=axis_of(words),
            share=lambda share: words.cell(share, "rate", 0 if round(1000.0 * share) % 10 == 0 else 1),
        )
        return drawn_histogram(chart, width)

    return Picture(name="distribution", title=title, description=told, drawn=drawn)


def _quantiles(measures: list[Data]) -> Table:
    shown = [measure for measure in measures if measure["mean"] is not None]
    columns = (Column("figure", "Figure", "text"), *(_column(measure) for measure in shown))

    def line(label: str, key: str) -> tuple[Cell, ...]:
        return (label, *(_cell(measure, measure[key]) for measure in shown))

    def at(label: str, key: str, level: float) -> tuple[Cell, ...]:
        found = ([one["value"] for one in measure[key] if one["level"] == level] for measure in shown)
        return (label, *(_cell(measure, values[0]) if values else None for measure, values in zip(shown, found, strict=True)))

    levels = [one["level"] for one in shown[0]["quantiles"]]
    tails = [one["level"] for one in shown[0]["value_at_risk"]]
    rows = (
        line("expected by `price`", "expected"),
        line("mean", "mean"),
        line("standard error", "standard_error"),
        line("standard deviation", "standard_deviation"),
        *(at(f"{100 * level:g} % of paths below", "quantiles", level) for level in levels),
        *(at(f"value at risk, {100 * level:g} %", "value_at_risk", level) for level in tails),
        *(at(f"expected shortfall, {100 * level:g} %", "expected_shortfall", level) for level in tails),
    )
    return Table("quantiles", "Distribution, a car", columns, rows)


def _column(measure: Data) -> Column:
    found = GOALS_BY_NAME[measure["measure"]]
    kinds: dict[str, Kind] = {"money": "money", "rate": "rate", "months": "number"}
    return Column(found.name, found.label, kinds.get(found.unit, "number"), currency=measure["unit"], digits=2)


def _cell(measure: Data, value: object) -> Cell:
    if value is None:
        return None
    return Decimal(str(value)) if GOALS_BY_NAME[measure["measure"]].unit == "money" else _number(value)


def _drivers_picture(drivers: list[Data]) -> Picture | None:
    if not drivers:
        return None
    title = "Share of the variance of lease less sale that each driver explains alone"
    told = "first-order index; drivers that are correlated share theirs"

    def drawn(words: Words, width: float) -> Drawing:
        def row(driver: Data) -> Row:
            bar = Bar(start=0.0, end=max(driver["share"], 0.0), tone="step")
            return Row(label=words.label(driver["driver"]), figure=minus(words.cell(driver["share"], "rate", 1)), bars=(bar,))

        chart = RowChart(
            name="drivers",
            title=words.label(title),
            description=words.label(told),
            rows=tuple(map(row, drivers)),
            tick=lambda share: words.cell(share, "rate", 0),
        )
        return drawn_rows(chart, width)

    return Picture(name="drivers", title=title, description=told, drawn=drawn)


def _how(data: Data) -> Notes:
    lines = [
        Note(
            "value at risk is the loss that is exceeded on 5 % (1 %) of paths, shortfall the mean loss on those; a gain is negative"
        ),
        Note("every path is priced whole by the same engine as a single deal"),
    ]
    missing = [measure for measure in data["measures"] if measure["without_value"]]
    lines += [
        Note(f"{GOALS_BY_NAME[found['measure']].label}: {found['without_value']:,} paths have no value", "doubt")
        for found in missing
    ]
    return Notes("how", "", tuple(lines))
