"""A fleet in several deliveries: each lot priced by its own days at one base instalment, and the average of a car.

The legs of the fleet are those of the lots, weighted by their cars: flow = sum of cars x flow of the lot / cars of the fleet. All lots lie on
one time grid, so that a measure of the legs (present value, rate of return, cash) is one of the fleet. A solved instalment is the zero of the
average excess.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.engine.contract.rent import excess_function, solved_with
from leasecalc.engine.legs.flows import Leg, add
from leasecalc.engine.lessee import LesseePosition, earned_in_term, lessee_position
from leasecalc.engine.price import ChargesPaid, Priced, fixed_rent, prepared, priced_at
from leasecalc.records import fields_of, replace
from leasecalc.values import divide

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from leasecalc.engine.legs.tax_legs import LessorTax
    from leasecalc.engine.price import Car
    from leasecalc.engine.resolved import Inputs, ResolvedDeal
    from leasecalc.values import Value


def price_lots(deal: ResolvedDeal, inputs: Inputs) -> Priced:
    """Return the fleet per car: legs averaged over the lots, contract and table those of the first lot.

    Raises ``CalculationError`` like ``price``.
    """
    cars = [prepared(view, own) for view, own in lots_of(deal, inputs)]
    rent = fixed_rent(cars[0], inputs.rent) if inputs.rent is not None else _solved(deal, cars)
    lots = tuple(priced_at(car, rent) for car in cars)
    weigh = weighing(deal)
    paid = ChargesPaid(weigh([lot.charges_paid.paid for lot in lots]), weigh([lot.charges_paid.recoverable for lot in lots]))
    first = lots[0]
    lease, sale = (merged(routes, weigh) for routes in ([lot.lease for lot in lots], [lot.sale for lot in lots]))
    loan = None if first.loan is None else replace(first.loan, legs=merged([lot.funding for lot in lots], weigh))
    tax = _fleet_tax(deal, inputs, lots, weigh)
    return Priced(deal, inputs, first.amounts, first.charges, paid, first.contract, rent, lease, sale, tax, lots, loan)


def _fleet_tax(
    deal: ResolvedDeal, inputs: Inputs, lots: Sequence[Priced], weigh: Callable[[Sequence[Value]], Value]
) -> LessorTax | None:
    """Return the income tax on the average of the lots' tax bases: losses and credits are those of the fleet, not of each lot."""
    found = [lot.tax for lot in lots if lot.tax is not None]
    if not found:
        return None
    from leasecalc.engine.legs.tax_legs import averaged_tax  # only a deal with income tax pays for loading it

    longest = max(lots, key=lambda lot: len(lot.tax.base.income) if lot.tax is not None else 0)
    return averaged_tax(replace(deal, money=longest.deal.money), inputs, [one.base for one in found], weigh)


def lots_of(deal: ResolvedDeal, inputs: Inputs) -> list[tuple[ResolvedDeal, Inputs]]:
    """Return the deal and the inputs of each lot. A number that a knob has set is set for all; else each keeps that of its own days."""
    turned = {
        found.name: getattr(inputs, found.name)
        for found in fields_of(inputs)
        if getattr(inputs, found.name) is not getattr(deal.inputs, found.name)
    }
    return [
        (replace(lot.deal, roundings=deal.roundings, stack=deal.stack), replace(lot.deal.inputs, **turned)) for lot in deal.lots
    ]


def weighing(deal: ResolvedDeal) -> Callable[[Sequence[Value]], Value]:
    """Return the function that gives the average of one value for each lot, weighted by cars."""
    cars = [float(lot.quantity) for lot in deal.lots]
    fleet = sum(cars)
    return lambda values: add(count * value for count, value in zip(cars, values, strict=True)) / fleet


def merged(routes: Sequence[tuple[Leg, ...]], weigh: Callable[[Sequence[Value]], Value]) -> tuple[Leg, ...]:
    """Return legs of the same name as one leg of an average car, one flow a day, in order of the lots' legs and of days."""
    named: dict[str, list[Leg | None]] = {}
    for place, legs in enumerate(routes):
        for leg in legs:
            named.setdefault(leg.name, [None] * len(routes))[place] = leg
    return tuple(_merged_leg(legs, weigh) for legs in named.values())


def _merged_leg(legs: Sequence[Leg | None], weigh: Callable[[Sequence[Value]], Value]) -> Leg:
    by_lot = [_by_day(leg) for leg in legs]
    days = sorted({at for flows in by_lot for at in flows})
    found = next(leg for leg in legs if leg is not None)
    return replace(found, flows=tuple((at, weigh([flows.get(at, 0.0) for flows in by_lot])) for at in days), causes=())


def _by_day(leg: Leg | None) -> dict[int, Value]:
    flows: dict[int, Value] = {}
    for at, amount in leg.flows if leg is not None else ():
        flows[at] = flows[at] + amount if at in flows else amount
    return flows


def average_position(priced: Priced) -> LesseePosition:
    """Return the lessee's position of an average car; the cover is the revenue of all cars over the instalments of all."""
    weigh = weighing(priced.deal)
    found = [lessee_position(lot) for lot in priced.lots]
    earned = [earned_in_term(lot) for lot in priced.lots]
    paid = weigh([add(lot.contract.billed) for lot in priced.lots])

    def averaged(values: Sequence[Value | None]) -> Value | None:
        known = [value for value in values if value is not None]
        return weigh(known) if len(known) == len(values) else None

    revenue = averaged(earned)
    return LesseePosition(
        lease_cost=averaged([one.lease_cost for one in found]),
        purchase_cost=averaged([one.purchase_cost for one in found]),
        total_paid=weigh([one.total_paid for one in found]),
        rent_cover=None if revenue is None else divide(revenue, paid, float("nan")),
        cost_per_km=averaged([one.cost_per_km for one in found]),
    )


def _solved(deal: ResolvedDeal, cars: Sequence[Car]) -> Value:
    weigh = weighing(deal)
    excesses = [excess_function(car.deal, car.inputs, car.amounts, car.lease_legs) for car in cars]
    first = cars[0]
    return solved_with(first.deal, first.inputs, first.amounts, lambda rent: weigh([excess(rent) for excess in excesses]))
