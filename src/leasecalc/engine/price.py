"""THE KERNEL: one resolved deal and its inputs to dated flows, on floats or on arrays of scenarios (S,)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from leasecalc.engine.contract.rent import solved_rent
from leasecalc.engine.legs.amounts import Amounts
from leasecalc.engine.legs.cost_legs import invoice, purchase_legs, shipping_legs
from leasecalc.engine.legs.credit_legs import credit_legs, exposures_of, nobody_defaults, returns_early
from leasecalc.engine.legs.exchange import Exchange
from leasecalc.engine.legs.flows import Leg, add
from leasecalc.engine.legs.landed_cost import landed_cost
from leasecalc.engine.legs.lease_legs import (
    Contract,
    contract,
    contract_legs,
    service_legs,
    settle,
    table,
    withholding_leg,
)
from leasecalc.engine.legs.sale_legs import net_price, sale_legs
from leasecalc.records import Keeper, field, record, replace
from leasecalc.rounding import round_to
from leasecalc.values import Value

if TYPE_CHECKING:
    from leasecalc.charges.stack import StackResult
    from leasecalc.engine.contract.schedule import InstalmentTable
    from leasecalc.engine.legs.funding import Funding
    from leasecalc.engine.legs.tax_legs import LessorTax
    from leasecalc.engine.resolved import Inputs, Quantity, ResolvedDeal


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
    tax: LessorTax | None = None
    """The lessor's income tax on both routes; None where the deal says nothing of it."""
    lots: tuple[Priced, ...] = ()
    """Deliveries on days of their own, each priced; the legs here are then their average by cars, the contract is that of the first."""
    loan: Funding | None = None
    """The loan that funds the lease; None where the deal has none."""
    kept: Keeper = field(init=False, default_factory=dict, repr=False, compare=False)
    """What measures have found (``records.once``)."""

    @property
    def funding(self) -> tuple[Leg, ...]:
        """Return the legs of the loan, apart from those of the lease, so that no measure of the lease can meet them."""
        return () if self.loan is None else self.loan.legs

    def table(self) -> InstalmentTable:
        """Return the instalment table in the currency of the lease."""
        return table(self.deal, self.contract)


def price(deal: ResolvedDeal, inputs: Inputs | None = None) -> Priced:
    """Return both routes of ``deal``; ``inputs`` replaces its own numbers (knobs), each a float or an array (S,).

    Pure: the same arguments give the same flows. A rent to be solved is found on the smooth function, rounded, and everything is priced again
    with the rounded rent.
    """
    inputs = deal.inputs if inputs is None else inputs
    if inputs.structure:
        from leasecalc.engine.resolving.reshape import reshaped  # only a knob of the structure pays for loading it

        deal = reshaped(deal, inputs.structure)
    if deal.lots:
        from leasecalc.engine.lots import price_lots  # only a fleet in parts pays for loading it

        return price_lots(deal, inputs)
    car = prepared(deal, inputs)
    return priced_at(car, _rent(car))


@record
class Car:
    """A deal with all that does not hang on its instalment."""

    deal: ResolvedDeal
    inputs: Inputs
    amounts: Amounts
    charges: StackResult
    charges_paid: ChargesPaid

    def lease_legs(self, rent: Value) -> tuple[Leg, ...]:
        """Return the legs of the lease for a trial instalment, on the smooth function; only those that the target counts."""
        view = _smooth(self.deal)
        terms = contract(view, self.inputs, self.amounts, rent)
        if view.lease.target == "lessor_yield":
            return tuple(contractual_route(view, self.inputs, self.amounts, terms, self.charges_paid))
        return lease_route(view, self.inputs, self.amounts, terms, self.charges_paid)


def prepared(deal: ResolvedDeal, inputs: Inputs) -> Car:
    """Return what is known before the instalment: bases and import charges."""
    amounts = bases(deal, inputs)
    charges = landed_cost(deal, inputs, amounts)
    return Car(deal, inputs, amounts, charges, paid_charges(deal, amounts, charges))


def priced_at(car: Car, rent: Value) -> Priced:
    """Return both routes for an instalment that is not rounded yet."""
    deal, inputs, amounts = car.deal, car.inputs, car.amounts
    terms = contract(deal, inputs, amounts, rent)
    lease = lease_route(deal, inputs, amounts, terms, car.charges_paid)
    sale = (*purchase_legs(deal, inputs, amounts, inputs.sale_refund_share), *sale_legs(deal, inputs, amounts))
    loan = None
    if deal.funding is not None:
        from leasecalc.engine.legs.funding import funding  # only a deal with a loan pays for loading it

        loan = funding(deal, inputs, amounts, terms, lease)
    return _taxed(Priced(deal, inputs, amounts, car.charges, car.charges_paid, terms, rent, lease, sale, loan=loan))


def _taxed(priced: Priced) -> Priced:
    """Return the deal with the lessor's income tax, where it says something of it; interest on a loan (legs of `funding`) is a cost."""
    deal, inputs = priced.deal, priced.inputs
    if deal.money is None or deal.money.tax is None:
        return priced
    from leasecalc.engine.legs.tax_base import tax_base  # only a deal with income tax pays for loading it
    from leasecalc.engine.legs.tax_legs import lessor_tax

    routes = (priced.lease, priced.sale, priced.funding)
    return replace(priced, tax=lessor_tax(deal, inputs, tax_base(deal, inputs, priced.amounts, priced.contract, routes)))


