"""What a batch says in one page: how many cells have a price, the best of them, and each market beside the others."""

from __future__ import annotations

import heapq
import math
from array import array
from collections.abc import Iterable, Iterator
from statistics import median
from typing import TYPE_CHECKING

from leasecalc.records import field, record

if TYPE_CHECKING:
    from leasecalc.batching.converting import OneCurrency
    from leasecalc.batching.rows import Row
    from leasecalc.markets.exchange_rates import Quotation
    from leasecalc.report.basis import Basis

BEST = 10


@record(kw_only=True)
class Place:
    """One cell among the best; ``value`` is in the currency of the summary, where it has one."""

    value: float
    cell: int
    row: Row


@record(kw_only=True)
class Group:
    """All cells of one market in one currency: how many, how many without a price, and the ranked measure."""

    market: str
    currency: str
    cells: int
    failed: int
    lease_ahead: int
    mean: float
    lowest: float
    highest: float
    middle: float = math.nan
    """The median; NaN where it was not asked for."""
    gates: tuple[tuple[str, int], ...] = ()
    """Gates that refuse cells of this market, with how many; those of the export refund are priced and refuse none."""
    reasons: tuple[tuple[str, int], ...] = ()
    """Why cells of this market have no price, the commonest first."""
    not_converted: int = 0
    """Cells whose currency no rate of the table turns into that of the summary; they have a price and no part in the ranking."""


@record(kw_only=True)
class Summary:
    """A batch, summed up. Amounts of different currencies are put in one mean or one ranking only where they are converted (``into``)."""

    ranked_by: str
    cells: int
    failed: int
    groups: tuple[Group, ...]
    best: tuple[Place, ...]
    reasons: tuple[tuple[str, int], ...] = field(default=())
    """Why cells have no price, the commonest first."""
    into: str = ""
    """The currency that all amounts are converted into; empty: each stays in its own."""
    rates: tuple[Quotation, ...] = ()
    """The rates of the library that they are converted by."""
    assumed: int = 0
    """Priced cells with an input that has no source."""
    doubtful: int = 0
    """Priced cells with a market figure that is unverified or due for review."""
    template: Basis | None = None
    """Of a book: the doubtful inputs that every row takes from its template."""
    replaced: tuple[str, ...] = ()
    """Of a book: columns that stand in the place of an assumed input of the template."""
    from_library: int = 0
    """Priced cells with an exchange rate or a fact of the library in the place of one of the deal."""


class _Sums:
    """What is counted of one market in one currency."""

    __slots__ = ("ahead", "cells", "failed", "gates", "not_converted", "reasons", "values")

    def __init__(self) -> None:
        self.cells = self.failed = self.ahead = self.not_converted = 0
        self.values = array("d")
        self.gates: dict[str, int] = {}
        self.reasons: dict[str, int] = {}

    def with_failed(self, other: _Sums) -> _Sums:
        """Return these and the cells of another that have no price."""
        both = _Sums()
        both.cells, both.failed = self.cells + other.cells, self.failed + other.failed
        both.ahead, both.not_converted, both.values = self.ahead, self.not_converted, self.values
        both.gates, both.reasons = self.gates, {**self.reasons, **other.reasons}
        return both


class Summing:
    """Sums up rows as they pass; memory grows with markets and reasons, and by eight bytes a row."""

    def __init__(self, ranked_by: str, into: OneCurrency | None = None, *, in_money: bool = True) -> None:
        self._by = ranked_by
        self._into = into if in_money else None
        self._groups: dict[tuple[str, str], _Sums] = {}
        self._best: list[tuple[float, int, Row]] = []
        self._reasons: dict[str, int] = {}
        self._cells = self._failed = self._assumed = self._doubtful = self._from_library = 0

    def passing(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Yield the rows as they are."""
        for row in rows:
            self.add(row)
            yield row

    def add(self, row: Row) -> None:
        """Count one row."""
        self._cells += 1
        currency = row.get("currency", "") if self._into is None else self._into.currency
        sums = self._groups.setdefault((row.get("market", ""), currency), _Sums())
        sums.cells += 1
        if row["status"] != "priced":
            self._failed += 1
            sums.failed += 1
            reason = f"{row.get('code', '')} {row.get('reason', '')}".strip()
            for counts in (self._reasons, sums.reasons):
                counts[reason] = counts.get(reason, 0) + 1
            return
        for gate in (row.get("gates_failed") or "").split():
            if "refund" not in gate:
                sums.gates[gate] = sums.gates.get(gate, 0) + 1
        self._count_doubts(row)
        difference = row.get("lease_minus_sale")
        sums.ahead += difference is not None and float(difference) > 0.0
        value = self._value(row, sums)
        if value is None:
            return
        sums.values.append(value)
        entry = (value, -int(row["cell"]), row)
        (heapq.heappush if len(self._best) < BEST else heapq.heappushpop)(self._best, entry)

    def _count_doubts(self, row: Row) -> None:
        self._assumed += int(row.get("assumed") or 0) > 0
        self._doubtful += int(row.get("unverified") or 0) + int(row.get("stale") or 0) > 0
        self._from_library += bool(row.get("from_library"))

    def _value(self, row: Row, sums: _Sums) -> float | None:
        """Return the ranked measure of a row, converted where it must be; None where it has none."""
        if row.get(self._by) is None:
            return None
        value = float(row[self._by])
        if self._into is None:
            return None if math.isnan(value) else value
        rate = self._into.rate(row["currency"], row["pricing_date"])
        if rate is None:
            sums.not_converted += 1
            return None
        return value * rate

    def _merged(self) -> dict[tuple[str, str], _Sums]:
        """Return the groups; cells without a price, and so without a currency, stand with the others of their market if those are in one."""
        found = dict(self._groups)
        for market in [market for market, currency in found if not currency]:
            others = [place for place in found if place[0] == market and place[1]]
            if len(others) == 1:
                found[others[0]] = found[others[0]].with_failed(found.pop((market, "")))
        return found

    def summary(self) -> Summary:
        """Return what was counted: markets by the median of the measure, the highest first."""
        groups = [_group(*place, sums) for place, sums in self._merged().items()]
        groups.sort(
            key=lambda group: (math.isnan(group.middle), -group.middle if not math.isnan(group.middle) else 0.0, group.market)
        )
        best = tuple(Place(value=value, cell=-cell, row=row) for value, cell, row in sorted(self._best, reverse=True))
        into = self._into
        return Summary(
            ranked_by=self._by,
            cells=self._cells,
            failed=self._failed,
            groups=tuple(groups),
            best=best,
            reasons=_by_count(self._reasons),
            into="" if into is None else into.currency,
            rates=() if into is None else tuple(into.taken.values()),
            assumed=self._assumed,
            doubtful=self._doubtful,
            from_library=self._from_library,
        )


def _group(market: str, currency: str, sums: _Sums) -> Group:
    values = sums.values
    known = len(values) > 0
    return Group(
        market=market,
        currency=currency,
        cells=sums.cells,
        failed=sums.failed,
        lease_ahead=sums.ahead,
        mean=math.fsum(values) / len(values) if known else math.nan,
        lowest=min(values) if known else math.nan,
        highest=max(values) if known else math.nan,
        middle=median(values) if known else math.nan,
        gates=_by_count(sums.gates),
        reasons=_by_count(sums.reasons),
        not_converted=sums.not_converted,
    )


def _by_count(counts: dict[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda found: (-found[1], found[0])))
