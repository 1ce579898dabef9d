"""The books of a fleet in several deliveries: each delivery has books of its own, and the fleet's are their sum over all cars."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from leasecalc.errors import UsageError
from leasecalc.records import replace
from leasecalc.report.accounting.sides import Books

if TYPE_CHECKING:
    from leasecalc.report.accounting.model import FigureShown

Year = Mapping[str, Decimal | int | None]


def fleet_books(books: Sequence[Books], cars: Sequence[int], classes: Sequence[str]) -> Books:
    """Return the sum of the books of each delivery, weighted by its cars; amounts are then of the whole fleet.

    Interest by payment stays with each delivery, since the days differ. Raises ``UsageError`` where the standard calls deliveries differently.
    """
    if len(set(classes)) > 1:
        told = ", ".join(f"delivery {number} is {name}" for number, name in enumerate(classes, start=1))
        raise UsageError(f"accounting: {told}; their books have other lines, so write a deal for each delivery")
    rates = tuple(_rates_told(parts) for parts in zip(*(one.figures for one in books), strict=True) if parts[0].unit == "rate")
    return Books(
        figures=tuple(
            _summed(parts, cars) for parts in zip(*(one.figures for one in books), strict=True) if parts[0].unit == "money"
        ),
        rows=(),
        years=_years([one.years for one in books], cars),
        notes=(
            f"amounts are of all {sum(cars)} cars: each delivery has books of its own from its own commencement, and these are their sum",
            *rates,
            *_notes([one.notes for one in books]),
        ),
    )


def _summed(parts: Sequence[FigureShown], cars: Sequence[int]) -> FigureShown:
    total = sum((count * Decimal(part.value) for count, part in zip(cars, parts, strict=True)), Decimal(0))
    return replace(parts[0], value=total)


def _rates_told(parts: Sequence[FigureShown]) -> str:
    listed = ", ".join(f"{100 * float(part.value):.4f} % of delivery {number}" for number, part in enumerate(parts, start=1))
    return f"{parts[0].label[0].lower()}{parts[0].label[1:]}: {listed}"


def _notes(notes: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Return the notes: once where all deliveries have them, else with the delivery whose car they are about."""
    told = [
        text if all(text in others for others in notes) else f"a car of delivery {number}: {text}"
        for number, own in enumerate(notes, start=1)
        for text in own
    ]
    return tuple(dict.fromkeys(told))


def _years(books: Sequence[Sequence[Year]], cars: Sequence[int]) -> tuple[Year, ...]:
    """Return one line for each calendar year; a delivery adds nothing before it begins and after it ends."""
    found: dict[int, dict[str, Decimal | int | None]] = {}
    for count, years in zip(cars, books, strict=True):
        for year in years:
            number = year["year"]
            assert isinstance(number, int)  # noqa: S101 - every line has its year
            line = found.setdefault(number, {"year": number, **dict.fromkeys(name for name in year if name != "year")})
            for name, amount in year.items():
                if name != "year" and amount is not None:
                    line[name] = count * Decimal(amount) + Decimal(line[name] or 0)
    return tuple(found[number] for number in sorted(found))
