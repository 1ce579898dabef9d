"""Trial default rates: they change what is expected of a contract, never the contract, which is made once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.engine.legs.credit_legs import Exposure, credit_legs, exposures_of, nobody_defaults, returns_early
from leasecalc.engine.measures import add_to_net_flows, carry_present_values, present_value_of
from leasecalc.engine.price import Priced, price
from leasecalc.records import replace

if TYPE_CHECKING:
    from collections.abc import Callable

    from leasecalc.engine.resolved import Inputs, ResolvedDeal
    from leasecalc.values import Value


def default_trials(deal: ResolvedDeal, inputs: Inputs) -> Callable[[Value], Priced]:
    """Return `price` as a function of the default rate, where the instalment is fixed and there is one delivery."""
    certain: list[tuple[Priced, tuple[Exposure, ...]]] = []

    def at(default_rate: Value) -> Priced:
        if not certain:
            first = price(deal, replace(inputs, default_rate=0.0))
            present_value_of(first, first.sale)
            certain.append((first, exposures_of(deal, first.inputs, first.amounts, first.contract)))
        first, exposures = certain[0]
        if returns_early(deal, inputs):  # what returns bring hangs on default too
            return price(deal, replace(inputs, default_rate=default_rate))
        changed = replace(inputs, default_rate=default_rate)
        expected = () if nobody_defaults(changed) else tuple(credit_legs(deal, changed, first.lease, exposures))
        trial = replace(first, inputs=changed, lease=(*first.lease, *expected))
        carry_present_values(first, trial)
        add_to_net_flows(first, trial, expected)
        return trial

    return at
