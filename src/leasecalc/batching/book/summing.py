"""The summary of a book, by columns: how many rows have a price, the ranked measure, the best rows, and why others have none."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from leasecalc.batching.summary import BEST, Group, Place, Summary

if TYPE_CHECKING:
    from collections.abc import Mapping

    from leasecalc.engine.resolved import ResolvedDeal


class BookSumming:
    """Sums up chunks as they pass; memory grows with reasons, not with rows."""

    def __init__(self, ranked_by: str, deal: ResolvedDeal) -> None:
        self.ranked_by, self._deal = ranked_by, deal
        self._rows = self._ahead = self._counted = 0
        self._sum, self._low, self._high = 0.0, math.inf, -math.inf
        self._best: list[tuple[float, int]] = []
        self._reasons: dict[str, int] = {}

    def add(self, columns: Mapping[str, Any], size: int) -> None:
        """Count a chunk, which comes after those before."""
        import numpy as np

        values = np.array(columns[self.ranked_by], dtype=float)
        self._ahead += int((np.array(columns["lease_minus_sale"], dtype=float) > 0.0).sum())
        known = np.flatnonzero(~np.isnan(values))
        if len(known):
            found = values[known]
            self._counted += len(known)
            self._sum += float(found.sum())
            self._low, self._high = min(self._low, float(found.min())), max(self._high, float(found.max()))
            best = known[np.argsort(-found, kind="stable")[:BEST]]
            mine = [(float(values[row]), -(self._rows + int(row) + 1)) for row in best]
            self._best = sorted([*self._best, *mine], reverse=True)[:BEST]
        self._rows += size
        self._count_reasons(columns)

    def _count_reasons(self, columns: Mapping[str, Any]) -> None:
        status = columns["status"]
        if status.count("error"):
            for code, reason in zip(columns["code"], columns["reason"], strict=True):
                if reason is not None:
                    text = f"{code or ''} {reason}".strip()
                    self._reasons[text] = self._reasons.get(text, 0) + 1

    def summary(self) -> Summary:
        """Return what was counted, as one market."""
        failed, deal = sum(self._reasons.values()), self._deal
        none = math.nan if not self._counted else None
        group = Group(
            market=deal.market,
            currency=deal.currency,
            cells=self._rows,
            failed=failed,
            lease_ahead=self._ahead,
            mean=math.nan if none is not None else self._sum / self._counted,
            lowest=math.nan if none is not None else self._low,
            highest=math.nan if none is not None else self._high,
        )
        told = {"deal": deal.name, "market": deal.market, "currency": deal.currency}
        best = tuple(Place(value=value, cell=-row, row=told) for value, row in self._best)
        reasons = tuple(sorted(self._reasons.items(), key=lambda found: (-found[1], found[0])))
        return Summary(ranked_by=self.ranked_by, cells=self._rows, failed=failed, groups=(group,), best=best, reasons=reasons)
