"""Instalments as the contract rounds them, with floors, ceilings and shape still kept."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from leasecalc.engine.optimising.limits import slack
from leasecalc.engine.solving.targeting import measured
from leasecalc.records import record
from leasecalc.rounding import Rounding, round_to

if TYPE_CHECKING:
    from leasecalc.engine.optimising.limits import Limit
    from leasecalc.engine.optimising.question import Question
    from leasecalc.engine.price import Priced

MOST_UNITS = 5
"""Units that instalments with room may be moved by, where the other roundings of the deal ask for more than rounding up or down."""

_NOISE = 1e-4
"""Part of a unit that a linear programme's answer may miss a whole unit by."""


@record
class Rounded:
    """Instalments in whole units and the whole deal with them; ``kept`` says whether every limit is kept."""

    instalments: tuple[float, ...]
    priced: Priced
    kept: bool


def rounded(question: Question, exact: Sequence[float], shape: Sequence[Limit]) -> Rounded:
    """Return the instalments by the contract's rule, or with as few of them as needed rounded the other way, so that every limit is kept.

    Those that lie nearest to the next unit go first, all that are alike together.
    """
    rule = question.today.deal.roundings.rent
    clean = [_without_noise(value, rule.unit) for value in exact]
    first = None
    for least in (True, False):
        steps = list(_steps(clean, rule, shape, up=least))
        found = _first_kept(question, shape, steps, bounds_kept=lambda priced, least=least: _kept(question, priced, least=least))  # type: ignore[misc]
        if found.kept:
            return found
        first = first or found
    assert first is not None  # noqa: S101 - there are two rounds
    return first


def _without_noise(value: float, unit: float) -> float:
    units = value / unit
    return round(units) * unit if abs(units - round(units)) < _NOISE else value


def _steps(exact: Sequence[float], rule: Rounding, shape: Sequence[Limit], *, up: bool) -> Iterator[tuple[float, ...]]:
    """Yield the instalments by the rule, then one group after another rounded up (or down), then those with room a unit further."""
    now = [float(round_to(value, rule)) for value in exact]
    yield tuple(now)
    far = Rounding(rule.unit, "ceiling" if up else "floor")
    groups: dict[float, list[int]] = {}
    for row, value in enumerate(exact):
        groups.setdefault(round(value / rule.unit, 3), []).append(row)
    order = sorted(groups, key=lambda units: units % 1.0, reverse=up)
    for units in order:
        moved = [float(round_to(exact[row], far)) for row in groups[units]]
        if moved != [now[row] for row in groups[units]]:
            for row, value in zip(groups[units], moved, strict=True):
                now[row] = value
            yield tuple(now)
    yield from _further(now, groups.values(), rule.unit if up else -rule.unit, shape)


def _further(now: list[float], groups: Iterable[list[int]], step: float, shape: Sequence[Limit]) -> Iterator[tuple[float, ...]]:
    for _ in range(MOST_UNITS):
        for rows in groups:
            moved = list(now)
            for row in rows:
                moved[row] = float(round_to(now[row] + step, Rounding(abs(step))))
            if _shape_kept(shape, moved):
                now = moved
                yield tuple(now)


def _first_kept(
    question: Question, shape: Sequence[Limit], steps: list[tuple[float, ...]], *, bounds_kept: Callable[[Priced], bool]
) -> Rounded:
    """Return the first step at which everything is kept: each step brings the bounds nearer, so the first that keeps them is halved for."""
    priced = [question.free.at(steps[0], rounded=True)]
    if bounds_kept(priced[0]):
        low = 0
    else:
        low, high = 0, len(steps) - 1
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if bounds_kept(question.free.at(steps[middle], rounded=True)) else (middle, high)
        low = high
    for step in steps[low:]:
        whole = question.free.at(step, rounded=True)
        if _shape_kept(shape, step) and _kept(question, whole, least=None):
            return Rounded(step, whole, kept=True)
    return Rounded(steps[0], priced[0], kept=False)


def _kept(question: Question, priced: Priced, *, least: bool | None) -> bool:
    """Return whether the floors (``least``), the ceilings (not ``least``) or both are kept by the whole deal."""
    return all(bound.holds(measured(priced, bound.goal)) for bound in question.bounds if least is None or bound.least == least)


def _shape_kept(shape: Sequence[Limit], instalments: Sequence[float]) -> bool:
    room = 1e-9 * max(1.0, math.fsum(abs(value) for value in instalments))
    return all(slack(row, instalments) >= -room for limit in shape for row in limit.rows)
