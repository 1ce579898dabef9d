"""Measures of a priced deal: each named, with the flows it includes and its formula. Rates are fractions, money is in the deal's currency per car."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Literal

from leasecalc.engine.contract.accrual import quoted_rate, rate_per_period
from leasecalc.engine.contract.nominal import effective_of, nominal_of, nominal_of_period_rate
from leasecalc.engine.discounting import discount_factors
from leasecalc.engine.legs.flows import Leg, add, contractual, is_nothing, net, present_value
from leasecalc.engine.legs.lease_legs import customer_period_rate
from leasecalc.records import once, record, replace
from leasecalc.roots import Root, modified_rate_of_return, rate_of_return
from leasecalc.values import Value, absolute, divide, minimum, scalar, where

if TYPE_CHECKING:
    from leasecalc.engine.price import Priced

Unit = Literal["money", "rate", "months", "ratio"]


@record
class Measure:
    """One measure: what it is called, what it includes, and how it is computed (on floats or arrays)."""

    name: str
    label: str
    unit: Unit
    flows: str
    formula: str
    compute: Callable[[Priced], Value]


def grid_size(priced: Priced) -> int:
    """Return the number of dates of the grid."""
    return len(priced.deal.timeline.years)


def present_value_of(priced: Priced, legs: tuple[Leg, ...]) -> Value:
    """Return the present value of legs on the pricing date at the deal's discount rate (effective a year)."""
    rate, years = priced.inputs.discount_rate, priced.deal.timeline.years
    factors = once(priced.kept, "factors", (), lambda: discount_factors(rate, years))
    return once(priced.kept, "present_value", legs, lambda: present_value(net_flows(priced, legs), factors))


def carry_present_values(source: Priced, to: Priced) -> None:
    """Give ``to`` what was worked out of the legs of ``source``, where both have the same grid and the same discount rate."""
    to.kept.update((key, kept) for key, kept in source.kept.items() if key[0] in {"factors", "present_value", "net"})


def add_to_net_flows(source: Priced, to: Priced, legs: Iterable[Leg]) -> None:
    """Give ``to`` the net flows of its lease, which has the legs of ``source`` and then ``legs``; they add up in the same order."""

    def added() -> list[Value]:
        sums = list(net_flows(source, source.lease))
        for leg in legs:
            for at, amount in leg.flows:
                sums[at] = amount if is_nothing(sums[at]) else sums[at] + amount
        return sums

    once(to.kept, "net", to.lease, added)


def net_flows(priced: Priced, legs: tuple[Leg, ...]) -> list[Value]:
    """Return the sum of legs at each date of the grid; not to be changed."""
    return once(priced.kept, "net", legs, lambda: net(legs, grid_size(priced)))


def yield_root(priced: Priced, legs: tuple[Leg, ...]) -> Root:
    """Return the effective yearly rate of return of legs with its status and all roots; floats only."""
    flows = [scalar(flow) for flow in net_flows(priced, legs)]
    return rate_of_return(priced.deal.timeline.years, flows)


def effective_yield(priced: Priced, legs: tuple[Leg, ...]) -> Value:
    """Return the effective yearly rate of return, a float or an array; NaN where there is none (see ``yield_root`` for the reason)."""
    return once(priced.kept, "yield", legs, lambda: quoted_rate(priced.deal.timeline.years, net_flows(priced, legs)))


def modified_rate(priced: Priced, legs: tuple[Leg, ...]) -> float | None:
    """Return the modified rate of return, effective a year: outlays and receipts both at the deal's discount rate; floats only."""
    rate = float(priced.inputs.discount_rate)
    flows = [float(flow) for flow in net_flows(priced, legs)]
    return modified_rate_of_return(priced.deal.timeline.years, flows, finance_rate=rate, reinvest_rate=rate).value


def nominal(priced: Priced, effective: Value) -> Value:
    """Return the nominal yearly rate with the lease's compounding (that of the instalments, unless the deal says otherwise)."""
    return nominal_of(priced.deal.lease, effective)


def lessor_yield_effective(priced: Priced) -> Value:
    """Return the effective rate of return on the lessor's contractual flows."""
    return effective_yield(priced, contractual(priced.lease))


def expected_yield_effective(priced: Priced) -> Value:
    """Return the effective rate of return on the lessor's expected flows."""
    return effective_yield(priced, priced.lease)


