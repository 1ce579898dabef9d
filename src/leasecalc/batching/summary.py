"""What a batch says in one page: how many cells have a price, the best of them, and each market beside the others."""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from leasecalc.records import field, record

if TYPE_CHECKING:
    from leasecalc.batching.rows import Row

BEST = 10


@record(kw_only=True)
class Place:
    """One cell among the best."""

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


@record(kw_only=True)
class Summary:
    """A batch, summed up. Amounts of different currencies are never put in one mean or one ranking."""

    ranked_by: str
    cells: int
    failed: int
    groups: tuple[Group, ...]
    best: tuple[Place, ...]
    reasons: tuple[tuple[str, int], ...] = field(default=())
    """Why cells have no price, the commonest first."""


class Summing:
    """Sums up rows as they pass; memory grows with markets and reasons, not with rows."""

    def __init__(self, ranked_by: str) -> None:
        self._by = ranked_by
        self._groups: dict[tuple[str, str], list[float]] = {}
        self._best: list[tuple[float, int, Row]] = []
        self._reasons: dict[str, int] = {}
        self._cells = self._failed = 0

    def passing(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Yield the rows as they are."""
        for row in rows:
            self.add(row)
            yield row

    def add(self, row: Row) -> None:
        """Count one row."""
        self._cells += 1
        value = float(row[self._by]) if row.get(self._by) is not None else math.nan
        group = self._groups.setdefault((row.get("market", ""), row.get("currency", "")), [0, 0, 0, 0.0, math.inf, -math.inf, 0])
        group[0] += 1
        if row["status"] != "priced":
            self._failed += 1
            group[1] += 1
            reason = f"{row.get('code', '')} {row.get('reason', '')}".strip()
            self._reasons[reason] = self._reasons.get(reason, 0) + 1
            return
        difference = row.get("lease_minus_sale")
        group[2] += difference is not None and float(difference) > 0.0
        if math.isnan(value):
            return
        group[3] += value
        group[4], group[5], group[6] = min(group[4], value), max(group[5], value), group[6] + 1
        entry = (value, -int(row["cell"]), row)
        (heapq.heappush if len(self._best) < BEST else heapq.heappushpop)(self._best, entry)

    def summary(self) -> Summary:
        """Return what was counted: groups by the mean of the measure, the highest first."""
        groups = [
            Group(
                market=market,
                currency=currency,
                cells=int(sums[0]),
                failed=int(sums[1]),
                lease_ahead=int(sums[2]),
                mean=sums[3] / sums[6] if sums[6] else math.nan,
                lowest=sums[4] if sums[6] else math.nan,
                highest=sums[5] if sums[6] else math.nan,
            )
            for (market, currency), sums in self._groups.items()
        ]
        groups.sort(key=lambda group: (math.isnan(group.mean), -group.mean if not math.isnan(group.mean) else 0.0, group.market))
        best = tuple(Place(value=value, cell=-cell, row=row) for value, cell, row in sorted(self._best, reverse=True))
        reasons = tuple(sorted(self._reasons.items(), key=lambda found: (-found[1], found[0])))
        return Summary(
            ranked_by=self._by, cells=self._cells, failed=self._failed, groups=tuple(groups), best=best, reasons=reasons
        )
