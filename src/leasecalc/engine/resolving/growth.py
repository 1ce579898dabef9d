"""How far an amount has grown by each of its payments: by whole years, or by the values of an index."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from leasecalc.deal.structure import IndexPoint
    from leasecalc.engine.resolved import Timeline


def growth_by_day(
    rate: Decimal | None, index: Sequence[IndexPoint] | None, places: Sequence[int], grid: Timeline
) -> tuple[float, ...]:
    """Return (1 + rate) ** whole years since commencement, or index of the day / index at commencement, at each grid index.

    Raises ``InputError`` (LC439) where no value of the index is in force at commencement.
    """
    if index is not None:
        from leasecalc.engine.resolving.resolve_structure import in_force

        points = [(point.from_, float(point.value)) for point in index]
        base = in_force(points, grid.dates[grid.commencement])
        return tuple(in_force(points, grid.dates[place]) / base for place in places)
    growth, begin = 1.0 + float(rate or 0), grid.years[grid.commencement]
    return tuple(growth ** int(grid.years[place] - begin + 1e-9) for place in places)