def customer_rate_nominal(priced: Priced) -> Value:
    """Return the customer's rate, nominal a year, on contract periods."""
    return nominal_of_period_rate(priced.deal.lease, customer_rate_per_period(priced))


def customer_rate_per_period(priced: Priced) -> Value:
    """Return the customer's rate per contract period (the first, if it floats), without the rows of the table."""
    return priced.table().period_rate if priced.deal.lease.plan.resets else customer_period_rate(priced.deal, priced.contract)


def implicit_rate_nominal(priced: Priced) -> Value:
    """Return the rate implicit in the lease (IFRS 16 Appendix A), nominal a year, on contract periods."""
    return nominal_of_period_rate(priced.deal.lease, implicit_period_rate(priced))


def implicit_period_rate(priced: Priced) -> Value:
    """Return the rate implicit in the lease per contract period, compound: instalments and residual are worth the implicit investment."""
    return once(priced.kept, "implicit", (), lambda: _implicit_period_rate(priced))


def _implicit_period_rate(priced: Priced) -> Value:
    true_time = replace(priced.deal.lease.plan.accrual, still=(), simple=False)
    payments = (*priced.contract.instalments, priced.contract.residual)
    _, later = fees_by_row(priced)
    return rate_per_period(
        true_time, implicit_investment(priced), [amount + fee for amount, fee in zip(payments, later, strict=True)]
    )


def fees_by_row(priced: Priced) -> tuple[Value, tuple[Value, ...]]:
    """Return the fees paid by commencement, and those of each row: a later fee counts on the first contract day from its own on.

    The last row, that of the residual, takes what comes after it. Running fees are services and stand outside.
    """
    when = priced.deal.timeline
    by_commencement: Value = 0.0
    later: list[Value] = [0.0] * len(when.due)
    for at, fee in zip(when.fees, priced.contract.fees, strict=True):
        if at <= when.commencement:
            by_commencement = by_commencement + fee
            continue
        row = next((row for row, due in enumerate(when.due) if due >= when.dates[at]), len(later) - 1)
        later[row] = later[row] + fee
    return by_commencement, tuple(later)


def implicit_investment(priced: Priced) -> Value:
    """Return fair value less down payment and fees by commencement, with the initial direct cost, in the currency of the lease.

    The fair value is that of `accounting`, or else the amount financed and the down payment; the direct cost of a manufacturer or
    dealer is expense.
    """
    deal, terms, told = priced.deal, priced.contract, priced.deal.accounting
    financed = terms.financed
    if told is not None and told.fair_value is not None:
        financed = (
            told.fair_value.number * priced.amounts.exchange.spot(told.fair_value.of, deal.lease.currency) - terms.down_payment
        )
    expensed = told is not None and told.lessor_kind == "manufacturer_or_dealer"
    return financed + (0.0 if expensed else initial_direct_cost(priced)) - fees_by_row(priced)[0]


def initial_direct_cost(priced: Priced) -> Value:
    """Return the direct cost and the commissions of commencement, in the currency of the lease."""
    deal, quantity = priced.deal, priced.inputs.direct_cost
    direct: Value = 0.0
    if quantity is not None:
        direct = quantity.number * priced.amounts.exchange.spot(quantity.of, deal.lease.currency)
    if deal.money is not None and deal.money.commissions:
        from leasecalc.engine.legs.money_legs import commissions_at_commencement

        direct = direct + commissions_at_commencement(deal, priced.inputs, priced.amounts)
    return direct


def cumulative(priced: Priced, legs: tuple[Leg, ...]) -> list[Value]:
    """Return the running sum of net flows over the grid; not to be changed."""
    return once(priced.kept, "cumulative", legs, lambda: running_sums(net_flows(priced, legs)))


def running_sums(flows: Sequence[Value]) -> list[Value]:
    """Return the running sum of flows."""
    total: Value = 0.0
    sums = []
    for flow in flows:
        total = total if is_nothing(flow) else total + flow
        sums.append(total)
    return sums


def peak_cash(priced: Priced, legs: tuple[Leg, ...]) -> Value:
    """Return the largest amount of cash that is out at once (positive)."""
    return peak_of(cumulative(priced, legs))


