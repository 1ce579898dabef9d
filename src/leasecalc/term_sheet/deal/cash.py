"""Cash and yields: the balance that the lessee owes, the lessor's cash out and back, each leg, and the rates."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from leasecalc.charts.curves import Curve, CurveChart, Flag, drawn_curves
from leasecalc.records import replace
from leasecalc.report.deal.layout_head import yields_figures
from leasecalc.report.deal.layout_tables import flow_table
from leasecalc.report.page import Table
from leasecalc.term_sheet.model import Picture, Section, parts
from leasecalc.term_sheet.places import amount, axis_of

if TYPE_CHECKING:
    from datetime import date

    from leasecalc.charts.canvas import Drawing
    from leasecalc.report.deal.model import LegShown, Report
    from leasecalc.report.render.formatting import Words
    from leasecalc.term_sheet.deal.material import Material

Points = tuple[tuple["date", float], ...]


def cash_section(found: Material) -> Section:
    """Return curves, legs and rates."""
    report = found.report
    return Section(
        id="cash",
        title="Cash and yields",
        parts=parts(
            cash_picture(report), _totals(report), yields_figures(report), balance_picture(report), _risk(report), *_tax(report)
        ),
    )


def _totals(report: Report) -> Table:
    """Return every leg of both routes undiscounted; present values stand in the bridge."""
    table = flow_table(report)
    kept = [place for place, column in enumerate(table.columns) if column.id in {"leg", "lease", "sale"}]
    lines = [tuple(row[place] for place in kept) for row in (*table.rows, table.totals or ())]
    columns = tuple(table.columns[place] for place in kept)
    return Table(
        "legs",
        "Cash of both routes per car, undiscounted",
        columns,
        tuple(lines[:-1]),
        totals=lines[-1],
        notes=("+ is cash to the lessor",),
    )


def _risk(report: Report) -> Table | None:
    if all(leg.nature == "contractual" for leg in report.lease_legs):
        return None
    from leasecalc.report.deal.layout_risk import risk_table

    return replace(risk_table(report), notes=("expected flows are probabilities times money: nobody pays them",))


def _tax(report: Report) -> tuple[Table, ...]:
    if report.tax is None:
        return ()
    from leasecalc.report.tax.layout import tax_tables

    return tax_tables(report.tax)


def running(legs: tuple[LegShown, ...]) -> Points:
    """Return the running sum of all flows by day."""
    days: dict[date, Decimal] = {}
    for leg in legs:
        for flow in leg.flows:
            days[flow.on] = days.get(flow.on, Decimal(0)) + flow.amount
    total, points = Decimal(0), []
    for day in sorted(days):
        total += days[day]
        points.append((day, float(total)))
    return tuple(points)


def cash_picture(report: Report) -> Picture:
    """Return the running cash of both routes, with the lease's lowest point named."""
    currency, compared = report.deal.currency, report.comparison
    title = f"Cash of one car, running sum, {currency}"
    lease, sale = running(report.lease_legs), running(report.sale_legs)
    lowest = min(lease, key=lambda point: point[1])
    ends = f"ends at {compared.lease.surplus_per_car:,}; the sale ends at {compared.sale.surplus_per_car:,}"
    told = f"the lease is at most {compared.lease.peak_cash_per_car:,} {currency} out and {ends}"

    def drawn(words: Words, width: float) -> Drawing:
        shown = amount(words, Decimal(repr(lowest[1])).quantize(compared.lease.peak_cash_per_car))
        curves = (
            Curve(label=words.label("Lease"), tone="first", points=lease, filled=True),
            Curve(label=words.label("Export sale"), tone="second", points=sale),
        )
        flag = Flag(on=lowest[0], value=lowest[1], label=shown, tone="first")
        chart = CurveChart(
            name="cash",
            title=words.label(title),
            description=words.label(told),
            curves=curves,
            tick=axis_of(words),
            flags=(flag,),
        )
        return drawn_curves(chart, width)

    return Picture(name="cash", title=title, description=told, drawn=drawn)


def balance_picture(report: Report) -> Picture:
    """Return the balance of the instalment table by day, and the lessee's payments as they add up."""
    schedule = report.deliveries[0].schedule if report.deliveries else report.schedule
    title = f"Balance and interest of one car, {schedule.currency}"
    balance = tuple((row.on, float(row.closing)) for row in schedule.rows)
    paid, interest = Decimal(0), []
    for row in schedule.rows:
        paid += row.interest
        interest.append((row.on, float(paid)))
    told = f"{schedule.financed:,} {schedule.currency} financed is repaid with {schedule.total_interest:,} interest"

    def drawn(words: Words, width: float) -> Drawing:
        curves = (
            Curve(label=words.label("Balance"), tone="first", points=balance, filled=True),
            Curve(label=words.label("Interest so far"), tone="third", points=tuple(interest)),
        )
        chart = CurveChart(
            name="balance", title=words.label(title), description=words.label(told), curves=curves, tick=axis_of(words)
        )
        return drawn_curves(chart, width)

    return Picture(name="balance", title=title, description=told, drawn=drawn)
