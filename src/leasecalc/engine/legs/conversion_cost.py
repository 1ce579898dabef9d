"""What it costs to exchange the payments of the lease and of its services: a share of what is exchanged, and an amount each time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.engine.legs.flows import Leg, is_nothing
from leasecalc.engine.legs.lease_legs import NO_ROUNDING, is_worth
from leasecalc.records import record
from leasecalc.rounding import round_to
from leasecalc.values import Value, absolute, is_array, where

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
    together = exchanged_together(deal, inputs, legs)
    flows = tuple((one.at, -conversion_cost_of(deal, inputs, amounts, one)) for one in together)
    return Leg("conversion_cost", "Cost of conversion", flows, causes=tuple(one.cause for one in together))


@record
class Together:
    """Payments of the lease and its services that are exchanged together: day, currency, and their sum in the deal's currency."""

    at: int
    currency: str
    converted: Value
    cause: int
    """Place of the first payment among them."""


def exchanged_together(deal: ResolvedDeal, inputs: Inputs, legs: Sequence[Leg]) -> list[Together]:
    """Return what is exchanged, by day and currency."""
    sums: dict[tuple[int, str], Value] = {}
    first: dict[tuple[int, str], int] = {}
    for leg in legs:
        currency = _currency(deal, inputs, leg.name)
        if currency != deal.currency:
            for (at, amount), cause in zip(leg.flows, leg.causes or [at for at, _ in leg.flows], strict=True):
                first[at, currency] = min(cause, first.get((at, currency), cause))
                sums[at, currency] = sums[at, currency] + amount if (at, currency) in sums else amount
    if deal.lease.plan.present:
        sums = _with_the_end(deal, sums)
    places = [place for place in sorted(sums) if not is_nothing(sums[place])]
    return [Together(at, currency, sums[at, currency], first[at, currency]) for at, currency in places]


def _with_the_end(deal: ResolvedDeal, sums: dict[tuple[int, str], Value]) -> dict[tuple[int, str], Value]:
    """Return the sums where a workbook's term moves the end: what is paid on that very day, which has another place, goes with it."""
    when = deal.timeline
    moved = [(at, currency) for at, currency in sums if is_array(when.dates[at].year)]
    found = dict(sums)
    for end, currency in moved:
        for at, other in sums:
            if other == currency and (at, other) not in moved:
                same = when.years[at] == when.years[end]
                found[end, currency] = found[end, currency] + where(same, found[at, other], 0.0)
                found[at, other] = where(same, 0.0, found[at, other])
    return found


def conversion_cost_of(deal: ResolvedDeal, inputs: Inputs, amounts: Amounts, together: Together) -> Value:
    """Return what one exchange costs (plus), in the deal's currency."""
    exchanged, at = together.converted, together.at
    cost = absolute(exchanged) * (0.0 if inputs.conversion_cost is None else inputs.conversion_cost)
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
