"""Every rate of a stream: all rates of return and which one is quoted, the modified rate, and values at given rates."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from leasecalc.apr import whole_months_back
from leasecalc.records import record
from leasecalc.roots import modified_rate_of_return, net_present_value, rate_of_return, years_from
from leasecalc.streams.intervals import unit_period_of

if TYPE_CHECKING:
    from datetime import date

    from leasecalc.apr import UnitPeriod
    from leasecalc.roots import Root
    from leasecalc.streams.reading import Stream


@record(kw_only=True)
class Wishes:
    """What the user gives: rates as fractions, and how many periods make a year (None: not said)."""

    per_year: float | None = None
    at: tuple[float, ...] = ()
    finance: float | None = None
    reinvest: float | None = None
    guess: float | None = None


@record
class Rate:
    """One rate of return in three spellings; nominal and effective are yearly, None where nothing says how long a period is."""

    per_period: float | None
    nominal: float | None
    effective: float | None
    quoted: bool


@record
class ValueAt:
    """A net present value: the rate, and the value at the start of the stream."""

    rate: float
    value: float


@record(kw_only=True)
class StreamRates:
    """The rates of a stream.

    ``root`` is on periods where the stream has them (written, or dates that lie whole periods apart), else on years of Act/365F
    as XIRR; ``rates`` spells out each of its roots. ``xirr`` is given for dates. ``period`` names the period.
    """

    root: Root
    rates: tuple[Rate, ...]
    period: str
    per_year: float | None
    xirr: Root | None
    modified: Root | None
    values: tuple[ValueAt, ...]
    rate_unit: str


def rates_of(stream: Stream, wishes: Wishes) -> StreamRates:
    """Return every rate of the stream. Rates given by the user are per year where a year is known, else per period."""
    clock = _clock(stream, wishes.per_year)
    root = rate_of_return(clock.times, stream.amounts, wishes.guess)
    xirr = None
    if stream.by == "date":
        xirr = rate_of_return(years_from(min(stream.dates), stream.dates, "act/365f"), stream.amounts, wishes.guess)
    years, unit = _years(stream, clock)
    modified = _modified(years, stream.amounts, wishes)
    return StreamRates(
        root=root,
        rates=tuple(_spelt(value, root, clock) for value in (*root.roots, *root.beyond)),
        period=clock.period,
        per_year=clock.per_year,
        xirr=xirr,
        modified=modified,
        values=tuple(ValueAt(rate, _value(rate, years, stream.amounts)) for rate in wishes.at),
        rate_unit=unit,
    )


@record
class _Clock:
    """The times at which the flows lie, in periods; ``yearly`` where the period is a year of 365 days."""

    times: tuple[float, ...]
    period: str
    per_year: float | None
    yearly: bool = False


def _clock(stream: Stream, per_year: float | None) -> _Clock:
    if stream.by == "period":
        return _Clock(stream.periods, "period", per_year)
    unit = unit_period_of(stream.dates)
    times = _whole_periods(stream.dates, unit)
    if times is not None:
        return _Clock(times, unit.name if unit.multiple == 1 else f"{unit.multiple} {unit.name}s", per_year or unit.per_year)
    start = min(stream.dates)
    return _Clock(tuple(years_from(start, stream.dates, "act/365f")), "year of 365 days", per_year or unit.per_year, yearly=True)


def _whole_periods(dates: tuple[date, ...], unit: UnitPeriod) -> tuple[float, ...] | None:
    """Return whole periods from the first day, None where a day lies between two of them."""
    start = min(dates)
    if unit.months:
        counted = [whole_months_back(start, day) for day in dates]
        months = [found.months for found in counted]
        if any(found.days for found in counted) or any(count % unit.months for count in months):
            return None
        return tuple(float(count // unit.months) for count in months)
    if unit.name == "semimonth":
        return None
    step = unit.multiple * (7 if unit.name == "week" else 1)
    apart = [(day - start).days for day in dates]
    return None if any(days % step for days in apart) else tuple(float(days // step) for days in apart)


def _spelt(value: float, root: Root, clock: _Clock) -> Rate:
    quoted = value == root.value
    if clock.per_year is None:
        return Rate(value, None, None, quoted)
    log = math.log1p(value)
    per_period = math.expm1(log / clock.per_year) if clock.yearly else value
    effective = value if clock.yearly else math.expm1(min(log * clock.per_year, 700.0))
    return Rate(per_period, per_period * clock.per_year, effective, quoted)


def _years(stream: Stream, clock: _Clock) -> tuple[tuple[float, ...], str]:
    """Return the times by which given rates discount, and what those rates are per."""
    if stream.by == "date":
        return tuple(years_from(min(stream.dates), stream.dates, "act/365f")), "a year, effective, Act/365F"
    if clock.per_year is None:
        return clock.times, "a period"
    per_year = clock.per_year
    return tuple(time / per_year for time in clock.times), "a year, effective"


def _modified(years: tuple[float, ...], amounts: tuple[float, ...], wishes: Wishes) -> Root | None:
    finance = wishes.finance if wishes.finance is not None else wishes.reinvest
    reinvest = wishes.reinvest if wishes.reinvest is not None else wishes.finance
    if finance is None or reinvest is None:
        return None
    return modified_rate_of_return(years, amounts, finance_rate=finance, reinvest_rate=reinvest)


def _value(rate: float, years: tuple[float, ...], amounts: tuple[float, ...]) -> float:
    return net_present_value(rate, years, amounts)
