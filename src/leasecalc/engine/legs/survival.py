"""The lessee's survival: (1 - rate) ** years at a flat yearly rate, a product over the years of a curve (Jarrow and Turnbull 1995, discrete time)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from leasecalc.values import Value, minimum, power, powers

if TYPE_CHECKING:
    from leasecalc.engine.resolved import Inputs, ResolvedDeal

LARGEST_YEARLY_RATE = 0.999
"""A multiple of default rates does not drive a yearly rate beyond this."""


def nobody_defaults(inputs: Inputs) -> bool:
    """Return whether the deal expects no default at all."""
    return isinstance(inputs.default_rate, float) and inputs.default_rate == 0.0


def stays_by_rate(deal: ResolvedDeal, inputs: Inputs) -> tuple[tuple[float, Value], ...]:
    """Return (years since commencement up to which it holds, share that survives a year): of the inputs' flat rate, else of the curve."""
    if inputs.default_rate is not None:
        return ((float("inf"), 1.0 - inputs.default_rate),)
    return tuple((until, 1.0 - minimum(rate * inputs.default_multiple, LARGEST_YEARLY_RATE)) for until, rate in deal.credit.curve)


def survival(deal: ResolvedDeal, inputs: Inputs, at: Iterable[int]) -> dict[int, Value]:
    """Return the probability that the lessee has not defaulted by each grid index; 1 up to commencement."""
    when, rates = deal.timeline, stays_by_rate(deal, inputs)
    start, end = when.years[when.commencement], when.years[when.end]
    places = sorted(set(at))
    # nobody defaults on a lease that has ended: a residual or a deposit that comes later is as safe as on the last day
    years = [min(when.years[index], end) - start for index in places]
    if len(rates) > 1:
        return {index: alive(rates, year) for index, year in zip(places, years, strict=True)}
    chances: dict[int, Value] = dict.fromkeys(places, 1.0)
    running = [(index, year) for index, year in zip(places, years, strict=True) if year > 0.0]
    chances.update(
        zip((index for index, _ in running), powers(rates[0][1], [min(year, rates[0][0]) for _, year in running]), strict=True)
    )
    return chances


def alive(rates: tuple[tuple[float, Value], ...], years: float) -> Value:
    """Return the product of the powers of each run of years."""
    if years <= 0.0:
        return 1.0
    alive, since = power(rates[0][1], min(years, rates[0][0])), rates[0][0]
    for until, stays in rates[1:]:
        if years <= since:
            break
        alive = alive * power(stays, min(years, until) - since)
        since = until
    return alive
