"""A knob of whole numbers: the values that meet a target, and the neighbours between which it is passed."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING

from leasecalc.engine.solving.solve import Answer
from leasecalc.errors import UsageError
from leasecalc.records import record

if TYPE_CHECKING:
    from collections.abc import Sequence

Excess = Callable[[float], float]


@record
class WholeAnswer:
    """The answer, the neighbours on both sides of the crossing that it comes from, and the range that was searched.

    Where no whole number meets the target, the nearer neighbour is the answer and its status is "jump".
    """

    answer: Answer
    sides: tuple[float, ...]
    low: float
    high: float


def search_terms(
    excess: Excess, numbers: Sequence[int], today: int, unit: float, limits: tuple[float | None, float | None]
) -> WholeAnswer:
    """Return where ``excess`` is zero (to half a ``unit``) or changes sign between neighbouring whole numbers.

    ``numbers`` are tried first; between two of them with a change of sign the search goes on by halves. Raises
    ``UsageError`` where the limits leave nothing.
    """
    tried = _within(numbers, limits)
    low, high = float(tried[0]), float(tried[-1])
    known = [(number, gap) for number in tried if not math.isnan(gap := excess(float(number)))]
    gaps = [gap for _, gap in known]
    if not gaps:
        return WholeAnswer(Answer(None, "none", ""), (), low, high)
    pairs = [_neighbours(excess, left[0], right[0]) for left, right in pairwise(known) if (left[1] < 0.0) != (right[1] < 0.0)]
    around = dict.fromkeys(number for number, _ in known) | dict.fromkeys(number for pair in pairs for number in pair)
    met = sorted(float(number) for number in around if abs(excess(float(number))) <= 0.5 * unit)
    if len(gaps) > 1 and max(gaps) - min(gaps) <= 1e-9 and not met:
        return WholeAnswer(Answer(None, "no effect", "", reached=(gaps[0], gaps[0])), (), low, high)
    if met:
        value = min(met, key=lambda number: abs(number - today))
        return WholeAnswer(Answer(value, "found" if len(met) == 1 else "many", "", tuple(met)), (), low, high)
    return _passed(excess, pairs, today, (low, high, gaps))


def _within(numbers: Sequence[int], limits: tuple[float | None, float | None]) -> list[int]:
    low = math.ceil(limits[0]) if limits[0] is not None else numbers[0]
    high = math.floor(limits[1]) if limits[1] is not None else numbers[-1]
    if not 1 <= low <= high:
        raise UsageError(f"--for term: no whole number lies between {low} and {high}")
    return sorted({low, high, *(number for number in numbers if low < number < high)})


def _neighbours(excess: Excess, left: int, right: int) -> tuple[int, int]:
    """Close in on a change of sign; numbers without a price are passed over."""
    negative = excess(float(left)) < 0.0
    while right - left > 1:
        middle = (left + right) // 2
        probes = sorted(range(left + 1, right), key=lambda number: abs(number - middle))
        number = next((probe for probe in probes if not math.isnan(excess(float(probe)))), None)
        if number is None:
            break
        if (excess(float(number)) < 0.0) == negative:
            left = number
        else:
            right = number
    return left, right


def _passed(
    excess: Excess, pairs: Sequence[tuple[int, int]], today: int, searched: tuple[float, float, Sequence[float]]
) -> WholeAnswer:
    low, high, gaps = searched
    if not pairs:
        return WholeAnswer(Answer(None, "none", "", reached=(min(gaps), max(gaps))), (), low, high)
    pair = min(pairs, key=lambda ends: min(abs(ends[0] - today), abs(ends[1] - today)))
    value = float(min(pair, key=lambda number: abs(excess(float(number)))))
    jumps = tuple(0.5 * (left + right) for left, right in pairs)
    return WholeAnswer(Answer(value, "jump", "", (), jumps), (float(pair[0]), float(pair[1])), low, high)
