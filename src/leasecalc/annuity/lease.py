"""Lease forms: rentals prepaid, runs of level rentals, odd first periods.

Signs are the lessor's: the amount financed, the rentals and the residual are all positive. Rates are fractions per
period, times are in periods from commencement.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from leasecalc.annuity.level import annuity_factor, discount, growth
from leasecalc.records import record
from leasecalc.roots import bracket_solve, rate_of_return

if TYPE_CHECKING:
    from collections.abc import Iterable

    from leasecalc.roots import Root, Solution
    from leasecalc.values import Value

OddPeriodInterest = Literal["simple", "simple_then_compound", "compound"]


def lease_factor(rate: Value, count: int, *, advance_count: int = 0) -> Value:
    """Return the present value of `count` rentals of one unit, the last `advance_count` of them paid at once.

    advance_count + annuity factor of the rest: 0 is arrears, 1 is advance, 2 is "first and last". Source:
    HP-12C Owner's Handbook and Problem-Solving Guide, leasing with advance payments. Raises ``ValueError`` unless
    0 <= advance_count <= count.
    """
    if not 0 <= advance_count <= count:
        raise ValueError(f"{advance_count} of {count} rentals cannot be prepaid")
    return advance_count + annuity_factor(rate, count - advance_count)


def lease_present_value(rate: Value, count: int, *, rental: Value, residual: Value = 0.0, advance_count: int = 0) -> Value:
    """Return the present value of the rentals and of the residual, which falls at the end of period `count`."""
    return rental * lease_factor(rate, count, advance_count=advance_count) + residual * discount(rate, count)


def lease_payment(rate: Value, count: int, *, present_value: Value, residual: Value = 0.0, advance_count: int = 0) -> Value:
    """Return the level rental: (amount financed - value of the residual) / `lease_factor`.

    `count` must not be zero. A negative residual is an amount the lessee receives at the end.
    """
    financed = present_value - residual * discount(rate, count)
    return financed / lease_factor(rate, count, advance_count=advance_count)


def lease_yield(count: int, *, rental: float, present_value: float, residual: float = 0.0, advance_count: int = 0) -> Root:
    """Find the rate per period that a lease earns on the amount financed."""
    if not 0 <= advance_count <= count:
        raise ValueError(f"{advance_count} of {count} rentals cannot be prepaid")
    rest = count - advance_count
    flows = [advance_count * rental - present_value, *[rental] * rest, *[0.0] * advance_count]
    flows[count] += residual
    return rate_of_return(range(count + 1), flows)


@record
class LevelRun:
    """Equal amounts in consecutive periods: the first at time `first`, in periods; 0 is commencement."""

    first: float
    count: int
    amount: float


def runs_present_value(rate: Value, runs: Iterable[LevelRun]) -> Value:
    """Return the present value of runs of level amounts, one closed form each: steps, deferrals, skips, balloons."""
    total: Value = 0.0
    for run in runs:
        total = total + run.amount * annuity_factor(rate, run.count, in_advance=True) * discount(rate, run.first)
    return total


def odd_period_growth(rate: Value, periods: float, interest: OddPeriodInterest) -> Value:
    """Return what one unit becomes over a first interval of `periods`, which need not be whole.

    "simple" accrues rate * periods over the whole interval; "simple_then_compound" accrues simple interest on the
    part that is not whole and compounds the whole periods (12 CFR 1026 appendix J); "compound" compounds all.
    """
    if interest == "simple":
        return 1.0 + rate * periods
    if interest == "compound":
        return growth(rate, periods)
    whole = periods // 1.0
    return (1.0 + rate * (periods - whole)) * growth(rate, whole)


def odd_first_payment(
    rate: Value,
    count: int,
    *,
    present_value: Value,
    first_interval: float,
    interest: OddPeriodInterest = "compound",
    residual: Value = 0.0,
) -> Value:
    """Return the level payment when the first one falls `first_interval` periods after commencement.

    The later ones follow a period apart; the residual falls with the last one.
    """
    due = present_value * odd_period_growth(rate, first_interval, interest)
    return (due - residual * discount(rate, count - 1)) / annuity_factor(rate, count, in_advance=True)


def odd_first_rate(
    count: int,
    *,
    payment: float,
    present_value: float,
    first_interval: float,
    interest: OddPeriodInterest = "compound",
) -> Solution:
    """Find the rate per period, between -50 % and 100 %, at which the odd first payment is `payment`."""

    def priced(rate: float) -> float:
        return float(
            odd_first_payment(rate, count, present_value=present_value, first_interval=first_interval, interest=interest)
        )

    return bracket_solve(priced, -0.5, 1.0, target=payment, near=0.0)


def payment_between_compounding(rate: Value, count: int, *, present_value: Value, payments_per_compounding: int) -> Value:
    """Return the level payment in arrears when interest is added to the balance only every few payments.

    Between those dates interest is simple, at `rate` per payment period, so m payments are worth
    m + rate * m * (m - 1) / 2 at the end of their compounding period. Raises ``ValueError`` unless `count` holds
    whole compounding periods.
    """
    m = payments_per_compounding
    if m < 1 or count % m:
        raise ValueError(f"{count} payments are not whole groups of {m}")
    per_compounding = m + rate * (m * (m - 1) / 2.0)
    return present_value / (annuity_factor(m * rate, count // m) * per_compounding)
