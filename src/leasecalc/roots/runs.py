"""Streams of a block as runs of equal flows at equal intervals, whose present value is a geometric sum.

A level lease of 60 instalments is three or four runs, so a Newton step over a run costs what it costs over one flow:

    sum of a * exp(-(t + j * h) * y) for j = 0 .. n - 1  =  a * exp(-t * y) * (1 - exp(-n * h * y)) / (1 - exp(-h * y))
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from leasecalc.records import record
from leasecalc.values import Value, all_true, is_array

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Intervals that differ by less are equal: times of 1/12 years are not exact in binary.
_SAME = 1e-12
#: Below this exponent the moment of a run is taken from its series, for the closed form cancels.
_SMALL = 1e-2


@record
class Run:
    """``count`` equal flows from ``time`` on, ``interval`` apart. ``sign`` is that of the flow in every stream, 0 where it differs or is not known."""

    time: float
    interval: float
    count: int
    flow: Value
    sign: int

    @property
    def last(self) -> float:
        """Return the time of the last flow."""
        return self.time + self.interval * (self.count - 1)


def runs_of(times: Sequence[float], flows: Sequence[Value]) -> list[Run]:
    """Return the runs of flows that are in order of time."""
    found: list[list[Any]] = []  # first place, count
    for place, flow in enumerate(flows):
        if found and _continues(times, flows, found[-1], place):
            found[-1][1] += 1
        elif not (isinstance(flow, float) and flow == 0.0):
            found.append([place, 1])
    runs = []
    for first, count in found:
        interval = (times[first + count - 1] - times[first]) / (count - 1) if count > 1 else 0.0
        runs.append(Run(times[first], interval, count, flows[first], _sign(flows[first])))
    return runs


def _continues(times: Sequence[float], flows: Sequence[Value], run: list[Any], place: int) -> bool:
    first, count = run
    if first + count != place or not _equal(flows[first], flows[place]):
        return False
    if count == 1:
        return True
    interval, here = times[first + 1] - times[first], times[place] - times[place - 1]
    return bool(abs(here - interval) <= _SAME * max(1.0, abs(times[place])))


def _equal(left: Value, right: Value) -> bool:
    if left is right:
        return True
    if is_array(left) is not is_array(right):
        return False
    if not is_array(left):
        return all_true(left == right)
    if left[0] != right[0] or left[-1] != right[-1]:  # type: ignore[index]
        return False
    return all_true(left == right)


def _sign(flow: Value) -> int:
    """Return the sign of a float; of an array, which is not looked through here, 0."""
    if not isinstance(flow, float):
        return 0
    return 1 if flow >= 0.0 else -1


class Discounting:
    """Discount factors of a block at one trial rate each, from one time to the next; powers of an interval are kept."""

    def __init__(self, y: Any) -> None:
        self._y = y
        self._ratios: dict[float, Any] = {}

    def first(self, time: float) -> Any:
        """Return exp(-time * y)."""
        import numpy as np

        return np.exp(-time * self._y)

    def over(self, interval: float) -> Any:
        """Return exp(-interval * y)."""
        import numpy as np

        key = round(interval, 12)
        if key not in self._ratios:
            self._ratios[key] = np.exp(-interval * self._y)
        return self._ratios[key]

    def geometric(self, run: Run) -> tuple[Any, Any]:
        """Return the sum of exp(-j * h * y) over a run, and of j * h * exp(-j * h * y)."""
        import numpy as np

        x, n = run.interval * self._y, run.count
        step, whole = np.expm1(-x), np.expm1(-n * x)
        level = step == 0.0
        sums = np.where(level, float(n), whole / np.where(level, 1.0, step))
        small = np.abs(n * x) < _SMALL
        series = 0.5 * n * (n - 1) * (1.0 - x * (2 * n - 1) / 3.0)
        closed = ((1.0 + step) * sums - n * (1.0 + whole)) / np.where(level, 1.0, -step)
        return sums, run.interval * np.where(small, series, closed)
