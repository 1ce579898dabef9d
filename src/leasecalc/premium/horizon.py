"""The horizon of risk: how long, on average and doubled, the money is out; lengths are years.

Source: Regulation (EU) No 1233/2011, annex VI, horizon of risk of standard and of non-standard repayment profiles.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.values import divide

if TYPE_CHECKING:
    from collections.abc import Sequence

    from leasecalc.values import Value


def horizon_of_risk(repayment_years: Value, *, disbursement_years: Value = 0.0) -> Value:
    """Return half of the disbursement period plus the repayment period, from the starting point of credit."""
    return 0.5 * disbursement_years + repayment_years


def weighted_average_life(years: Sequence[float], principal: Sequence[Value]) -> Value:
    """Return the mean time of repayment: sum of time x principal / sum of principal; NaN where no principal is repaid."""
    weighted: Value = 0.0
    total: Value = 0.0
    for year, repaid in zip(years, principal, strict=True):
        weighted, total = weighted + year * repaid, total + repaid
    return divide(weighted, total, float("nan"))


def equivalent_repayment_years(weighted_average_life: Value) -> Value:
    """Return the standard repayment period (equal half-yearly principal) of the same average life: (WAL - 0.25) / 0.5."""
    return (weighted_average_life - 0.25) / 0.5