def _rent(car: Car) -> Value:
    """Return the instalment in the currency of the lease: fixed by the deal, or solved."""
    if car.inputs.rent is None:
        return solved_rent(car.deal, car.inputs, car.amounts, car.lease_legs)
    return fixed_rent(car, car.inputs.rent)


def fixed_rent(car: Car, written: Quantity) -> Value:
    """Return a written instalment in the currency of the lease."""
    return written.number * car.amounts.exchange.spot(written.of, car.deal.lease.currency)


def _smooth(deal: ResolvedDeal) -> ResolvedDeal:
    return replace(deal, roundings=replace(deal.roundings, smooth=True))


def paid_charges(deal: ResolvedDeal, amounts: Amounts, charges: StackResult) -> ChargesPaid:
    """Return import charges and recoverable input tax as cash in the deal's currency."""
    when, settlement = deal.timeline, deal.roundings.settlement
    paid = round_to(charges.total * amounts.exchange.factor(deal.stack.currency, when.charges), settlement)
    back = add(charge.recoverable for charge in charges.charges if charge.line.is_charge and charge.recoverable is not None)
    at = when.charges if when.recovered is None else when.recovered
    return ChargesPaid(paid, round_to(back * amounts.exchange.factor(deal.stack.currency, at), settlement))


def bases(deal: ResolvedDeal, inputs: Inputs) -> Amounts:
    """Return the amounts that shares refer to, in the deal's currency at the pricing date: price, ex_vat, fob, financed, sale."""
    paths = {} if inputs.path is None else inputs.path.quotes
    exchange = Exchange(deal.currency, inputs.fx, inputs.drift, deal.timeline.years, paths, inputs.laws)
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
    legs = contractual_route(deal, inputs, amounts, terms, charges)
    ends: Iterable[Leg] = ()
    if deal.ends is not None and deal.ends.expected is not None:
        from leasecalc.engine.legs.end_legs import expected_end_legs  # only a deal that weighs its ends pays for loading it

        ends = expected_end_legs(deal, inputs, amounts, legs)
    if returns_early(deal, inputs):
        from leasecalc.engine.ends.termination import Running
        from leasecalc.engine.legs.early_return import early_return_legs  # only a deal that expects returns pays for loading it

        ends = (*early_return_legs(Running(deal, inputs, amounts, terms, tuple(legs))), *ends)
    if nobody_defaults(inputs):
        return (*legs, *ends)
    return (*legs, *credit_legs(deal, inputs, legs, exposures_of(deal, inputs, amounts, terms)), *ends)


def contractual_route(deal: ResolvedDeal, inputs: Inputs, amounts: Amounts, terms: Contract, charges: ChargesPaid) -> list[Leg]:
    """Return the legs of the lease without what default is expected to change."""
    legs = [
        *purchase_legs(
            deal, inputs, amounts, inputs.sale_refund_share if deal.refund_rule == "sale" else inputs.lease_refund_share
        ),
        *shipping_legs(deal, inputs, amounts),
        *_charges_legs(deal, charges),
        *contract_legs(deal, inputs, amounts, terms),
        *service_legs(deal, inputs, amounts),
        *_cover_cost(deal, inputs, amounts, terms),
        *withholding_leg(deal, inputs, amounts, terms),
        *_legs_beside(deal, inputs, amounts, terms),
    ]
    if inputs.conversion_fee is not None or inputs.conversion_cost is not None:
        from leasecalc.engine.legs.conversion_cost import conversion_cost  # only a deal that writes it pays for loading it

        legs.append(conversion_cost(deal, inputs, amounts, legs))
    return legs


def _legs_beside(deal: ResolvedDeal, inputs: Inputs, amounts: Amounts, terms: Contract) -> Iterator[Leg]:
    """Yield what moves beside the rent."""
    if deal.money is not None:
        from leasecalc.engine.legs.money_legs import money_legs  # only a deal that has such a leg pays for loading it

        yield from money_legs(deal, inputs, amounts, terms, deal.money)


def _cover_cost(deal: ResolvedDeal, inputs: Inputs, amounts: Amounts, terms: Contract) -> Iterable[Leg]:
    plan = deal.credit
    if inputs.premium is None and not plan.insured and plan.guarantor_joint is None:
        return ()
    from leasecalc.engine.legs.cover_legs import premium_legs  # only a deal with cover pays for loading it

    return premium_legs(deal, inputs, amounts, terms)


def _charges_legs(deal: ResolvedDeal, charges: ChargesPaid) -> tuple[Leg, ...]:
    if deal.importer != "lessor":
        return ()
    paid = Leg("import_charges", "Import charges", ((deal.timeline.charges, -charges.paid),))
    if deal.timeline.recovered is None:
        return (paid,)
    return (paid, Leg("input_tax", "Input tax recovered", ((deal.timeline.recovered, charges.recoverable),)))


__all__ = ["Priced", "bases", "lease_route", "paid_charges", "prepared", "price", "priced_at", "settle"]
