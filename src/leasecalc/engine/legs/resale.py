"""What the car is worth on a day: share of its price by age and battery, less kilometres above the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.engine.legs.flows import is_nothing
from leasecalc.values import Value, maximum

if TYPE_CHECKING:
    from leasecalc.engine.legs.amounts import Amounts
    from leasecalc.engine.resolved import Inputs
    from leasecalc.engine.risk_plan import CarValue


def car_value(inputs: Inputs, amounts: Amounts, car: CarValue, at: int) -> Value:
    """Return price x share x level - kilometres above the plan x amount per kilometre, at least 0; the deal's currency, not rounded."""
    value = amounts.bases["price"] * car.share * inputs.resale_level
    if inputs.per_km is not None and not is_nothing(car.km_above_plan):
        value = value - car.km_above_plan * inputs.per_km.number * amounts.exchange.factor(inputs.per_km.of, at)
    return maximum(value, 0.0)
