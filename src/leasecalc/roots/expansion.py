"""Roots of many streams near one rate: the present value of each is a polynomial there, so a Newton step needs no pass over the flows.

With u the time from the middle of a stream in halves of its span, c the centre and x the distance from it, both log(1 + rate) in the same
measure, a stream is worth

    sum of f * exp(-u * c) * exp(-u * x)  =  sum over k of x ** k * (sum of f * exp(-u * c) * (-u) ** k / k!),   |u| <= 1

up to one positive factor. Taylor's remainder after 16 terms is below |x| ** 16 / 16! of the sum of magnitudes: 2e-16 at |x| = 0.7, a rate 28
points from the centre for a lease of five years. The coefficients of all streams are one product of matrices.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from leasecalc.records import record

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt

    from leasecalc.roots.runs import Run
    from leasecalc.roots.streams import Streams

    Floats = npt.NDArray[np.float64]
    Flags = npt.NDArray[np.bool_]

TERMS = 16
FARTHEST = 0.7
_DEGREES = (7, 11, TERMS - 1, TERMS - 1)
"""Of the polynomial in each Newton step: the first ones need fewer digits."""
_SAMPLE = 64
"""How many streams are averaged to find a centre."""
_MOST_STEPS = 30


@record
class Clock:
    """Every time of all runs, how many there are in each run, and the middle and half of their span."""

    times: Floats
    starts: list[int]
    middle: float
    half: float

    @classmethod
    def of(cls, runs: Sequence[Run]) -> Clock:
        """Return the clock of runs in order of time."""
        import numpy as np

        times: list[float] = []
        starts = []
        for run in runs:
            starts.append(len(times))
            times += [run.time + j * run.interval for j in range(run.count)]
        return cls(np.array(times), starts, 0.5 * (times[0] + times[-1]), 0.5 * (times[-1] - times[0]))

    def discounts(self, y: float) -> Floats:
        """Return what a unit of each run is worth at one rate, (runs,), up to one positive factor that keeps it finite."""
        import numpy as np

        exponents = -self.times * y
        return np.add.reduceat(np.exp(np.maximum(exponents - exponents.max(), -700.0)), self.starts)

    def terms(self, centre: float) -> Floats:
        """Return the weights (TERMS, runs) of each run in the coefficients of the expansion about ``centre``, log(1 + rate)."""
        import numpy as np

        u = (self.times - self.middle) / self.half
        weights = np.empty((TERMS, len(u)))
        np.exp(-u * (centre * self.half), out=weights[0])
        for k in range(1, TERMS):
            np.multiply(weights[k - 1], u * (-1.0 / k), out=weights[k])
        return np.add.reduceat(weights, self.starts, axis=1)


def centre_of(streams: Streams, clock: Clock) -> float:
    """Return log(1 + rate) of the average of some streams, 0 where it has none: Newton on the log of received over paid."""
    import numpy as np

    some = streams.flows[:, :: max(1, streams.size // _SAMPLE)]
    flows = some[:, np.isfinite(some).all(axis=0)].mean(axis=1) if some.size else some
    counts = np.diff([*clock.starts, len(clock.times)])
    every = np.repeat(flows, counts)
    y = 0.0
    for _ in range(_MOST_STEPS):
        worth = every * np.exp(-clock.times * y)
        moments = worth * clock.times
        receives = worth > 0.0
        received, paid = worth[receives].sum(), worth[~receives].sum()
        step = np.log(-received / paid) / (moments[receives].sum() / received - moments[~receives].sum() / paid)
        y += step
        if abs(step) * clock.half < 1e-3:
            return float(y)
        if not abs(y) * clock.half < 500.0:  # a NaN too
            break
    return 0.0


def zeros_near(terms: Floats) -> tuple[Floats, Flags]:
    """Return the zero of each polynomial (TERMS, S) that Newton finds from its centre, and whether it is one within FARTHEST."""
    import numpy as np

    value, slope, half_curvature = terms[0], terms[1], terms[2]
    x = -value * slope / (slope * slope - value * half_curvature)  # Halley
    close: Any = False
    for degree in _DEGREES:
        step = _step(terms[: degree + 1], x)
        x -= step
        close = np.abs(step, out=step) < 1e-8
        if degree == TERMS - 1 and close.all():
            break
    return x, close & (np.abs(x) <= FARTHEST)


def _step(terms: Floats, x: Floats) -> Any:
    """Return value over slope, by Horner's rule for both."""
    slope = terms[-1].copy()
    value = slope * x
    value += terms[-2]
    for term in terms[-3::-1]:
        slope *= x
        slope += value
        value *= x
        value += term
    value /= slope
    return value
