"""The rate of return of one stream of cash, with the reasons for the rate that is quoted."""

from __future__ import annotations

import math
from itertools import islice
from operator import lt, mul
from typing import TYPE_CHECKING, Literal

from leasecalc.errors import CalculationError
from leasecalc.records import record
from leasecalc.roots.exponential_sums import find_roots, sign_changes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

RootStatus = Literal["found", "none", "many", "limit"]

LOWEST_RATE = -0.99
HIGHEST_RATE = 10.0
"""Rates between these two are quoted before any other."""

_LOW, _HIGH = math.log1p(LOWEST_RATE), math.log1p(HIGHEST_RATE)
# Rates of -99.99999999 % and of 1e17: how far the search goes.
FAR_LOW, FAR_HIGH = -23.0, 39.2

_RULE = "the positive rate nearest zero is quoted, else the negative one nearest zero (FCA MCOB 10.3.1 R)"


@record
class Root:
    """A rate of return, or why there is none.

    `value` is the quoted rate per unit of time, `None` if `status` is "none" (no rate makes the value zero) or
    "limit" (one exists, beyond -99.99999999 % or 1e17). `roots` holds every rate between -99 % and 1000 % and
    `beyond` every other one; "many" means that the quoted rate was chosen among several. `residual` is the net
    present value at the quoted rate over the largest present value of a single flow.
    """

    value: float | None
    status: RootStatus
    roots: tuple[float, ...]
    beyond: tuple[float, ...]
    sign_changes: int
    residual: float | None
    reason: str


def net_present_value(rate: float, times: Sequence[float], amounts: Sequence[float]) -> float:
    """Discount amounts at a rate per unit of time to time zero: sum of amount / (1 + rate) ** time.

    Raises ``ValueError`` for a rate of -100 % or less, or sequences of different length.
    """
    if rate <= -1.0:
        raise ValueError(f"a discount rate must be above -100 %, not {rate!r}")
    decay = -math.log1p(rate)
    return sum(amount * math.exp(decay * time) for time, amount in zip(times, amounts, strict=True))


def rate_of_return(times: Sequence[float], amounts: Sequence[float], guess: float | None = None) -> Root:
    """Find the rate per unit of time at which the flows are worth nothing, and every other such rate.

    `times` are in any unit and any order, `amounts` in one currency, outflows negative; the result does not depend
    on their size or on a change of all signs. With several rates the one nearest `guess` is quoted; without a
    guess, the positive one nearest zero, else the negative one nearest zero (FCA MCOB 10.3.1 R). Raises
    ``ValueError`` for sequences of different length and ``CalculationError`` for a flow that is not finite.
    """
    times, amounts = in_order(times, amounts)
    changes = sign_changes(amounts)
    if changes == 0:
        return Root(None, "none", (), (), 0, None, _no_change(amounts))
    if changes == 1:
        y = _only_root(times, amounts, 0.0 if guess is None or guess <= -1.0 else math.log1p(guess))
        if y is not None:
            return _unique(times, amounts, y)
    return _among_all(times, amounts, changes, guess)


def _no_change(amounts: Sequence[float]) -> str:
    if not any(amounts):
        return "every flow is zero, so every rate fits and none is the rate of return"
    kind = "received" if max(amounts) > 0.0 else "paid"
    return f"every flow is {kind}, so no rate makes their value zero"


def in_order(times: Sequence[float], amounts: Sequence[float]) -> tuple[Sequence[float], Sequence[float]]:
    """Sort by time, net flows at the same time and divide by the largest."""
    if len(times) != len(amounts):
        raise ValueError(f"{len(times)} times but {len(amounts)} amounts")
    times, amounts = list(map(float, times)), list(map(float, amounts))  # numbers of NumPy too, whose comparisons are no `bool`
    if not all(map(lt, times, islice(times, 1, None))):
        netted: dict[float, float] = {}
        for time, amount in zip(times, amounts, strict=True):
            netted[time] = netted.get(time, 0.0) + amount
        times = sorted(netted)
        amounts = [netted[time] for time in times]
    largest = max(map(abs, amounts), default=0.0)
    if not (math.isfinite(sum(amounts)) and math.isfinite(sum(times))):
        raise CalculationError("a flow or its time is not a finite number")
    return times, [amount / largest for amount in amounts] if largest else amounts


