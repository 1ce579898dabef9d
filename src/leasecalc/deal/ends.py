"""How a lease may end: what is owed before the term is over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar, Literal

from leasecalc.charges.source import Source
from leasecalc.reading.faults import Fault
from leasecalc.reading.fields import Amount, AmountOrShare, Count, LengthOfTime, Number, Percent
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
class ReturnCurve:
    """Rates of early return by year of the lease."""

    by: Literal["conditional_yearly", "conditional_monthly", "cumulative"]
    """`conditional_yearly` or `conditional_monthly`: probability within a year (a month) of leases that still run; `cumulative`: of all, by the end of each
    year."""
    rates: tuple[Percent, ...]
    """One rate for each year; the last yearly probability holds for all years after it."""
    source: Source
    """Where the rates come from."""


@record(kw_only=True)
class EarlyReturn:
    """Lessees who return the car before the end of the term, in expectation: right after an instalment, which they pay."""

    monthly_rate: Percent | None = None
    """Probability of a return within a month, of leases that still run."""
    curve: ReturnCurve | None = None
    """Instead: rates by year."""
    not_before: LengthOfTime | None = None
    """Time since commencement during which the contract allows no return; rates run from then on (default: none)."""
    pays: Literal["nothing", "remaining_rents", "termination_value", "shortfall"]
    """What the lessee owes beside the fee of `ends.termination`: a `share` of the instalments still to come; the value by `ends.termination.method`; or
    what that value is above the car, sold, less its costs."""
    share: Percent | None = None
    """Share of the instalments still to come that is owed, for `remaining_rents`."""
    idle: LengthOfTime | None = None
    """Time from the return to the sale of the car (default: none)."""
    idle_cost: Amount | None = None
    """Cost of a month until then: storage, insurance."""
    cost: Amount | None = None
    """Cost of taking the car back and preparing it."""

    def faults(self) -> Iterable[Fault]:
        """Yield a fault where the rate is told twice or not at all, or a part needs another."""
        if (self.monthly_rate is None) == (self.curve is None):
            yield Fault(("monthly_rate",), "LC449", "`early_return` needs `monthly_rate` or `curve`, and only one of them",
                        "write `monthly_rate: 1%`, or a curve with its source")  # fmt: skip
        if (self.pays == "remaining_rents") != (self.share is not None):
            yield Fault(("share",), "LC449", "`pays: remaining_rents` and `share` go together",
                        "write `share: 40%` of the instalments still to come")  # fmt: skip
        if self.idle_cost is not None and self.idle is None:
            yield Fault(("idle_cost",), "LC449", "a cost of each idle month needs `idle`", "write `idle: 2 months`")


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
    early_return: EarlyReturn | None = None
    """Cars that come back before the end of the term (default: none is expected)."""
    returned_value: AmountOrShare | None = None
    """What a car that comes back at the end brings, an amount or a share of price or residual (default: by `car_value`)."""
    disposal_cost: Amount | None = None
    """Cost of selling a car that comes back at the end (default: `residual.disposal_cost`)."""
