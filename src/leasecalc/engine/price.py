"""THE KERNEL: one resolved deal and its inputs to dated flows, on floats or on arrays of scenarios (S,)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from leasecalc.engine.contract.rent import solved_rent
from leasecalc.engine.legs.amounts import Amounts
from leasecalc.engine.legs.cost_legs import invoice, purchase_legs, shipping_legs
from leasecalc.engine.legs.credit_legs import credit_legs
from leasecalc.engine.legs.exchange import Exchange
from leasecalc.engine.legs.flows import Leg, add
from leasecalc.engine.legs.landed_cost import landed_cost
from leasecalc.engine.legs.lease_legs import (
    Contract,
    contract,
    contract_legs,
    insurance_premium_leg,
    service_legs,
    settle,
    table,
    withholding_leg,
)
from leasecalc.engine.legs.sale_legs import net_price, sale_legs
from leasecalc.records import record, replace
from leasecalc.rounding import round_to
from leasecalc.values import Value

if TYPE_CHECKING:
    from leasecalc.charges.stack import StackResult
    from leasecalc.engine.contract.schedule import InstalmentTable
    from leasecalc.engine.resolved import Inputs, ResolvedDeal


@record
class ChargesPaid:
    """Import charges of one car in the deal's currency, and the part that the importer gets back as input tax."""

    paid: Value
    recoverable: Value


@record
class Priced:
    """The answer before any measure: contract amounts and the legs of both routes, in the deal's currency per car."""

    deal: ResolvedDeal
    inputs: Inputs
    amounts: Amounts
    charges: StackResult
    charges_paid: ChargesPaid
    contract: Contract
    exact_rent: Value
    """The instalment before the contract rounds it (equal to the instalment where the deal fixes it)."""
    lease: tuple[Leg, ...]
    sale: tuple[Leg, ...]

    def table(self) -> InstalmentTable:
        """Return the instalment table in the currency of the lease."""
        return table(self.deal, self.contract)


def price(deal: ResolvedDeal, inputs: Inputs | None = None) -> Priced:
    """Return both routes of ``deal``; ``inputs`` replaces its own numbers (knobs), each a float or an array (S,).

    Pure: the same arguments give the same flows. A rent to be solved is found on the smooth function, rounded, and everything is priced again
    with the rounded rent.
    """
    inputs = deal.inputs if inputs is None else inputs
    amounts = bases(deal, inputs)
    charges = landed_cost(deal, inputs, amounts)
    settled = _charges_paid(deal, amounts, charges)

    def legs(rent: Value, *, smooth: bool) -> tuple[Leg, ...]:
        view = _smooth(deal) if smooth else deal
        return lease_route(view, inputs, amounts, contract(view, inputs, amounts, rent), settled)

    rent = _rent(deal, inputs, amounts, legs)
    terms = contract(deal, inputs, amounts, rent)
    lease = lease_route(deal, inputs, amounts, terms, settled)
    sale = (*purchase_legs(deal, inputs, amounts, inputs.sale_refund_share), *sale_legs(deal, inputs, amounts))
    return Priced(deal, inputs, amounts, charges, settled, terms, rent, lease, sale)


def _rent(deal: ResolvedDeal, inputs: Inputs, amounts: Amounts, legs: Callable[..., tuple[Leg, ...]]) -> Value:
    """Return the instalment in the currency of the lease: fixed by the deal, or solved."""
    if inputs.rent is None:
        return solved_rent(deal, inputs, amounts, lambda rent: legs(rent, smooth=True))
    return inputs.rent.number * amounts.exchange.spot(inputs.rent.of, deal.lease.currency)


def _smooth(deal: ResolvedDeal) -> ResolvedDeal:
    return replace(deal, roundings=replace(deal.roundings, smooth=True))


def _charges_paid(deal: ResolvedDeal, amounts: Amounts, charges: StackResult) -> ChargesPaid:
    when, settlement = deal.timeline, deal.roundings.settlement
    paid = round_to(charges.total * amounts.exchange.factor(deal.stack.currency, when.charges), settlement)
    back = add(charge.recoverable for charge in charges.charges if charge.line.is_charge and charge.recoverable is not None)
    at = when.charges if when.recovered is None else when.recovered
    return ChargesPaid(paid, round_to(back * amounts.exchange.factor(deal.stack.currency, at), settlement))


def bases(deal: ResolvedDeal, inputs: Inputs) -> Amounts:
    """Return the amounts that shares refer to, in the deal's currency at the pricing date: price, ex_vat, fob, financed, sale."""
    exchange = Exchange(deal.currency, inputs.fx, inputs.drift, deal.timeline.years)
    amounts = Amounts(exchange, {})
    settlement, start, currency = deal.roundings.settlement, deal.timeline.pricing, inputs.price.of
    gross, without_vat = invoice(deal, inputs)
    amounts.bases["price"] = round_to(gross * exchange.factor(currency, start), settlement)
    amounts.bases["ex_vat"] = round_to(without_vat * exchange.factor(currency, start), settlement)
    amounts.bases["sale"] = amounts.settled(inputs.sale_price, start, settlement)
    amounts.bases["sale"] = net_price(deal, inputs, amounts)
    amounts.bases["fob"] = amounts.settled(inputs.fob, start, settlement)
    amounts.bases["financed"] = amounts.settled(inputs.financed, start, settlement)
    return amounts


def lease_route(deal: ResolvedDeal, inputs: Inputs, amounts: Amounts, terms: Contract, charges: ChargesPaid) -> tuple[Leg, ...]:
    """Return all legs of the lease, contractual ones first."""
    legs = [
        *purchase_legs(deal, inputs, amounts, inputs.lease_refund_share),
        *shipping_legs(deal, inputs, amounts),
        *_charges_legs(deal, charges),
        *contract_legs(deal, inputs, amounts, terms),
        *service_legs(deal, inputs, amounts),
        *insurance_premium_leg(deal, inputs, amounts),
        *withholding_leg(deal, inputs, amounts, terms),
    ]
    return (*legs, *credit_legs(deal, inputs, amounts, terms, legs))


def _charges_legs(deal: ResolvedDeal, charges: ChargesPaid) -> tuple[Leg, ...]:
    if deal.importer != "lessor":
        return ()
    paid = Leg("import_charges", "Import charges", ((deal.timeline.charges, -charges.paid),))
    if deal.timeline.recovered is None:
        return (paid,)
    return (paid, Leg("input_tax", "Input tax recovered", ((deal.timeline.recovered, charges.recoverable),)))


__all__ = ["Priced", "bases", "lease_route", "price", "settle"]
