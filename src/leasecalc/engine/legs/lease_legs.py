"""Legs of the lease contract, as the lessor meets them. Plus is cash to the lessor; the deal's currency, per car."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from leasecalc.engine.contract.accrual import rate_per_period
from leasecalc.engine.contract.schedule import InstalmentTable, instalment_table
from leasecalc.engine.contract.scheduled import scheduled
from leasecalc.engine.legs.amounts import arrives
from leasecalc.engine.legs.flows import Leg
from leasecalc.records import Keeper, field, once, record, replace
from leasecalc.rounding import Rounding, round_to
from leasecalc.values import Value

if TYPE_CHECKING:
    from leasecalc.engine.legs.amounts import Amounts
    from leasecalc.engine.resolved import Inputs, Quantity, ResolvedDeal

NO_ROUNDING = Rounding(unit=1.0, mode="none")


@record
class Contract:
    """The amounts that the lease contract fixes, in the currency of the lease, per car."""

    rent: Value
    """The base instalment."""
    financed: Value
    """Amount financed after the down payment."""
    down_payment: Value
    deposit: Value
    residual: Value
    fees: tuple[Value, ...]
    instalments: tuple[Value, ...]
    """Every instalment as it is paid."""
    repayments: tuple[Value, ...]
    """The instalments without interest that is paid as it accrues: what the customer's rate is found from."""
    exact_rate: Value | None = None
    """The customer's rate before instalments were rounded, where the contract keeps it and puts the remainder into a payment."""
    changes: tuple[Value, ...] = ()
    """By which share a currency clause adjusts each instalment; empty without one."""
    adjustments: tuple[Value, ...] = ()
    """What it adds to each instalment, or takes off it (minus)."""
    kept: Keeper = field(init=False, default_factory=dict, repr=False, compare=False)
    """The customer's rate and the instalment table, once somebody has asked (``records.once``)."""

    @property
    def billed(self) -> tuple[Value, ...]:
        """Return what the lessee pays with each instalment: the instalment and its adjustment."""
        if not self.adjustments:
            return self.instalments
        return tuple(paid + more for paid, more in zip(self.instalments, self.adjustments, strict=True))


def contract(deal: ResolvedDeal, inputs: Inputs, amounts: Amounts, rent: Value) -> Contract:
    """Return the contract amounts for a given instalment."""
    money, smooth = deal.roundings.contract, deal.roundings.smooth
    currency = deal.lease.currency

    def fixed(quantity: Quantity | None) -> Value:
        return 0.0 if quantity is None else amounts.contracted(quantity, currency, money)

    exact, rent = rent, rent if smooth else round_to(rent, deal.roundings.rent)
    deposit = inputs.deposit
    if deposit is not None and deposit.per == "instalments":
        held = round_to(rent * deposit.number, NO_ROUNDING if smooth else money)
    else:
        held = fixed(deposit)
    down = fixed(inputs.down_payment)
    financed = round_to(fixed(inputs.financed) - down, money)
    payments = scheduled(deal, inputs, amounts, exact, (financed, fixed(inputs.residual)))
    fees = tuple(fixed(fee) for fee in inputs.fees)
    found = Contract(rent, financed, down, held, payments.residual, fees, payments.paid, payments.repayments, payments.rate)
    return found if deal.lease.clause is None else adjusted(deal, inputs, amounts, found)


def adjusted(deal: ResolvedDeal, inputs: Inputs, amounts: Amounts, terms: Contract) -> Contract:
    """Return the contract with what its currency clause makes of each instalment."""
    from leasecalc.engine.contract.currency_clause import adjustments, changes  # only a lease with the clause pays for loading it

    by = changes(deal, inputs, amounts.exchange)
    return replace(terms, changes=by, adjustments=adjustments(deal, terms.instalments, by))


def customer_period_rate(deal: ResolvedDeal, terms: Contract) -> Value:
    """Return the customer's rate per contract period: instalments and residual are worth the amount financed at commencement."""
    if terms.exact_rate is not None:
        return terms.exact_rate
    payments = (*terms.repayments, terms.residual)
    return once(terms.kept, "rate", (deal.lease.plan,), lambda: rate_per_period(deal.lease.plan.clock, terms.financed, payments))


