"""A block of streams that share their dates as one matrix, a row for each run of equal flows, and weighted sums of its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from leasecalc.records import replace
from leasecalc.values import is_array

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt

    from leasecalc.roots.runs import Run

    Floats = npt.NDArray[np.float64]

_MOST_PRODUCTS = 1 << 18
"""Products of one multiplication of matrices: up to so many, BLAS stays on one thread, so that no result hangs on how many there are."""


class Streams:
    """Runs of S streams: ``flows`` is (runs, S); ``signs`` says of each run +1 or -1 where no stream has another sign or zero, else 0."""

    def __init__(self, runs: Sequence[Run], flows: Floats) -> None:
        self.flows = flows
        self.size = flows.shape[1]
        low, high = flows.min(axis=1), flows.max(axis=1)
        self.signs = [
            1 if least > 0.0 else -1 if most < 0.0 else 0 for least, most in zip(low.tolist(), high.tolist(), strict=True)
        ]
        self.runs = [run if run.sign == sign else replace(run, sign=sign) for run, sign in zip(runs, self.signs, strict=True)]

    @classmethod
    def of(cls, runs: Sequence[Run], size: int) -> Streams:
        """Return the streams of runs; a run whose flow is a float is the same in all of them."""
        import numpy as np

        flows = np.empty((len(runs), size))
        for row, run in zip(flows, runs, strict=True):
            row[:] = run.flow
        return cls(runs, flows)

    def some(self, rows: Any) -> Streams:
        """Return some of the streams."""
        return Streams(
            [replace(run, flow=run.flow[rows]) if is_array(run.flow) else run for run in self.runs],  # type: ignore[index]
            self.flows[:, rows],
        )

    def sums(self, weights: Floats) -> Floats:
        """Return weighted sums (W, S) of the runs of each stream for weights (W, runs)."""
        import numpy as np

        found = np.empty((len(weights), self.size))
        step = max(64, _MOST_PRODUCTS // weights.size // 64 * 64)
        for first in range(0, self.size, step):
            np.matmul(weights, self.flows[:, first : first + step], out=found[:, first : first + step])
        return found

    def stretches(self) -> list[int]:
        """Return the last run of each stretch of runs that have one sign in all streams; a run of several signs stands alone."""
        last = len(self.signs) - 1
        return [place for place, sign in enumerate(self.signs) if place == last or sign == 0 or sign != self.signs[place + 1]]


def changes_of_sign(parts: Sequence[Any], size: int) -> npt.NDArray[np.int16]:
    """Count changes of sign from one part to the next, each below zero or not: a float for all streams, or an array.

    A zero counts as not below zero, so between two negative ones it counts two changes too many, and at an end one: never one too few.
    """
    import numpy as np

    changes = np.zeros(size, dtype=np.int16)
    before: Any = None
    for part in parts:
        below = part < 0.0
        if before is not None and not (isinstance(below, bool) and below is before):
            changes += np.not_equal(below, before)
        before = below
    return changes
