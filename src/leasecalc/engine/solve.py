"""Solving one knob for one measure: price at trial values, never a formula of its own."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from leasecalc.engine.measures import measure
from leasecalc.engine.price import price
from leasecalc.engine.settings import smooth, with_knob
from leasecalc.errors import LeasecalcError
from leasecalc.knobs import knob
from leasecalc.records import record

if TYPE_CHECKING:
    from leasecalc.engine.price import Priced
    from leasecalc.engine.resolved import Inputs

Function = Callable[[float], float]
Status = Literal["found", "no effect", "none", "out of range"]


@record
class Answer:
    """The value of a knob that meets a target, or why there is none."""

    value: float | None
    status: Status
    reason: str


def solve_knob(priced: Priced, inputs: Inputs, name: str, measure_name: str, *, target: float, start: float) -> Answer:
    """Return the value of knob ``name`` at which ``measure_name`` equals ``target``, on the smooth (unrounded) deal, searched from ``start``.

    ``inputs`` says what is kept (for a fixed instalment: ``settings.with_fixed_rent``).
    """
    plain = smooth(priced.deal, name)

    def excess(value: float) -> float:
        return float(measure(price(plain, with_knob(plain, inputs, name, value)), measure_name)) - target

    limits = knob(name)
    scale = start if limits.unit == "quote" else float(priced.amounts.bases["price"]) if limits.unit == "money" else 1.0
    return search(excess, start, low=limits.low * scale, high=limits.high * scale)


def search(excess: Function, start: float, *, low: float, high: float) -> Answer:
    """Return the zero of ``excess`` nearest to ``start`` within the range: secant steps first (exact where linear), then a grid and bisection."""
    try:
        value = _secant(excess, start, low, high)
    except (ArithmeticError, LeasecalcError):  # a trial value at which the deal cannot be priced
        value = None
    if value is not None:
        return Answer(value, "found", "")
    return _on_grid(excess, start, low, high)


def _secant(excess: Function, start: float, low: float, high: float) -> float | None:
    step = (high - low) * 1e-3
    before, here = start, start + step if start + step <= high else start - step
    value_before, value = excess(before), excess(here)
    tolerance = 1e-13 * max(abs(value_before), abs(value), 1.0)
    for _ in range(40):
        if abs(value) <= tolerance:
            return here
        if value == value_before:
            return None
        following = here - value * (here - before) / (value - value_before)
        if not low <= following <= high:
            return None
        if abs(following - here) <= 1e-14 * max(abs(here), 1e-3):
            return following
        before, value_before, here = here, value, following
        value = excess(here)
    return None


def _grid(low: float, high: float, points: int = 24) -> list[float]:
    """Return points from low to high: by equal ratios where both are positive (quotations), else by equal steps."""
    if low > 0.0:
        return [low * (high / low) ** (number / points) for number in range(points + 1)]
    return [low + (high - low) * number / points for number in range(points + 1)]


def _on_grid(excess: Function, start: float, low: float, high: float) -> Answer:
    known = [(point, value) for point in _grid(low, high) if (value := _tried(excess, point)) is not None]
    values = [value for _, value in known]
    if not values or max(values) - min(values) <= 1e-9:
        return Answer(None, "no effect", "both routes move alike with it")
    crossings = [(left, right) for left, right in pairwise(known) if (left[1] <= 0.0) != (right[1] <= 0.0)]
    if not crossings:
        side = "below" if max(values) < 0.0 else "above"
        return Answer(None, "none", f"the difference stays {side} zero from {low:g} to {high:g}")
    (left, _), (right, _) = min(crossings, key=lambda pair: abs(pair[0][0] - start))
    return Answer(
        _bisect(excess, left, right), "found", "" if len(crossings) == 1 else f"{len(crossings)} values do; this is the nearest"
    )


def _tried(excess: Function, value: float) -> float | None:
    """Return the excess, or None where the deal cannot be priced at this value (a band that the market file does not know)."""
    try:
        return excess(value)
    except LeasecalcError:
        return None


def _bisect(excess: Function, left: float, right: float) -> float:
    positive_left = excess(left) > 0.0
    for _ in range(200):
        middle = (left + right) / 2.0
        if middle in (left, right):
            break
        if (excess(middle) > 0.0) == positive_left:
            left = middle
        else:
            right = middle
    return (left + right) / 2.0
