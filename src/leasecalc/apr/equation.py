"""The equation that the European and British rules share: effective, with times in years."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from leasecalc.roots import Root, rate_of_return
from leasecalc.rounding import Rounding, round_to

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date


class DatedAmount(NamedTuple):
    """An advance or a payment on a date; positive for both."""

    on: date
    amount: float


class TimedAmount(NamedTuple):
    """An advance or a payment, `years` after the first advance; negative years for a fee paid before it."""

    years: float
    amount: float


def rate_of_charge(advances: Iterable[TimedAmount], payments: Iterable[TimedAmount]) -> Root:
    """Find the effective yearly rate X at which advances and payments are worth the same.

    sum of advance / (1 + X) ** years = sum of payment / (1 + X) ** years (directive 2008/48/EC annex I part I,
    directive 2014/17/EU annex I, FCA CONC App 1.2.6 R). With several rates the positive one nearest zero is
    quoted, else the negative one nearest zero (FCA MCOB 10.3.1 R). Amounts are in one currency.
    """
    flows = [TimedAmount(years, -amount) for years, amount in advances] + list(payments)
    return rate_of_return([flow.years for flow in flows], [flow.amount for flow in flows])


def rounded_percentage(rate: float, places: int = 1) -> float:
    """Return a rate as the percentage that is disclosed, a half going up.

    The directives and CONC ask for at least one decimal place. Raises ``CalculationError`` where the rounding would
    not be exact.
    """
    return float(round_to(100.0 * rate, Rounding(float(f"1e-{places}"))))