def table(deal: ResolvedDeal, terms: Contract) -> InstalmentTable:
    """Return the instalment table of the contract."""
    return once(terms.kept, "table", (deal.lease, deal.roundings), lambda: _table(deal, terms))


def _table(deal: ResolvedDeal, terms: Contract) -> InstalmentTable:
    rounding = NO_ROUNDING if deal.roundings.smooth else deal.roundings.contract
    payments = (*terms.instalments, terms.residual)
    rate = customer_period_rate(deal, terms)
    rates = [rate] * len(payments) if not deal.lease.plan.resets else _floating_rates(deal, rate)
    return instalment_table(terms.financed, payments, deal.lease.plan, rounding, rates=rates)


def _floating_rates(deal: ResolvedDeal, rate: Value) -> list[Value]:
    from leasecalc.engine.contract.floating import rates_by_row  # only a floating lease pays for loading it

    return rates_by_row(deal.lease, rate)


def settle(deal: ResolvedDeal, amounts: Amounts, amount: Value, at: int) -> Value:
    """Return ``amount`` of the lease's currency as cash in the deal's currency."""
    if deal.lease.currency == deal.currency:
        return amount
    converted = amount * amounts.exchange.factor(deal.lease.currency, at)
    return converted if deal.roundings.smooth else round_to(converted, deal.roundings.settlement)


def contract_legs(deal: ResolvedDeal, inputs: Inputs, amounts: Amounts, terms: Contract) -> Iterator[Leg]:
    """Yield direct cost, down payment, fees, deposit in and out, instalments and residual."""
    when = deal.timeline
    if inputs.direct_cost is not None:
        cost = amounts.settled(inputs.direct_cost, when.commencement, deal.roundings.settlement)
        yield Leg("direct_cost", "Initial direct cost", ((when.commencement, -cost),))
    if inputs.down_payment is not None:
        there = arrives(deal, "down_payment", when.commencement)
        yield Leg(
            "down_payment",
            "Down payment",
            ((there, settle(deal, amounts, terms.down_payment, there)),),
            causes=(when.commencement,),
        )
    if terms.fees:
        places = [arrives(deal, "fees", at) for at in when.fees]
        paid = tuple((at, settle(deal, amounts, fee, at)) for at, fee in zip(places, terms.fees, strict=True))
        yield Leg("fees", "Fees", paid, causes=when.fees)
    if inputs.deposit is not None:
        there = arrives(deal, "deposit", when.commencement)
        yield Leg("deposit", "Deposit", ((there, settle(deal, amounts, terms.deposit, there)),), causes=(when.commencement,))
    yield _rent_leg(deal, amounts, terms.instalments, "rent", "Instalments")
    if terms.adjustments:
        yield _rent_leg(deal, amounts, terms.adjustments, "rent_adjustment", "Currency adjustment of instalments")
    yield from end_legs(deal, inputs, amounts, terms)


def _rent_leg(deal: ResolvedDeal, amounts: Amounts, payments: tuple[Value, ...], name: str, label: str) -> Leg:
    """Return payments of the days of instalments where they reach the lessor."""
    paid_at, received = deal.timeline.instalments, _received(deal)
    flows = tuple((at, settle(deal, amounts, paid, at)) for at, paid in zip(received, payments, strict=True))
    return Leg(name, label, flows, causes=() if received is paid_at else paid_at)


def _received(deal: ResolvedDeal) -> tuple[int, ...]:
    """Return where each instalment reaches the lessor."""
    return deal.timeline.instalments if deal.money is None else deal.money.received or deal.timeline.instalments


