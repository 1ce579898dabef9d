"""The vehicles that the entries of a line tell apart: one sample for each combination of conditions."""

from __future__ import annotations

from itertools import pairwise, product
from math import prod
from typing import TYPE_CHECKING, TypeAlias, get_args

from leasecalc.charges.facts import Facts, Powertrain
from leasecalc.charges.selectors import NumberRange

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from decimal import Decimal

    from leasecalc.charges.selectors import Selector

POWERTRAINS: tuple[Powertrain, ...] = get_args(Powertrain)
OTHER = "other"
"""Stands for every word that no selector names."""

MOST_SAMPLES = 20_000

_CLOSED: dict[str, tuple[str, ...]] = {
    "powertrain": POWERTRAINS,
    "condition": ("new", "used"),
    "assembly": ("cbu", "skd", "ckd"),
    "drive": ("2wd", "4wd"),
    "steering": ("left", "right"),
    "exporter": ("lessor", "trading_company", "maker"),
    "licensed_lessor": ("yes", "no"),
    "leaves_origin": ("yes", "no"),
}
Sample: TypeAlias = "dict[str, str | float]"


def samples(selectors: Iterable[Selector], known: Facts) -> Iterator[Facts]:
    """Yield facts that cover every case the selectors tell apart, given what is `known`.

    Where the cases are more than `MOST_SAMPLES`, one fact varies at a time.
    """
    words, limits = _conditions(selectors, known)
    axes: dict[str, list[str | float]] = {name: list(_words(name, found)) for name, found in words.items()}
    axes |= {name: list(points(found)) for name, found in limits.items()}
    few = prod(len(axis) for axis in axes.values()) <= MOST_SAMPLES
    for sample in _every(axes) if few else _one_at_a_time(axes):
        texts = {name: value for name, value in sample.items() if isinstance(value, str)}
        numbers = {name: value for name, value in sample.items() if not isinstance(value, str)}
        yield Facts({**known.texts, **texts}, {**known.numbers, **numbers})


def _every(axes: dict[str, list[str | float]]) -> Iterator[Sample]:
    for values in product(*axes.values()):
        yield dict(zip(axes, values, strict=True))


def _one_at_a_time(axes: dict[str, list[str | float]]) -> Iterator[Sample]:
    first = {name: axis[0] for name, axis in axes.items()}
    yield first
    for name, axis in axes.items():
        yield from (first | {name: value} for value in axis[1:])


def _conditions(selectors: Iterable[Selector], known: Facts) -> tuple[dict[str, set[str]], dict[str, set[Decimal]]]:
    """Collect the words and limits of every fact that is tested and not known."""
    words: dict[str, set[str]] = {}
    limits: dict[str, set[Decimal]] = {}
    for selector in selectors:
        for name, condition in selector.conditions():
            if known.has(name):
                continue
            if isinstance(condition, NumberRange):
                limits.setdefault(name, set()).update(limits_of(condition))
            else:
                words.setdefault(name, set()).update(condition)
    return words, limits


def _words(name: str, found: set[str]) -> tuple[str, ...]:
    return _CLOSED.get(name) or (*sorted(found), OTHER)


def limits_of(condition: NumberRange) -> tuple[Decimal, ...]:
    """Return the limits of a range that are given."""
    given = (condition.from_, condition.above, condition.up_to, condition.below)
    return tuple(limit for limit in given if limit is not None)


def points(limits: Iterable[Decimal]) -> Iterator[float]:
    """Yield every limit, a number between any two, one below the first and one above the last."""
    ordered = sorted(set(limits))
    if not ordered:
        return
    if ordered[0] > 0:
        yield float(ordered[0]) / 2.0
    yield float(ordered[0])
    for low, high in pairwise(ordered):
        yield float((low + high) / 2)
        yield float(high)
    yield float(ordered[-1]) * 2.0 + 1.0
