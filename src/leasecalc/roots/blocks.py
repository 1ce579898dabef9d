"""Rates of return of many streams that share their dates, by passes over the dates.

The flows are a list with one entry per date, each a float or an array of shape (S,), so no S x N matrix is built.
Streams whose quoted rate is certain to be the only one on its side of zero are solved together by the Newton step
of the scalar solver; the few others go to the scalar solver one by one.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from leasecalc.records import record
from leasecalc.roots.scalar import FAR_HIGH, FAR_LOW, HIGHEST_RATE, LOWEST_RATE, RootStatus, rate_of_return
from leasecalc.values import Value, is_array

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]
    Flags = npt.NDArray[np.bool_]

STATUS_CODES: tuple[RootStatus, ...] = ("found", "many", "none", "limit")
"""The status of each code in the second result of `rate_of_return_block`."""

_FOUND, _MANY, _NONE = 0, 1, 2
_LOW, _HIGH = math.log1p(LOWEST_RATE), math.log1p(HIGHEST_RATE)
_MOST_STEPS = 12


def rate_of_return_block(times: Sequence[float], amounts: Sequence[Value]) -> tuple[Floats, npt.NDArray[np.int8]]:
    """Find the quoted rate of return of every stream, and the code of its status (`STATUS_CODES`).

    `times` are those of `rate_of_return`; `amounts` holds one float or array (S,) per time. The rates have shape
    (S,), (1,) if every amount is a float, and are NaN exactly where the status is "none" or "limit"; a stream that
    holds a NaN has status "none". Rates equal those of `rate_of_return` to 1e-13 and do not depend on the rest of
    the block.
    """
    import numpy as np

    times, flows = _by_date(times, amounts)
    size = max((len(flow) for flow in flows if isinstance(flow, np.ndarray)), default=1)
    rates, codes = np.full(size, np.nan), np.full(size, _NONE, dtype=np.int8)
    with np.errstate(all="ignore"):
        changes, last, broken = _sign_changes(flows, size)
        wanted, brackets = (changes == 1) & ~broken, _Brackets.anywhere(last)
        several = np.flatnonzero((changes > 1) & ~broken)
        chosen, many = _sort_out(times, _take(flows, several), several, brackets)
        wanted[chosen] = True
        y, solved = _newton(times, flows, brackets, wanted)
    rates[solved], codes[solved] = np.expm1(y[solved]), _FOUND
    codes[many] = _MANY
    for row in np.flatnonzero((changes > 0) & ~broken & ~solved):
        rates[row], codes[row] = _one(times, flows, int(row))
    return rates, codes


def _by_date(times: Sequence[float], amounts: Sequence[Value]) -> tuple[list[float], list[Value]]:
    """Sort by time and net flows at the same time."""
    if len(times) != len(amounts):
        raise ValueError(f"{len(times)} times but {len(amounts)} amounts")
    netted: dict[float, Value] = {}
    for time, amount in zip(times, amounts, strict=True):
        netted[time] = netted[time] + amount if time in netted else amount
    ordered = sorted(netted)
    return ordered, [netted[time] for time in ordered]


def _take(flows: Sequence[Value], rows: Any) -> list[Value]:
    """Select rows of every flow."""
    return [flow[rows] if is_array(flow) else flow for flow in flows]  # type: ignore[index]


def _one(times: Sequence[float], flows: Sequence[Value], row: int) -> tuple[float, int]:
    """Ask the scalar solver."""
    root = rate_of_return(times, [float(flow[row]) if is_array(flow) else float(flow) for flow in flows])  # type: ignore[index]
    return math.nan if root.value is None else root.value, STATUS_CODES.index(root.status)


def _sign_changes(flows: Sequence[Value], size: int) -> tuple[Any, Floats, Flags]:
    """Return the changes of sign of each stream, its last sign, and whether it holds a NaN or an infinity."""
    import numpy as np

    last, changes, total = np.zeros(size), np.zeros(size, dtype=np.int32), np.zeros(size)
    for flow in flows:
        total += flow
        changes += last * flow < 0.0
        last = np.where(np.equal(flow, 0.0), last, np.sign(flow))
    return changes, last, ~np.isfinite(total)


@record
class _Brackets:
    """Bounds of each root, and the sign of the net present value at the lower one."""

    low: Floats
    high: Floats
    sign_at_low: Floats

    @classmethod
    def anywhere(cls, last_signs: Floats) -> _Brackets:
        """Bound nothing; the sign of the last flow is the sign at -100 %."""
        import numpy as np

        return cls(np.full(len(last_signs), -np.inf), np.full(len(last_signs), np.inf), last_signs)


def _sort_out(times: Sequence[float], flows: Sequence[Value], rows: Any, brackets: _Brackets) -> tuple[Any, Any]:
    """Bracket the quoted roots of these rows, where it is safe; return the safe rows, and those with a second root.

    The running sums bound the number of roots on each side of zero by their own changes of sign, with the same
    parity: read forward for positive rates (Norstrom 1972), backward for negative ones. One change means one root;
    a sign at the end of the range says whether it is within.
    """
    import numpy as np

    nothing = np.zeros(len(rows))
    at_zero, at_lowest = _value_at(times, flows, 0.0) + nothing, _value_at(times, flows, _LOW) + nothing
    above, below = _changes_of_sums(flows, len(rows)), _changes_of_sums(flows[::-1], len(rows))
    up = (above == 1) & (_value_at(times, flows, _HIGH) * at_zero < 0.0)
    down = (below == 1) & (at_lowest * at_zero < 0.0)
    clear_below = (below == 0) | ((below == 1) & (at_lowest * at_zero > 0.0))
    positive = up & (down | clear_below)
    safe = positive | (down & (above == 0) & (at_zero != 0.0))
    brackets.low[rows[safe]] = np.where(positive, 0.0, _LOW)[safe]
    brackets.high[rows[safe]] = np.where(positive, _HIGH, 0.0)[safe]
    brackets.sign_at_low[rows[safe]] = np.sign(np.where(positive, at_zero, at_lowest)[safe])
    return rows[safe], rows[positive & down]


def _changes_of_sums(flows: Sequence[Value], size: int) -> Any:
    """Count the changes of sign of the running sums."""
    import numpy as np

    running, sums = np.zeros(size), []
    for flow in flows:
        running = running + flow
        sums.append(running)
    return _sign_changes(sums, size)[0]


def _value_at(times: Sequence[float], flows: Sequence[Value], y: float) -> Any:
    """Return the net present value at one rate, up to one positive factor that keeps it finite."""
    exponents = [-time * y for time in times]
    largest = max(exponents, default=0.0)
    return sum(math.exp(max(x - largest, -700.0)) * flow for flow, x in zip(flows, exponents, strict=True))


def _newton(times: Sequence[float], flows: Sequence[Value], brackets: _Brackets, wanted: Flags) -> tuple[Floats, Flags]:
    """Run the scalar Newton step on the log of received over paid; halve the bracket where a step leaves it."""
    import numpy as np

    low, high = brackets.low, brackets.high
    span = times[-1] - times[0] if times else 0.0
    y, done = np.zeros(len(low)), ~wanted
    for _ in range(_MOST_STEPS):
        value, step = _step(times, flows, y)
        same = value * brackets.sign_at_low > 0.0
        low, high = np.where(same, y, low), np.where(same, high, y)
        reached = y + step
        outside = ~((reached > low) & (reached < high))
        close = np.abs(step) * span < 1e-8
        reached = np.where(outside & ~close, 0.5 * (low + high), reached)
        y = np.where(done, y, reached)
        done |= close
        if done.all():
            break
    return y, done & wanted & (y >= FAR_LOW) & (y <= FAR_HIGH)


def _step(times: Sequence[float], flows: Sequence[Value], y: Floats) -> tuple[Floats, Floats]:
    """Return the net present value and the Newton step of each stream, in one pass over the dates."""
    import numpy as np

    total, total_moment = np.zeros(len(y)), np.zeros(len(y))
    received, received_moment = np.zeros(len(y)), np.zeros(len(y))
    discount, ratio, interval = np.exp(-times[0] * y) if times else y, y, math.nan
    for k, (time, flow) in enumerate(zip(times, flows, strict=True)):
        if k:
            if time - times[k - 1] != interval:
                interval = time - times[k - 1]
                ratio = np.exp(-interval * y)
            discount *= ratio
        value = flow * discount
        total += value
        positive = np.maximum(value, 0.0)
        received += positive
        value *= time
        total_moment += value
        positive *= time
        received_moment += positive
    duration_gap = received_moment / received - (received_moment - total_moment) / (received - total)
    return total, -np.log1p(-total / received) / duration_gap
