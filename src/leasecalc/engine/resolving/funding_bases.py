"""The base rate of a floating loan by day: as the deal writes it, or a dated series of the origin's file with its source."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from leasecalc.dates import add_months
from leasecalc.deal.terms import later
from leasecalc.engine.resolving.resolve_origin import ORIGIN
from leasecalc.engine.resolving.resolve_structure import in_force
from leasecalc.errors import Diagnostic, InputError
from leasecalc.reading.fields import Length
from leasecalc.reading.numbers import shifted, written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from leasecalc.deal.funding import FundingFloating
    from leasecalc.engine.resolved import Status
    from leasecalc.engine.resolving.recorder import Recorder
    from leasecalc.markets.library import Library
    from leasecalc.markets.series import Series

Points = list[tuple[date, Decimal]]


def base_points(floating: FundingFloating, library: Library, on: date, recorder: Recorder) -> Points:
    """Return the base rate by day. Raises ``InputError`` (LC485) for a series that the origin's file does not have."""
    if floating.base is not None:
        return [(point.from_, point.rate) for point in floating.base]
    listed = library.origin(ORIGIN).document.series
    known = {series.id: series for series in listed}
    found = known.get(floating.series or "")
    if found is None:
        from leasecalc.reading.suggest import did_you_mean

        hint = did_you_mean(floating.series or "", known) or f"series are {', '.join(known)}"
        raise InputError(
            (Diagnostic("LC485", f"the origin has no series `{floating.series}`", hint, path="funding.floating.series"),)
        )
    _note(found, on, recorder)
    return [(value.from_, value.value) for value in found.values if isinstance(value.value, Decimal)]


def _note(series: Series, on: date, recorder: Recorder) -> None:
    """Record the value of the day with its source; it is taken to hold on all later days."""
    value = series.on(on)
    if value is None or not isinstance(value.value, Decimal):
        return
    status: Status = "sourced" if value.source.confidence == "verified" else "unverified"
    if series.confirmed_on and series.review_every_months and add_months(series.confirmed_on, series.review_every_months) < on:
        status = "stale"
    why = f"{value.source.title} ({value.source.confidence}); the last known value, from {value.from_}, holds on later days"
    recorder.note(f"origin.{series.id}", f"{written(shifted(value.value, 2))}%", status, why)


def reset_bases(floating: FundingFloating, points: Points, anchor: date, begins: Sequence[date]) -> tuple[float, ...]:
    """Return the base rate of the time after each day of ``begins``: that of the last reset by then, of the first day before any.

    Raises ``InputError`` (LC439) where no value is in force on the first day.
    """
    if not points or points[0][0] > begins[0]:
        message = f"no value of the base rate is in force on {begins[0]}, when the loan is drawn"
        raise InputError((Diagnostic("LC439", message, "begin with an earlier value", path="funding.floating"),))
    every, number, taken = floating.reset_every, 0, begins[0]
    bases = []
    for begin in begins:
        while (day := later(anchor, Length(every.count * number, every.unit))) <= begin:
            taken = day
            number += 1
        bases.append(float(in_force(points, taken)))
    return tuple(bases)


__all__ = ["base_points", "reset_bases"]
