"""Rates of return of many streams that share their dates, by passes over their runs of equal flows (`roots.runs`).

The flows are a list with one entry per date, each a float or an array of shape (S,), so no S x N matrix is built.
Streams whose quoted rate is certain to be the only one on its side of zero are solved together by the Newton step
of the scalar solver; the few others go to the scalar solver one by one.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from leasecalc.records import record, replace
from leasecalc.roots.runs import Discounting, Run, runs_of
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
    holds a NaN has status "none". Rates equal those of `rate_of_return` to 1e-13, and with them those of the
    same stream in another block.
    """
    import numpy as np

    times, flows = _by_date(times, amounts)
    runs = runs_of(times, flows)
    size = max((len(flow) for flow in flows if isinstance(flow, np.ndarray)), default=1)
    rates, codes = np.full(size, np.nan), np.full(size, _NONE, dtype=np.int8)
    with np.errstate(all="ignore"):
        changes, last, broken = _sign_changes([run.flow for run in runs], size)
        wanted, brackets = (changes == 1) & ~broken, _Brackets.anywhere(last)
        several = np.flatnonzero((changes > 1) & ~broken)
        chosen, many = _sort_out(runs, several, brackets)
        wanted[chosen] = True
        y, solved = _newton(runs, times[-1] - times[0] if times else 0.0, brackets, wanted)
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


def _sort_out(all_runs: Sequence[Run], rows: Any, brackets: _Brackets) -> tuple[Any, Any]:
    """Bracket the quoted roots of these rows, where it is safe; return the safe rows, and those with a second root.

    The running sums bound the number of roots on each side of zero by their own changes of sign, with the same
    parity: read forward for positive rates (Norstrom 1972), backward for negative ones. One change means one root;
    a sign at the end of the range says whether it is within.
    """
    import numpy as np

    runs = [replace(run, flow=run.flow[rows]) if is_array(run.flow) else run for run in all_runs]  # type: ignore[index]
    nothing = np.zeros(len(rows))
    at_zero, at_lowest = _value_at(runs, 0.0) + nothing, _value_at(runs, _LOW) + nothing
    above, below = _changes_of_sums(runs, len(rows)), _changes_of_sums(runs[::-1], len(rows))
    up = (above == 1) & (_value_at(runs, _HIGH) * at_zero < 0.0)
    down = (below == 1) & (at_lowest * at_zero < 0.0)
    clear_below = (below == 0) | ((below == 1) & (at_lowest * at_zero > 0.0))
    positive = up & (down | clear_below)
    safe = positive | (down & (above == 0) & (at_zero != 0.0))
    brackets.low[rows[safe]] = np.where(positive, 0.0, _LOW)[safe]
    brackets.high[rows[safe]] = np.where(positive, _HIGH, 0.0)[safe]
    brackets.sign_at_low[rows[safe]] = np.sign(np.where(positive, at_zero, at_lowest)[safe])
    return rows[safe], rows[positive & down]


def _changes_of_sums(runs: Sequence[Run], size: int) -> Any:
    """Count the changes of sign of the running sums; within a run they go one way, so its last sum is enough."""
    import numpy as np

    running, sums = np.zeros(size), []
    for run in runs:
        running = running + run.flow * float(run.count)
        sums.append(running)
    return _sign_changes(sums, size)[0]


def _value_at(runs: Sequence[Run], y: float) -> Any:
    """Return the net present value at one rate, up to one positive factor that keeps it finite."""
    ends = [-time * y for run in runs for time in (run.time, run.last)]
    largest = max(ends, default=0.0)
    total: Any = 0.0
    for run in runs:
        weights = (math.exp(max(-(run.time + j * run.interval) * y - largest, -700.0)) for j in range(run.count))
        total = total + sum(weights) * run.flow
    return total


def _newton(runs: Sequence[Run], span: float, brackets: _Brackets, wanted: Flags) -> tuple[Floats, Flags]:
    """Run the scalar Newton step on the log of received over paid; halve the bracket where a step leaves it."""
    import numpy as np

    low, high = brackets.low, brackets.high
    y, done = np.zeros(len(low)), ~wanted
    for _ in range(_MOST_STEPS):
        value, step = _step(runs, y)
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


def _step(runs: Sequence[Run], y: Floats) -> tuple[Floats, Floats]:
    """Return the net present value and the Newton step of each stream, in one pass over the runs."""
    import numpy as np

    sums = _Sums(len(y))
    discounting, discount, before = Discounting(y), np.ones(len(y)), 0.0
    for run in runs:
        if run.time != before:
            discount = discount * discounting.over(run.time - before) if before else discounting.first(run.time)
        before = run.last
        if run.count == 1:
            value = run.flow * discount
            sums.add(value, value * run.time, run.sign)
            continue
        geometric, moment = discounting.geometric(run)
        value = run.flow * discount
        sums.add(value * geometric, value * (run.time * geometric + moment), run.sign)
        discount = discount * discounting.over(run.last - run.time)
    total = sums.received - sums.paid
    duration_gap = sums.received_moment / sums.received - sums.paid_moment / sums.paid
    return total, -np.log1p(-total / sums.received) / duration_gap


class _Sums:
    """What is received and what is paid, and their moments (time x value), of each stream; all positive where rates are."""

    def __init__(self, size: int) -> None:
        import numpy as np

        self.received, self.received_moment = np.zeros(size), np.zeros(size)
        self.paid, self.paid_moment = np.zeros(size), np.zeros(size)

    def add(self, value: Any, moment: Any, sign: int) -> None:
        """Count one flow or run; ``sign`` 0 where some streams receive it and others pay it."""
        import numpy as np

        if sign > 0:
            self.received += value
            self.received_moment += moment
        elif sign < 0:
            self.paid -= value
            self.paid_moment -= moment
        else:
            receives = value > 0.0
            self.add(np.where(receives, value, 0.0), np.where(receives, moment, 0.0), 1)
            self.add(np.where(receives, 0.0, value), np.where(receives, 0.0, moment), -1)
