"""Measures that are a difference of two others: what is shown is the difference of the two amounts as they are printed, on every page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.engine.measures import measure as measure_of
from leasecalc.money import minor_unit
from leasecalc.rounding import Rounding, round_to

if TYPE_CHECKING:
    from leasecalc.engine.measures import Measure
    from leasecalc.engine.price import Priced
    from leasecalc.values import Value

DIFFERENCES: dict[str, tuple[str, str]] = {
    "lease_minus_sale": ("lease_npv", "sale_npv"),
    "after_tax_lease_minus_sale": ("after_tax_npv", "sale_after_tax_npv"),
}
"""Each difference with what is subtracted from what."""


def as_printed(priced: Priced, measure: Measure) -> Value:
    """Return a measure as it is shown: a difference as that of its two printed amounts, to the minor unit; every other as it is.

    Searches for a root use the measure itself, which does not jump from cent to cent.
    """
    parts = DIFFERENCES.get(measure.name)
    if parts is None:
        return measure.compute(priced)
    cent = Rounding(minor_unit(priced.deal.currency))
    first, second = (round_to(measure_of(priced, name), cent) for name in parts)
    return round_to(first - second, cent)
