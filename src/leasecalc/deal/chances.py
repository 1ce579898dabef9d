"""What may turn out otherwise than the deal expects: the laws that `leasecalc simulate` draws from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from leasecalc.reading.fields import Day, LengthOfTime, Percent, Text
from leasecalc.records import record


@record(kw_only=True)
class FxChance:
    """How one quotation moves round the path that `fx` expects of it (rate and drift)."""

    volatility: Percent
    """Yearly standard deviation of the logarithm of the quotation."""
    devaluation_rate: Percent | None = None
    """Yearly chance (intensity) that the quoted currency falls at once; at most one fall in the life of the deal."""
    devaluation: Percent | None = None
    """By how much its value then falls: `40%` divides it by 1 / (1 - 40 %)."""
    band: Percent | None = None
    """The quotation is held within this share of what is expected of it, up and down ..."""
    band_until: Day | None = None
    """... until this day (default: throughout)."""


@record(kw_only=True)
class ResidualChance:
    """What the car is worth in the end, as a multiple of what the deal expects; repossessed cars move with it."""

    volatility: Percent
    """Standard deviation of the multiple (normal law) or of its logarithm (lognormal law); its mean is 1."""
    law: Literal["lognormal", "normal"] = "lognormal"


@record(kw_only=True)
class RecoveryChance:
    """The share that is recovered after a default, evenly between two ends."""

    low: Percent
    high: Percent


@record(kw_only=True)
class DelayChance:
    """By how much later than written the export refund comes, evenly between two ends."""

    low: LengthOfTime
    high: LengthOfTime


@record(kw_only=True)
class RateChance:
    """How the discount rate may differ by then: a shift of the whole rate, normal, mean 0."""

    volatility: Percent


@record(kw_only=True)
class Chances:
    """The laws of a simulation. What is not written does not vary; a default comes from `credit`."""

    source: Text
    """Where volatilities and correlations come from, or that they are assumed."""
    fx: Mapping[str, FxChance] | None = None
    """By quotation of `fx.rates`: `USD/ZAR: {volatility: 15%}`."""
    residual: ResidualChance | None = None
    recovery: RecoveryChance | None = None
    refund_delay: DelayChance | None = None
    discount_rate: RateChance | None = None
    correlations: Mapping[str, Percent] | None = None
    """Of the normal draws behind two drivers: `default, residual: -30%`. A high draw is an early default, a high quotation, value, share, delay or rate."""