def peak_of(sums: Sequence[Value]) -> Value:
    """Return the largest amount that is out at once (positive) by the running sums of flows."""
    lowest: Value = 0.0
    before: Value = 0.0
    for total in sums:
        lowest = lowest if total is before else minimum(lowest, total)
        before = total
    return -lowest


def payback_months(priced: Priced, legs: tuple[Leg, ...]) -> Value:
    """Return months from the pricing date until the running sum is back at zero for the first time after being below; NaN if never."""
    return payback_of(priced.deal.timeline.years, cumulative(priced, legs))


def payback_of(years: Sequence[float], sums: Sequence[Value]) -> Value:
    """Return months until the running sum of flows, ``sums`` by year, is back at zero for the first time after being below; NaN if never."""
    found: Value = float("nan")
    out: Value = 0.0
    before: Value = 0.0
    for year, total in zip(years, sums, strict=True):
        if total is before:  # nothing moves
            continue
        before, months = total, year * 12.0
        back = (total >= 0.0) & (out < 0.0) & (found != found)  # noqa: PLR0124 - only NaN differs from itself
        found = where(back, months, found)
        out = minimum(out, total)
    return found


def cash_multiple(priced: Priced, legs: tuple[Leg, ...]) -> Value:
    """Return all cash in divided by all cash out, undiscounted."""
    flows = net_flows(priced, legs)
    moved, left = add(absolute(flow) for flow in flows), cumulative(priced, legs)[-1]
    return divide(moved + left, moved - left, float("nan"))  # twice the cash in, twice the cash out


def lease_minus_sale(priced: Priced) -> Value:
    """Return the net present value of the lease less that of the sale."""
    return present_value_of(priced, priced.lease) - present_value_of(priced, priced.sale)


def flat_rate(priced: Priced) -> Value:
    """Return the finance charge of the contract as a share of the amount financed, a year of its term; no compounding, no falling balance."""
    terms = priced.contract
    charge = add(terms.instalments) + terms.residual - terms.financed
    return divide(charge, terms.financed, float("nan")) / (priced.deal.lease.term_months / 12.0)


def profit_margin(priced: Priced) -> Value:
    """Return the lease's net present value divided by the purchase price."""
    return present_value_of(priced, priced.lease) / priced.amounts.bases["price"]


LESSOR = (
    "purchase, VAT refund, inland, freight, insurance, import charges and recovered input tax if the lessor imports, direct cost, "
    "down payment, fees, deposit in and out, instalments, services, credit insurance premium, guarantor's fee, withholding tax, residual, disposal, "
    "running fees, commissions, subsidy, dealer's shares, interest on the deposit, cost of transfers and conversion, VAT on rents collected and remitted"
)
EXPECTED = f"{LESSOR}; and what default is expected to change: flows lost, recovery or re-lease, repossession, deposit, refund repaid, guarantor, insurer"
CUSTOMER = "amount financed less down payment at commencement; instalments; residual (no deposit, no fees)"
IMPLICIT = (
    "amount financed (or accounting.fair_value) less down payment, plus initial direct cost and commissions (but on instalments), less fees, "
    "at commencement; instalments; later fees; residual"
)
SALE = "purchase, VAT refund, inland, freight and insurance by incoterm, proceeds by terms, discount, commission, short-term insurance"

