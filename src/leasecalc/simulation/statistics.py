"""What simulated values add up to: moments with standard errors, quantiles, shortfall, and the share of each driver.

Sums run in the order of blocks, so the result does not depend on who reckoned which block.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from leasecalc.records import record

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

BINS = 32
"""Classes of a driver, each as likely as the others, within which a measure is averaged."""


@record(kw_only=True)
class Estimate:
    """A mean and its standard error."""

    mean: float
    standard_error: float


@record(kw_only=True)
class Distribution:
    """One measure over all paths that have a value of it."""

    count: int
    missing: int
    mean: Estimate
    deviation: float
    quantiles: tuple[tuple[float, float], ...]
    value_at_risk: tuple[tuple[float, float], ...]
    """By confidence: the loss (positive) that is exceeded with one minus that probability; McNeil, Frey, Embrechts (2015) 2.2."""
    expected_shortfall: tuple[tuple[float, float], ...]
    """By confidence: the mean loss of the worst one minus that share of paths (Acerbi and Tasche 2002)."""
    histogram: tuple[tuple[float, float, int], ...]
    """Lower edge, upper edge and paths of each class."""


LEVELS = (0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99)
CONFIDENCES = (0.95, 0.99)
_TAILS = tuple(1.0 - level for level in CONFIDENCES)
EDGES = (0.005, 0.995)
"""Between these quantiles lie the classes of the histogram."""
CLASSES = 24
_SLICE = 1 << 16


def estimate(block_sums: Sequence[tuple[int, float, float]], *, by_block: bool) -> Estimate:
    """Return mean and standard error from (count, sum, sum of squares about the block's mean) of each block.

    ``by_block`` takes the error from the spread of block means, for blocks whose paths are not independent (Sobol', antithetic);
    else from that of all paths.
    """
    count = sum(found for found, _, _ in block_sums)
    if not count:
        return Estimate(mean=math.nan, standard_error=math.nan)
    mean = math.fsum(total for _, total, _ in block_sums) / count
    if by_block:
        full = [(found, total / found) for found, total, _ in block_sums if found]
        if len(full) < 2:
            return Estimate(mean=mean, standard_error=math.nan)
        spread = math.fsum(found * (own - mean) ** 2 for found, own in full) / count
        return Estimate(mean=mean, standard_error=math.sqrt(spread / (len(full) - 1)))
    squares = math.fsum(within + found * (total / found - mean) ** 2 for found, total, within in block_sums if found)
    return Estimate(mean=mean, standard_error=math.sqrt(squares / max(count - 1, 1) / count))


def block_sum(values: Floats) -> tuple[int, float, float]:
    """Return count, sum, and sum of squares about the mean, of the values that are numbers."""
    import numpy as np

    known = values[np.isfinite(values)]
    if not len(known):
        return 0, 0.0, 0.0
    total = float(known.sum())
    return len(known), total, float(((known - total / len(known)) ** 2).sum())


def distribution(values: Floats, mean: Estimate) -> Distribution:
    """Return the distribution of all paths; ``values`` is put in another order in place, NaN at the end."""
    import numpy as np

    count = _count(values, np.isfinite)
    if count < len(values):
        values[~np.isfinite(values)] = np.nan
    if not count:
        return Distribution(
            count=0, missing=len(values), mean=mean, deviation=math.nan, quantiles=(), value_at_risk=(), expected_shortfall=(), histogram=()
        )  # fmt: skip
    # the last of the numbers is put in its place too, so that all that is none comes after it
    values.partition(sorted({place for level in (*LEVELS, *_TAILS, *EDGES, 1.0) for place in _places(count, level)}))
    known = values[:count]
    return Distribution(
        count=count,
        missing=len(values) - count,
        mean=mean,
        deviation=_deviation(known),
        quantiles=tuple((level, quantile(known, level)) for level in LEVELS),
        value_at_risk=tuple((level, -quantile(known, 1.0 - level)) for level in CONFIDENCES),
        expected_shortfall=tuple((level, shortfall(known, level)) for level in CONFIDENCES),
        histogram=_histogram(known),
    )


def _count(values: Floats, holds: Callable[[Floats], Any]) -> int:
    """Return for how many values something holds, slice by slice."""
    import numpy as np

    return sum(int(np.count_nonzero(holds(values[first : first + _SLICE]))) for first in range(0, len(values), _SLICE))


def positive(values: Floats) -> int:
    """Return how many values are above zero."""
    return _count(values, lambda part: part > 0.0)


def _places(count: int, level: float) -> tuple[int, int]:
    """Return the places in the order of values that a quantile lies between."""
    below = int(level * (count - 1))
    return below, min(below + 1, count - 1)


def _deviation(known: Floats) -> float:
    """Return the standard deviation; slice by slice, for `std` would need as much memory again."""
    if len(known) < 2:
        return 0.0
    mean, squares = float(known.mean()), []
    for first in range(0, len(known), _SLICE):
        apart = known[first : first + _SLICE] - mean
        squares.append(float((apart * apart).sum()))
    return math.sqrt(math.fsum(squares) / (len(known) - 1))


def quantile(ordered: Floats, level: float) -> float:
    """Return the value below which a share of the paths lies: the inverse of the empirical distribution, interpolated (type 7).

    The values need be in order at the places of that level alone.
    """
    below, above = _places(len(ordered), level)
    part = level * (len(ordered) - 1) - below
    return float(ordered[below] + part * (ordered[above] - ordered[below]))


def shortfall(ordered: Floats, confidence: float) -> float:
    """Return the mean loss of the worst paths, the path at the edge counted in part; no value before that path's place is above it."""
    share = (1.0 - confidence) * len(ordered)
    whole = int(share)
    total = float(ordered[:whole].sum()) + (share - whole) * float(ordered[min(whole, len(ordered) - 1)])
    return -total / share


def _histogram(ordered: Floats) -> tuple[tuple[float, float, int], ...]:
    """Return equal classes between the extreme half percents; the first and the last hold what lies beyond."""
    import numpy as np

    low, high = (quantile(ordered, level) for level in EDGES)
    if not high > low:
        return ((low, high, len(ordered)),)
    edges = np.linspace(low, high, CLASSES + 1)
    inner = [_count(ordered, lambda part, edge=edge: part < edge) for edge in edges[1:-1]]  # type: ignore[misc]
    places = [0, *inner, len(ordered)]
    return tuple((float(edges[k]), float(edges[k + 1]), places[k + 1] - places[k]) for k in range(CLASSES))


@record(kw_only=True)
class Classed:
    """Sums of a measure within each class of one driver, over one block or over all."""

    counts: Floats
    sums: Floats

    def plus(self, other: Classed) -> Classed:
        """Return both together."""
        return Classed(counts=self.counts + other.counts, sums=self.sums + other.sums)


def classed(driver: Floats, values: Floats) -> Classed:
    """Return counts and sums of a measure by class of a standard normal driver."""
    import numpy as np

    known = np.isfinite(values)
    places = np.searchsorted(np.array(_edges()), driver[known])
    sums: Floats = np.bincount(places, weights=values[known], minlength=BINS).astype(np.float64)
    return Classed(counts=np.bincount(places, minlength=BINS).astype(np.float64), sums=sums)


def _edges() -> list[float]:
    from statistics import NormalDist

    normal = NormalDist()
    return [normal.inv_cdf(place / BINS) for place in range(1, BINS)]


def first_order_share(found: Classed, variance: float) -> float:
    """Return the share of the variance that one driver explains alone: Var(E[Y | class of X]) / Var(Y) (Sobol' 1993).

    What the noise within classes adds to the variance of their means is taken off; below zero means nothing can be told.
    """
    import numpy as np

    if not variance > 0.0:
        return 0.0
    counts, total = found.counts, float(found.counts.sum())
    filled = counts > 0.0
    means = found.sums[filled] / counts[filled]
    mean = float(found.sums.sum()) / total
    between = float((counts[filled] * (means - mean) ** 2).sum()) / total
    noise = variance * (int(np.count_nonzero(filled)) - 1) / total
    return max(0.0, (between - noise) / variance)
