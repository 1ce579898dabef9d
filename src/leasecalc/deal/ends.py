"""How a lease may end: what is owed before the term is over."""

from __future__ import annotations

from typing import Literal

from leasecalc.reading.fields import Amount, AmountOrShare, Count, Number, Percent
from leasecalc.records import record

Method = Literal["balance", "present_value", "stipulated_loss", "rule_of_78"]


@record(kw_only=True)
class Termination:
    """What the lessee owes who ends the lease early."""

    method: Method
    """`balance`: outstanding balance; `present_value` of what is left at `discount_rate`; `stipulated_loss`: what keeps the lessor's yield;
    `rule_of_78`: what is left less the charge not yet earned by the sum of digits."""
    discount_rate: Percent | None = None
    """Nominal yearly rate of `present_value`, compounded as the lease's rates are."""
    fee: Amount | None = None
    """Fee for the early end (default: none)."""
    vat_rate: Percent | None = None
    """Value-added tax on the settlement, in the market (default: none shown)."""
    refund: Literal["lessor", "lessee"] = "lessor"
    """Who bears the export refund that a return repays."""


@record(kw_only=True)
class BuyOut:
    """A right of the lessee to buy the car before the end."""

    month: Count
    """Months since commencement; the day of an instalment."""
    amount: AmountOrShare
    """Price of the car then, an amount or a share of price or financed; the instalment of that day is paid too."""


@record(kw_only=True)
class Mileage:
    """What a car that comes back owes for kilometres."""

    allowed_km_per_month: Number
    """Kilometres that the rent allows."""
    expected_km_per_month: Number
    """Kilometres that the car is driven."""
    per_km: Amount
    """Charge for each kilometre above."""


@record(kw_only=True)
class Ends:
    """Ways in which a lease ends."""

    termination: Termination | None = None
    """Early end."""
    buy_out: tuple[BuyOut, ...] = ()
    """Buy-out options by month."""
    mileage: Mileage | None = None
    """Charge for excess kilometres on return."""
