"""What default, insurance and the value of the car mean for a deal, apart from numbers that a knob turns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from leasecalc.records import record

if TYPE_CHECKING:
    from leasecalc.premium import CountryCategory

#: Years since commencement up to which a yearly rate of default holds, and the rate.
YearlyRate = tuple[float, float]


@record(kw_only=True)
class CarValue:
    """What moves the value of the car on a day: share of the purchase price, and kilometres above the plan."""

    share: float
    km_above_plan: float


@record(kw_only=True)
class MinimumPremiumPlan:
    """What the OECD minimum premium rate asks about country, buyer and product."""

    country_category: int
    buyer_category: Literal["SOV+", "SOV/CC0", "CC1", "CC2", "CC3", "CC4", "CC5"]
    product: Literal["below_standard", "standard", "above_standard"]
    speculative_grade: bool
    credit_enhancement: float
    country: CountryCategory
    """The coefficients of the category on the pricing date, from the origin file."""


@record(kw_only=True)
class CreditPlan:
    """When the money of a default arrives and by which rules. Places on the grid: one per instalment, then one for the end of the lease."""

    repossession_at: tuple[int, ...]
    recovery_at: tuple[int, ...]
    payout_at: tuple[int, ...]
    resale_share: tuple[float, ...] | None
    car_values: tuple[CarValue, ...] | None = None
    """Value of the repossessed car, where it is sold by `car_value`."""
    relet: bool = False
    """Whether the car is leased again instead."""
    curve: tuple[YearlyRate, ...] = ()
    """Rates of default by year, years with the same rate as one; the last holds for ever. Empty: the flat rate of the inputs."""
    deposit_set_off: bool = False
    refund_repaid: bool = False
    guarantor_joint: bool | None = None
    """Whether the guarantor's default is given that of the lessee (else a yearly rate of its own); None without a guarantor."""
    insured: bool = False
    premium_periods: int = 0
    """Contract periods between two premiums on the balance; 0 where there are none."""
    minimum_premium: MinimumPremiumPlan | None = None
