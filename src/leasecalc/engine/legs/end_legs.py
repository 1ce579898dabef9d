"""What lessees who reach the end of the term are expected to do, where the deal says so: buy as in the contract, return the car, or lease on.

The contractual legs stay what they are. With S the probability of reaching the end, r the share that returns and e the share that extends, the
residual and its disposal fail to come with S (r + e), the car comes back at the end with S r and after the extension with S e, and the secondary rent
comes with S e. Those who extend do not default.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from leasecalc.engine.legs.credit_legs import returns_early, survival
from leasecalc.engine.legs.flows import Flow, Leg, add
from leasecalc.engine.legs.lease_legs import NO_ROUNDING, settle
from leasecalc.rounding import round_to
from leasecalc.values import Value, minimum

if TYPE_CHECKING:
    from leasecalc.engine.ends.terms import EndTerms, ExpectedEnds
    from leasecalc.engine.legs.amounts import Amounts
    from leasecalc.engine.resolved import Inputs, ResolvedDeal

#: Legs of the contract that a car which comes back replaces.
REPLACED = ("residual", "disposal")


def chances(deal: ResolvedDeal, inputs: Inputs) -> tuple[Value, Value]:
    """Return the probabilities that the car is returned at the end of the term, and that the lease is extended.

    A share that a knob turns takes from purchases first, then from extensions.
    """
    end = deal.timeline.end
    runs = survival(deal, inputs, (end,))[end]
    if returns_early(deal, inputs):
        from leasecalc.engine.legs.early_return import held  # only a deal that expects returns pays for loading it

        runs = runs * held(deal, inputs, (end,))[end]
    returns = minimum(inputs.return_share, 1.0)
    return runs * returns, runs * minimum(inputs.extension_share, 1.0 - returns)


def expected_end_legs(deal: ResolvedDeal, inputs: Inputs, amounts: Amounts, legs: Sequence[Leg]) -> Iterator[Leg]:
    """Yield the expected change of every flow by the way the lease ends; ``legs`` are those of the contract."""
    assert deal.ends is not None and deal.ends.expected is not None  # noqa: S101, PT018 - asked only of such a deal
    terms, plan = deal.ends, deal.ends.expected
    returned, extended = chances(deal, inputs)
    weights = (returned, extended)[: len(plan.ended_at)]

    def leg(name: str, label: str, flows: Iterator[Flow] | Sequence[Flow]) -> Leg:
        return Leg(name, label, tuple(flows), "expected")

    replaced = [flow for one in legs if one.name in REPLACED for flow in one.flows]
    amounts.bases["residual"] = add(amount for one in legs if one.name == "residual" for _, amount in one.flows)
    yield leg(
        "purchase_declined",
        "Residual of cars not bought",
        _merged((at, -((returned + extended) * amount)) for at, amount in replaced),
    )
    values = _values(deal, inputs, amounts, plan)
    yield leg(
        "returned_car",
        "Cars returned and sold",
        ((at, weight * value) for at, weight, value in zip(plan.sold_at, weights, values, strict=False)),
    )
    cost = inputs.disposal_cost if inputs.return_cost is None else inputs.return_cost
    if cost is not None:
        paid = (
            (at, -(weight * amounts.settled(cost, at, deal.roundings.settlement)))
            for at, weight in zip(plan.sold_at, weights, strict=True)
        )
        yield leg("return_disposal", "Disposal of returned cars", paid)
    if terms.per_km is not None:
        yield leg("return_mileage", "Excess kilometres of returned cars", _mileage(deal, amounts, terms, plan, weights))
    if inputs.extension_rent is not None:
        yield from _secondary(deal, inputs, amounts, plan, extended)


def _secondary(deal: ResolvedDeal, inputs: Inputs, amounts: Amounts, plan: ExpectedEnds, extended: Value) -> Iterator[Leg]:
    """Yield the secondary rent, and the tax withheld from it: nothing of it repays the amount financed, so it is all income."""
    rounding = NO_ROUNDING if deal.roundings.smooth else deal.roundings.contract
    assert inputs.extension_rent is not None  # noqa: S101 - asked only where there is one
    rent = amounts.contracted(inputs.extension_rent, deal.lease.currency, rounding)
    paid = tuple((at, extended * settle(deal, amounts, rent, at)) for at in plan.rents_at)
    yield Leg("secondary_rent", "Secondary rent", paid, "expected")
    if deal.lease.gross_up or (isinstance(inputs.withholding_rate, float) and inputs.withholding_rate == 0.0):
        return
    tax = round_to(rent * inputs.withholding_rate, rounding)
    withheld = tuple((at, -(extended * settle(deal, amounts, tax, at))) for at in plan.rents_at)
    yield Leg("secondary_withholding", "Withholding tax on secondary rent", withheld, "expected")


def _values(deal: ResolvedDeal, inputs: Inputs, amounts: Amounts, plan: ExpectedEnds) -> list[Value]:
    """Return what a car brings that comes back at the end of the term, and one after the extension."""
    if plan.car_values is not None:
        from leasecalc.engine.legs.resale import car_value

        return [car_value(inputs, amounts, car, at) for car, at in zip(plan.car_values, plan.sold_at, strict=True)]
    if inputs.returned_value is None:
        return [0.0 for _ in plan.sold_at]  # nobody is expected to return one, or the deal would have been refused
    return [amounts.settled(inputs.returned_value, at, deal.roundings.settlement) for at in plan.sold_at]


def _mileage(
    deal: ResolvedDeal, amounts: Amounts, terms: EndTerms, plan: ExpectedEnds, weights: Sequence[Value]
) -> Iterator[Flow]:
    for at, months, weight in zip(plan.ended_at, plan.months, weights, strict=True):
        yield at, weight * settle(deal, amounts, mileage_charge(deal, amounts, terms, months), at)


def mileage_charge(deal: ResolvedDeal, amounts: Amounts, terms: EndTerms, months: float) -> Value:
    """Return what a car that comes back after so many months owes for kilometres above those allowed, in the currency of the lease."""
    if terms.per_km is None:
        return 0.0
    each = terms.per_km.number * amounts.exchange.spot(terms.per_km.of, deal.lease.currency)
    return round_to(each * (terms.km_above_per_month * months), deal.roundings.contract)


def _merged(flows: Iterator[Flow]) -> list[Flow]:
    """Return one flow a date, in order."""
    found: dict[int, Value] = {}
    for at, amount in flows:
        found[at] = found[at] + amount if at in found else amount
    return [(at, found[at]) for at in sorted(found)]
