"""Early ends of a fleet in several deliveries: on every due date of any of them, what ends the leases of all cars that run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.engine.ends.settlement import value_on
from leasecalc.engine.ends.termination import termination_rows
from leasecalc.engine.legs.flows import add
from leasecalc.records import record
from leasecalc.values import Value

if TYPE_CHECKING:
    from datetime import date

    from leasecalc.engine.ends.termination import TerminationRow
    from leasecalc.engine.ends.terms import Method
    from leasecalc.engine.price import Priced


@record(kw_only=True)
class FleetRow:
    """All cars together, not one car: the value in the currency of the lease, the refund in the deal's."""

    on: date
    cars: int
    """Cars whose lease runs that day, its last day counted."""
    value: Value
    refund_repaid: Value
    """Export refund repaid if all of them come back that day."""


def fleet_rows(priced: Priced, method: Method) -> tuple[FleetRow, ...]:
    """Return a row for every due date of any delivery: sum of cars x (value of its last due date + what the method adds to the day).

    A lease that has not begun or is over adds nothing; on its own last day it adds the residual, which is still to be paid.
    Raises ``ValueError`` for a method without its rate.
    """
    known = [(lot, termination_rows(lot)) for lot in priced.lots]
    days = sorted({lot.deal.timeline.dates[row.at] for lot, rows in known for row in rows})
    return tuple(_fleet_row(known, on, method) for on in days)


def _fleet_row(known: list[tuple[Priced, tuple[TerminationRow, ...]]], on: date, method: Method) -> FleetRow:
    running = [(lot, rows) for lot, rows in known if _begun(lot) <= on <= _over(lot)]
    values: list[Value] = []
    refunds: list[Value] = []
    for lot, rows in running:
        row, value, interest = value_on(lot, rows, on, method)
        values.append(lot.deal.quantity * (value + interest))
        refunds.append(lot.deal.quantity * row.refund_repaid)
    return FleetRow(on=on, cars=sum(lot.deal.quantity for lot, _ in running), value=add(values), refund_repaid=add(refunds))


def _begun(lot: Priced) -> date:
    return lot.deal.timeline.dates[lot.deal.timeline.commencement]


def _over(lot: Priced) -> date:
    return lot.deal.timeline.dates[lot.deal.timeline.end]