def end_legs(deal: ResolvedDeal, inputs: Inputs, amounts: Amounts, terms: Contract) -> Iterator[Leg]:
    """Yield the return of the deposit, the residual and the cost of disposal."""
    when = deal.timeline
    if inputs.deposit is not None:
        yield Leg("deposit_return", "Deposit returned", ((when.end, -settle(deal, amounts, terms.deposit, when.end)),))
    residual = residual_cash(deal, inputs, amounts, terms)
    if inputs.path is not None:
        from leasecalc.engine.path import realised_residual  # only a simulation pays for loading it

        residual = realised_residual(deal, inputs.path, residual)
    yield Leg("residual", "Residual", ((arrives(deal, "residual", when.residual), residual),), causes=(when.residual,))
    if inputs.disposal_cost is not None:
        amounts.bases["residual"] = residual
        cost = amounts.settled(inputs.disposal_cost, when.residual, deal.roundings.settlement)
        yield Leg("disposal", "Disposal cost", ((when.residual, -cost),))


def residual_cash(deal: ResolvedDeal, inputs: Inputs, amounts: Amounts, terms: Contract) -> Value:
    """Return the residual as cash: an amount of the contract, or what a worth in another currency is exchanged for when it comes."""
    at, worth = arrives(deal, "residual", deal.timeline.residual), inputs.residual
    if not is_worth(deal, worth):
        return settle(deal, amounts, terms.residual, at)
    return amounts.settled(worth, at, NO_ROUNDING if deal.roundings.smooth else deal.roundings.settlement)


def is_worth(deal: ResolvedDeal, residual: Quantity) -> bool:
    """Return whether a residual is what the car is worth in another currency, which no contract fixes in that of the lease."""
    foreign = residual.per == "money" and residual.of != deal.lease.currency
    return foreign and deal.lease.residual_kind == "unguaranteed"


def service_legs(deal: ResolvedDeal, inputs: Inputs, amounts: Amounts) -> Iterator[Leg]:
    """Yield fee (plus) and cost (minus) of each service; both grow yearly."""
    plans = zip(deal.services, inputs.service_fees, inputs.service_costs, strict=True)
    for number, (plan, fee, cost) in enumerate(plans, start=1):
        for word, label, sign, quantity in (("fee", "fee", 1.0, fee), ("cost", "cost", -1.0, cost)):
            if quantity is not None:
                places = plan.at if word == "cost" else [arrives(deal, "services", at) for at in plan.at]
                flows = tuple(
                    (
                        at,
                        sign
                        * round_to(
                            quantity.number * growth * amounts.exchange.factor(quantity.of, at), deal.roundings.settlement
                        ),
                    )
                    for at, growth in zip(places, plan.growth, strict=True)
                )
                yield Leg(f"service_{number}_{word}", f"{plan.name}, {label}", flows, causes=plan.at)


def withholding_leg(deal: ResolvedDeal, inputs: Inputs, amounts: Amounts, terms: Contract) -> Iterator[Leg]:
    """Yield the tax withheld from each instalment (minus); none for the lessor where the lessee grosses up."""
    if deal.lease.gross_up or (isinstance(inputs.withholding_rate, float) and inputs.withholding_rate == 0.0):
        return
    rounding = NO_ROUNDING if deal.roundings.smooth else deal.roundings.contract
    paid_at, received = deal.timeline.instalments, _received(deal)  # what arrives of an instalment is what was not withheld
    flows = tuple(
        (at, -settle(deal, amounts, round_to(base * inputs.withholding_rate, rounding), at))
        for at, base in zip(received, withholding_bases(deal, terms), strict=True)
    )
    yield Leg("withholding", "Withholding tax", flows, causes=() if received is paid_at else paid_at)


def withholding_bases(deal: ResolvedDeal, terms: Contract) -> tuple[Value, ...]:
    """Return what the tax is taken from, per instalment: what is billed, or the interest in it, which a currency clause adjusts alike."""
    return terms.billed if deal.lease.withholding_on == "gross_rent" else interest_billed(deal, terms)


def interest_billed(deal: ResolvedDeal, terms: Contract) -> tuple[Value, ...]:
    """Return the interest of each instalment, adjusted by the same share as the instalment."""
    interest = tuple(row.interest for row in table(deal, terms).instalments)
    return tuple(part * (1.0 + by) for part, by in zip(interest, terms.changes, strict=True)) if terms.changes else interest
