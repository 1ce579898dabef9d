"""The quoted rate of one stream, without the search for every other rate where it is certain to be the one to quote.

The running sums bound the number of rates on each side of zero by their own changes of sign, with the same parity: read forward for positive
rates (Norstrom 1972), backward for negative ones. One change, and a value of the other sign at the end of the range, is exactly one rate.
"""

from __future__ import annotations

import math
from itertools import accumulate
from typing import TYPE_CHECKING

from leasecalc.roots.exponential_sums import sign_changes
from leasecalc.roots.scalar import HIGHEST_RATE, LOWEST_RATE, discounted, in_order, rate_of_return

if TYPE_CHECKING:
    from collections.abc import Sequence

_LOW, _HIGH = math.log1p(LOWEST_RATE), math.log1p(HIGHEST_RATE)
_MOST_STEPS = 60


def quoted_rate_of_return(times: Sequence[float], amounts: Sequence[float]) -> float:
    """Return the rate that `rate_of_return` quotes, NaN where it quotes none; equal to 1e-13. Raises like it."""
    ordered, flows = in_order(times, amounts)
    if sign_changes(flows) > 1:
        y = _certain(ordered, flows)
        if y is not None:
            return math.expm1(y)
    value = rate_of_return(times, amounts).value
    return math.nan if value is None else value


def _certain(times: Sequence[float], flows: Sequence[float]) -> float | None:
    """Return log(1 + rate) of the only positive rate, else of the only rate if it is negative; None where neither is certain."""
    at_zero = sum(flows)
    above = sign_changes(list(accumulate(flows)))
    if above == 1 and at_zero * _sign_at(times, flows, _HIGH) < 0.0:
        return _newton(times, flows, (0.0, _HIGH), at_zero)
    if above == 0 and at_zero and sign_changes(list(accumulate(reversed(flows)))) == 1:
        at_lowest = _sign_at(times, flows, _LOW)
        if at_lowest * at_zero < 0.0:
            return _newton(times, flows, (_LOW, 0.0), at_lowest)
    return None


def _sign_at(times: Sequence[float], flows: Sequence[float], y: float) -> float:
    """Return the net present value up to one positive factor that keeps it finite."""
    largest = max(-times[0] * y, -times[-1] * y)
    return sum(flow * math.exp(max(-time * y - largest, -700.0)) for time, flow in zip(times, flows, strict=True))


def _newton(times: Sequence[float], flows: Sequence[float], bracket: tuple[float, float], at_low: float) -> float | None:
    """Run Newton on the log of received over paid; halve the bracket where a step leaves it."""
    received = [(time, flow) for time, flow in zip(times, flows, strict=True) if flow > 0.0]
    paid = [(time, flow) for time, flow in zip(times, flows, strict=True) if flow < 0.0]
    (in_times, money_in), (out_times, money_out) = zip(*received, strict=True), zip(*paid, strict=True)
    span, y = times[-1] - times[0], 0.0
    low, high = bracket
    try:
        for _ in range(_MOST_STEPS):
            value_in, duration_in = discounted(in_times, money_in, y)
            value_out, duration_out = discounted(out_times, money_out, y)
            low, high = (y, high) if (value_in + value_out) * at_low > 0.0 else (low, y)
            step = math.log(-value_in / value_out) / (duration_in - duration_out)
            if abs(step) * span < 1e-8:
                return y + step
            y = y + step if low < y + step < high else 0.5 * (low + high)
    except (OverflowError, ValueError, ZeroDivisionError):
        return None
    return None
