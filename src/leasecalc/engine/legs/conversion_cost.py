"""What it costs to exchange the payments of the lease and of its services: a share of what is exchanged, and an amount each time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.engine.legs.flows import Leg, is_nothing
from leasecalc.engine.legs.lease_legs import NO_ROUNDING, is_worth
from leasecalc.rounding import round_to
from leasecalc.values import Value, absolute, where

if TYPE_CHECKING:
    from collections.abc import Sequence

    from leasecalc.engine.legs.amounts import Amounts
    from leasecalc.engine.resolved import Inputs, ResolvedDeal

#: Legs in the currency of the lease.
OF_THE_LEASE = frozenset(
    {"down_payment", "fees", "deposit", "rent", "rent_adjustment", "deposit_return", "residual", "withholding"}
)


def conversion_cost(deal: ResolvedDeal, inputs: Inputs, amounts: Amounts, legs: Sequence[Leg]) -> Leg:
    """Return the cost (minus) on each day: payments in one currency on one day are exchanged together, what is withheld is not.

    It is share x what is exchanged, in the deal's currency, plus the fee, if anything is; rounded as cash.
    """
    sums: dict[tuple[int, str], Value] = {}
    first: dict[tuple[int, str], int] = {}
    for leg in legs:
        currency = _currency(deal, inputs, leg.name)
        if currency != deal.currency:
            for (at, amount), cause in zip(leg.flows, leg.causes or [at for at, _ in leg.flows], strict=True):
                first[at, currency] = min(cause, first.get((at, currency), cause))
                sums[at, currency] = sums[at, currency] + amount if (at, currency) in sums else amount
    places = [place for place in sorted(sums) if not is_nothing(sums[place])]
    flows = tuple((place[0], -_cost(deal, inputs, amounts, sums[place], place[0])) for place in places)
    return Leg("conversion_cost", "Cost of conversion", flows, causes=tuple(first[place] for place in places))


def _cost(deal: ResolvedDeal, inputs: Inputs, amounts: Amounts, exchanged: Value, at: int) -> Value:
    cost = absolute(exchanged) * inputs.conversion_rate
    if inputs.conversion_fee is not None:
        fee = inputs.conversion_fee.number * amounts.exchange.factor(inputs.conversion_fee.of, at)
        cost = cost + where(exchanged == 0.0, 0.0, fee)
    return round_to(cost, NO_ROUNDING if deal.roundings.smooth else deal.roundings.settlement)


def _currency(deal: ResolvedDeal, inputs: Inputs, name: str) -> str:
    """Return the currency in which a leg is paid, as far as its conversion costs anything; else the deal's."""
    if name == "residual" and is_worth(deal, inputs.residual):
        return inputs.residual.of
    if name in OF_THE_LEASE:
        return deal.lease.currency
    if name.startswith("service_"):
        _, number, word = name.split("_")
        paid = (inputs.service_fees if word == "fee" else inputs.service_costs)[int(number) - 1]
        return deal.currency if paid is None else paid.of
    return deal.currency
