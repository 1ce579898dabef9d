"""How sums of a deal's flows answer to each instalment: the kernel priced at once with one instalment moved in each scenario."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from leasecalc.errors import CalculationError
from leasecalc.records import record

if TYPE_CHECKING:
    from leasecalc.engine.optimising.aims import Sums
    from leasecalc.engine.optimising.free import Free

FAR, NEAR = 0.25, 1e-4
"""Parts of the usual instalment by which each is moved: far where the deal is linear, for exact slopes, near where it is not."""

LINEAR = 1e-10
"""Largest difference between a sum and its straight line, as a part of its size, for which a deal counts as linear."""


@record(kw_only=True)
class Line:
    """One sum: its value at the instalments looked at, and its change for each unit of each of them."""

    value: float
    slopes: Any
    """Array of one number an instalment."""
    linear: bool

    def at(self, moved: Any) -> float:
        """Return the value after moving the instalments by ``moved``."""
        return self.value + float(self.slopes @ moved)


def lines(free: Free, here: Any, scale: float, wanted: Sequence[Sums]) -> list[list[Line]]:
    """Return the lines of several groups of sums at the instalments ``here``, an array; ``scale`` is the size of a usual one.

    One run of the kernel prices S = N + 3 scenarios: as they are, each of the N moved alone, and two mixtures far away that show
    whether the deal is linear. Raises ``CalculationError`` where a sum has no value.
    """
    found = _lines(free, here, scale, wanted, part=FAR)
    return found if all(line.linear for group in found for line in group) else _lines(free, here, scale, wanted, part=NEAR)


def _lines(free: Free, here: Any, scale: float, wanted: Sequence[Sums], *, part: float) -> list[list[Line]]:
    import numpy as np

    count = free.size
    block = np.tile(here, (count + 3, 1))
    moved = part * scale
    block[np.arange(1, count + 1), np.arange(count)] += moved
    sway = np.where(np.arange(count) % 2 == 0, 0.4, -0.3)
    slope = np.linspace(0.5, -0.4, count)
    block[count + 1] += scale * np.where(here + scale * sway < 0.0, 0.1, sway)
    block[count + 2] += scale * np.where(here + scale * slope < 0.0, 0.2, slope)
    priced = free.at([block[:, row] for row in range(count)], rounded=False)

    def line(found: Any) -> Line:
        values = np.broadcast_to(np.asarray(found, dtype=float), (count + 3,))
        if not np.isfinite(values).all():
            raise CalculationError("a measure has no value at some of the instalments that were tried")
        slopes = (values[1 : count + 1] - values[0]) / moved
        told = [abs(values[row] - values[0] - slopes @ (block[row] - here)) for row in (count + 1, count + 2)]
        size = float(np.abs(values).max() + np.abs(slopes).sum() * scale)
        return Line(value=float(values[0]), slopes=slopes, linear=part == FAR and max(told) <= LINEAR * size)

    return [[line(found) for found in sums(priced)] for sums in wanted]
