"""The rate of each period on the balance: by day count, by segments, or solved back from the payments."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from leasecalc.day_counts import DayCount, year_fraction
from leasecalc.errors import NoSolution
from leasecalc.loans.schedule import amortise
from leasecalc.roots import bracket_solve

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from leasecalc.loans.resets import RateSegment


def dated_period_rates(
    annual_rate: float, start_on: date, dates: Sequence[date], day_count: DayCount = "act/365f"
) -> list[float]:
    """Return the simple rate of each period from the start and between payment dates, by a day count."""
    ends = itertools.pairwise([start_on, *dates])
    return [annual_rate * year_fraction(first, last, day_count) for first, last in ends]


def segment_period_rates(segments: Iterable[RateSegment]) -> list[float]:
    """Return the rate of each period of segments that follow one another."""
    return [segment.rate for segment in segments for _ in range(segment.count)]


def resolved_period_rates(principal: float, period_rates: Sequence[float], payments: Sequence[float]) -> list[float]:
    """Return the rates, all changed by one factor, at which rounded payments clear the principal exactly.

    A schedule with them carries no remainder of the rounding of its payments but that of its interest. Raises
    ``NoSolution`` if no factor up to 4 does so.
    """

    def owed(factor: float) -> float:
        return float(amortise(principal, [factor * rate for rate in period_rates], payments).end_balance)

    factor = bracket_solve(owed, 0.0, 4.0, near=1.0).value
    if factor is None:
        raise NoSolution("no change of the rates lets these payments clear the principal")
    return [factor * rate for rate in period_rates]
