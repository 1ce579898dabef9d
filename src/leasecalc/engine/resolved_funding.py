"""The loan that funds a lease, ready to price: its dates, its rule of repayment and its base rates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from leasecalc.records import record

if TYPE_CHECKING:
    from leasecalc.rounding import Rounding
    from leasecalc.values import Value


@record(kw_only=True)
class GreenInputs:
    """The figures of a green discount, of one car: distance a year, intensities, threshold in tonnes a year, discount as a fraction."""

    distance_km: Value
    consumption_kwh_km: Value
    grid_kg_kwh: Value
    reference_litres_km: Value
    fuel_kg_litre: Value
    threshold_tonnes: Value
    discount_rate: Value


@record(kw_only=True)
class FundingPlan:
    """What is not a number to turn. ``rows`` are the payment dates on the time grid; a matched loan has those of the lease, residual last."""

    kind: Literal["loan", "buyer_credit", "supplier_credit"]
    currency: str
    repayment: Literal["matched", "bullet", "level"]
    recourse: bool
    prepaid_at: int | None
    """Where the export refund repays part of the loan; None: it does not."""
    drawn: int
    rows: tuple[int, ...]
    lengths: tuple[float, ...]
    """Years of interest before each row, by the deal's day count; a matched loan has the clock of the lease instead."""
    interim: float
    """Years from the drawdown to commencement of a matched loan; its interest is paid at commencement."""
    lag: float
    """Years from the end of a matched lease to its residual, in which the loan still stands."""
    base_rates: tuple[float, ...]
    """Base rate of the time before each row, nominal a year; empty where the rate does not float."""
    resets: tuple[int, ...]
    """Rows from which the base rate is another one than before."""
    limits: tuple[float | None, float | None]
    curve: tuple[tuple[float, float], ...]
    """Years and rate of each point of a curve by term; empty where there is none."""
    rounding: Rounding
    asset_reprices: float | None
    """Years from commencement to the first reset of the lease's own rate; None where that is fixed."""
    loan_reprices: float | None
    """Years from commencement to the first reset of the loan's rate; None where that is fixed."""
