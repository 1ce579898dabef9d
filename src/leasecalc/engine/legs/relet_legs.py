"""The car after a default, leased again for the rest of the term."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from leasecalc.engine.legs.flows import Leg, add
from leasecalc.values import Flag, Value, is_array, where

if TYPE_CHECKING:
    from leasecalc.engine.legs.credit_legs import Exposure
    from leasecalc.engine.resolved import Inputs, ResolvedDeal

#: Legs that the next lessee pays a share of, and those of the end of the lease, which are as in the contract.
SHARED = ("rent", "rent_adjustment", "withholding")
AT_THE_END = ("residual", "disposal")


def relet_leg(deal: ResolvedDeal, inputs: Inputs, defaults: Sequence[tuple[Exposure, Value]], legs: Sequence[Leg]) -> Leg:
    """Return the expected flows of the next lessee: its share of each later instalment less the tax on it, and the end of the contract.

    ``defaults`` come with their chances.

    A car that comes back after the end of the lease brings the residual on that day. The next lessee does not default.
    """
    flows: dict[int, Value] = {}

    def put(at: int, amount: Value) -> None:
        flows[at] = flows[at] + amount if at in flows else amount

    for leg in legs:
        for at, amount in leg.flows if leg.name in (*SHARED, *AT_THE_END) else ():
            already = add(where(_not_after(deal, found.here, at), chance, 0.0) for found, chance in defaults)
            if leg.name in SHARED:
                put(at, already * (amount * inputs.relet_rate))
            else:
                put(at, already * amount)
                for later, chance in defaults:
                    put(later.here, where(_not_after(deal, later.here, at), 0.0, chance) * amount)
    return Leg("relet", "Car leased again", tuple((at, flows[at]) for at in sorted(flows)), "expected")


def _not_after(deal: ResolvedDeal, first: int, second: int) -> Flag:
    """Return whether a place on the grid comes no later than another; by years where the term, and so the end, is a formula."""
    years = deal.timeline.years
    if is_array(years[first]) or is_array(years[second]):
        return years[first] <= years[second]
    return first <= second
