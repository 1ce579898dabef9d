"""The lease contract: term, payments, deposit, fees, rent, and what happens at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from leasecalc.reading.fields import (
    Amount,
    AmountOrShare,
    AmountShareOrInstalments,
    Count,
    CurrencyCode,
    Day,
    LengthOfTime,
    MarketCode,
    Moment,
    Number,
    Percent,
    Text,
    Whole,
    YesNo,
)
from leasecalc.records import record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from leasecalc.deal.currency_clause import CurrencyClause
    from leasecalc.deal.distribution import DepositInterest
    from leasecalc.deal.structure import Structure

Payments = Literal[
    "daily", "weekly", "fortnightly", "four_weekly", "monthly", "two_monthly", "quarterly", "half_yearly", "yearly"
]
Remainder = Literal["last_interest", "last_instalment", "first_instalment", "instalment", "balloon", "spread", "residual"]
Target = Literal["lessor_yield", "customer_rate", "npv"]


@record(kw_only=True)
class SolveRent:
    """A rent that the program finds: the level instalment at which a measure meets a target."""

    solve: Target
    """Measure to meet: `lessor_yield` or `customer_rate` (nominal a year) or `npv` (of the lease)."""
    target: Amount | Percent  # in this order: text that is neither is told what is wrong with it as a rate
    """A rate for a yield, an amount for the net present value."""


@record(kw_only=True)
class Rounding:
    """How the contract rounds; money is rounded nowhere else."""

    unit: Number | None = None
    """Smallest step of an instalment (default: the currency's minor unit by ISO 4217)."""
    mode: Literal["half_up", "half_even", "up", "down"] = "half_up"
    """Direction."""
    remainder: Remainder = "last_interest"
    """Where goes what rounding leaves: `last_interest` (the rate is found again from the rounded instalments); or, at the rate before rounding, into the
    last or first instalment, into the one that `instalment` names, into the `balloon` paid with the last one, into some instalments that are one unit
    larger (`spread`), or into the residual."""
    instalment: Count | None = None
    """Number of the instalment that takes the remainder, for `remainder: instalment`."""


@record(kw_only=True)
class Interim:
    """Interest of the time before the first regular period, where `first_instalment` makes the first period odd."""

    interest: Literal["compound", "simple", "simple_throughout"]
    """Over the odd days: compound; simple; or simple over the whole time up to the first instalment."""
    paid: Literal["capitalised", "with_first"]
    """`capitalised`: it is spread over all instalments; `with_first`: it comes on top of the first one."""


@record(kw_only=True)
class LastPeriod:
    """An odd last period: the lease ends on another day than the last of its periods."""

    end: Moment
    """Last day of the lease, less than one period before or after the day on which the term would end."""
    interest: Literal["compound", "simple"] = "compound"
    """Over the part of a period that is left before that day, by the day count: compound; or simple, after the whole periods."""


@record(kw_only=True)
class Interest:
    """How interest is reckoned and shown."""

    method: Literal["compound", "simple", "flat", "rule_of_78"] = "compound"
    """`compound`: unpaid interest bears interest; `simple`: it is kept apart and bears none (US Rule); `flat` and `rule_of_78`: the table lays the
    whole charge over the instalments equally, or by the sum of digits, while rates stay those of the payments."""
    accrual: Literal["periods", "days"] = "periods"
    """`periods`: every contract period bears the same; `days`: by the day count, simple within a period."""
    capitalised: LengthOfTime | None = None
    """How often interest is added to the balance (default: with each instalment); in between it is simple."""


@record(kw_only=True)
class BusinessDays:
    """How days that are no business days are avoided; the roll day of the contract never moves."""

    convention: Literal["following", "modified_following", "preceding", "modified_preceding", "nearest"]
    """To which business day a payment moves (ISDA 2006 Definitions, section 4.12)."""
    weekend: tuple[Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"], ...] = (
        "saturday",
        "sunday",
    )
    """Days of the week without business (default: saturday and sunday)."""
    holidays: tuple[Day, ...] = ()
    """Days without business."""
    country: MarketCode | None = None
    """Country whose public holidays are no business days either; needs the extra `calendars`."""


@record(kw_only=True)
class Fee:
    """A fee of the lessee to the lessor."""

    name: Text
    """What the contract calls it."""
    amount: AmountOrShare
    """An amount, or a share of price or financed."""
    when: Moment | None = None
    """When it is paid (default: at commencement)."""


@record(kw_only=True)
class Delivery:
    """A part of the fleet that is delivered, and whose lease begins, on days of its own."""

    quantity: Count
    """How many cars."""
    commencement: Moment | None = None
    """First day of the lease of these cars (default: as `lease.commencement`). Events are those of the first delivery, or its own where
    `export` is written."""
    export: Moment | None = None
    """When these cars leave the country (default: as long before their commencement as those of the first delivery)."""
    first_instalment: Moment | None = None
    """Day of the first instalment of these cars (default: as `lease.first_instalment`)."""


@record(kw_only=True)
class Lease:
    """The lease of one car."""

    kind: Literal["finance", "operating"]
    """`finance` passes risks and rewards to the lessee, `operating` does not."""
    currency: CurrencyCode | None = None
    """Currency of the instalments (default: that of the rent, else the deal's)."""
    commencement: Moment | None = None
    """First day of the lease (default: at arrival)."""
    deliveries: tuple[Delivery, ...] = ()
    """Parts of the fleet that begin on days of their own, in order of time, at one rent (default: all at once)."""
    term: LengthOfTime
    """Length of the lease, in months, years or weeks."""
    payments: Payments
    """How often an instalment is due."""
    timing: Literal["advance", "arrears"]
    """Whether an instalment is due on the first or the last day of its period."""
    in_advance: Whole = 0
    """Number of instalments paid at commencement in place of the last ones (0: by timing alone)."""
    first_instalment: Moment | None = None
    """Day of the first instalment, from which all later ones are counted (default: by timing, without an odd first period)."""
    interim: Interim | None = None
    """How an odd first period is charged (default: compound, capitalised)."""
    last_period: LastPeriod | None = None
    """An odd last period; an instalment in arrears, and the residual, fall due on its last day (default: none is odd)."""
    end_of_month: YesNo = False
    """Whether instalments that start from the last day of a month stay on the last day of the month."""
    interest: Interest | None = None
    """How interest is reckoned (default: compound, on contract periods)."""
    business_days: BusinessDays | None = None
    """How payments that fall due on a holiday move (default: they do not)."""
    structure: Structure | None = None
    """How instalments differ from one another (default: they are level)."""
    financed: AmountOrShare | None = None
    """Amount financed (default: 100% of price)."""
    down_payment: AmountOrShare | None = None
    """Paid at commencement, reduces the amount financed."""
    deposit: AmountShareOrInstalments | None = None
    """Security deposit, returned at the end."""
    deposit_interest: DepositInterest | None = None
    """Interest on the deposit (default: it bears none)."""
    direct_cost: Amount | None = None
    """Initial direct cost of the lessor at commencement."""
    fees: tuple[Fee, ...] = ()
    """Fees of the lessee to the lessor."""
    rent: Amount | SolveRent | None = None
    """The base instalment, or what it must achieve; left out only where `structure.stream` gives all amounts."""
    currency_clause: CurrencyClause | None = None
    """Instalments that follow an exchange rate (default: they do not)."""
    compounding: Payments | None = None
    """Compounding of nominal yearly rates (default: that of the instalments)."""
    vat_rate: Percent | None = None
    """Value-added tax on the instalments in the market, passed through to the lessee (default: none shown)."""
    rounding: Rounding | None = None
    """Rounding of instalment, interest and tax lines."""

    __late__: ClassVar[Mapping[str, str]] = {
        "leasecalc.deal.currency_clause": "CurrencyClause",
        "leasecalc.deal.distribution": "DepositInterest",
        "leasecalc.deal.structure": "Structure",
    }


@record(kw_only=True)
class Residual:
    """What the car or the contract pays at the end."""

    amount: AmountOrShare
    """An amount, or a share of price, financed or fob; an unguaranteed one in another currency than the lease is exchanged when it comes."""
    kind: Literal["purchase_option", "guaranteed", "unguaranteed", "balloon"]
    """Who pays it: the lessee by option, a guarantor, the market, or the lessee as last instalment."""
    disposal_cost: AmountOrShare | None = None
    """Cost of selling the car, for a residual that the market pays (a share of residual or price)."""
    lag: LengthOfTime | None = None
    """Time from the end of the lease to the money."""
