"""Printed flows on an equally spaced grid, as numpy-financial wants them."""

from __future__ import annotations

from functools import reduce
from math import gcd
from typing import TYPE_CHECKING

from leasecalc.records import record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from leasecalc.report.deal.model import LegShown

#: Longest polynomial given to numpy-financial's rate of return: its eigenvalue method slows with the cube of the length.
LONGEST_FOR_RATE = 400
UNITS_PER_YEAR = {"30/360": 360, "30e/360": 360, "30u/360": 360, "act/360": 360, "act/364": 364, "act/365f": 365}


@record
class EvenFlows:
    """Amounts per step from the first flow on; ``steps_per_year`` steps make a year, ``first_step`` is where they begin (0: pricing date)."""

    amounts: tuple[float, ...]
    steps_per_year: float
    first_step: int


def even_flows(legs: Iterable[LegShown], day_count: str) -> EvenFlows | None:
    """Return the sum of legs on the coarsest grid that holds all their dates, or None where the day count has no such grid."""
    units = UNITS_PER_YEAR.get(day_count)
    if units is None:
        return None
    by_unit: dict[int, float] = {}
    for leg in legs:
        for flow in leg.flows:
            place = flow.month / 12.0 * units
            whole = round(place)
            if abs(place - whole) > 1e-3:
                return None
            by_unit[whole] = by_unit.get(whole, 0.0) + float(flow.amount)
    step = reduce(gcd, (abs(place) for place in by_unit), 0) or units
    places = {place // step: amount for place, amount in by_unit.items()}
    first, last = min(places), max(places)
    return EvenFlows(tuple(places.get(place, 0.0) for place in range(first, last + 1)), units / step, first)
