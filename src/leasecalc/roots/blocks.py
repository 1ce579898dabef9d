"""Rates of return of many streams that share their dates, by passes over their runs of equal flows (`roots.runs`).

The flows are a list with one entry per date, each a float or an array of shape (S,). Streams whose quoted rate is certain to be the only
one on its side of zero are solved together: near the rate of their average by `roots.expansion`, the others by the Newton step of the
scalar solver. What is left goes to the scalar solver one by one.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from leasecalc.records import record
from leasecalc.roots.expansion import TERMS, Clock, centre_of, zeros_near
from leasecalc.roots.runs import Discounting, Run, runs_of
from leasecalc.roots.scalar import FAR_HIGH, FAR_LOW, HIGHEST_RATE, LOWEST_RATE, RootStatus, rate_of_return
from leasecalc.roots.streams import Streams, changes_of_sign
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
_MOST_CENTRES = 4
_WORTH_A_CENTRE = 64
"""So many streams are expanded about a centre of their own; fewer are left to Newton on the flows."""


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
    if not runs:
        return rates, codes
    with np.errstate(all="ignore"):
        streams, clock = Streams.of(runs, size), Clock.of(runs)
        centre = centre_of(streams, clock)
        block = _looked_at(streams, clock, centre)
        y, solved = _solved(streams, clock, block, centre)
    rates[solved], codes[solved] = np.expm1(y[solved]), _FOUND
    codes[block.many] = _MANY
    for row in np.flatnonzero(block.changes & ~block.broken & ~solved):
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

    def some(self, rows: Any) -> _Brackets:
        """Return those of some streams."""
        return _Brackets(self.low[rows], self.high[rows], self.sign_at_low[rows])


@record
class _Block:
    """What is known of the streams before any root: whether their flows change sign, whether one is a NaN or an infinity, the coefficients

    of their expansion (None if all times are one), which have a root that is certain to be the quoted one, its bounds, and which have another.
    """

    changes: Flags
    broken: Flags
    terms: Floats | None
    wanted: Flags
    brackets: _Brackets
    many: Flags


def _looked_at(streams: Streams, clock: Clock, centre: float) -> _Block:
    """Return what the sums over the runs of each stream tell, found by one product of matrices."""
    import numpy as np

    ends = streams.stretches()
    counts = np.array([float(run.count) for run in streams.runs])
    running = [np.where(np.arange(len(counts)) <= end, counts, 0.0) for end in ends]
    terms = [clock.terms(centre)] if clock.half > 0.0 else []
    found = streams.sums(np.vstack([*running, clock.discounts(_LOW), clock.discounts(_HIGH), *terms]))
    parts = [float(streams.signs[end]) or streams.flows[end] for end in ends]
    changes, broken = changes_of_sign(parts, streams.size), ~np.isfinite(found[len(ends) - 1])
    brackets = _Brackets.anywhere(np.sign(streams.flows[-1]))
    several = changes > 1
    safe = many = np.zeros(streams.size, dtype=bool)
    if several.any():
        safe, many = _sort_out(found[: len(ends)], found[len(ends)], found[len(ends) + 1], several & ~broken, brackets)
    coefficients = found[-TERMS:] if terms else None
    return _Block(changes > 0, broken, coefficients, ((changes == 1) & ~broken) | safe, brackets, many)


def _sort_out(running: Floats, at_low: Floats, at_high: Floats, rows: Flags, brackets: _Brackets) -> tuple[Flags, Flags]:
    """Bracket the quoted roots of these rows, where it is safe; return the safe rows, and those with a second root.

    The running sums bound the number of roots on each side of zero by their own changes of sign, with the same
    parity: read forward for positive rates (Norstrom 1972), backward for negative ones. One change means one root;
    a sign at the end of the range says whether it is within. Within a stretch of one sign they go one way, so those at its ends are enough.
    """
    import numpy as np

    size, at_zero = len(at_low), running[-1]
    backward = [at_zero, *(at_zero - before for before in running[:-1])]
    above, below = changes_of_sign(list(running), size), changes_of_sign(backward, size)
    up = (above == 1) & (at_high * at_zero < 0.0)
    down = (below == 1) & (at_low * at_zero < 0.0)
    clear_below = (below == 0) | ((below == 1) & (at_low * at_zero > 0.0))
    positive = up & (down | clear_below)
    safe = rows & (positive | (down & (above == 0) & (at_zero != 0.0)))
    brackets.low[safe] = np.where(positive, 0.0, _LOW)[safe]
    brackets.high[safe] = np.where(positive, _HIGH, 0.0)[safe]
    brackets.sign_at_low[safe] = np.sign(np.where(positive, at_zero, at_low)[safe])
    return safe, safe & positive & down


def _solved(streams: Streams, clock: Clock, block: _Block, centre: float) -> tuple[Floats, Flags]:
    """Return log(1 + rate) of the streams whose root is certain, and which were solved."""
    import numpy as np

    y, solved = np.zeros(streams.size), np.zeros(streams.size, dtype=bool)
    if block.terms is not None:
        y, solved = _near(block.terms, clock, centre)
        solved &= block.wanted & (y > block.brackets.low) & (y < block.brackets.high)
    left = np.flatnonzero(block.wanted & ~solved)
    for _ in range(_MOST_CENTRES - 1 if block.terms is not None else 0):
        if len(left) < _WORTH_A_CENTRE:
            break
        left = _about_another(streams, clock, block.brackets, left, (y, solved))
    if len(left):
        y[left], solved[left] = _newton(streams.some(left).runs, 2.0 * clock.half, block.brackets.some(left))
    return y, solved


def _near(terms: Floats, clock: Clock, centre: float) -> tuple[Floats, Flags]:
    x, found = zeros_near(terms)
    x /= clock.half
    x += centre
    return x, found & (x >= FAR_LOW) & (x <= FAR_HIGH)


def _about_another(streams: Streams, clock: Clock, brackets: _Brackets, rows: Any, answer: tuple[Floats, Flags]) -> Any:
    """Solve rows about the rate of their own average; return those that are left."""
    some = streams.some(rows)
    centre = centre_of(some, clock)
    found, near = _near(some.sums(clock.terms(centre)), clock, centre)
    near &= (found > brackets.low[rows]) & (found < brackets.high[rows])
    y, solved = answer
    y[rows[near]], solved[rows[near]] = found[near], True
    return rows[~near]


def _newton(runs: Sequence[Run], span: float, brackets: _Brackets) -> tuple[Floats, Flags]:
    """Run the scalar Newton step on the log of received over paid; halve the bracket where a step leaves it."""
    import numpy as np

    low, high = brackets.low, brackets.high
    y, done = np.zeros(len(low)), np.zeros(len(low), dtype=bool)
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
    return y, done & (y >= FAR_LOW) & (y <= FAR_HIGH)


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
