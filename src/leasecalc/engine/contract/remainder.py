"""Where the remainder of rounded instalments goes, if not into the last interest line: at the rate before rounding, into a payment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from leasecalc.engine.contract.accrual import simple_schedule
from leasecalc.rounding import Rounding, round_to
from leasecalc.values import Value, where

if TYPE_CHECKING:
    from leasecalc.engine.contract.accrual import Accrual
    from leasecalc.engine.resolved import Roundings


def settled(
    accrual: Accrual, financed: Value, payments: Sequence[Value], rates: Sequence[Value], roundings: Roundings
) -> tuple[Value, ...]:
    """Return the payments (residual last), one of them changed so that they repay ``financed`` at ``rates`` with interest rounded row by row.

    ``last_instalment`` pays what is owed after it beyond the residual (Commission, Examples for the calculation of the APRC, 2015, does so with final
    payments), and so does a ``balloon``, which is paid with it; ``first_instalment``, or the ``instalment`` that is named, takes the same, discounted;
    ``residual`` pays whatever is left.
    """
    last = len(payments) - 2
    row = {"first_instalment": 0, "instalment": roundings.remainder_row, "residual": last + 1}.get(roundings.remainder, last)
    left, growth = _left(accrual, financed, payments, rates, row, roundings.contract)
    if row != last:
        changed = round_to(payments[row] + left / growth, roundings.contract)
        return (*payments[:row], changed, *payments[row + 1 :])
    return tuple(
        payment if ends is False else where(ends, round_to(payment + left / growth, roundings.contract), payment)
        for payment, ends in ((payment, accrual.is_last_instalment(number)) for number, payment in enumerate(payments))
    )


def _left(
    accrual: Accrual, financed: Value, payments: Sequence[Value], rates: Sequence[Value], row: int, rounding: Rounding
) -> tuple[Value, Value]:
    """Return what is owed after the last payment, and what one unit at ``row`` has grown to by then."""
    balance, growth = financed, 1.0 + 0.0 * financed
    for number, payment in enumerate(payments):
        gained = accrual.growth(rates[number], number)
        balance = round_to(balance + round_to(balance * gained, rounding) - payment, rounding)
        if number > row:
            growth = growth * (1.0 + gained)
    if accrual.simple:
        balance = round_to(simple_schedule(accrual, financed, payments, rates, rounding=rounding).end_balance, rounding)
    return balance, growth


def spread(exact: Sequence[Value], rounding: Rounding) -> tuple[Value, ...]:
    """Return instalments rounded so that their running total is that of the exact ones, rounded: some are a unit larger than others."""
    paid: list[Value] = []
    running: Value = 0.0
    before: Value = 0.0
    for instalment in exact:
        running = running + instalment
        total = round_to(running, rounding)
        paid.append(round_to(total - before, rounding))
        before = total
    return tuple(paid)
