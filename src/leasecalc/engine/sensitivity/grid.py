"""`sweep`: a deal priced at every point of one or two axes, in one block of the kernel; a point without a price says why."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from leasecalc.engine.as_printed import as_printed
from leasecalc.engine.price import price
from leasecalc.engine.settings import with_fixed_rent, with_knob
from leasecalc.engine.solving.trials import NO_PRICE
from leasecalc.records import record, replace

if TYPE_CHECKING:
    from leasecalc.engine.price import Priced
    from leasecalc.engine.sensitivity.axes import Axis
    from leasecalc.engine.solving.goals import Goal
    from leasecalc.engine.solving.subject import Subject

NO_INSTALMENT = "the target of the instalment is met by none above zero"
NO_VALUE = "the measure has no value here"

Point = tuple[float, ...]


@record(kw_only=True)
class Cell:
    """The deal at one point of the axes: each measure (None where it has no value), and why there is no price."""

    point: Point
    measures: tuple[float | None, ...]
    reason: str = ""


@record(kw_only=True)
class Sweep:
    """A swept deal. ``cells`` run over the first axis, and for each of its values over the second."""

    subject: Subject
    axes: tuple[Axis, ...]
    goals: tuple[Goal, ...]
    cells: tuple[Cell, ...]


def sweep(subject: Subject, axes: tuple[Axis, ...], goals: tuple[Goal, ...]) -> Sweep:
    """Return the deal's measures at every point of the axes, as its contract rounds. Never raises for a point without a price."""
    points: list[Point] = [()]
    for axis in axes:
        points = [(*point, value) for point in points for value in axis.values]
    names = tuple(axis.knob.name for axis in axes)
    return Sweep(subject=subject, axes=axes, goals=goals, cells=cells_at(subject, names, points, goals))


def cells_at(subject: Subject, names: Sequence[str], points: Sequence[Point], goals: Sequence[Goal]) -> tuple[Cell, ...]:
    """Return one cell for each point, in order. Points that share a term are priced together on arrays."""
    found: dict[Point, Cell] = {}
    for shared in _by_term(names, points):
        found.update(_together(subject, names, shared, goals) if len(shared) > 1 else {})
        found.update({point: _alone(subject, names, point, goals) for point in shared if point not in found})
    return tuple(found[point] for point in points)


def _by_term(names: Sequence[str], points: Sequence[Point]) -> Iterator[list[Point]]:
    if "term" not in names:
        yield list(points)
        return
    place = list(names).index("term")
    for term in dict.fromkeys(point[place] for point in points):
        yield [point for point in points if point[place] == term]


def priced_at(subject: Subject, values: Mapping[str, object]) -> Priced:
    """Return the whole deal with knobs at ``values`` (floats, or arrays of one length), rounded as its contract rounds."""
    deal, inputs = subject.today.deal, subject.today.inputs
    if "term" in values and subject.terms is not None:
        deal = subject.terms.at(round(values["term"]))  # type: ignore[call-overload]
        inputs = deal.inputs
    if subject.rent == "kept":
        inputs = replace(inputs, rent=with_fixed_rent(subject.today).rent)
    for name, value in values.items():
        if name != "term":
            inputs = with_knob(deal, inputs, name, value)  # type: ignore[arg-type]
    return price(deal, inputs)


def _together(subject: Subject, names: Sequence[str], points: Sequence[Point], goals: Sequence[Goal]) -> dict[Point, Cell]:
    """Return the cells of a block of points that have a price; those without are left to be priced alone, for their reason."""
    import numpy as np

    columns: dict[str, object] = {
        name: points[0][place] if name == "term" else np.array([point[place] for point in points])
        for place, name in enumerate(names)
    }
    try:
        priced = priced_at(subject, columns)
        measures = [np.broadcast_to(as_printed(priced, goal.measure), (len(points),)) for goal in goals]
        rents = np.broadcast_to(priced.contract.rent, (len(points),))
    except NO_PRICE:
        return {}
    good = [all(math.isfinite(column[row]) for column in measures) and rents[row] > 0.0 for row in range(len(points))]
    return {
        point: Cell(point=point, measures=tuple(float(column[row]) for column in measures))
        for row, point in enumerate(points)
        if good[row]
    }


def _alone(subject: Subject, names: Sequence[str], point: Point, goals: Sequence[Goal]) -> Cell:
    try:
        priced = priced_at(subject, dict(zip(names, point, strict=True)))
        if subject.rent == "solved again" and not float(priced.contract.rent) > 0.0:
            return Cell(point=point, measures=(None,) * len(goals), reason=NO_INSTALMENT)
        measures = tuple(float(as_printed(priced, goal.measure)) for goal in goals)
    except NO_PRICE as error:
        return Cell(point=point, measures=(None,) * len(goals), reason=str(error))
    known = tuple(value if math.isfinite(value) else None for value in measures)
    return Cell(point=point, measures=known, reason=NO_VALUE if None in known else "")
