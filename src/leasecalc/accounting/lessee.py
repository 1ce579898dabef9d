"""The lessee: liability, right-of-use asset, and what a lease costs in each period.

Source: IFRS 16.22 to 16.36 (CAS 21 alike; the rate by its article 17); ASC 842-20 for a straight-line cost. Amounts are floats or arrays
of scenarios (S,), positive, in one currency; rates are fractions per period.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.annuity import discount
from leasecalc.depreciation import straight_line
from leasecalc.records import record
from leasecalc.values import Value

if TYPE_CHECKING:
    from collections.abc import Sequence


def lease_liability(rate: Value, payments: Sequence[Value]) -> Value:
    """Return the present value of the payments after commencement (IFRS 16.26): `payments[0]` falls one period later."""
    total: Value = 0.0
    for period, payment in enumerate(payments, start=1):
        total = total + payment * discount(rate, period * 1.0)
    return total


def right_of_use_asset(
    liability: Value,
    *,
    prepaid: Value = 0.0,
    initial_direct_costs: Value = 0.0,
    restoration: Value = 0.0,
    incentives: Value = 0.0,
) -> Value:
    """Return the cost of the right to use: liability, payments by commencement less incentives, direct and restoration costs (16.24)."""
    return liability + prepaid - incentives + initial_direct_costs + restoration


@record
class RightOfUseRow:
    """The right-of-use asset over one period."""

    opening: Value
    depreciation: Value
    closing: Value


def right_of_use_rows(cost: Value, count: int, *, life: float | None = None, residual: Value = 0.0) -> tuple[RightOfUseRow, ...]:
    """Return `count` periods of straight-line depreciation.

    Over the periods of the term, or over `life` periods: the useful life where title passes or an option to buy is
    reasonably certain, else the shorter of both (IFRS 16.32). The closing balance of the last row is what is left by then.
    """
    each = straight_line(cost, residual, float(count) if life is None else life)
    rows: list[RightOfUseRow] = []
    for period in range(count):
        opening = cost - period * each
        rows.append(RightOfUseRow(opening, each, cost - (period + 1) * each))
    return tuple(rows)


def straight_line_cost(payments: Sequence[Value], count: int) -> Value:
    """Return the level cost or income of each of `count` periods: all payments spread evenly (IFRS 16.81; ASC 842-20-25-6)."""
    total: Value = 0.0
    for payment in payments:
        total = total + payment
    return total / count
