"""Conversion of rates between compounding periods, and the rate of a level annuity."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from leasecalc.annuity.level import annuity_factor, discount
from leasecalc.roots.exponential_sums import bisect_sign, find_roots, sign_changes
from leasecalc.roots.scalar import FAR_HIGH, FAR_LOW, Root, quoted_root, rate_of_return
from leasecalc.values import expm1, log1p

if TYPE_CHECKING:
    from leasecalc.values import Value

# Nearer to zero than this, the root of the rate itself hides the one of the annuity.
_NEAR_ZERO = 1e-5


def _positive(periods_per_year: float) -> float:
    if not periods_per_year > 0.0:
        raise ValueError(f"a year has a positive number of periods, not {periods_per_year!r}")
    return periods_per_year


def effective_rate(nominal_rate: Value, periods_per_year: float) -> Value:
    """Return (1 + nominal / m) ** m - 1, the yearly rate with m compounding periods (EFFECT of spreadsheets).

    Raises ``ValueError`` unless m is positive; negative rates are converted too.
    """
    periods = _positive(periods_per_year)
    return expm1(periods * log1p(nominal_rate / periods))


def nominal_rate(effective_rate: Value, periods_per_year: float) -> Value:
    """Return m * ((1 + effective) ** (1 / m) - 1), the inverse of `effective_rate` (NOMINAL of spreadsheets)."""
    periods = _positive(periods_per_year)
    return periods * expm1(log1p(effective_rate) / periods)


def rate_per_payment(nominal_rate: Value, compounding_per_year: float, payments_per_year: float) -> Value:
    """Return the rate per payment period of a nominal rate that is compounded at another frequency.

    (1 + nominal / m) ** (m / p) - 1; a Canadian mortgage has m = 2, p = 12 (Interest Act, section 6).
    """
    compounding, payments = _positive(compounding_per_year), _positive(payments_per_year)
    return expm1(compounding / payments * log1p(nominal_rate / compounding))


def annuity_rate(
    count: float,
    *,
    payment: float,
    present_value: float,
    future_value: float = 0.0,
    in_advance: bool = False,
) -> Root:
    """Find the rate per period that balances the annuity (RATE of spreadsheets), for any positive count.

    Amounts follow the sign convention of `level`. A count that is not whole prices the annuity by its closed form,
    as spreadsheets do. Raises ``ValueError`` unless the count is positive.
    """
    if not count > 0.0:
        raise ValueError(f"an annuity needs a positive number of payments, not {count!r}")
    if count == int(count):
        flows = [present_value, *[payment] * int(count)]
        if in_advance:
            flows = [present_value + payment, *[payment] * (int(count) - 1), 0.0]
        flows[-1] += future_value
        return rate_of_return(range(int(count) + 1), flows)
    amounts = (present_value, payment, future_value)
    roots = [y for y in _roots_of_closed_form(count, amounts, in_advance=in_advance) if abs(y) > _NEAR_ZERO]

    def balance(y: float) -> float:
        rate = math.expm1(y)
        factor = annuity_factor(rate, count, in_advance=in_advance)
        return float(present_value + payment * factor + future_value * discount(rate, count))

    if (balance(-_NEAR_ZERO) >= 0.0) is not (balance(_NEAR_ZERO) >= 0.0):
        roots.append(bisect_sign(balance, -_NEAR_ZERO, _NEAR_ZERO))
    first = present_value + payment if in_advance else present_value
    last = future_value if in_advance else payment + future_value
    changes = sign_changes([first, payment, last])
    return quoted_root(sorted(roots), changes, lambda y: balance(y) / max(map(abs, amounts)))


def _roots_of_closed_form(count: float, amounts: tuple[float, float, float], *, in_advance: bool) -> list[float]:
    """Return the roots y of the balance times the rate, in which y = 0 is always one.

    The product is a sum of four exponentials: with e = exp(y), in arrears,
    present_value * (e - 1) + payment * (1 - e ** -n) + future_value * (e ** (1 - n) - e ** -n).
    """
    now, paid, final = amounts
    terms = [(-1.0, now), (0.0, -now), (count - 1.0, final), (count, -final)]
    start = -1.0 if in_advance else 0.0
    terms += [(start, paid), (start + count, -paid)]
    netted: dict[float, float] = {}
    for time, amount in terms:
        netted[time] = netted.get(time, 0.0) + amount
    times = sorted(time for time, amount in netted.items() if amount)
    return find_roots(times, [netted[time] for time in times], FAR_LOW, FAR_HIGH) if times else []