MEASURES: tuple[Measure, ...] = (
    Measure("rent", "Instalment", "money", "the contract", "fixed, or solved and rounded; in the currency of the lease", lambda p: p.contract.rent),
    Measure("exact_rent", "Instalment before rounding", "money", "the contract", "solved on the unrounded flows", lambda p: p.exact_rent),
    Measure("residual", "Residual", "money", "the contract", "amount or share of its base; in the currency of the lease", lambda p: p.contract.residual),
    Measure("lessor_yield", "Lessor's yield, nominal", "rate", LESSOR, "m x ((1 + effective) ^ (1/m) - 1)", lambda p: nominal(p, lessor_yield_effective(p))),
    Measure("lessor_yield_effective", "Lessor's yield, effective", "rate", LESSOR, "sum of flow / (1 + r) ^ t = 0", lessor_yield_effective),
    Measure("expected_yield", "Expected yield, nominal", "rate", EXPECTED, "as the lessor's yield", lambda p: nominal(p, expected_yield_effective(p))),
    Measure("expected_yield_effective", "Expected yield, effective", "rate", EXPECTED, "sum of flow / (1 + r) ^ t = 0", expected_yield_effective),
    Measure("customer_rate", "Customer's rate, nominal", "rate", CUSTOMER, "m x rate per contract period", customer_rate_nominal),
    Measure("customer_rate_effective", "Customer's rate, effective", "rate", CUSTOMER, "(1 + nominal / m) ^ m - 1",
            lambda p: effective_of(p.deal.lease, customer_rate_nominal(p))),
    Measure("implicit_rate", "Implicit rate, nominal", "rate", IMPLICIT, "IFRS 16 Appendix A, compound", implicit_rate_nominal),
    Measure("implicit_rate_effective", "Implicit rate, effective", "rate", IMPLICIT, "(1 + nominal / m) ^ m - 1",
            lambda p: effective_of(p.deal.lease, implicit_rate_nominal(p))),
    Measure("flat_rate", "Flat rate", "rate", CUSTOMER, "(instalments + residual - financed) / financed / years of the term", flat_rate),
    Measure("lease_npv", "Lease NPV", "money", EXPECTED, "sum of flow / (1 + discount rate) ^ t", lambda p: present_value_of(p, p.lease)),
    Measure("sale_npv", "Export-sale NPV", "money", SALE, "sum of flow / (1 + discount rate) ^ t", lambda p: present_value_of(p, p.sale)),
    Measure("lease_minus_sale", "Lease minus sale", "money", "both routes", "lease NPV - sale NPV", lease_minus_sale),
    Measure("profit_margin", "NPV margin on purchase price", "rate", EXPECTED, "lease NPV / purchase price", profit_margin),
    Measure("lease_surplus", "Undiscounted lease surplus", "money", EXPECTED, "sum of flows", lambda p: add(net_flows(p, p.lease))),
    Measure("sale_surplus", "Undiscounted sale surplus", "money", SALE, "sum of flows", lambda p: add(net_flows(p, p.sale))),
    Measure("lease_peak_cash", "Peak cash out, lease", "money", EXPECTED, "- lowest running sum", lambda p: peak_cash(p, p.lease)),
    Measure("sale_peak_cash", "Peak cash out, sale", "money", SALE, "- lowest running sum", lambda p: peak_cash(p, p.sale)),
    Measure("lease_payback_months", "Cash back, lease (months)", "months", EXPECTED, "first month with running sum >= 0", lambda p: payback_months(p, p.lease)),
    Measure("sale_payback_months", "Cash back, sale (months)", "months", SALE, "first month with running sum >= 0", lambda p: payback_months(p, p.sale)),
    Measure("lease_cash_multiple", "Cash multiple, lease", "ratio", EXPECTED, "cash in / cash out", lambda p: cash_multiple(p, p.lease)),
    Measure("sale_cash_multiple", "Cash multiple, sale", "ratio", SALE, "cash in / cash out", lambda p: cash_multiple(p, p.sale)),
)  # fmt: skip

BY_NAME = {measure.name: measure for measure in MEASURES}


def measure(priced: Priced, name: str) -> Value:
    """Return one measure by name. Raises ``KeyError`` for a name that the deal does not have (``measures_of``)."""
    return BY_NAME[name].compute(priced) if name in BY_NAME else known_measures()[name].compute(priced)


def measures_of(priced: Priced) -> tuple[Measure, ...]:
    """Return the measures of a deal: those of every deal, yields of its own, and those after tax or of a loan where it has them."""
    found = MEASURES
    if priced.deal.yields:
        from leasecalc.engine.own_yields import measures_of as with_own_yields  # only a deal that has some pays for reading it

        found = with_own_yields(priced.deal)
    if priced.tax is not None:
        from leasecalc.engine.tax_measures import TAX_MEASURES  # only a deal with income tax pays for loading it

        found = (*found, *TAX_MEASURES)
    if priced.loan is not None:
        from leasecalc.engine.funding_measures import FUNDING_MEASURES  # only a deal with a loan pays for loading it

        found = (*found, *FUNDING_MEASURES)
    return found


def known_measures() -> dict[str, Measure]:
    """Return every measure that some deal has, by name, but for yields that a deal defines."""
    from leasecalc.engine.funding_measures import FUNDING_MEASURES
    from leasecalc.engine.tax_measures import TAX_MEASURES

    return {**BY_NAME, **{found.name: found for found in (*TAX_MEASURES, *FUNDING_MEASURES)}}
