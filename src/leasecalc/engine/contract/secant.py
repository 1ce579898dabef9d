"""The zero of a smooth function, on a float or row by row on an array."""

from __future__ import annotations

from collections.abc import Callable

from leasecalc.errors import NoSolution
from leasecalc.values import Value, absolute, all_true, both, invert, is_array, is_formula, maximum, where

LARGEST_NUMBER_OF_STEPS = 60


def secant(
    excess: Callable[[Value], Value],
    first: Value,
    second: Value,
    *,
    unmet: str = "no rate per period makes these payments worth the amount financed",
) -> Value:
    """Return the zero of ``excess`` by the secant rule from two trial values; two steps where it is linear.

    A row is frozen once its step is below 1e-14 of its value, so that a row of an array takes the same steps as alone. A row
    that begins with NaN
    stays NaN. Raises ``NoSolution`` with the text ``unmet`` where the steps do not come to rest at a zero.
    """
    before, here = first, second
    value_before, value = excess(before), excess(here)
    if is_array(value) and is_formula(value):
        return value.zero_of(excess, first, second)  # type: ignore[no-any-return, union-attr]
    for _ in range(LARGEST_NUMBER_OF_STEPS):
        slope = value - value_before
        flat = slope == 0.0
        step = where(flat, 0.0, value * (here - before) / where(flat, 1.0, slope))
        done = absolute(step) <= 1e-14 * maximum(absolute(here), 1.0)
        if all_true(done):
            break
        following = where(done, here, here - step)
        before, value_before = where(done, before, here), where(done, value_before, value)
        here = following
        value = where(done, value, excess(here))
    missed = both(invert(done), absolute(value) > 1e-6 * maximum(absolute(here), 1.0))
    if not all_true(invert(missed)):
        raise NoSolution(unmet)
    return here
