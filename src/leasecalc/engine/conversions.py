"""What is exchanged, at which rate, and how much of each route is worth in each currency.

Both are found by pricing the legs again with a currency that is worth more on every day on which money is exchanged, the contract kept: what a leg
then adds is what it holds in that currency. No leg has a second formula.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.engine.legs.cost_legs import purchase_legs
from leasecalc.engine.legs.lease_legs import adjusted
from leasecalc.engine.legs.sale_legs import sale_legs
from leasecalc.engine.measures import present_value_of
from leasecalc.engine.price import lease_route, paid_charges
from leasecalc.records import record, replace
from leasecalc.rounding import Rounding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from leasecalc.engine.legs.flows import Leg
    from leasecalc.engine.price import Priced
    from leasecalc.values import Value

NO_ROUNDING = Rounding(unit=1.0, mode="none")

SHIFT = 0.01
"""By which a currency is worth more and less, for its exposure: exact where legs are in proportion to it, a slope where default makes them bend."""

_NOTHING = 1e-7


@record(kw_only=True)
class Conversion:
    """One payment in another currency: ``amount`` in it, ``rate`` in the deal's currency for one, and ``converted``, not rounded; + to the lessor."""

    route: str
    leg: str
    label: str
    at: int
    cause: int
    """Place of the payment that it follows from, the same or earlier."""
    currency: str
    amount: Value
    rate: Value
    converted: Value


@record(kw_only=True)
class Exposure:
    """Present value of each route that lies in a currency, in the deal's currency per car."""

    currency: str
    lease: Value
    sale: Value
    loan: Value


def foreign_currencies(priced: Priced) -> tuple[str, ...]:
    """Return the currencies that the deal quotes, but for its own, in order of the alphabet."""
    quoted = {code for pair in priced.inputs.fx for code in pair.split("/")}
    return tuple(sorted(quoted - {priced.deal.currency}))


def conversions(priced: Priced) -> tuple[Conversion, ...]:
    """Return every contractual payment in another currency than the deal's: by route, leg and day; of one delivery."""
    found = [one for currency in foreign_currencies(priced) for one in _of_legs(priced, currency)]
    return tuple(sorted((*found, *_of_the_loan(priced)), key=lambda one: (one.route, one.leg, one.at)))


def _of_legs(priced: Priced, currency: str) -> Iterator[Conversion]:
    plain, doubled = (_routes(priced, {currency: worth}) for worth in (1.0, 2.0))
    exchange = priced.amounts.exchange
    for route in ("lease", "sale"):
        for leg, more in zip(plain[route], doubled[route], strict=True):
            causes = leg.causes or [at for at, _ in leg.flows]
            for (at, amount), (_, twice), cause in zip(leg.flows, more.flows, causes, strict=True):
                part = twice - amount
                if leg.nature == "contractual" and leg.name != "conversion_cost" and abs(float(part)) > _NOTHING:
                    rate = exchange.factor(currency, at)
                    yield Conversion(route=route, leg=leg.name, label=leg.label, at=at, cause=cause, currency=currency,
                                     amount=part / rate, rate=rate, converted=part)  # fmt: skip


def _of_the_loan(priced: Priced) -> Iterator[Conversion]:
    loan, plan = priced.loan, priced.deal.funding
    if loan is None or plan is None or plan.currency == priced.deal.currency:
        return
    exchange = priced.amounts.exchange
    for leg in loan.legs:
        if leg.nature == "contractual":
            for at, amount in leg.flows:
                rate = exchange.factor(plan.currency, at)
                yield Conversion(route="loan", leg=leg.name, label=leg.label, at=at, cause=at, currency=plan.currency,
                                 amount=amount / rate, rate=rate, converted=amount)  # fmt: skip


def _routes(priced: Priced, worth: dict[str, Value], *, fixed_too: bool = False) -> dict[str, tuple[Leg, ...]]:
    """Return both routes with nothing of their settlement rounded and currencies worth so many times as much when they are exchanged.

    ``fixed_too``: also when a currency clause fixes an instalment by them.
    """
    deal, inputs = priced.deal, priced.inputs
    view = replace(deal, roundings=replace(deal.roundings, settlement=NO_ROUNDING))
    amounts = replace(priced.amounts, exchange=replace(priced.amounts.exchange, worth=worth), bases=dict(priced.amounts.bases))
    charges = paid_charges(view, amounts, priced.charges)
    terms = adjusted(view, inputs, amounts, priced.contract) if fixed_too and deal.lease.clause is not None else priced.contract
    sale = (*purchase_legs(view, inputs, amounts, inputs.sale_refund_share), *sale_legs(view, inputs, amounts))
    return {"lease": lease_route(view, inputs, amounts, terms, charges), "sale": sale}


def exposures(priced: Priced) -> tuple[Exposure, ...]:
    """Return the present value of each route by currency, the deal's own last with what is left, so that they add up to the routes' own."""
    lots = priced.lots or (priced,)
    whole = float(sum(lot.deal.quantity for lot in lots))
    found = [_exposure(lots, whole, currency) for currency in foreign_currencies(priced)]
    found = [one for one in found if any(abs(float(part)) > _NOTHING for part in (one.lease, one.sale, one.loan))]

    def rest(legs: Sequence[Leg], foreign: Sequence[Value]) -> Value:
        value: Value = present_value_of(priced, tuple(legs))
        for part in foreign:
            value = value - part
        return value

    own = Exposure(
        currency=priced.deal.currency,
        lease=rest(priced.lease, [one.lease for one in found]),
        sale=rest(priced.sale, [one.sale for one in found]),
        loan=rest(priced.funding, [one.loan for one in found]),
    )
    return (*found, own)


def _exposure(lots: Sequence[Priced], whole: float, currency: str) -> Exposure:
    sums: dict[str, Value] = {"lease": 0.0, "sale": 0.0, "loan": 0.0}
    for lot in lots:
        share = lot.deal.quantity / whole
        more, less = (_routes(lot, {currency: 1.0 + by}, fixed_too=True) for by in (SHIFT, -SHIFT))
        for route in ("lease", "sale"):
            slope = (present_value_of(lot, more[route]) - present_value_of(lot, less[route])) / (2.0 * SHIFT)
            sums[route] = sums[route] + slope * share
        if lot.deal.funding is not None and lot.deal.funding.currency == currency:
            sums["loan"] = sums["loan"] + present_value_of(lot, lot.funding) * share
    return Exposure(currency=currency, lease=sums["lease"], sale=sums["sale"], loan=sums["loan"])
