"""What the deal says about early ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from leasecalc.records import record

if TYPE_CHECKING:
    from leasecalc.engine.resolved import Quantity
    from leasecalc.engine.risk_plan import CarValue, YearlyRate

Method = Literal["balance", "present_value", "stipulated_loss", "rule_of_78"]


@record(kw_only=True)
class ExpectedEnds:
    """When the money of each way to end arrives: places on the grid. What it is stands in the inputs."""

    rents_at: tuple[int, ...] = ()
    """Days of the secondary rent; none without an extension."""
    ended_at: tuple[int, ...]
    """End of the term and, with an extension, of that."""
    sold_at: tuple[int, ...]
    """When a car that then comes back is sold."""
    months: tuple[float, ...]
    """Months of use by then."""
    car_values: tuple[CarValue, ...] | None
    """Its value by the section `car_value`; None where the deal writes one of its own."""


@record(kw_only=True)
class EarlyReturnPlan:
    """Early returns: one entry for each due day on which a car may come back, in order of time."""

    places: tuple[int, ...]
    """Where on the grid."""
    paid: tuple[int, ...]
    """Instalments paid by then, that of the day too."""
    years: tuple[float, ...]
    """Years since the first day on which a return was allowed."""
    sold_at: tuple[int, ...]
    months: tuple[float, ...]
    """Months of use."""
    car_values: tuple[CarValue, ...]
    """Value of the car when it is sold."""
    idle_months: float
    pays: Literal["nothing", "remaining_rents", "termination_value", "shortfall"]
    curve: tuple[YearlyRate, ...] = ()
    """Rates of return by year; empty: the flat rate of the inputs."""


@record(kw_only=True)
class EndTerms:
    """The terms of an early end; rates are fractions."""

    method: Method = "balance"
    discount_rate: float | None = None
    fee: Quantity | None = None
    vat_rate: float = 0.0
    refund_by_lessee: bool = False
    buy_out: tuple[tuple[int, Quantity], ...] = ()
    """Months since commencement, and the price."""
    km_above_per_month: float = 0.0
    per_km: Quantity | None = None
    expected: ExpectedEnds | None = None
    """None where nothing but the contract is expected."""
    early: EarlyReturnPlan | None = None
    """None where no car is expected to come back early."""
