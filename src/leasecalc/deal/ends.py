"""How a lease may end: what is owed before the term is over."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

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
class Extension:
    """A secondary term after the first, at a rent of its own."""

    months: Count
    """How long, in months; whole periods of the lease."""
    rent: Amount
    """What is paid in each period of the lease."""


@record(kw_only=True)
class ExpectedEnd:
    """What lessees who reach the end of the term are expected to do; the shares add up to 100 %."""

    __aliases__: ClassVar[Mapping[str, str]] = {"return": "return_"}

    purchase: Percent
    """They pay the residual as the contract has it."""
    return_: Percent
    """They return the car."""
    extend: Percent
    """They lease on, and return the car after the extension."""


@record(kw_only=True)
class Ends:
    """Ways in which a lease ends."""

    termination: Termination | None = None
    """Early end."""
    buy_out: tuple[BuyOut, ...] = ()
    """Buy-out options by month."""
    mileage: Mileage | None = None
    """Charge for excess kilometres on return."""
    extension: Extension | None = None
    """Secondary term."""
    expected: ExpectedEnd | None = None
    """Shares of the ways to end (default: everybody does what the contract says, and nothing else is expected)."""
    returned_value: AmountOrShare | None = None
    """What a car that comes back at the end brings, an amount or a share of price or residual (default: by `car_value`)."""
    disposal_cost: Amount | None = None
    """Cost of selling a car that comes back at the end (default: `residual.disposal_cost`)."""
