"""What the car is worth later: by age, kilometres and health of the battery."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from leasecalc.charges.source import Source
from leasecalc.reading.faults import Fault
from leasecalc.reading.fields import Amount, Number, Percent, Whole
from leasecalc.records import record


@record(kw_only=True)
class AgePoint:
    """One point of a curve by age."""

    age_months: Whole
    """Age of the car in months."""
    share: Percent
    """Share of the purchase price; for the battery, its state of health."""


@record(kw_only=True)
class Distance:
    """How kilometres move the value."""

    planned_km_per_month: Number
    """Kilometres that the curve supposes."""
    expected_km_per_month: Number
    """Kilometres that the car is driven."""
    per_km: Amount
    """What each kilometre above the plan takes off the value, and each below adds."""


@record(kw_only=True)
class BatteryHealth:
    """How the state of health of the battery moves the value."""

    supposed: tuple[AgePoint, ...]
    """State of health that the curve supposes, by age, straight between the points."""
    expected: tuple[AgePoint, ...]
    """State of health that is expected."""
    effect: Percent
    """Share of the value that goes with the whole health: at 50%, ten points of health are five per cent of the value."""


@record(kw_only=True)
class CarValueCurve:
    """Value of the car by age, as a share of the purchase price, with its source."""

    curve: tuple[AgePoint, ...]
    """Value by age, straight between the points, flat outside them."""
    distance: Distance | None = None
    """Adjustment for kilometres (default: none)."""
    battery: BatteryHealth | None = None
    """Adjustment for the battery (default: none)."""
    source: Source
    """Where the curve comes from."""

    def faults(self) -> Iterable[Fault]:
        """Yield faults of empty curves and of points out of order."""
        curves: dict[tuple[str, ...], tuple[AgePoint, ...]] = {("curve",): self.curve}
        if self.battery is not None:
            curves |= {("battery", "supposed"): self.battery.supposed, ("battery", "expected"): self.battery.expected}
        for path, curve in curves.items():
            if not curve:
                yield Fault(
                    path, "LC417", "the curve has no point", "write at least one point, for example `{age_months: 0, share: 90%}`"
                )
            for number, (left, right) in enumerate(pairwise(curve), start=1):
                if right.age_months <= left.age_months:
                    yield Fault((*path, number, "age_months"), "LC417", f"month {right.age_months} does not come after month {left.age_months}",
                                "write the points in order of age")  # fmt: skip
