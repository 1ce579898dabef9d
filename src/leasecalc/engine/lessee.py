"""The lessee's side of the deal, in the currency of the lease per car; + is a cost to the lessee.

The lessee leases, or buys the same car outright (landed: sale price, freight and insurance that the buyer bears, import charges) with a local loan.
At the loan's own rate the present value of the loan's payments is the amount borrowed, so buying costs the landed price on its date. Both end with the
car, if the lease has a purchase option or balloon; where the car goes back, buying keeps it and its residual is taken off.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from leasecalc.engine.discounting import discount_factors
from leasecalc.engine.legs.flows import add
from leasecalc.engine.legs.lease_legs import withholding_bases
from leasecalc.engine.legs.sale_legs import SELLER_PAYS_FREIGHT, SELLER_PAYS_INSURANCE
from leasecalc.records import once, record
from leasecalc.rounding import round_to
from leasecalc.values import Value, divide

if TYPE_CHECKING:
    from leasecalc.engine.price import Priced
    from leasecalc.engine.resolved import Quantity


@record
class LesseePosition:
    """Present values at commencement (None without a borrowing rate), the undiscounted total, and revenue / instalment."""

    lease_cost: Value | None
    purchase_cost: Value | None
    total_paid: Value
    rent_cover: Value | None
    cost_per_km: Value | None = None


def lessee_position(priced: Priced) -> LesseePosition:
    """Return the lessee's position; that of a fleet in several deliveries is their average by cars, each worth at its own commencement."""
    return once(priced.kept, "lessee", (), lambda: _position(priced))


def _position(priced: Priced) -> LesseePosition:
    if priced.lots:
        from leasecalc.engine.lots import average_position

        return average_position(priced)
    flows = lease_payments(priced)
    rate = priced.inputs.borrowing_rate
    return LesseePosition(
        lease_cost=None if rate is None else _present_value(priced, flows, rate),
        purchase_cost=None if rate is None else _purchase_cost(priced, rate),
        total_paid=add(amount for _, amount in flows),
        rent_cover=_rent_cover(priced),
        cost_per_km=_cost_per_km(priced, flows),
    )


def lease_payments(priced: Priced) -> list[tuple[int, Value]]:
    """Return everything that the lessee pays (+) or gets back (-) under the lease, by grid index."""
    deal, terms, inputs = priced.deal, priced.contract, priced.inputs
    when = deal.timeline
    flows: list[tuple[int, Value]] = [(when.commencement, terms.down_payment + terms.deposit), (when.end, -terms.deposit)]
    flows += list(zip(when.fees, terms.fees, strict=True))
    flows += _taxed_instalments(priced)
    if deal.lease.gross_up:
        bases = zip(when.instalments, withholding_bases(deal, terms), strict=True)
        flows += [
            (at, round_to(base * inputs.withholding_rate / (1.0 - inputs.withholding_rate), deal.roundings.contract))
            for at, base in bases
        ]
    if deal.lease.residual_kind in {"purchase_option", "balloon"}:
        flows.append((when.residual, terms.residual))
    if deal.importer == "lessee":
        flows.append((when.charges, _import_charges(priced)))
    for plan, fee in zip(deal.services, inputs.service_fees, strict=True):
        if fee is not None:
            price = fee.number * priced.amounts.exchange.spot(fee.of, deal.lease.currency)
            flows += [(at, price * growth) for at, growth in zip(plan.at, plan.growth, strict=True)]
    if deal.money is not None:
        from leasecalc.engine.legs.money_legs import paid_by_lessee  # only a deal that has such a leg pays for loading it

        flows += paid_by_lessee(deal, inputs, priced.amounts, terms)
    return flows


def _taxed_instalments(priced: Priced) -> Iterator[tuple[int, Value]]:
    """Yield the instalments with the tax that is paid with them."""
    deal, terms, inputs = priced.deal, priced.contract, priced.inputs
    # `rent_vat` says more about the tax: when it is paid, and what of it comes back
    plain = deal.money is None or deal.money.rent_vat is None
    taxed: dict[int, Value] = {}  # level instalments are one number, taxed once
    for at, instalment in zip(deal.timeline.instalments, terms.billed, strict=True):
        if id(instalment) not in taxed:
            vat = round_to(instalment * inputs.rent_vat_rate, deal.roundings.contract) if plain else 0.0
            taxed[id(instalment)] = instalment + vat
        yield at, taxed[id(instalment)]


def _import_charges(priced: Priced) -> Value:
    return priced.charges.total * priced.amounts.exchange.spot(priced.deal.stack.currency, priced.deal.lease.currency)


def _present_value(priced: Priced, flows: list[tuple[int, Value]], rate: Value) -> Value:
    years = priced.deal.timeline.years
    start = years[priced.deal.timeline.commencement]
    factors = discount_factors(rate, [year - start for year in years])
    return add(amount * factors[at] for at, amount in flows)


def _purchase_cost(priced: Priced, rate: Value) -> Value:
    """Return the landed price at commencement, less the residual where the lessee would have to give the leased car back."""
    deal, amounts, inputs = priced.deal, priced.amounts, priced.inputs
    cost = amounts.bases["sale"]
    for quantity, payers in ((inputs.freight, SELLER_PAYS_FREIGHT), (inputs.marine_insurance, SELLER_PAYS_INSURANCE)):
        if quantity is not None and deal.sale.incoterm not in payers:
            cost = cost + amounts.settled(quantity, deal.timeline.shipping, deal.roundings.settlement)
    local = cost * amounts.exchange.spot(deal.currency, deal.lease.currency)
    total = local + (_import_charges(priced) if deal.sale.incoterm != "DDP" else 0.0)
    if deal.lease.residual_kind in {"purchase_option", "balloon"}:
        return total
    return total - _present_value(priced, [(deal.timeline.residual, priced.contract.residual)], rate)


def _cost_per_km(priced: Priced, flows: list[tuple[int, Value]]) -> Value | None:
    """Return what the lessee pays in all, undiscounted, with energy, less the car's resale where it keeps it, for each kilometre of the term."""
    inputs, deal, exchange = priced.inputs, priced.deal, priced.amounts.exchange
    if inputs.km_per_year is None:
        return None

    def local(quantity: Quantity | None) -> Value:
        return 0.0 if quantity is None else quantity.number * exchange.spot(quantity.of, deal.lease.currency)

    driven = inputs.km_per_year * (deal.lease.term_months / 12.0)
    keeps = deal.lease.residual_kind in {"purchase_option", "balloon"}
    paid = add(amount for _, amount in flows) - (local(inputs.lessee_resale) if keeps else 0.0)
    return divide(paid, driven, float("nan")) + local(inputs.energy_per_km)


def _rent_cover(priced: Priced) -> Value | None:
    """Return revenue of the term over the instalments of the term; for level instalments that is revenue over instalment."""
    earned = earned_in_term(priced)
    return None if earned is None else divide(earned, add(priced.contract.billed), float("nan"))


def earned_in_term(priced: Priced) -> Value | None:
    """Return the lessee's revenue of the term in the currency of the lease."""
    revenue = priced.inputs.revenue
    if revenue is None:
        return None
    earned = revenue.number * priced.amounts.exchange.spot(revenue.of, priced.deal.lease.currency)
    return earned * (float(len(priced.contract.instalments)) * priced.deal.lease.revenues_per_instalment)
