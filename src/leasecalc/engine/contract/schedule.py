"""The instalment table: one row per instalment and one for the residual, on floats or arrays.

Interest is charged on the opening balance at the customer's rate per contract period since the previous row; the last row's
interest is what
brings the balance to zero exactly (the remainder of all roundings lies there).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from leasecalc.records import record
from leasecalc.rounding import Rounding, amount_of, whole_share, whole_units
from leasecalc.values import Value, is_array, is_formula

if TYPE_CHECKING:
    from leasecalc.engine.contract.payment_plan import PaymentPlan


@record
class Row:
    """One row: amounts in the currency of the lease per car, kept in whole units of the rounding, whose sums are exact."""

    number: int
    period: int
    instalment: Value
    paid: Value
    """The instalment in whole units, as are the balances before and after it."""
    owed: Value
    left: Value
    rounding: Rounding
    earned: Value | None = None
    """The interest, where it is a formula of its own; else it follows from the balances."""

    @property
    def opening(self) -> Value:
        """Return the balance before the payment."""
        return _amount(self.owed, self.rounding)

    @property
    def interest(self) -> Value:
        """Return the interest since the row before."""
        if self.earned is not None:
            return self.earned
        return _amount(self.paid - (self.owed - self.left), self.rounding)

    @property
    def principal(self) -> Value:
        """Return what the payment repays."""
        if self.earned is not None:
            return _amount(self.paid - self.earned, self.rounding)
        return _amount(self.owed - self.left, self.rounding)

    @property
    def closing(self) -> Value:
        """Return the balance after the payment."""
        return _amount(self.left, self.rounding)


@record
class InstalmentTable:
    """All rows; the last one is the residual. ``period_rate`` is the customer's rate per contract period (the first, if it floats)."""

    rows: tuple[Row, ...]
    financed: Value
    period_rate: Value

    @property
    def instalments(self) -> tuple[Row, ...]:
        """Return the rows without the residual's."""
        return self.rows[:-1]


def instalment_table(
    financed: Value, payments: Sequence[Value], plan: PaymentPlan, rounding: Rounding, *, rates: Sequence[Value]
) -> InstalmentTable:
    """Return the table for payments by a plan, the residual last, at ``rates`` per contract period.

    ``rounding`` is that of an interest line. Identities: the principals sum to ``financed``; the last closing balance is zero.
    """
    lines: Sequence[Value] = ()
    if plan.method != "compound" or plan.accrual.capitalised:
        from leasecalc.engine.contract.split import split_lines  # only a lease with another method pays for loading it

        lines = split_lines(financed, payments, plan, rounding, rates=rates)
    rows: list[Row] = []
    owed = _counted(financed, rounding)
    last = len(payments) - 1
    before, paid = financed, owed
    for index, (period, payment) in enumerate(zip(plan.accrual.periods, payments, strict=True)):
        if payment is not before:  # level instalments are one and the same value
            before, paid = payment, _counted(payment, rounding)
        if lines:
            earned = _counted(lines[index], rounding)
        elif index < last:
            earned = _interest(owed, plan.accrual.growth(rates[index], index), rounding)
        else:
            earned = paid - owed
        left = owed + earned
        left -= paid
        kept: Value | None = None
        if is_array(left) and is_formula(left):  # of a workbook, whose balances are rounded row by row
            left, kept = _amount(left, rounding), earned
        rows.append(Row(index + 1, period, payment, paid, owed, left, rounding, kept))
        owed = left
    return InstalmentTable(tuple(rows), financed, rates[0])


def _interest(owed: Value, growth: Value, rounding: Rounding) -> Value:
    return owed * growth if rounding.mode == "none" else whole_share(owed, growth, rounding)


def _counted(amount: Value, rounding: Rounding) -> Value:
    """Return an amount in whole units of the rounding, whose sums are exact; itself where nothing is rounded."""
    return amount if rounding.mode == "none" else whole_units(amount, rounding)


def _amount(units: Value, rounding: Rounding) -> Value:
    return units if rounding.mode == "none" else amount_of(units, rounding)
