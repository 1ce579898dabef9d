"""Resolve how quotations move: the laws of `fx.forward`, `fx.curve` and `fx.pegged`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.day_counts import year_fraction
from leasecalc.engine.legs.rate_laws import CurveLaw, ForwardLaw, PegLaw
from leasecalc.errors import Diagnostic, InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from leasecalc.day_counts import DayCount
    from leasecalc.deal.money_terms import Fx, RateCurve
    from leasecalc.engine.legs.rate_laws import RateLaw


def rate_laws(fx: Fx, start: date, last: date, day_count: DayCount) -> dict[str, RateLaw]:
    """Return the law of each pair that has one; ``last`` is the last day of the deal.

    Raises ``InputError`` (LC488) for a curve that ends before it and does not say what holds beyond.
    """
    faults = tuple(_short_curves(fx, last))
    if faults:
        raise InputError(faults)
    laws: dict[str, RateLaw] = {}
    for pair, forward in (fx.forward or {}).items():
        rates = (float(forward.base_rate), float(forward.quote_rate))
        laws[pair] = ForwardLaw(base_rate=rates[0], quote_rate=rates[1], compounding=forward.compounding)
    for pair, curve in (fx.curve or {}).items():
        dated = ((year_fraction(start, point.on, day_count), float(point.rate)) for point in curve.points)
        laws[pair] = CurveLaw(points=((0.0, float(fx.rates[pair])), *dated), interpolation=curve.interpolation)
    for pair, peg in (fx.pegged or {}).items():
        centre, width = float(peg.peg), float(peg.band)
        until = year_fraction(start, peg.until, day_count)
        laws[pair] = PegLaw(low=centre * (1.0 - width), high=centre * (1.0 + width), until=until, drift=float(peg.drift))
    return laws


def _short_curves(fx: Fx, last: date) -> Iterator[Diagnostic]:
    for pair, curve in (fx.curve or {}).items():
        if _ends_before(curve, last):
            yield Diagnostic(
                "LC488",
                f"the curve of {pair} ends on {curve.points[-1].on}, and the last day of the deal is {last}",
                "write more points, or `beyond: held` to keep the last rate",
                path=f"fx.curve.{pair}.points",
            )


def _ends_before(curve: RateCurve, last: date) -> bool:
    return curve.beyond is None and curve.points[-1].on < last
