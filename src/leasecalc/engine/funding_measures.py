"""Measures of a lease with a loan: what equity earns, what the money costs, and the return on assets and on capital."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.credit_capital import risk_adjusted_return
from leasecalc.engine.discounting import discount_factors
from leasecalc.engine.funding_gap import largest_gap
from leasecalc.engine.legs.amounts import Amounts
from leasecalc.engine.legs.flows import Leg, add, contractual, net, present_value
from leasecalc.engine.legs.funding import outlay
from leasecalc.engine.legs.lease_legs import settle
from leasecalc.engine.measures import EXPECTED, LESSOR, Measure, effective_yield, grid_size, nominal, peak_cash, present_value_of
from leasecalc.rounding import Rounding, round_to

if TYPE_CHECKING:
    from leasecalc.engine.price import Priced
    from leasecalc.values import Value

NOTHING = float("nan")


def levered(priced: Priced) -> tuple[Leg, ...]:
    """Return the legs of the lease and of its loan: what the owners of the lessor pay and get."""
    return (*priced.lease, *priced.funding)


def cost_of_funds(priced: Priced) -> Value:
    """Return the effective rate that the loan costs, fee and all."""
    return effective_yield(priced, contractual(priced.funding))


def npv_at_cost_of_funds(priced: Priced) -> Value:
    """Return the present value of the lease, without its loan, at the cost of the loan."""
    factors = discount_factors(cost_of_funds(priced), priced.deal.timeline.years)
    return present_value(net(priced.lease, grid_size(priced)), factors)


def funding_cost(priced: Priced) -> Value:
    """Return everything that the loan takes beyond what it gives: interest, fee, and what exchange rates add to the principal."""
    return -add(leg.total for leg in contractual(priced.funding))


def average_balance(priced: Priced) -> Value:
    """Return the balance of the lease from commencement to end, averaged over time, in the deal's currency."""
    when, deal = priced.deal.timeline, priced.deal
    weighted: Value = 0.0
    before = when.commencement
    for at, row in zip((*when.instalments, when.end), priced.table().rows, strict=True):
        here = settle(deal, priced.amounts, row.opening, before)
        weighted = weighted + here * (when.years[at] - when.years[before])
        before = at
    return weighted / life(priced)


def life(priced: Priced) -> float:
    """Return years from commencement to the end of the lease."""
    when = priced.deal.timeline
    return when.years[when.end] - when.years[when.commencement]


def expected_loss(priced: Priced) -> Value:
    """Return what default is expected to cost, recoveries and insurance payments taken off, without discount."""
    return -add(leg.total for leg in levered(priced) if leg.nature == "expected")


def operating_costs(priced: Priced) -> Value:
    """Return the cost of running the lease over its life, at the exchange rate of the pricing date."""
    yearly = priced.inputs.operating_cost
    if yearly is None:
        return 0.0
    return yearly.number * priced.amounts.exchange.spot(yearly.of, priced.deal.currency) * life(priced)


def income(priced: Priced) -> Value:
    """Return the undiscounted surplus of the lease's contractual flows: rents, fees and margins beyond what the car costs."""
    return add(net(contractual(priced.lease), grid_size(priced)))


def _year_of(priced: Priced, capital: Value) -> Value:
    years = life(priced)
    amounts = (income(priced), expected_loss(priced), funding_cost(priced), operating_costs(priced))
    earned, lost, paid, run = (amount / years for amount in amounts)
    return risk_adjusted_return(earned, paid + run, lost, capital=capital)


def return_on_assets(priced: Priced) -> Value:
    """Return a year's income after expected loss, funding and operating cost, divided by the average balance of the lease."""
    return _year_of(priced, average_balance(priced))


def economic_capital(priced: Priced) -> Value:
    """Return the capital of one car in the deal's currency; NaN where the deal does not say."""
    written = priced.inputs.economic_capital
    if written is None:
        return NOTHING
    known = {**priced.amounts.bases, "cost": outlay(priced.lease), "balance": average_balance(priced)}
    rounding: Rounding = priced.deal.roundings.settlement
    return Amounts(priced.amounts.exchange, known).contracted(written, priced.deal.currency, rounding)


def raroc(priced: Priced) -> Value:
    """Return the risk-adjusted return on economic capital a year; NaN where the deal says no capital.

    (income - expected loss - funding cost - operating cost) / capital: Hull, Risk Management and Financial Institutions, section on RAROC.
    """
    return _year_of(priced, economic_capital(priced))


def gap_in_deal_currency(priced: Priced) -> Value:
    """Return the largest funding gap at the exchange rate of the pricing date."""
    plan, deal = priced.deal.funding, priced.deal
    assert plan is not None  # noqa: S101 - asked only where there is a loan
    return round_to(largest_gap(priced) * priced.amounts.exchange.spot(plan.currency, deal.currency), deal.roundings.settlement)


LOAN = "loan drawn, its fee, interest and repayments"
LEVERED = f"{LESSOR}; and the loan"
LEVERED_EXPECTED = f"{EXPECTED}; and the loan (without recourse: stopped by default, and paid from what is recovered)"
YEAR = f"{LEVERED_EXPECTED}; and operating cost"

FUNDING_MEASURES: tuple[Measure, ...] = (
    Measure("levered_yield", "Levered yield, nominal", "rate", LEVERED, "m x ((1 + return on equity) ^ (1/m) - 1)",
            lambda p: nominal(p, effective_yield(p, contractual(levered(p))))),
    Measure("return_on_equity", "Return on equity, effective", "rate", LEVERED, "sum of (lease flow + loan flow) / (1 + r) ^ t = 0",
            lambda p: effective_yield(p, contractual(levered(p)))),
    Measure("expected_return_on_equity", "Expected return on equity, effective", "rate", LEVERED_EXPECTED, "as the return on equity",
            lambda p: effective_yield(p, levered(p))),
    Measure("cost_of_funds", "Cost of funds, effective", "rate", LOAN, "sum of loan flow / (1 + r) ^ t = 0", cost_of_funds),
    Measure("levered_npv", "Levered NPV", "money", LEVERED_EXPECTED, "sum of flow / (1 + discount rate) ^ t", lambda p: present_value_of(p, levered(p))),
    Measure("npv_at_cost_of_funds", "Lease NPV at the cost of funds", "money", EXPECTED, "sum of flow / (1 + cost of funds) ^ t", npv_at_cost_of_funds),
    Measure("levered_peak_cash", "Peak cash out, levered", "money", LEVERED_EXPECTED, "- lowest running sum", lambda p: peak_cash(p, levered(p))),
    Measure("funding_cost", "Funding cost", "money", LOAN, "- sum of loan flows", funding_cost),
    Measure("largest_funding_gap", "Largest funding gap", "money", "balances of lease and loan", "largest |loan - lease balance x loan / amount financed|",
            gap_in_deal_currency),
    Measure("average_balance", "Average balance of the lease", "money", "the contract", "sum of opening balance x years / years of the lease", average_balance),
    Measure("return_on_assets", "Return on assets", "rate", YEAR,
            "(income - expected loss - funding cost - operating cost) / years / average balance", return_on_assets),
    Measure("economic_capital", "Economic capital", "money", "the deal", "amount, or share of its base", economic_capital),
    Measure("raroc", "RAROC", "rate", YEAR, "(income - expected loss - funding cost - operating cost) / years / economic capital", raroc),
)  # fmt: skip
"""Measures that only a deal with a loan has."""