def _only_root(times: Sequence[float], amounts: Sequence[float], y: float) -> float | None:
    """Solve a stream with one change of sign by Newton on the log of the ratio of its two sides.

    log(later side / earlier side) falls at the rate of the distance between their durations, so it is nearly a
    straight line and Newton needs three or four steps. Returns `None` when a step leaves the floating range.
    """
    split = _first_change(amounts)
    earlier, later = amounts[:split], amounts[split:]
    earlier_times, later_times = times[:split], times[split:]
    span = times[-1] - times[0]
    try:
        for _ in range(50):
            earlier_sum, earlier_duration = discounted(earlier_times, earlier, y)
            later_sum, later_duration = discounted(later_times, later, y)
            step = math.log(-later_sum / earlier_sum) / (later_duration - earlier_duration)
            y += step
            if abs(step) * span < 1e-8:  # Newton squares the error: the next step would be below 1e-16
                return y
    except (OverflowError, ValueError, ZeroDivisionError):
        return None
    return None


def _first_change(amounts: Sequence[float]) -> int:
    """Return the index of the first amount whose sign differs from the first sign."""
    first = next(amount for amount in amounts if amount)
    if first < 0.0:
        return next(k for k, amount in enumerate(amounts) if amount > 0.0)
    return next(k for k, amount in enumerate(amounts) if amount < 0.0)


def discounted(times: Sequence[float], amounts: Sequence[float], y: float) -> tuple[float, float]:
    """Return the present value and the duration (mean time, weighted by present value)."""
    values = list(map(mul, amounts, map(math.exp, map((-y).__mul__, times)))) if y else amounts
    total = sum(values)
    return total, sum(map(mul, times, values)) / total


def _residual(times: Sequence[float], amounts: Sequence[float], y: float) -> float:
    """Return the net present value over the largest present value of one flow."""
    exponents = [-time * y for time in times]
    highest = max(exponents)
    values = [amount * math.exp(x - highest) for amount, x in zip(amounts, exponents, strict=True)]
    return sum(values) / max(map(abs, values))


def _unique(times: Sequence[float], amounts: Sequence[float], y: float) -> Root:
    if not FAR_LOW <= y <= FAR_HIGH:
        return _without_root(1)
    rate = math.expm1(y)
    inside, beyond = ((rate,), ()) if _LOW <= y <= _HIGH else ((), (rate,))
    reason = "the flows change sign once, so there is exactly one rate"
    return Root(rate, "found", inside, beyond, 1, _residual(times, amounts, y), reason)


def _among_all(times: Sequence[float], amounts: Sequence[float], changes: int, guess: float | None) -> Root:
    roots = find_roots(times, amounts, FAR_LOW, FAR_HIGH)
    return quoted_root(roots, changes, lambda y: _residual(times, amounts, y), guess=guess)


def quoted_root(roots: Sequence[float], changes: int, residual: Callable[[float], float], *, guess: float | None = None) -> Root:
    """Choose among roots y = log(1 + rate): those between -99 % and 1000 % come before the others.

    `changes` are the changes of sign of the flows and `residual` gives the relative error at a root.
    """
    if not roots:
        return _without_root(changes)
    inside = [y for y in roots if _LOW <= y <= _HIGH]
    beyond = [y for y in roots if not _LOW <= y <= _HIGH]
    candidates = inside or beyond
    y = _choose(candidates, guess)
    return Root(
        value=math.expm1(y),
        status="found" if len(candidates) == 1 else "many",
        roots=tuple(map(math.expm1, inside)),
        beyond=tuple(map(math.expm1, beyond)),
        sign_changes=changes,
        residual=residual(y),
        reason=_why(candidates, changes, guess),
    )


def _without_root(changes: int) -> Root:
    if changes % 2:
        reason = "a rate exists, but below -99.99999999 % or above 1e17"
        return Root(None, "limit", (), (), changes, None, reason)
    reason = f"the flows change sign {changes} times and their value is never zero"
    return Root(None, "none", (), (), changes, None, reason)


def _choose(candidates: Sequence[float], guess: float | None) -> float:
    """Pick the root nearest the guess, else the positive one nearest zero, else the negative one nearest zero."""
    if guess is not None:
        return min(candidates, key=lambda y: abs(math.expm1(y) - guess))
    return min(candidates, key=lambda y: (y < 0.0, abs(y)))


def _why(candidates: Sequence[float], changes: int, guess: float | None) -> str:
    """Say which rates fit and which one is quoted."""
    where = "between -99 % and 1000 %" if _LOW <= candidates[0] <= _HIGH else "beyond -99 % and 1000 %"
    if len(candidates) == 1:
        times = "once" if changes == 1 else f"{changes} times"
        return f"the flows change sign {times}, and only one rate {where} fits"
    listed = ", ".join(f"{100.0 * math.expm1(y):.6g} %" for y in candidates)
    rule = _RULE if guess is None else "the one nearest the guess is quoted"
    return f"{len(candidates)} rates {where} fit ({listed}): {rule}"
