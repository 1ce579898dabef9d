"""A currency clause: instalments payable in one currency that follow its exchange rate with another."""

from __future__ import annotations

from typing import Literal

from leasecalc.reading.fields import CurrencyCode, LengthOfTime, Number, Percent
from leasecalc.records import record


@record(kw_only=True)
class RateThreshold:
    """Changes of the rate that are too small to count."""

    change: Percent
    """Largest change of the rate, up or down from the base rate, that adjusts nothing."""
    beyond: Literal["whole", "excess"]
    """What counts once the change is larger: the whole of it, or what is above the threshold."""


@record(kw_only=True)
class CurrencyClause:
    """Instalments are paid in the currency of the lease and adjusted by its rate with another: instalment x (1 + share x (rate / base rate - 1))."""

    currency: CurrencyCode
    """The currency that instalments are indexed to; rates are units of the lease's currency for one of it."""
    share: Percent
    """Share of each instalment that is indexed."""
    base_rate: Number | None = None
    """Rate that the contract starts from (default: that of the pricing date, by `fx.rates`)."""
    reset_every: LengthOfTime | None = None
    """How long a fixed rate holds, in whole instalments (default: each instalment has a fixing of its own)."""
    fixing_lag: LengthOfTime | None = None
    """Time by which a rate is fixed before the day on which the first instalment that it adjusts falls due (default: on that day)."""
    floor: Number | None = None
    """Lowest rate that counts."""
    cap: Number | None = None
    """Highest rate that counts."""
    threshold: RateThreshold | None = None
    """Changes, of the rate within floor and cap, that adjust nothing (default: every change counts)."""
