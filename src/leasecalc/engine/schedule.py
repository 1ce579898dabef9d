"""The instalment table: one row per instalment and one for the residual, on floats or arrays.

Interest is charged on the opening balance at the customer's rate per contract period since the previous row; the last row's interest is what
brings the balance to zero exactly (the remainder of all roundings lies there).
"""

from __future__ import annotations

from collections.abc import Sequence

from leasecalc.records import record
from leasecalc.roots import rate_of_return, rate_of_return_block
from leasecalc.rounding import Rounding, round_to
from leasecalc.values import Value, is_array, power, scalar


@record
class Row:
    """One row: amounts in the currency of the lease per car."""

    number: int
    period: int
    opening: Value
    instalment: Value
    interest: Value
    principal: Value
    closing: Value


@record
class InstalmentTable:
    """All rows; the last one is the residual. ``period_rate`` is the customer's rate per contract period."""

    rows: tuple[Row, ...]
    financed: Value
    period_rate: Value

    @property
    def instalments(self) -> tuple[Row, ...]:
        """Return the rows without the residual's."""
        return self.rows[:-1]


def payment_periods(count: int, *, advance: bool, in_advance: int) -> tuple[int, ...]:
    """Return the contract period (0 = commencement) of each of ``count`` instalments.

    ``in_advance`` instalments are paid at commencement and replace the last ones, so that the others follow one period apart.
    """
    if in_advance > 0:
        return (0,) * in_advance + tuple(range(1, count - in_advance + 1))
    return tuple(range(count)) if advance else tuple(range(1, count + 1))


def customer_flows(financed: Value, rent: Value, residual: Value, periods: Sequence[int]) -> dict[int, Value]:
    """Return the customer's flows by contract period, + is paid by the customer: minus the amount financed, the instalments, the residual.

    ``periods`` are those of the instalments followed by that of the residual.
    """
    flows: dict[int, Value] = {0: -financed}
    for period in periods[:-1]:
        flows[period] = flows[period] + rent if period in flows else rent
    end = periods[-1]
    flows[end] = flows[end] + residual if end in flows else residual
    return flows


def customer_period_rate(financed: Value, rent: Value, residual: Value, periods: Sequence[int]) -> Value:
    """Return the rate per contract period at which instalments and residual are worth the amount financed at commencement.

    NaN in an array marks a row without such a rate; the measures report it by status.
    """
    flows = customer_flows(financed, rent, residual, periods)
    return quoted_rate(tuple(float(period) for period in flows), tuple(flows.values()))


def quoted_rate(times: Sequence[float], amounts: Sequence[Value]) -> Value:
    """Return the rate of return that is quoted, a float or an array (S,); NaN where there is none (the reports give the reason)."""
    if any(is_array(amount) for amount in amounts):
        return rate_of_return_block(times, amounts)[0]
    root = rate_of_return(times, [scalar(amount) for amount in amounts])
    return float("nan") if root.value is None else root.value


def instalment_table(
    financed: Value, rent: Value, residual: Value, periods: Sequence[int], rounding: Rounding
) -> InstalmentTable:
    """Return the table for level instalments at ``periods[:-1]`` and a residual at ``periods[-1]``.

    ``rounding`` is that of an interest line. Identities: the principals sum to ``financed``; the last closing balance is zero.
    """
    rate = customer_period_rate(financed, rent, residual, periods)
    rows: list[Row] = []
    balance, before = financed, 0
    last = len(periods) - 1
    for index, period in enumerate(periods):
        payment = rent if index < last else residual
        interest = round_to(balance * _growth(rate, period - before), rounding)
        if index == last:
            interest = round_to(payment - balance, rounding)
        principal = round_to(payment - interest, rounding)
        closing = round_to(balance - principal, rounding)
        rows.append(Row(index + 1, period, balance, payment, interest, principal, closing))
        balance, before = closing, period
    return InstalmentTable(tuple(rows), financed, rate)


def _growth(rate: Value, gap: int) -> Value:
    if gap == 0:
        return 0.0
    return rate if gap == 1 else power(1.0 + rate, float(gap)) - 1.0
