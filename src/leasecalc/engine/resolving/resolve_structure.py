"""Resolve the structure of a lease: steps, seasons, deferral and the rest become weights and fixed amounts of each instalment."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

from leasecalc.deal.structure import Structure
from leasecalc.deal.terms import PER_YEAR, count_of_instalments, stream_base
from leasecalc.engine.contract.accrual import Accrual
from leasecalc.engine.contract.payment_plan import Part, PaymentPlan, Reset, is_one
from leasecalc.engine.resolved import Quantity
from leasecalc.engine.resolving.resolve_inputs import quantity
from leasecalc.errors import Diagnostic, InputError
from leasecalc.money import Money
from leasecalc.records import record, replace
from leasecalc.values import Value, is_array, power

if TYPE_CHECKING:
    from leasecalc.deal.lease import Lease
    from leasecalc.deal.structure import Floating, Indexation, Season, Step, StreamPart
    from leasecalc.engine.resolving.instalment_dates import InstalmentDates
    from leasecalc.reading.fields import Share


T = TypeVar("T")


@record
class Shape:
    """One instalment: its weight, and how often each amount is paid with it."""

    weight: Value
    parts: tuple[Part, ...] = ()

    def scaled(self, factor: Value) -> Shape:
        """Return the instalment times ``factor``."""
        return Shape(self.weight * factor, tuple((part, times * factor) for part, times in self.parts))

    def plus(self, part: int, times: float) -> Shape:
        """Return the instalment with an amount on top."""
        return Shape(self.weight, (*self.parts, (part, times)))


NOTHING = Shape(0.0)


def structured(
    lease: Lease, dates: InstalmentDates, accrual: Accrual, turned: Mapping[str, Value], *, currency: str
) -> PaymentPlan:
    """Return the plan of a structure: its parts in order make the weight and the fixed amounts of each instalment.

    ``turned`` are values of knobs (``balloon``, ``step.1``, ``season.1``, ``index_growth``) in the place of what is written, a
    balloon in ``currency``.
    """
    structure, named = lease.structure or Structure(), NamedAmounts()
    shapes = _shapes(lease, dates, turned, named)
    deferred = structure.deferral.instalments if structure.deferral else 0
    quiet = deferred + (structure.interest_only or 0)
    shapes = [NOTHING] * quiet + shapes[quiet:]
    balloon = Quantity(turned["balloon"], "money", currency) if "balloon" in turned else structure.balloon
    if balloon is not None:
        shapes[-1] = shapes[-1].plus(named.place(balloon), 1.0)
    kind = structure.deferral.interest if structure.deferral else "capitalised"
    waived = tuple(range(deferred)) if kind == "waived" else ()
    paying = tuple(range(0 if kind == "paid" else deferred, quiet))
    weights, parts = tuple(shape.weight for shape in shapes), tuple(shape.parts for shape in shapes)
    return PaymentPlan(
        accrual=replace(accrual, still=waived),
        weights=weights,
        amounts=tuple(named.amounts),
        parts=parts if any(parts) else (),
        interest_only=paying,
        resets=() if structure.floating is None else _resets(structure.floating, lease, dates),
        rate_limits=_limits(structure.floating),
        base_rate=None if structure.floating is None else float(base_rate(structure.floating, dates.begin)),
        level=all(is_one(weight) for weight in weights) and not any(parts),
    )


class NamedAmounts:
    """The amounts that a structure names, each once, by their places."""

    def __init__(self) -> None:
        self.amounts: list[Quantity] = []

    def place(self, amount: Money | Share | Quantity) -> int:
        """Return the place of an amount."""
        found = amount if isinstance(amount, Quantity) else quantity(amount)
        assert found is not None  # noqa: S101 - the argument is never None
        for place, known in enumerate(self.amounts):
            if not is_array(found.number) and known == found:
                return place
        self.amounts.append(found)
        return len(self.amounts) - 1

    def what(self, pays: Decimal | Money) -> Shape:
        """Return the instalment that pays an amount, or a share of the base instalment."""
        return Shape(0.0, ((self.place(pays), 1.0),)) if isinstance(pays, Money) else Shape(float(pays))


def _shapes(lease: Lease, dates: InstalmentDates, turned: Mapping[str, Value], named: NamedAmounts) -> list[Shape]:
    """Return the instalments by stream, index, steps and seasons."""
    structure, what = lease.structure or Structure(), named.what
    shapes = _stream(structure.stream, lease, what) or [Shape(1.0)] * len(dates.due)
    if structure.indexed is not None:
        shapes = _indexed(shapes, structure.indexed, lease, dates, growth=turned.get("index_growth"))
    for number, step in enumerate(structure.steps, start=1):
        shapes = _stepped(shapes, step, lease, what, share=turned.get(f"step.{number}"))
    for number, season in enumerate(structure.seasons, start=1):
        shapes = _seasonal(shapes, turned.get(f"season.{number}", _share(season.pays)), _months(season, lease, dates.due), what)
    return shapes


def _stream(stream: tuple[StreamPart, ...] | None, lease: Lease, what: Callable[[Decimal | Money], Shape]) -> list[Shape]:
    """Return the instalments of an own stream; amounts alone, without a rent, are weights of the first that is not zero."""
    if stream is None:
        return []
    pays: Sequence[Decimal | Money] = [part.pays for part in stream for _ in range(part.count)]
    base = stream_base(lease)
    if base is None:
        return [what(paid) for paid in pays]
    return [Shape(float(paid.amount) / float(base.amount)) for paid in pays if isinstance(paid, Money)]


def _indexed(shapes: list[Shape], rule: Indexation, lease: Lease, dates: InstalmentDates, *, growth: Value | None) -> list[Shape]:
    """Return the instalments times index of the day / index at commencement, taken anew after each length."""
    every = count_of_instalments(rule.every, lease.payments) or 1
    if rule.growth is not None:
        grown = 1.0 + (float(rule.growth) if growth is None else growth)
        return [shape.scaled(power(grown, float(number // every))) for number, shape in enumerate(shapes)]
    points = [(point.from_, float(point.value)) for point in rule.values or ()]
    begins = _begins(lease, dates)
    base = in_force(points, dates.begin)
    return [shape.scaled(in_force(points, begins[number - number % every]) / base) for number, shape in enumerate(shapes)]


def _resets(floating: Floating, lease: Lease, dates: InstalmentDates) -> tuple[Reset, ...]:
    """Return the resets at which the base rate is another one than before."""
    every = count_of_instalments(floating.reset_every, lease.payments) or 1
    points = [(point.from_, point.rate) for point in floating.base]
    first = before = in_force(points, dates.begin)
    begins, found = _begins(lease, dates), []
    for row in range(every, len(begins), every):
        here = in_force(points, begins[row])
        if here != before:
            found.append(Reset(row, float(here - first), lease.timing == "advance"))
        before = here
    return tuple(found)


def base_rate(floating: Floating, day: date) -> Decimal:
    """Return the base rate in force on ``day``. Raises ``InputError`` (LC439) where there is none."""
    return in_force([(point.from_, point.rate) for point in floating.base], day)


def _limits(floating: Floating | None) -> tuple[float | None, float | None]:
    if floating is None:
        return None, None
    low, high = floating.floor, floating.cap
    return None if low is None else float(low), None if high is None else float(high)


def _begins(lease: Lease, dates: InstalmentDates) -> tuple[date, ...]:
    """Return the first day of the contract period of each instalment."""
    return dates.due if lease.timing == "advance" else (dates.begin, *dates.due[:-1])


def in_force(points: Sequence[tuple[date, T]], day: date) -> T:
    """Return the last value that begins on or before ``day``. Raises ``InputError`` (LC439) where all begin later."""
    found = [value for begin, value in points if begin <= day]
    if not found:
        message = f"no value of the index or base rate is in force on {day}, the first day of the lease"
        raise InputError((Diagnostic("LC439", message, "begin with an earlier `from`", path="lease.structure"),))
    return found[-1]


def _stepped(
    shapes: list[Shape], step: Step, lease: Lease, what: Callable[[Decimal | Money], Shape], *, share: Value | None
) -> list[Shape]:
    """Return the instalments with one step; ``share`` stands for the percentage that is written, where a knob turns it."""
    every = None if step.every is None else count_of_instalments(step.every, lease.payments)
    first = (step.from_ or 1 + (every or 0)) - 1
    until = len(shapes) if step.until is None else step.until
    found = list(shapes)
    for number in range(first, len(shapes)):
        times = 1 if every is None else 1 + (min(number, until - 1) - first) // every
        if isinstance(step.by, Money):
            found[number] = shapes[number].plus(what(step.by).parts[0][0], float(times))
        elif step.by is not None:
            found[number] = shapes[number].scaled(power(1.0 + (float(step.by) if share is None else share), float(times)))
        elif step.to is not None:
            found[number] = what(step.to) if share is None else Shape(share)
    return found


def _months(season: Season, lease: Lease, due: tuple[date, ...]) -> list[bool]:
    """Return for each instalment whether it falls into the season."""
    if season.calendar_months is not None:
        return [day.month in season.calendar_months for day in due]
    per_year = PER_YEAR[lease.payments]
    numbers = [int(number * 12.0 / per_year) % 12 + 1 for number in range(len(due))]
    return [number in (season.contract_months or ()) for number in numbers]


def _share(pays: Decimal | Money) -> Money | float:
    return pays if isinstance(pays, Money) else float(pays)


def _seasonal(
    shapes: list[Shape], pays: Money | Value, inside: list[bool], what: Callable[[Decimal | Money], Shape]
) -> list[Shape]:
    if isinstance(pays, Money):
        return [what(pays) if hit else shape for shape, hit in zip(shapes, inside, strict=True)]
    return [shape.scaled(pays) if hit else shape for shape, hit in zip(shapes, inside, strict=True)]
