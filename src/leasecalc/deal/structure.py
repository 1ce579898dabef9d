"""How the instalments of a lease differ from one another: shape, steps, seasons, deferral, and an amount beside the last one.

Each instalment is the base instalment (`lease.rent`) times a weight, plus fixed amounts. The parts apply in the order of the
fields here.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import ClassVar, Literal

from leasecalc.reading.fields import Amount, AmountOrShare, Count, Day, LengthOfTime, Number, Percent
from leasecalc.records import record


@record(kw_only=True)
class StreamPart:
    """So many instalments that are alike."""

    count: Count = 1
    """How many instalments."""
    pays: Percent | Amount
    """A share of the base instalment, or an amount."""


@record(kw_only=True)
class Step:
    """A change of the instalments from one of them on."""

    from_: Count | None = None
    """Number of the first instalment that is changed (default: the one after the first `every`)."""
    every: LengthOfTime | None = None
    """Length after which the change happens again, for example `12 months` (default: it happens once)."""
    until: Count | None = None
    """Number of the last instalment at which the change happens again (default: the last of the lease)."""
    by: Percent | Amount | None = None
    """What is added to or taken from the instalment before: a percentage of it, or an amount."""
    to: Percent | Amount | None = None
    """What the instalment becomes: a share of the base instalment, or an amount."""

    __aliases__: ClassVar[Mapping[str, str]] = {"from": "from_"}


@record(kw_only=True)
class Season:
    """Months in which less (or more) is paid; what falls due in them by the calendar or by the contract."""

    calendar_months: tuple[Count, ...] | None = None
    """Months of the calendar, 1 to 12, in which the instalment falls due."""
    contract_months: tuple[Count, ...] | None = None
    """Months within each contract year, 1 to 12; 1 is the month of the first instalment."""
    pays: Percent | Amount = Decimal(0)
    """A share of what would be due, or an amount (default: 0%, the instalment is skipped)."""


@record(kw_only=True)
class Deferral:
    """Nothing is repaid at the beginning."""

    instalments: Count
    """How many instalments are deferred."""
    interest: Literal["capitalised", "paid", "waived"]
    """`capitalised`: it is added to the balance; `paid`: the instalment is the interest; `waived`: none accrues."""


@record(kw_only=True)
class IndexPoint:
    """A value of an index, from a day on."""

    from_: Day
    """First day of the value."""
    value: Number
    """The index."""

    __aliases__: ClassVar[Mapping[str, str]] = {"from": "from_"}


@record(kw_only=True)
class Indexation:
    """Instalments that follow a price index: by values, as published or expected, or by a yearly growth."""

    every: LengthOfTime
    """Length after which instalments follow the index, for example `12 months`."""
    values: tuple[IndexPoint, ...] | None = None
    """Values of the index by day; instalments are the base instalment x value of the day / value at commencement."""
    growth: Percent | None = None
    """Instead of `values`: growth of the index in each `every`."""


@record(kw_only=True)
class RatePoint:
    """A base rate, from a day on."""

    from_: Day
    """First day of the rate."""
    rate: Percent
    """The rate, nominal a year."""

    __aliases__: ClassVar[Mapping[str, str]] = {"from": "from_"}


@record(kw_only=True)
class Floating:
    """A rate that follows a base rate; what is owed is spread anew over what is left whenever the rate changes at a reset."""

    base: tuple[RatePoint, ...]
    """The base rate by day, as fixed or expected."""
    reset_every: LengthOfTime
    """Length between resets, counted from commencement; a reset takes the base rate of its day."""
    margin: Percent | None = None
    """On top of the base rate, instead of `lease.rent` (default: what the first instalment implies)."""
    floor: Percent | None = None
    """Lowest rate after a reset, base and margin together."""
    cap: Percent | None = None
    """Highest rate after a reset, base and margin together."""


@record(kw_only=True)
class Structure:
    """The shape of the instalments; without it they are level."""

    stream: tuple[StreamPart, ...] | None = None
    """Every instalment, one after the other, as shares of the base instalment or as amounts."""
    indexed: Indexation | None = None
    """Instalments that follow a price index."""
    steps: tuple[Step, ...] = ()
    """Changes by a percentage, by an amount or to a share, once or again and again."""
    seasons: tuple[Season, ...] = ()
    """Months in which less is paid, or nothing."""
    deferral: Deferral | None = None
    """Instalments at the beginning with no repayment."""
    interest_only: Count | None = None
    """Number of instalments, after a deferral, that pay the interest and nothing else."""
    balloon: AmountOrShare | None = None
    """Paid with the last instalment, beside the residual."""
    floating: Floating | None = None
    """A rate that is set anew from a base rate; `rent` is then the first instalment."""
