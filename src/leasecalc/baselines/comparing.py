"""Stored figures beside those of today: which moved, by how much they may, and what is new or gone."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from leasecalc.baselines.figures import COLUMNS, DAYS, ROWS
from leasecalc.deal.expectation import DEFAULT_RATE_TOLERANCE, Expected, expected
from leasecalc.reading.scalar import ScalarFault
from leasecalc.records import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from leasecalc.baselines.document import Baseline
    from leasecalc.baselines.figures import Figure
    from leasecalc.errors import Span

GONE = "no such figure any more"
NUMBER_TOLERANCE = Decimal("0.000000001")
EXACT = "measures.exact_rent"
EXACT_TOLERANCE = Decimal("0.000001")
"""The instalment before rounding is stored to a millionth, and may fall on the other side of it."""


@record(kw_only=True)
class Moved:
    """One stored figure that is another today; ``tolerance`` in words, ``change`` empty where they cannot be subtracted."""

    path: str
    stored: str
    found: str
    change: str
    tolerance: str
    place: Span | None


def moved(baseline: Baseline, figures: Iterable[Figure]) -> tuple[Moved, ...]:
    """Return the stored figures that moved further than they may."""
    today = {figure.path: figure.text for figure in figures}
    found: list[Moved] = []
    for path, stored in baseline.figures.items():
        found += _row(baseline, path, today) if _is_row(path) else _one(baseline, path, stored, today.get(path, GONE))
    return tuple(found)


def unknown(baseline: Baseline, figures: Iterable[Figure]) -> tuple[str, ...]:
    """Return the figures of today that the baseline does not hold."""
    return tuple(figure.path for figure in figures if figure.path not in baseline.figures)


def tolerances(baseline: Baseline) -> dict[str, str]:
    """Return the tolerances that the file itself declares, by figure or column."""
    own = {path: text.partition(" within ")[2] for path, text in baseline.figures.items() if " within " in text}
    return {**own, **baseline.within}


def _is_row(path: str) -> bool:
    section, _, name = path.partition(".")
    return section.startswith(ROWS) and name.isdigit()


def _one(baseline: Baseline, path: str, stored: str, found: str) -> Iterator[Moved]:
    text, _, margin = stored.partition(" within ")
    if found == text:
        return
    was, now = _value(stored), _value(found)
    comparable = was is not None and now is not None and was.unit == now.unit
    allowed = Decimal(0) if was is None else was.tolerance if margin else _default(path, was)
    change = now.value - was.value if comparable and was is not None and now is not None else None
    if change is not None and abs(change) <= allowed:
        return
    said = margin or ("exact" if not allowed else _in_unit(allowed, was.unit if was else ""))
    yield Moved(
        path=path,
        stored=text,
        found=found,
        change="" if change is None or was is None else _in_unit(change, was.unit),
        tolerance=said,
        place=baseline.places.get(path),
    )


def _default(path: str, was: Expected) -> Decimal:
    if path == EXACT:
        return EXACT_TOLERANCE
    return {"%": DEFAULT_RATE_TOLERANCE, "": NUMBER_TOLERANCE}.get(was.unit, Decimal(0))


def _value(text: str) -> Expected | None:
    try:
        return expected(text)
    except ScalarFault:
        return None


def _in_unit(amount: Decimal, unit: str) -> str:
    return (
        f"{(amount * 100).normalize():f} %" if unit == "%" else f"{amount.normalize() if not unit else amount:f} {unit}".rstrip()
    )


def _row(baseline: Baseline, path: str, today: dict[str, str]) -> Iterator[Moved]:
    """Yield the cells of a row of the instalment table that moved."""
    section, _, number = path.partition(".")
    stored, found = baseline.figures[path].split(", "), today.get(path, "").split(", ")
    if len(found) != len(COLUMNS) or len(stored) != len(COLUMNS):
        told = ", ".join(found) or GONE
        yield Moved(
            path=path, stored=baseline.figures[path], found=told, change="", tolerance="exact", place=baseline.places.get(path)
        )
        return
    currency = baseline.figures.get(f"{section}.currency", "")
    for place, (name, was, now) in enumerate(zip(COLUMNS, stored, found, strict=True)):
        if was == now:
            continue
        margin = baseline.within.get(f"{section}.{name}", "")
        change = None if place < DAYS else _difference(was, now)
        if change is not None and margin and abs(change) <= Decimal(margin.split()[0]):
            continue
        yield Moved(
            path=f"{section}.{number}.{name}",
            stored=was,
            found=now,
            change="" if change is None else f"{change:f} {currency}",
            tolerance=margin or "exact",
            place=baseline.places.get(path),
        )


def _difference(was: str, now: str) -> Decimal | None:
    try:
        return Decimal(now) - Decimal(was)
    except ArithmeticError:
        return None
