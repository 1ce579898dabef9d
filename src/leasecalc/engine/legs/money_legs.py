"""Legs beside the rent: running fees, commissions, subsidy, the dealer's share, interest on the deposit, the cost of transfers.

Plus is cash to the lessor, in the deal's currency per car. Only a deal that has one of them loads this module.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.engine.contract.accrual import worth
from leasecalc.engine.contract.nominal import effective_of, period_rate_of
from leasecalc.engine.contract.payment_plan import within_term
from leasecalc.engine.legs.amounts import arrives
from leasecalc.engine.legs.flows import Leg, add
from leasecalc.engine.legs.lease_legs import NO_ROUNDING, settle, table
from leasecalc.engine.legs.rent_vat import rent_vat_legs, vat_of_lessee
from leasecalc.rounding import Rounding, round_to
from leasecalc.values import Value, maximum, minimum, power

if TYPE_CHECKING:
    from collections.abc import Iterator

    from leasecalc.engine.legs.amounts import Amounts
    from leasecalc.engine.legs.flows import Flow
    from leasecalc.engine.legs.lease_legs import Contract
    from leasecalc.engine.money_beside import FeePlan, MoneyInputs, MoneyPlan
    from leasecalc.engine.resolved import Inputs, Quantity, ResolvedDeal


def money_legs(deal: ResolvedDeal, inputs: Inputs, amounts: Amounts, terms: Contract, plan: MoneyPlan) -> Iterator[Leg]:
    """Yield every leg beside the rent that the deal has, but for taxes."""
    beside = inputs.money
    assert beside is not None  # noqa: S101 - a deal with a plan has its numbers
    yield from _fee_legs(deal, inputs, amounts, terms, plan)
    yield from _commission_legs(deal, amounts, terms, plan, beside)
    yield from _subsidy_leg(deal, amounts, terms, plan, beside)
    yield from _dealer_legs(deal, amounts, terms, plan, beside)
    if plan.deposit_interest is not None:
        owed = deposit_interest(deal, inputs, terms)
        yield Leg(
            "deposit_interest", "Interest on the deposit", tuple((at, -settle(deal, amounts, paid, at)) for at, paid in owed)
        )
    yield from _settlement_leg(deal, amounts, terms, plan, beside)
    if plan.rent_vat is not None:
        yield from rent_vat_legs(deal, inputs, amounts, terms, plan.rent_vat)


def contract_rounding(deal: ResolvedDeal) -> Rounding:
    """Return how money of the contract is rounded; not at all while a rent is being solved."""
    return NO_ROUNDING if deal.roundings.smooth else deal.roundings.contract


def running_fee(deal: ResolvedDeal, inputs: Inputs, amounts: Amounts, terms: Contract, number: int) -> tuple[Flow, ...]:
    """Return one running fee by grid index, in the currency of the lease, + is paid by whoever pays it."""
    assert deal.money is not None and inputs.money is not None  # noqa: S101, PT018 - the fee is one of theirs
    plan, quantity = deal.money.fees[number], inputs.money.running_fees[number]
    rounding, currency = contract_rounding(deal), deal.lease.currency
    if not plan.follows:
        amount = amounts.contracted(quantity, currency, NO_ROUNDING)
        paid = [round_to(amount * grown, rounding) for grown in plan.growth]
    else:
        paid = [round_to(base * quantity.number, rounding) for base in _followed(deal, inputs, amounts, terms, plan)]
    return tuple(zip(plan.at, paid, strict=True))


def _followed(deal: ResolvedDeal, inputs: Inputs, amounts: Amounts, terms: Contract, plan: FeePlan) -> list[Value]:
    """Return what each payment of a dependent fee is a share of, in the currency of the lease."""
    if plan.follows == "instalment":
        return [terms.billed[row] for row in plan.rows]
    if plan.follows == "balance":
        rows = table(deal, terms).rows
        return [within_term(deal.lease.plan, row, rows[row].opening) for row in plan.rows]
    paid: dict[int, Value] = dict.fromkeys(plan.at, 0.0)
    for service, fee in zip(deal.services, inputs.service_fees, strict=True):
        if fee is not None:
            price = fee.number * amounts.exchange.spot(fee.of, deal.lease.currency)
            for at, growth in zip(service.at, service.growth, strict=True):
                paid[at] = paid[at] + price * growth
    return [paid[at] for at in plan.at]


def _fee_legs(deal: ResolvedDeal, inputs: Inputs, amounts: Amounts, terms: Contract, plan: MoneyPlan) -> Iterator[Leg]:
    for number, fee in enumerate(plan.fees):
        sign = -1.0 if fee.by_lessor else 1.0
        paid = running_fee(deal, inputs, amounts, terms, number)
        places = [at if fee.by_lessor else arrives(deal, "running_fees", at) for at, _ in paid]
        flows = tuple(
            (there, sign * settle(deal, amounts, amount, there)) for there, (_, amount) in zip(places, paid, strict=True)
        )
        yield Leg(f"running_fee_{number + 1}", fee.name, flows, causes=tuple(at for at, _ in paid))


def _commission_legs(
    deal: ResolvedDeal, amounts: Amounts, terms: Contract, plan: MoneyPlan, beside: MoneyInputs
) -> Iterator[Leg]:
    """Yield each commission (minus); a share of instalments is paid with the first of them."""
    for number, (commission, quantity) in enumerate(zip(plan.commissions, beside.commissions, strict=True), start=1):
        label = f"Commission, {commission.name}"
        if not commission.instalments:
            paid = amounts.settled(quantity, commission.at, deal.roundings.settlement)
            yield Leg(f"commission_{number}", label, ((commission.at, -paid),))
            continue
        first = zip(deal.timeline.instalments, terms.billed[: commission.instalments], strict=False)
        shares = ((at, round_to(paid * quantity.number, contract_rounding(deal))) for at, paid in first)
        yield Leg(f"rent_commission_{number}", label, tuple((at, -settle(deal, amounts, share, at)) for at, share in shares))


def commissions_at_commencement(deal: ResolvedDeal, inputs: Inputs, amounts: Amounts) -> Value:
    """Return the commissions that are no share of instalments, in the currency of the lease: initial direct costs (IFRS 16 Appendix A)."""
    assert deal.money is not None and inputs.money is not None  # noqa: S101, PT018 - asked of a deal with commissions
    pairs = zip(deal.money.commissions, inputs.money.commissions, strict=True)
    return add(amounts.contracted(quantity, deal.lease.currency, NO_ROUNDING) for plan, quantity in pairs if not plan.instalments)


def surplus_at(deal: ResolvedDeal, terms: Contract, nominal_rate: Value) -> Value:
    """Return what the customer's payments are worth at commencement at a nominal yearly rate beyond the amount financed.

    In the currency of the lease; negative where that rate is above the customer's.
    """
    payments = (*terms.repayments, terms.residual)
    return worth(deal.lease.plan.clock, terms.financed, payments, period_rate_of(deal.lease, nominal_rate))


def _moved(deal: ResolvedDeal, value: Value, nominal_rate: Value, at: int) -> Value:
    """Return a value at commencement as one of grid index ``at``, at the same rate."""
    years = deal.timeline.years[at] - deal.timeline.years[deal.timeline.commencement]
    return value if years == 0.0 else value * power(1.0 + effective_of(deal.lease, nominal_rate), years)


def _subsidy_leg(deal: ResolvedDeal, amounts: Amounts, terms: Contract, plan: MoneyPlan, beside: MoneyInputs) -> Iterator[Leg]:
    """Yield the subsidy (plus): as written, or what lifts the customer's payments to the lessor's rate."""
    at = arrives(deal, "subsidy", plan.subsidy_at)
    if beside.subsidy is not None:
        yield Leg("subsidy", "Subsidy", ((at, amounts.settled(beside.subsidy, at, deal.roundings.settlement)),))
    elif beside.subsidy_rate is not None:
        short = _moved(deal, maximum(-surplus_at(deal, terms, beside.subsidy_rate), 0.0), beside.subsidy_rate, plan.subsidy_at)
        yield Leg("subsidy", "Subsidy", ((at, settle(deal, amounts, round_to(short, contract_rounding(deal)), at)),))


def _dealer_legs(deal: ResolvedDeal, amounts: Amounts, terms: Contract, plan: MoneyPlan, beside: MoneyInputs) -> Iterator[Leg]:
    """Yield the dealer's share of the margin and of the fees (minus); a margin below zero is not shared."""
    rounding = contract_rounding(deal)
    if beside.buy_rate is not None and beside.margin_share is not None:
        margin = maximum(surplus_at(deal, terms, beside.buy_rate), 0.0)
        share = round_to(_moved(deal, margin, beside.buy_rate, plan.dealer_at) * beside.margin_share, rounding)
        yield Leg("dealer_margin", "Dealer's share of margin", ((plan.dealer_at, -settle(deal, amounts, share, plan.dealer_at)),))
    if beside.fee_share is not None and terms.fees:
        shares = (
            (at, round_to(fee * beside.fee_share, rounding)) for at, fee in zip(deal.timeline.fees, terms.fees, strict=True)
        )
        yield Leg("dealer_fees", "Dealer's share of fees", tuple((at, -settle(deal, amounts, share, at)) for at, share in shares))


