"""The long tables: instalments, and the flows of both routes month by month."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from leasecalc.report.page import Column, Table

if TYPE_CHECKING:
    from datetime import date

    from leasecalc.report.deal.model import Report, ScheduleShown


def schedule_tables(report: Report) -> tuple[Table, ...]:
    """Return the instalment table, or one for each delivery (``schedule_1``, ``schedule_2`` and so on)."""
    if not report.deliveries:
        return (schedule_table(report.schedule), *_adjusted(report.schedule, ""))
    return tuple(
        table
        for found in report.deliveries
        for table in (
            schedule_table(
                found.schedule,
                f"schedule_{found.number}",
                f"Instalments of one car of delivery {found.number} ({found.quantity} cars)",
            ),
            *_adjusted(found.schedule, f"_{found.number}"),
        )
    )


def _adjusted(schedule: ScheduleShown, of: str) -> tuple[Table, ...]:
    """Return what an exchange rate makes of the instalments, where they follow one."""
    if schedule.currency_clause is None:
        return ()
    from leasecalc.report.currency.clause import clause_table  # only a lease with the clause pays for loading it

    return (clause_table(schedule, f"adjustments{of}"),)


def deliveries_table(report: Report) -> Table | None:
    """Return the deliveries of a fleet beside one another; nothing where the whole fleet is one."""
    if not report.deliveries:
        return None
    currency, floats = report.deal.currency, report.contract.margin is not None
    columns = (
        Column("delivery", "No.", "count"),
        Column("cars", "Cars", "count"),
        Column("export", "Export", "date", priority=2),
        Column("commencement", "Begins", "date"),
        Column("end", "Ends", "date", priority=2),
        Column("customer_rate", "Customer's rate", "rate", digits=4),
        Column("implicit_rate", "Implicit rate", "rate", digits=4, priority=2),
        *((Column("margin", "Margin", "rate", digits=4, priority=1),) if floats else ()),
        Column("lessor_yield", "Lessor's yield", "rate", digits=4),
        Column("lease_npv", "Lease NPV", "money", currency=currency),
        Column("sale_npv", "Sale NPV", "money", currency=currency, priority=1),
    )
    rows = tuple(
        (
            found.number,
            found.quantity,
            found.export,
            found.commencement,
            found.end,
            found.customer_rate,
            found.implicit_rate,
            *((found.margin,) if floats else ()),
            found.lessor_yield,
            found.lease_npv,
            found.sale_npv,
        )
        for found in report.deliveries
    )
    notes = ("per car of the delivery, at the instalment of all; elsewhere figures are those of an average car of the fleet",)
    return Table("deliveries", "Deliveries", columns, rows, notes=notes)


def schedule_table(schedule: ScheduleShown, name: str = "schedule", title: str = "Instalments of one car") -> Table:
    """Return an instalment table with totals."""
    currency, with_vat = schedule.currency, bool(schedule.total_vat)
    moved = any(row.due != row.on for row in schedule.rows)
    columns = [
        Column("number", "No.", "text"),
        *((Column("due", "Due", "date"),) if moved else ()),
        Column("date", "Paid" if moved else "Date", "date"),
        Column("opening", "Opening", "money", currency=currency, priority=1),
        Column("instalment", "Instalment", "money", currency=currency),
        Column("interest", "Interest", "money", currency=currency),
        Column("principal", "Principal", "money", currency=currency),
    ]
    if with_vat:
        columns.append(Column("vat", "VAT", "money", currency=currency, priority=2))
    columns.append(Column("closing", "Closing", "money", currency=currency))
    rows = tuple(
        (
            row.name,
            *((row.due,) if moved else ()),
            row.on,
            row.opening,
            row.instalment,
            row.interest,
            row.principal,
            *((row.vat,) if with_vat else ()),
            row.closing,
        )
        for row in schedule.rows
    )
    totals = ("total", *((None,) if moved else ()), None, None, schedule.total_instalments, schedule.total_interest, schedule.total_principal,
              *((schedule.total_vat,) if with_vat else ()), None)  # fmt: skip
    notes = (f"principal {schedule.total_principal:,} = amount financed {schedule.financed:,} {currency}; {schedule.remainder}",)
    return Table(name, title, tuple(columns), rows, totals=totals, notes=notes)


def flow_table(report: Report) -> Table:
    """Return every leg of both routes: undiscounted total and present value per car."""
    currency = report.deal.currency
    columns = (
        Column("leg", "Leg", "text"),
        Column("lease", "Lease", "money", currency=currency, priority=1),
        Column("lease_value", "Lease, today", "money", currency=currency),
        Column("sale", "Sale", "money", currency=currency, priority=1),
        Column("sale_value", "Sale, today", "money", currency=currency),
        Column("difference", "Difference", "money", currency=currency),
    )
    lease = {leg.name: leg for leg in report.lease_legs}
    sale = {leg.name: leg for leg in report.sale_legs}
    rows: list[tuple[str, Decimal | None, Decimal | None, Decimal | None, Decimal | None, Decimal]] = []
    for name in dict.fromkeys((*lease, *sale)):
        left, right = lease.get(name), sale.get(name)
        found = left or right
        assert found is not None  # noqa: S101 - the name came from one of them
        difference = (left.present_value if left else Decimal(0)) - (right.present_value if right else Decimal(0))
        lease_side = (None, None) if left is None else (left.total, left.present_value)
        sale_side = (None, None) if right is None else (right.total, right.present_value)
        rows.append((found.label, *lease_side, *sale_side, difference))
    sums = zip(*(row[1:] for row in rows), strict=True)
    totals = ("total", *(sum((amount or Decimal(0) for amount in column), Decimal(0)) for column in sums))
    return Table("legs", "Legs of both routes per car", columns, tuple(rows), totals=totals,
                 notes=("today: present value on the pricing date at the deal's discount rate; + is cash to the lessor",))  # fmt: skip


def cash_table(report: Report) -> Table:
    """Return net cash of both routes by date, with the running sum of the lease."""
    currency = report.deal.currency
    days: dict[date, list[Decimal]] = {}
    for place, legs in enumerate((report.lease_legs, report.sale_legs)):
        for leg in legs:
            for flow in leg.flows:
                days.setdefault(flow.on, [Decimal(0), Decimal(0)])[place] += flow.amount
    running, rows = Decimal(0), []
    for day in sorted(days):
        running += days[day][0]
        rows.append((day, days[day][0], running, days[day][1]))
    columns = (
        Column("date", "Date", "date"),
        Column("lease", "Lease", "money", currency=currency),
        Column("cumulative", "Lease, running", "money", currency=currency),
        Column("sale", "Sale", "money", currency=currency),
    )
    return Table("cash", "Cash of one car by date", columns, tuple(rows))
