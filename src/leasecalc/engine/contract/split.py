"""The interest split of the table by other methods than compound interest: the US Rule, flat, and the sum of digits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from leasecalc.engine.contract.accrual import capitalised_interest, simple_schedule
from leasecalc.engine.legs.flows import add
from leasecalc.loans import allocated, sum_of_digits_weights
from leasecalc.rounding import Rounding, round_to
from leasecalc.values import Value

if TYPE_CHECKING:
    from leasecalc.engine.contract.payment_plan import PaymentPlan


def split_lines(
    financed: Value, payments: Sequence[Value], plan: PaymentPlan, rounding: Rounding, *, rates: Sequence[Value]
) -> list[Value]:
    """Return the interest of each row (residual last), so that the principals repay ``financed``.

    US Rule: interest that is paid, the last row taking the remainder. Flat and Rule of 78: the whole charge laid over the instalments, none of it
    on the residual.
    """
    if plan.method == "simple":
        found = simple_schedule(plan.accrual, financed, payments, rates, rounding=rounding, remainder="last_interest")
        return [row.interest_paid for row in found.rows]
    if plan.accrual.capitalised:
        lines, _ = capitalised_interest(plan.accrual, financed, payments, rates, rounding=rounding)
        return [*lines[:-1], round_to(add(payments) - financed - add(lines[:-1]), rounding)]
    charge = round_to(add(payments) - financed, rounding)
    count = len(payments) - 1
    if plan.method == "flat":
        weights = [1.0 / count] * count
    else:
        weights = sum_of_digits_weights(count, in_advance=plan.accrual.periods[0] == 0)
    return [*allocated(charge, weights, rounding=rounding), 0.0 * financed]