def deposit_interest(deal: ResolvedDeal, inputs: Inputs, terms: Contract) -> tuple[Flow, ...]:
    """Return the interest on the deposit by grid index, in the currency of the lease, + is paid to the lessee."""
    plan, beside = deal.money, inputs.money
    if plan is None or plan.deposit_interest is None or beside is None or beside.deposit_rate is None:
        return ()
    method, paid = plan.deposit_interest
    when, rate = deal.timeline, beside.deposit_rate
    # instalments at commencement carry none, and what is left until the end of the lease comes with the deposit
    places = (*when.instalments, when.end) if paid == "with_instalments" else (when.end,)
    before, flows = when.commencement, []
    for at in dict.fromkeys(at for at in places if at > when.commencement):
        years = minimum(when.years[at], when.years[when.end]) - minimum(when.years[before], when.years[when.end])
        grown = rate * years if method == "simple" else power(1.0 + rate, years) - 1.0
        flows.append((at, round_to(terms.deposit * grown, contract_rounding(deal))))
        before = at
    return tuple(flows)


def _settlement_leg(deal: ResolvedDeal, amounts: Amounts, terms: Contract, plan: MoneyPlan, beside: MoneyInputs) -> Iterator[Leg]:
    """Yield what each transfer of an instalment costs the lessor (minus)."""
    quantity: Quantity | None = beside.settlement_cost
    if quantity is None:
        return
    flows = []
    places = plan.received or deal.timeline.instalments
    for row, (at, instalment) in enumerate(zip(places, terms.billed, strict=True)):
        if quantity.per == "share":
            cost = settle(deal, amounts, round_to(instalment * quantity.number, contract_rounding(deal)), at)
        else:
            cost = amounts.settled(quantity, at, deal.roundings.settlement)
        flows.append((at, -within_term(deal.lease.plan, row, cost)))
    yield Leg("settlement_cost", "Cost of transfers", tuple(flows), causes=deal.timeline.instalments)


def paid_by_lessee(deal: ResolvedDeal, inputs: Inputs, amounts: Amounts, terms: Contract) -> list[Flow]:
    """Return what the lessee pays beside the rent, less the interest on its deposit, in the currency of the lease."""
    assert deal.money is not None  # noqa: S101 - asked of a deal that has such legs
    fees = (number for number, fee in enumerate(deal.money.fees) if not fee.by_lessor)
    paid = [flow for number in fees for flow in running_fee(deal, inputs, amounts, terms, number)]
    if deal.money.rent_vat is not None:
        paid += vat_of_lessee(deal, inputs, amounts, terms, deal.money.rent_vat)
    return [*paid, *((at, -earned) for at, earned in deposit_interest(deal, inputs, terms))]
