"""Value-added tax on instalments and services: collected by the lessor and remitted, or accounted for by the lessee.

Under a reverse charge the lessor sees none of it (Directive 2006/112/EC, art. 196, for one form of the rule).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.engine.legs.amounts import arrives
from leasecalc.engine.legs.flows import Leg, is_nothing
from leasecalc.engine.legs.lease_legs import NO_ROUNDING, interest_billed, settle
from leasecalc.rounding import round_to

if TYPE_CHECKING:
    from collections.abc import Iterator

    from leasecalc.engine.legs.amounts import Amounts
    from leasecalc.engine.legs.flows import Flow
    from leasecalc.engine.legs.lease_legs import Contract
    from leasecalc.engine.money_beside import RentVatPlan
    from leasecalc.engine.resolved import Inputs, ResolvedDeal
    from leasecalc.values import Value


def vat_lines(deal: ResolvedDeal, inputs: Inputs, terms: Contract) -> list[Value]:
    """Return the tax on each instalment, in the currency of the lease, rounded as the contract rounds."""
    rounding = NO_ROUNDING if deal.roundings.smooth else deal.roundings.contract
    plan = None if deal.money is None else deal.money.rent_vat
    if plan is None or plan.on == "rent":
        return [round_to(instalment * inputs.rent_vat_rate, rounding) for instalment in terms.billed]
    if plan.on == "none":
        return [0.0] * len(terms.instalments)
    return [round_to(interest * inputs.rent_vat_rate, rounding) for interest in interest_billed(deal, terms)]


def service_vat(deal: ResolvedDeal, inputs: Inputs) -> list[list[tuple[int, Value, str]]]:
    """Return the tax on each payment of each service: place, amount and currency."""
    rates = () if inputs.money is None else inputs.money.service_vat_rates
    found: list[list[tuple[int, Value, str]]] = []
    for service, fee, rate in zip(deal.services, inputs.service_fees, rates, strict=True):
        pairs = zip(service.at, service.growth, strict=True) if fee is not None and not is_nothing(rate) else ()
        found.append([(at, fee.number * growth * rate, fee.of) for at, growth in pairs] if fee is not None else [])
    return found


def rent_vat_legs(deal: ResolvedDeal, inputs: Inputs, amounts: Amounts, terms: Contract, plan: RentVatPlan) -> Iterator[Leg]:
    """Yield tax collected with each payment (plus) and remitted later (minus); nothing where the lessee accounts for it."""
    if plan.accounts == "lessee":
        return
    paid_at = deal.timeline.instalments
    received = paid_at if deal.money is None else deal.money.received or paid_at
    causes, into, out = list(paid_at), [], []
    for at, there, vat in zip(received, plan.remitted_at, vat_lines(deal, inputs, terms), strict=True):
        into.append((at, settle(deal, amounts, vat, at)))
        out.append((there, -settle(deal, amounts, vat, there)))
    to_cent = deal.roundings.settlement
    for service, places in zip(service_vat(deal, inputs), plan.services_remitted_at, strict=True):
        for (at, vat, currency), there in zip(service, places, strict=bool(service)):
            causes.append(at)
            come = arrives(deal, "services", at)
            into.append((come, round_to(vat * amounts.exchange.factor(currency, come), to_cent)))
            out.append((there, -round_to(vat * amounts.exchange.factor(currency, there), to_cent)))
    yield _in_order("rent_vat", "VAT collected", into, causes)
    yield _in_order("rent_vat_remitted", "VAT remitted", out, causes)


def _in_order(name: str, label: str, flows: list[Flow], causes: list[int]) -> Leg:
    """Return a leg with its flows in order of date, each with the payment that it follows from."""
    order = sorted(range(len(flows)), key=lambda place: flows[place][0])
    return Leg(name, label, tuple(flows[place] for place in order), causes=tuple(causes[place] for place in order))


def vat_of_lessee(deal: ResolvedDeal, inputs: Inputs, amounts: Amounts, terms: Contract, plan: RentVatPlan) -> list[Flow]:
    """Return what the lessee pays in tax (+), to the lessor or by reverse charge, and gets back (-), in the currency of the lease."""
    share: Value = 1.0 if inputs.money is None else inputs.money.recoverable_rate
    flows: list[Flow] = []
    lines = zip(deal.timeline.instalments, plan.remitted_at, plan.recovered_at, vat_lines(deal, inputs, terms), strict=True)
    rows = [(at, there, back, vat) for at, there, back, vat in lines]
    for number, service in enumerate(service_vat(deal, inputs)):
        places = zip(plan.services_remitted_at[number], plan.services_recovered_at[number], strict=True)
        for (at, vat, currency), (there, back) in zip(service, places, strict=False):
            rows.append((at, there, back, vat * amounts.exchange.spot(currency, deal.lease.currency)))
    for at, there, back, vat in rows:
        # under a reverse charge output tax is due when it is remitted, and its input tax comes back with it or later
        flows += [(at if plan.accounts == "lessor" else there, vat), (back, -(vat * share))]
    return flows
