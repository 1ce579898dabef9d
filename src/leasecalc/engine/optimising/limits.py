"""The limits of instalments as they are written, each a group of linear rows."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from leasecalc.records import record
from leasecalc.rounding import Rounding, round_to

if TYPE_CHECKING:
    from decimal import Decimal

    from leasecalc.deal.questions import Optimise, SeasonLimit
    from leasecalc.engine.resolved import ResolvedDeal
    from leasecalc.money import Money

NONE_BELOW_ZERO = "no instalment below zero"


@record
class Row:
    """One line: the sum of ``weights`` x instalments at ``places`` is at most ``bound`` (or equal to it)."""

    places: tuple[int, ...]
    weights: tuple[float, ...]
    bound: float
    equal: bool = False


@record(kw_only=True)
class Limit:
    """One limit as the deal writes it (``path`` is empty where it goes without saying), and its rows."""

    name: str
    text: str
    path: str
    rows: tuple[Row, ...]
    unit: str
    """What one unit of it is, to say what loosening it is worth; empty where it has none."""


@record(kw_only=True)
class Term:
    """When instalments fall due, and which of them are alike."""

    months: tuple[int, ...]
    """Month of the calendar of each instalment."""
    contract_months: tuple[int, ...]
    """Month within the contract year of each instalment."""
    per_group: int | None
    """Number of instalments that are alike."""


def term_of(deal: ResolvedDeal, per_group: int | None) -> Term:
    """Return when the instalments of a deal fall due by its contract."""
    per_year = deal.lease.payments_per_year
    count = len(deal.timeline.instalments)
    return Term(
        months=tuple(day.month for day in deal.timeline.due[:count]),
        contract_months=tuple(int(number * 12.0 / per_year) % 12 + 1 for number in range(count)),
        per_group=per_group,
    )


@record
class Shares:
    """Turns what is written into amounts: a share is one of the level instalment, and bounds are whole rounding units."""

    level: float
    unit: float
    currency: str

    def down(self, written: Money | Decimal) -> float:
        """Return an upper bound, rounded down to the unit."""
        return float(round_to(self._amount(written), Rounding(self.unit, "floor")))

    def up(self, written: Money | Decimal) -> float:
        """Return a lower bound, rounded up to the unit."""
        return float(round_to(self._amount(written), Rounding(self.unit, "ceiling")))

    def _amount(self, written: Money | Decimal) -> float:
        return float(written.amount) if hasattr(written, "amount") else float(written) * self.level

    def said(self, written: Money | Decimal) -> str:
        """Return what is written in words."""
        return str(written) if hasattr(written, "amount") else f"{100 * float(written):g}% of level"


def shape_limits(wanted: Optimise, term: Term, shares: Shares) -> tuple[Limit, ...]:
    """Return every limit of the shape of the instalments; floors and ceilings of measures are not among them."""
    count = len(term.months)
    everyone = range(count)
    seasons = [_inside(season, term) for season in wanted.seasons]
    found = []
    if not (wanted.at_least is not None):
        rows = tuple(_bound(row, 0.0, least=True) for row in everyone)
        found.append(Limit(name="zero", text=NONE_BELOW_ZERO, path="", rows=rows, unit=shares.currency))
    found += _bounds(wanted, everyone, shares, "optimise")
    for number, season in enumerate(wanted.seasons):
        found += _bounds(season, seasons[number], shares, f"optimise.seasons.{number}")
    kinds = [tuple(row in inside for inside in seasons) for row in everyone]
    neighbours = list(_neighbours(kinds))
    for key, sign in (("largest_rise", 1.0), ("largest_fall", -1.0)):
        written = getattr(wanted, key)
        if written is not None:
            most = shares.down(written)
            rows = tuple(Row((before, after), (-sign, sign), most) for before, after in neighbours)
            found.append(Limit(name=key, text=shares.said(written), path=f"optimise.{key}", rows=rows, unit=shares.currency))
    if wanted.order is not None:
        sign = 1.0 if wanted.order == "non_increasing" else -1.0
        rows = tuple(Row((before, after), (-sign, sign), 0.0) for before, after in neighbours)
        found.append(Limit(name="order", text=wanted.order, path="optimise.order", rows=rows, unit=shares.currency))
    if term.per_group is not None:
        rows = tuple(Row(pair, (1.0, -1.0), 0.0, equal=True) for pair in _alike(kinds, term.per_group))
        found.append(Limit(name="equal", text=str(wanted.equal), path="optimise.equal", rows=rows, unit=""))
    return tuple(limit for limit in found if limit.rows)


def _bounds(written: Optimise | SeasonLimit, rows: Sequence[int], shares: Shares, path: str) -> Iterator[Limit]:
    for key, least in (("at_least", True), ("at_most", False)):
        bound = getattr(written, key)
        if bound is not None:
            amount = shares.up(bound) if least else shares.down(bound)
            made = tuple(_bound(row, amount, least=least) for row in rows)
            yield Limit(name=key, text=shares.said(bound), path=f"{path}.{key}", rows=made, unit=shares.currency)


def _bound(row: int, amount: float, *, least: bool) -> Row:
    return Row((row,), (-1.0,), -amount) if least else Row((row,), (1.0,), amount)


def _inside(season: SeasonLimit, term: Term) -> tuple[int, ...]:
    months = term.months if season.calendar_months is not None else term.contract_months
    chosen = season.calendar_months or season.contract_months or ()
    return tuple(row for row, month in enumerate(months) if month in chosen)


def _neighbours(kinds: Sequence[tuple[bool, ...]]) -> Iterator[tuple[int, int]]:
    """Yield each instalment with the one before it that lies in the same seasons."""
    last: dict[tuple[bool, ...], int] = {}
    for row, kind in enumerate(kinds):
        if kind in last:
            yield last[kind], row
        last[kind] = row


def _alike(kinds: Sequence[tuple[bool, ...]], per_group: int) -> Iterator[tuple[int, int]]:
    """Yield pairs of instalments that are alike: in the same group and the same seasons."""
    first: dict[tuple[int, tuple[bool, ...]], int] = {}
    for row, kind in enumerate(kinds):
        key = (row // per_group, kind)
        if key in first:
            yield first[key], row
        else:
            first[key] = row


def level_limits(count: int, currency: str) -> tuple[Limit, ...]:
    """Return the limits of level instalments: all alike, none below zero."""
    alike = tuple(Row((0, row), (1.0, -1.0), 0.0, equal=True) for row in range(1, count))
    zero = tuple(_bound(row, 0.0, least=True) for row in range(count))
    return (
        Limit(name="level", text="all alike", path="", rows=alike, unit=""),
        Limit(name="zero", text=NONE_BELOW_ZERO, path="", rows=zero, unit=currency),
    )


def slack(row: Row, instalments: Sequence[float]) -> float:
    """Return how far a row is from its bound: below zero where it is not kept."""
    total = math.fsum(weight * instalments[place] for place, weight in zip(row.places, row.weights, strict=True))
    return -abs(row.bound - total) if row.equal else row.bound - total
