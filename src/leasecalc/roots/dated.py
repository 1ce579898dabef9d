"""Net present value and rate of return of flows on dates, and the modified rate of return."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from leasecalc.day_counts import DayCount, year_fraction
from leasecalc.roots.scalar import Root, net_present_value, rate_of_return
from leasecalc.values import power

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date


def years_from(start_on: date, dates: Sequence[date], day_count: DayCount) -> list[float]:
    """Return the years from one date to each of the others; negative before it."""
    return [year_fraction(start_on, day, day_count) for day in dates]


def net_present_value_on(
    rate: float,
    dates: Sequence[date],
    amounts: Sequence[float],
    *,
    valued_on: date | None = None,
    day_count: DayCount = "act/365f",
) -> float:
    """Discount dated amounts at an effective yearly rate to `valued_on`, by default the earliest date.

    With Act/365F and the earliest date this is XNPV of spreadsheets; with a later date it is a future value.
    Raises ``ValueError`` for a rate of -100 % or less, or no dates.
    """
    times = years_from(valued_on or min(dates), dates, day_count)
    return net_present_value(rate, times, amounts)


def rate_of_return_on(
    dates: Sequence[date],
    amounts: Sequence[float],
    *,
    day_count: DayCount = "act/365f",
    guess: float | None = None,
) -> Root:
    """Find the effective yearly rate of return of dated amounts, in any order (XIRR of spreadsheets).

    Year fractions run from the earliest date. Raises as `rate_of_return`, and ``ValueError`` for no dates.
    """
    return rate_of_return(years_from(min(dates), dates, day_count), amounts, guess)


def modified_rate_of_return(
    times: Sequence[float], amounts: Sequence[float], *, finance_rate: float, reinvest_rate: float
) -> Root:
    """Find the rate that turns what is paid, financed to the first time, into what is received, reinvested to the last.

    (future value of receipts at `reinvest_rate` / present value of payments at `finance_rate`) ** (1 / span) - 1,
    with rates per unit of time (MIRR of spreadsheets, Lin 1976). Status "none" without both a payment and a
    receipt; there are never several.
    """
    first, last = min(times), max(times)
    pairs = list(zip(times, amounts, strict=True))
    paid = -sum(float(power(1.0 + finance_rate, first - t)) * a for t, a in pairs if a < 0.0)
    received = sum(float(power(1.0 + reinvest_rate, last - t)) * a for t, a in pairs if a > 0.0)
    ratio = received / paid if paid and last > first else math.nan
    if not ratio > 0.0 or math.isinf(ratio):
        return Root(None, "none", (), (), 0, None, "a modified rate needs both a payment and a receipt, at different times")
    rate = math.expm1(math.log(ratio) / (last - first))
    reason = "received and reinvested over paid and financed, so there is exactly one rate"
    return Root(rate, "found", (rate,), (), 1, 0.0, reason)
