"""Legs of the outright export sale. Plus is cash to the seller (the same party as the lessor); the deal's currency, per car."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from leasecalc.engine.legs.amounts import arrives
from leasecalc.engine.legs.cost_legs import shipping_legs
from leasecalc.engine.legs.flows import Leg
from leasecalc.rounding import round_to
from leasecalc.values import Value

if TYPE_CHECKING:
    from leasecalc.engine.legs.amounts import Amounts
    from leasecalc.engine.resolved import Inputs, ResolvedDeal

#: Incoterms 2020 under which the seller pays freight, and marine insurance.
SELLER_PAYS_FREIGHT = frozenset({"CFR", "CIF", "CPT", "CIP", "DAP", "DDP"})
SELLER_PAYS_INSURANCE = frozenset({"CIF", "CIP", "DAP", "DDP"})


def net_price(deal: ResolvedDeal, inputs: Inputs, amounts: Amounts) -> Value:
    """Return the sale price after discount, in the deal's currency on the pricing date; a discount may be a share of the price before it."""
    settlement, start = deal.roundings.settlement, deal.timeline.pricing
    price = amounts.settled(inputs.sale_price, start, settlement)
    if inputs.sale_discount is None:
        return price
    return round_to(price - amounts.settled(inputs.sale_discount, start, settlement), settlement)


def sale_legs(deal: ResolvedDeal, inputs: Inputs, amounts: Amounts) -> Iterator[Leg]:
    """Yield freight and insurance by incoterm, the proceeds by terms of payment, commission, short-term insurance, credit and warranty."""
    for leg in shipping_legs(deal, inputs, amounts):
        payers = SELLER_PAYS_FREIGHT if leg.name == "freight" else SELLER_PAYS_INSURANCE
        if deal.sale.incoterm in payers:
            yield leg
    yield _proceeds(deal, inputs, amounts)
    first, settlement = deal.timeline.tranches[0], deal.roundings.settlement
    if inputs.sale_commission is not None:
        yield Leg("commission", "Agent's commission", ((first, -amounts.settled(inputs.sale_commission, first, settlement)),))
    if inputs.sale_insurance is not None:
        at = deal.timeline.export
        premium = amounts.settled(inputs.sale_insurance, at, settlement)
        if (
            inputs.sale_insurance.per == "share"
        ):  # a rate is charged on what is still open at export, an amount is the premium itself
            premium = round_to(premium * deal.sale.after_export, settlement)
        yield Leg("sale_insurance", "Short-term credit insurance", ((at, -premium),))
    for name, label, cost, at in (
        ("bank_cost", "Letter or buyer's credit", inputs.sale_bank_cost, deal.timeline.export),
        ("warranty", "Warranty provision", inputs.sale_warranty, deal.timeline.warranty),
    ):
        if cost is not None:
            yield Leg(name, label, ((at, -amounts.settled(cost, at, settlement)),))


def _proceeds(deal: ResolvedDeal, inputs: Inputs, amounts: Amounts) -> Leg:
    """Return the tranches; the last one takes what rounding left."""
    settlement = deal.roundings.settlement
    currency = inputs.sale_price.of
    net = amounts.bases["sale"]
    left, flows = net, []
    for number, (at, fraction) in enumerate(zip(deal.timeline.tranches, deal.sale.fractions, strict=True)):
        part = left if number == len(deal.sale.fractions) - 1 else round_to(net * fraction, settlement)
        left = round_to(left - part, settlement)
        there = arrives(deal, "sale", at)
        drifted = amounts.exchange.factor(currency, there) / amounts.exchange.spot(currency, deal.currency)
        flows.append((there, part if currency == deal.currency else round_to(part * drifted, settlement)))
    return Leg("proceeds", "Sale proceeds", tuple(flows), causes=deal.timeline.tranches)
