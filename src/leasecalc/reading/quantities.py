"""What the phrases of a file mean: lengths of time, moments, shares, tranches and amounts per unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, get_args

from leasecalc.records import record

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

Unit = Literal["days", "weeks", "months", "years"]
Event = Literal["pricing", "order", "purchase", "export", "arrival", "commencement", "end"]
UNITS: Final[tuple[Unit, ...]] = get_args(Unit)
EVENTS: Final[tuple[Event, ...]] = get_args(Event)


@record
class Length:
    """A length of time as it was typed: ``60 months`` is not ``5 years``, and 208 weeks are not 48 months."""

    count: int
    unit: Unit

    @property
    def months(self) -> int | None:
        """The number of months, or None when the unit is days or weeks."""
        if self.unit == "months":
            return self.count
        return 12 * self.count if self.unit == "years" else None

    @property
    def days(self) -> int | None:
        """The number of days, or None when the unit is months or years."""
        if self.unit == "days":
            return self.count
        return 7 * self.count if self.unit == "weeks" else None

    def __str__(self) -> str:
        return f"{self.count} {self.unit[:-1] if self.count == 1 else self.unit}"


@record
class When:
    """A moment: a day (``on``), an event (``sign`` 0), or a length after (+1) or before (-1) an event."""

    event: Event | None = None
    offset: Length | None = None
    sign: Literal[-1, 0, 1] = 0
    on: date | None = None

    def __str__(self) -> str:
        if self.on is not None:
            return self.on.isoformat()
        if self.offset is None:
            return f"at {self.event}"
        return f"{self.offset} {'after' if self.sign > 0 else 'before'} {self.event}"


@record
class Share:
    """A fraction of a named quantity: ``20% of price``."""

    fraction: Decimal
    of: str

    def __str__(self) -> str:
        return f"{_as_percent(self.fraction)} of {self.of}"


@record
class Instalments:
    """An amount counted in instalments of the rent: ``2 instalments``."""

    count: Decimal

    def __str__(self) -> str:
        return f"{self.count} {'instalment' if self.count == 1 else 'instalments'}"


@record
class Tranche:
    """A part of a price and when it is paid: ``70% 90 days after export``."""

    fraction: Decimal
    when: When

    def __str__(self) -> str:
        return f"{_as_percent(self.fraction)} {self.when}"


@record
class Specific:
    """An amount of money per unit of something: ``0.4 USD per cc``."""

    amount: Decimal
    currency: str
    per: str

    def __str__(self) -> str:
        return f"{self.amount} {self.currency} per {self.per}"


def _as_percent(fraction: Decimal) -> str:
    from leasecalc.reading.numbers import shifted, written

    return f"{written(shifted(fraction, 2))}%"
