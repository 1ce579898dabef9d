"""What a deal asks beside its price: yields of its own, and the best instalments within limits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from leasecalc.reading.fields import Amount, Count, Identifier, LengthOfTime, Percent, Text, YesNo
from leasecalc.records import record


@record(kw_only=True)
class OwnYield:
    """The rate of return on a set of legs of the lease."""

    include: tuple[Identifier, ...] | None = None
    """Legs that count, as the JSON and `compare` name them; `services` is all fees and costs of services (default: every leg)."""
    exclude: tuple[Identifier, ...] = ()
    """Legs that do not count."""
    expected: YesNo = False
    """Whether the expected loss, recovery and insurance payments of default count where `include` does not name them (default: no)."""
    label: Text | None = None
    """What the reports call it (default: its name)."""


@record(kw_only=True)
class SeasonLimit:
    """Limits of the instalments that fall due in some months."""

    calendar_months: tuple[Count, ...] | None = None
    """Months of the calendar, 1 to 12, in which the instalment falls due."""
    contract_months: tuple[Count, ...] | None = None
    """Months within each contract year, 1 to 12; 1 is the month of the first instalment."""
    at_least: Percent | Amount | None = None
    """Smallest instalment: a share of the level one, or an amount."""
    at_most: Percent | Amount | None = None
    """Largest instalment: a share of the level one (`0%`: none is paid), or an amount."""


@record(kw_only=True)
class Optimise:
    """Instalments that are free within limits: what is sought, and the limits. Shares are of the level instalment within the same floors and ceilings."""

    objective: Literal["lessee_cost", "lease_npv", "lease_peak_cash"]
    """`lessee_cost`: lowest present value of what the lessee pays, at its borrowing rate; `lease_npv`: highest; `lease_peak_cash`: lowest."""
    floors: Mapping[str, Amount | Percent] | None = None
    """Measures and what each must at least be: `lessor_yield: 14%` (default: the target that the deal's rent is solved for)."""
    ceilings: Mapping[str, Amount | Percent] | None = None
    """Measures and what each may at most be: `lease_peak_cash: 9000 USD`."""
    at_least: Percent | Amount | None = None
    """Smallest instalment: a share of the level one, or an amount (default: none below zero)."""
    at_most: Percent | Amount | None = None
    """Largest instalment: a share of the level one, or an amount."""
    largest_rise: Percent | Amount | None = None
    """Most by which an instalment may exceed the one before."""
    largest_fall: Percent | Amount | None = None
    """Most by which an instalment may fall below the one before."""
    seasons: tuple[SeasonLimit, ...] = ()
    """Limits by month. Rise, fall, `order` and `equal` then compare instalments of the same seasons with each other."""
    order: Literal["non_increasing", "non_decreasing"] | None = None
    """Whether instalments may only fall, or only rise."""
    equal: LengthOfTime | None = None
    """Length within which instalments are alike: `12 months` for each contract year level, `3 months` for each quarter."""
