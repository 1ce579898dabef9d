"""The contribution of a supplier to finance below the market rate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.annuity import discount

if TYPE_CHECKING:
    from collections.abc import Sequence


def subsidy(rate: float, times: Sequence[float], amounts: Sequence[float], *, paid_at: float = 0.0) -> float:
    """Return what a supplier must pay at `paid_at` for the lender to earn `rate` on flows below the market rate.

    `times` are in periods of the rate; `amounts` are the lender's: outlays negative, receipts positive. Receipts
    before the first outlay earn nothing while the lender holds them. Raises ``ValueError`` without an outlay.
    """
    outlays = [time for time, amount in zip(times, amounts, strict=True) if amount < 0.0]
    if not outlays:
        raise ValueError("a subsidy needs an outlay of the lender")
    first = min(outlays)
    value = sum(amount * float(discount(rate, max(time, first))) for time, amount in zip(times, amounts, strict=True))
    return -value / float(discount(rate, max(paid_at, first)))
