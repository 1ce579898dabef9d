"""Forward exchange rates by covered interest parity, and what a shock of the rate does to amounts in another currency."""

from leasecalc.currency.exposure import converted, shocked
from leasecalc.currency.forward import (
    Compounding,
    forward_points,
    forward_rate,
    forward_rate_between,
    growth_factor,
    implied_rate,
    shocked_rate,
)

__all__ = [
    "Compounding",
    "converted",
    "forward_points",
    "forward_rate",
    "forward_rate_between",
    "growth_factor",
    "implied_rate",
    "shocked",
    "shocked_rate",
]
