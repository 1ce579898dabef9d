"""Pricing a route: its views by the kernel, with the contract of the deal, at the numbers at which the deal itself was priced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.engine.legs.flows import Leg
from leasecalc.engine.measures import present_value_of
from leasecalc.engine.price import price
from leasecalc.engine.resolved import Quantity
from leasecalc.engine.settings import smooth, with_fixed_rent
from leasecalc.records import record, replace
from leasecalc.routes.planning import turned

if TYPE_CHECKING:
    from leasecalc.engine.price import Priced
    from leasecalc.engine.resolved import Inputs, ResolvedDeal
    from leasecalc.routes.planning import Part, Plan
    from leasecalc.routes.view import View
    from leasecalc.values import Value

#: Amounts of the lease contract that a route takes from the deal where they are shares: the price of a route may be another.
OF_THE_CONTRACT = ("down_payment", "deposit", "residual")


@record
class PricedPart:
    """One side of a priced view."""

    priced: Priced
    legs: tuple[Leg, ...]


@record
class PricedRoute:
    """A route priced: the legs of each of its companies, in the deal's currency per car."""

    name: str
    label: str
    parts: tuple[PricedPart, ...]

    def present_value(self) -> Value:
        """Return the net present value on the pricing date at the deal's discount rate, of all companies together."""
        total: Value = 0.0
        for part in self.parts:
            total = total + present_value_of(part.priced, part.legs)
        return total


def priced_route(plan: Plan, base: Priced) -> PricedRoute:
    """Return a route at the numbers at which ``base``, the deal, was priced: knobs that were turned there are turned here.

    The instalment and the amounts of the contract are those of the deal, unless the route writes its own. Raises ``CalculationError`` like ``price``.
    """
    return PricedRoute(plan.name, plan.label, tuple(_priced_part(part, base) for part in plan.parts))


def _priced_part(part: Part, base: Priced) -> PricedPart:
    view = part.view
    if not (view.frozen or view.scaled or view.costs or view.renamed) and view.refund_rule == view.side:
        return PricedPart(base, base.lease if view.side == "lease" else base.sale)
    deal = _as_smooth(part.deal, base)
    priced = price(deal, _inputs(view, deal, base))
    legs = priced.lease if view.side == "lease" else priced.sale
    if view.taxed and priced.tax is not None:
        legs = (*legs, *priced.tax.lease_legs)
    return PricedPart(priced, tuple(_renamed(leg, view) for leg in (*legs, *_costs(view, priced))))


def _as_smooth(deal: ResolvedDeal, base: Priced) -> ResolvedDeal:
    """Return the view with the roundings of the deal as it is priced: knobs are solved without some of them."""
    if not base.deal.roundings.smooth:
        return deal
    stack = smooth(deal, "price").stack if base.deal.roundings.settlement.mode == "none" else deal.stack
    return replace(deal, roundings=base.deal.roundings, stack=stack)


def _inputs(view: View, deal: ResolvedDeal, base: Priced) -> Inputs:
    own = {name: number for name, number in turned(base.inputs, base.deal.inputs).items() if name not in view.frozen}
    for name, share in view.scaled.items():
        if isinstance(quantity := own.get(name), Quantity):
            own[name] = replace(quantity, number=quantity.number * share)
    inputs = replace(deal.inputs, **own)
    return inputs if view.side == "sale" else _with_contract(inputs, view, base)


def _with_contract(inputs: Inputs, view: View, base: Priced) -> Inputs:
    """Return the inputs with the instalment and the amounts of the deal's contract."""
    terms, currency = base.contract, base.deal.lease.currency
    if "rent" not in view.frozen:
        inputs = replace(inputs, rent=with_fixed_rent(base).rent)
    fixed = {
        name: Quantity(getattr(terms, name), "money", currency)
        for name in OF_THE_CONTRACT
        if name not in view.frozen and _is_share(getattr(inputs, name))
    }
    if _is_share(inputs.financed):
        fixed["financed"] = Quantity(terms.financed + terms.down_payment, "money", currency)
    fees = tuple(
        Quantity(amount, "money", currency) if _is_share(fee) else fee
        for fee, amount in zip(inputs.fees, terms.fees, strict=True)
    )
    return replace(inputs, fees=fees, **fixed)


def _is_share(quantity: Quantity | None) -> bool:
    return quantity is not None and quantity.per == "share"


def _costs(view: View, priced: Priced) -> tuple[Leg, ...]:
    at, settlement = priced.deal.timeline.charges, priced.deal.roundings.settlement
    return tuple(
        Leg(cost.name, cost.label,
            ((at, -priced.amounts.settled(Quantity(float(cost.amount.amount), "money", cost.amount.currency), at, settlement)),))
        for cost in view.costs
    )  # fmt: skip


def _renamed(leg: Leg, view: View) -> Leg:
    if leg.name not in view.renamed:
        return leg
    name, label = view.renamed[leg.name]
    return replace(leg, name=name, label=label)
