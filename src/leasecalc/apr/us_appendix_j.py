"""The annual percentage rate of closed-end credit in the United States: 12 CFR 1026 appendix J, actuarial method."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

from leasecalc.apr.equation import DatedAmount
from leasecalc.apr.whole_months import whole_months_back
from leasecalc.dates import add_months
from leasecalc.roots import Root, rate_of_return
from leasecalc.roots.exponential_sums import bisect_sign
from leasecalc.roots.scalar import HIGHEST_RATE, LOWEST_RATE, quoted_root

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

_PER_YEAR = {"day": 365.0, "week": 52.0, "semimonth": 24.0, "month": 12.0, "year": 1.0}
_MONTHS = {"month": 1, "year": 12}
# How far, in log(1 + rate), the rate may lie from that of compound interest over the fractions.
_FARTHEST = 8.0
# The grid on which several rates are told apart: cells of 1.4 %.
_CELLS = 512


@dataclass(frozen=True, slots=True)
class UnitPeriod:
    """The common period of a transaction: a day, a semimonth, or a multiple of a week or month, up to a year.

    Raises ``ValueError`` for a period that paragraph (b)(4) does not know.
    """

    name: Literal["day", "week", "semimonth", "month", "year"]
    multiple: int = 1

    def __post_init__(self) -> None:
        if self.name not in _PER_YEAR or self.multiple < 1 or self.per_year < 1.0:
            raise ValueError(f"a unit-period is at most a year, not {self.multiple} {self.name}")
        if self.multiple > 1 and self.name not in {"week", "month"}:
            raise ValueError(f"a unit-period may be a multiple of a week or a month, not of a {self.name}")

    @property
    def per_year(self) -> float:
        """Return the unit-periods in a year, which multiply the rate of one (paragraph (b)(5))."""
        return _PER_YEAR[self.name] / self.multiple

    @property
    def months(self) -> int:
        """Return the length in months; 0 for days, weeks and the semimonth."""
        return _MONTHS.get(self.name, 0) * self.multiple


class UnitPeriods(NamedTuple):
    """Whole unit-periods and the fraction of one that precedes them."""

    whole: int
    fraction: float


def unit_periods_between(earlier: date, later: date, unit: UnitPeriod) -> UnitPeriods:
    """Count unit-periods back from the later date (12 CFR 1026 appendix J (b)(5)).

    Odd days are divided by 30 for months. Semimonths and multiples of months divide 30 days a whole month plus the
    odd days by 15 or by 30 a month; days and weeks divide days. For a year the rest is twelfths if it is whole
    months, else days over 365. 31 January to 28 February is a whole month. Raises ``ValueError`` if the dates are
    in the wrong order.
    """
    if unit.name in {"day", "week"}:
        return _divided((later - earlier).days, unit.multiple * (7 if unit.name == "week" else 1))
    months, days, anchor = whole_months_back(earlier, later)
    if unit.months != 12:
        return _divided(30 * months + days, 30 * unit.months or 15)
    years, rest = divmod(months, 12)
    if days == 0:
        return UnitPeriods(years, rest / 12.0)
    anchor = add_months(later, -12 * years)
    return UnitPeriods(years, (anchor - earlier).days / 365.0)


def _divided(days: int, length: int) -> UnitPeriods:
    if days < 0:
        raise ValueError("the later date is before the earlier date")
    whole, odd = divmod(days, length)
    return UnitPeriods(whole, odd / length)


@dataclass(frozen=True, slots=True)
class RegularPayments:
    """Equal payments a whole number of unit-periods apart, counted from the date of the first one."""

    first_on: date
    count: int
    amount: float
    periods_apart: int = 1


@dataclass(frozen=True, slots=True)
class NominalRate:
    """An annual percentage rate: the rate of a unit-period times the unit-periods in a year.

    `unit_rate` says how the rate of one unit-period was found, or why there is none; then `value` is `None`.
    """

    unit_rate: Root
    periods_per_year: float

    @property
    def value(self) -> float | None:
        """Return the nominal yearly rate."""
        return None if self.unit_rate.value is None else self.unit_rate.value * self.periods_per_year


def appendix_j_rate(
    advances: Sequence[DatedAmount], payments: Sequence[DatedAmount | RegularPayments], unit: UnitPeriod
) -> NominalRate:
    """Find the nominal yearly rate at which advances and payments are worth the same.

    sum of advance / ((1 + e i) (1 + i) ** q) = sum of payment / ((1 + f i) (1 + i) ** t), with whole unit-periods
    q, t and fractions e, f from the first advance (12 CFR 1026 appendix J (b)(8)). Advances are net of prepaid
    finance charges. A single advance with a single payment follows `single_payment_rate`, whatever the unit.
    Raises ``ValueError`` without an advance or for a payment before the first.
    """
    if not advances:
        raise ValueError("a rate needs an advance")
    start_on = min(advances).on
    flows = [_Flow(*unit_periods_between(start_on, advance.on, unit), -advance.amount) for advance in advances]
    for payment in payments:
        flows += _flows(start_on, payment, unit)
    if len(advances) == 1 and len(flows) == 2:
        last = payments[-1]
        due_on = last.first_on if isinstance(last, RegularPayments) else last.on
        return single_payment_rate(advances[0], DatedAmount(due_on, last.amount))
    return NominalRate(_unit_rate(flows), unit.per_year)


def single_payment_rate(advance: DatedAmount, payment: DatedAmount) -> NominalRate:
    """Find the nominal yearly rate of one advance repaid by one payment.

    Within a year the term is the unit-period, of which there are 12 / months in a year if it is whole months, else
    365 / days (appendix J (b)(5)(vi) and (vii)); beyond, the unit-period is a year.
    """
    months, days, _ = whole_months_back(advance.on, payment.on)
    if (months, days) > (12, 0):
        whole, fraction = unit_periods_between(advance.on, payment.on, UnitPeriod("year"))
        flows = [_Flow(0, 0.0, -advance.amount), _Flow(whole, fraction, payment.amount)]
        return NominalRate(_unit_rate(flows), 1.0)
    if payment.on == advance.on:
        raise ValueError("the payment falls on the day of the advance")
    per_year = 12.0 / months if days == 0 else 365.0 / (payment.on - advance.on).days
    return NominalRate(rate_of_return([0.0, 1.0], [-advance.amount, payment.amount]), per_year)


class _Flow(NamedTuple):
    whole: int
    fraction: float
    amount: float


def _flows(start_on: date, payment: DatedAmount | RegularPayments, unit: UnitPeriod) -> Iterable[_Flow]:
    if isinstance(payment, DatedAmount):
        return [_Flow(*unit_periods_between(start_on, payment.on, unit), payment.amount)]
    whole, fraction = unit_periods_between(start_on, payment.first_on, unit)
    steps = range(0, payment.count * payment.periods_apart, payment.periods_apart)
    return [_Flow(whole + step, fraction, payment.amount) for step in steps]


def _unit_rate(flows: Sequence[_Flow]) -> Root:
    """Solve the equation, starting from the rates of the same flows with compound interest over the fractions."""
    amounts = [flow.amount for flow in flows]
    compound = rate_of_return([flow.whole + flow.fraction for flow in flows], amounts)
    if compound.sign_changes == 0 or not any(flow.fraction for flow in flows):
        return compound
    seeds = [math.log1p(rate) for rate in (*compound.roots, *compound.beyond)]
    if compound.sign_changes == 1:
        found = [y for seed in seeds if (y := _near(flows, seed)) is not None]
    else:
        found = _all_roots(flows, seeds)
    scale = max(map(abs, amounts))
    return quoted_root(sorted(found), compound.sign_changes, lambda y: _value(flows, y) / scale)


def _value(flows: Sequence[_Flow], y: float) -> float:
    """Return the value of the flows at the unit-period rate exp(y) - 1."""
    rate = math.expm1(y)
    return sum(amount * math.exp(-whole * y) / (1.0 + fraction * rate) for whole, fraction, amount in flows)


def _near(flows: Sequence[_Flow], seed: float) -> float | None:
    """Close in on the only rate, beside a seed; `None` if the value keeps its sign as far as the search goes."""
    width = 1e-4
    while width < _FARTHEST:
        found = _between(flows, seed - width, seed + width)
        if found:
            return found[0]
        width *= 2.0
    return None


def _all_roots(flows: Sequence[_Flow], seeds: Sequence[float]) -> list[float]:
    """Return the rates between -99 % and 1000 %, from the changes of sign on a grid that seeds refine."""
    low, high = math.log1p(LOWEST_RATE), math.log1p(HIGHEST_RATE)
    inside = sorted(y for seed in seeds for y in (seed - 1e-3, seed + 1e-3) if low < y < high)
    middles = [0.5 * (left + right) for left, right in pairwise(inside)]
    grid = sorted({*(low + (high - low) * k / _CELLS for k in range(_CELLS + 1)), *inside, *middles})
    return [y for left, right in pairwise(grid) for y in _between(flows, left, right)]


def _between(flows: Sequence[_Flow], left: float, right: float) -> list[float]:
    """Return the rate between two values of different sign, else nothing."""
    if (_value(flows, left) >= 0.0) is (_value(flows, right) >= 0.0):
        return []
    return [bisect_sign(lambda y: _value(flows, y), left, right)]
