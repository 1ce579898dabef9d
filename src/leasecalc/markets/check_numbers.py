"""Numbers that can hardly be meant (LC530): limits no vehicle has, rates above 300 %, far days, unexpected currencies."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from leasecalc.charges.kinds.coefficients import Axis
from leasecalc.charges.kinds.whole_base_bands import WholeBaseBands
from leasecalc.charges.selectors import NumberRange
from leasecalc.markets.cells import limits_of
from leasecalc.markets.leaves import Leaf, Path, leaves
from leasecalc.money import Money
from leasecalc.reading.faults import Fault
from leasecalc.reading.fields import Percent
from leasecalc.reading.quantities import Specific

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from leasecalc.markets.schema import MarketDocument

HIGHEST_RATE = Decimal(3)
FIRST_YEAR = 1950
YEARS_AHEAD = 30
TRADED = frozenset({"USD", "EUR"})

PLAUSIBLE: dict[str, tuple[float, float]] = {
    "cc": (50, 10_000), "kw": (1, 1_500), "kw_30min": (1, 1_500), "hp": (1, 2_000), "hp_30min": (1, 2_000), "kwh": (0.3, 1_000),
    "mass_kg": (50, 60_000), "co2_g_km": (1, 1_000), "nox_g_km": (0.0001, 10), "km_per_l": (0.5, 200), "l_100km": (0.1, 100),
    "range_km": (1, 2_500), "tank_l": (1, 2_000), "length_mm": (500, 25_000), "seats": (1, 100), "age_months": (1, 1_200),
    "stay_months": (1, 600), "stay_days": (1, 10_000), "term_months": (1, 600),
}  # fmt: skip
"""What a limit of each fact may be; zero is always plausible."""


def number_faults(market: MarketDocument, on: date) -> Iterator[Fault]:
    """Find numbers that look like a slip of unit, place or year."""
    expected = TRADED | {market.currency}
    for leaf in leaves(market):
        if isinstance(leaf.value, Decimal) and leaf.is_of(Percent) and abs(leaf.value) > HIGHEST_RATE:
            yield _fault(leaf.path, f"a rate of {leaf.value * 100:f} %")
        elif isinstance(leaf.value, Money | Specific) and leaf.value.currency not in expected:
            yield _fault(leaf.path, f"an amount in {leaf.value.currency}, in a market that counts in {market.currency}")
        elif isinstance(leaf.value, date) and not FIRST_YEAR <= leaf.value.year <= on.year + YEARS_AHEAD:
            yield _fault(leaf.path, f"the day {leaf.value}")
        yield from _limits(leaf)


def _limits(leaf: Leaf) -> Iterator[Fault]:
    """Look at limits of facts: in selectors, decision tables, bands and axes."""
    if isinstance(leaf.value, NumberRange):
        yield from _implausible(str(leaf.path[-1]), limits_of(leaf.value), leaf.path)
    elif isinstance(leaf.value, WholeBaseBands):
        limits = (limit for row in leaf.value.rows for limit in (row.up_to, row.below) if limit is not None)
        yield from _implausible(leaf.value.by, limits, leaf.path)
    elif isinstance(leaf.value, Axis):
        yield from _implausible(leaf.value.by, leaf.value.up_to or leaf.value.below, leaf.path)


def _implausible(fact: str, limits: Iterable[Decimal], path: Path) -> Iterator[Fault]:
    low, high = PLAUSIBLE.get(fact, (float("-inf"), float("inf")))
    for limit in limits:
        if limit != 0 and not low <= limit <= high:
            yield _fault(path, f"a limit of {limit:f} for `{fact}`")
            return


def _fault(path: Path, what: str) -> Fault:
    return Fault(path, "LC530", f"{what} can hardly be meant", "check unit, decimal point and year")
