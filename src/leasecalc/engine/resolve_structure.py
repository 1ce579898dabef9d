"""Resolve the structure of a lease: steps, seasons, deferral and the rest become weights and fixed amounts of each instalment."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from leasecalc.deal.terms import PER_YEAR, count_of_instalments, stream_base
from leasecalc.engine.accrual import Accrual
from leasecalc.engine.payment_plan import Part, PaymentPlan
from leasecalc.engine.resolve_inputs import quantity
from leasecalc.money import Money
from leasecalc.records import record

if TYPE_CHECKING:
    from leasecalc.deal.lease import Lease
    from leasecalc.deal.structure import Season, Step, StreamPart, Structure
    from leasecalc.engine.instalment_dates import InstalmentDates
    from leasecalc.engine.resolved import Quantity
    from leasecalc.reading.fields import Share


@record
class Shape:
    """One instalment: its weight, and how often each amount is paid with it."""

    weight: float
    parts: tuple[Part, ...] = ()

    def scaled(self, factor: float) -> Shape:
        """Return the instalment times ``factor``."""
        return Shape(self.weight * factor, tuple((part, times * factor) for part, times in self.parts))

    def plus(self, part: int, times: float) -> Shape:
        """Return the instalment with an amount on top."""
        return Shape(self.weight, (*self.parts, (part, times)))


NOTHING = Shape(0.0)


def payment_plan(lease: Lease, dates: InstalmentDates) -> PaymentPlan:
    """Return the plan of the lease's instalments: level, unless the deal has a structure."""
    count = len(dates.due)
    interim = lease.interim
    odd_interest = "compound" if interim is None else interim.interest
    periods = (*dates.periods, dates.end_period)
    accrual = Accrual(periods=periods, odd=dates.odd, odd_interest=odd_interest)
    with_first = interim is not None and interim.paid == "with_first" and dates.odd != 0.0
    if lease.structure is None:
        return PaymentPlan(accrual=accrual, weights=(1.0,) * count, interim_with_first=with_first)
    return _structured(lease, lease.structure, dates, accrual, with_first=with_first)


def _structured(lease: Lease, structure: Structure, dates: InstalmentDates, accrual: Accrual, *, with_first: bool) -> PaymentPlan:
    amounts: list[Quantity] = []

    def named(amount: Money | Share) -> int:
        found = quantity(amount)
        assert found is not None  # noqa: S101 - the argument is never None
        if found not in amounts:
            amounts.append(found)
        return amounts.index(found)

    def what(pays: Decimal | Money) -> Shape:
        return Shape(0.0, ((named(pays), 1.0),)) if isinstance(pays, Money) else Shape(float(pays))

    shapes = _stream(structure.stream, lease, what) or [Shape(1.0)] * len(dates.due)
    for step in structure.steps:
        shapes = _stepped(shapes, step, lease, what)
    for season in structure.seasons:
        shapes = _seasonal(shapes, season, _months(season, lease, dates.due), what)
    deferred = structure.deferral.instalments if structure.deferral else 0
    quiet = deferred + (structure.interest_only or 0)
    shapes = [NOTHING] * quiet + shapes[quiet:]
    if structure.balloon is not None:
        shapes[-1] = shapes[-1].plus(named(structure.balloon), 1.0)
    kind = structure.deferral.interest if structure.deferral else "capitalised"
    waived = tuple(range(deferred)) if kind == "waived" else ()
    paying = tuple(range(0 if kind == "paid" else deferred, quiet))
    weights, parts = tuple(shape.weight for shape in shapes), tuple(shape.parts for shape in shapes)
    return PaymentPlan(
        accrual=Accrual(periods=accrual.periods, odd=accrual.odd, odd_interest=accrual.odd_interest, still=waived),
        weights=weights,
        amounts=tuple(amounts),
        parts=parts if any(parts) else (),
        interest_only=paying,
        interim_with_first=with_first,
        level=all(weight == 1.0 for weight in weights) and not any(parts),
    )


def _stream(stream: tuple[StreamPart, ...] | None, lease: Lease, what: Callable[[Decimal | Money], Shape]) -> list[Shape]:
    """Return the instalments of an own stream; amounts alone, without a rent, are weights of the first that is not zero."""
    if stream is None:
        return []
    pays: Sequence[Decimal | Money] = [part.pays for part in stream for _ in range(part.count)]
    base = stream_base(lease)
    if base is None:
        return [what(paid) for paid in pays]
    return [Shape(float(paid.amount) / float(base.amount)) for paid in pays if isinstance(paid, Money)]


def _stepped(shapes: list[Shape], step: Step, lease: Lease, what: Callable[[Decimal | Money], Shape]) -> list[Shape]:
    every = None if step.every is None else count_of_instalments(step.every, lease.payments)
    first = (step.from_ or 1 + (every or 0)) - 1
    until = len(shapes) if step.until is None else step.until
    found = list(shapes)
    for number in range(first, len(shapes)):
        times = 1 if every is None else 1 + (min(number, until - 1) - first) // every
        if isinstance(step.by, Money):
            found[number] = shapes[number].plus(what(step.by).parts[0][0], float(times))
        elif step.by is not None:
            found[number] = shapes[number].scaled((1.0 + float(step.by)) ** times)
        elif step.to is not None:
            found[number] = what(step.to)
    return found


def _months(season: Season, lease: Lease, due: tuple[date, ...]) -> list[bool]:
    """Return for each instalment whether it falls into the season."""
    if season.calendar_months is not None:
        return [day.month in season.calendar_months for day in due]
    per_year = PER_YEAR[lease.payments]
    numbers = [int(number * 12.0 / per_year) % 12 + 1 for number in range(len(due))]
    return [number in (season.contract_months or ()) for number in numbers]


def _seasonal(shapes: list[Shape], season: Season, inside: list[bool], what: Callable[[Decimal | Money], Shape]) -> list[Shape]:
    pays = season.pays
    if isinstance(pays, Money):
        return [what(pays) if hit else shape for shape, hit in zip(shapes, inside, strict=True)]
    return [shape.scaled(float(pays)) if hit else shape for shape, hit in zip(shapes, inside, strict=True)]
