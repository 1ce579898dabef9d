"""Map the inputs of a published loan or consumer lease to the arguments of the program, and nothing else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from apr_adapters import day

from leasecalc import annuity, loans
from leasecalc.apr import DatedAmount, UnitPeriod, appendix_j_rate, unit_periods_between
from leasecalc.dates import FREQUENCIES, roll_dates
from leasecalc.loans import RateSegment, Schedule
from leasecalc.rounding import CENT, round_to

if TYPE_CHECKING:
    from datetime import date

Inputs = dict[str, Any]
Results = dict[str, Any]

MONTH = UnitPeriod("month")


def percent(rate: float | None) -> float | None:
    return None if rate is None else 100.0 * rate


# --- rates that change, subsidies ------------------------------------------------------------------------------------


def rate_reset(inputs: Inputs) -> Results:
    first, count = inputs["months_first"], inputs["n"]
    segments = [
        RateSegment(first, inputs["rate_first"] / 12),
        RateSegment(count - first, inputs["rate_after"] / 12),
    ]
    levels = loans.reset_amounts(inputs["principal"], segments)
    return {f"instalment_{number}": level for number, level in enumerate(levels, start=1)}


def months_between(earlier: str, later: str) -> float:
    whole, fraction = unit_periods_between(day(earlier), day(later), MONTH)
    return whole + fraction


def supplier_contribution(inputs: Inputs) -> Results:
    count, amount, first = inputs["instalments"]
    start = inputs["deposit_at"]
    settled, instalment = months_between(start, inputs["supplier_paid"]), months_between(start, first)
    times = [0.0, settled, *(instalment + k for k in range(count))]
    amounts = [inputs["deposit"], -inputs["asset"], *[amount] * count]
    return {"contribution": loans.subsidy(inputs["lender_rate"] / 12, times, amounts, paid_at=settled)}


# --- schedules -------------------------------------------------------------------------------------------------------


def payment_dates(inputs: Inputs, count: int) -> list[date]:
    return list(roll_dates(day(inputs["first"]), count, FREQUENCIES["monthly"]))


def period_rates(inputs: Inputs, count: int) -> list[float]:
    """Return the rate of each month: by actual days, or by unit-periods of 30 days in a year of 360."""
    start, dates, rate = day(inputs["date"]), payment_dates(inputs, count), inputs["rate"]
    if inputs["day_count"].startswith("Act/365"):
        return loans.dated_period_rates(rate, start, dates)
    whole, fraction = unit_periods_between(start, dates[0], MONTH)
    return [rate * (whole + fraction) / 12, *[rate / 12] * (count - 1)]


def actuarial_percent(inputs: Inputs, payments: Any, prepaid: float = 0.0) -> float | None:
    """Return the annual percentage rate by appendix J of what is received, net, and paid."""
    received = inputs.get("amount_financed", inputs["principal"]) - prepaid
    dates = payment_dates(inputs, len(payments))
    flows = [DatedAmount(on, amount) for on, amount in zip(dates, payments, strict=True) if amount]
    return percent(appendix_j_rate([DatedAmount(day(inputs["date"]), received)], flows, MONTH).value)


def lines(schedule: Schedule) -> Results:
    """Name what sources print of a schedule: the lines by number, the totals, the last payment."""
    named: Results = {
        "payment": schedule.payments[0],
        "first": schedule.payments[0],
        "final_payment": schedule.payments[-1],
        "final": schedule.payments[-1],
        "interest": [row.interest for row in schedule.rows],
        "balance": [row.balance for row in schedule.rows],
        "total_payments": schedule.total_payments,
        "total": schedule.total_payments,
        "interest_total": schedule.total_interest,
        "total_interest": schedule.total_interest,
        "end_balance": schedule.end_balance,
    }
    for number, row in enumerate(schedule.rows, start=1):
        named |= {f"interest_{number}": row.interest_paid, f"balance_{number}": row.balance}
    return named


def level_schedule(principal: float, rates: list[float], remainder: loans.Remainder) -> Schedule:
    level = round_to(loans.level_amount(principal, rates, [1.0] * len(rates)), CENT)
    return loans.amortise(principal, rates, [level] * len(rates), rounding=CENT, remainder=remainder)


def re_solved(principal: float, rates: list[float], weights: list[float]) -> Schedule:
    """Run a schedule whose interest is at the rate that the rounded rentals earn."""
    level = loans.level_amount(principal, rates, weights)
    payments = loans.weighted_payments(level, weights, CENT, from_rounded=True)
    rates = loans.resolved_period_rates(principal, rates, payments)
    return loans.amortise(principal, rates, payments, rounding=CENT, remainder="last_interest")


def dated_loan(inputs: Inputs) -> Results:
    """Run a loan from a date: level payments, interest only, principal plus interest, construction."""
    rule, words = inputs.get("rule", ""), inputs.get("payments", "")
    monthly = re.match(r"(\d+) monthly from (\S+)", words)
    count = int(monthly[1]) if monthly else inputs["n"]
    inputs = {**inputs, "first": monthly[2]} if monthly else inputs
    principal = inputs.get("principal", inputs.get("commitment"))
    if "half" in rule:
        principal /= 2
    rates = period_rates(inputs, count)
    if monthly:
        schedule = level_schedule(principal, rates, "last_payment")
    else:
        part = float(found[1]) if (found := re.match(r"(\d+) principal \+ interest", rule)) else 0.0
        payments = loans.principal_plus_payments(principal, rates, [part] * count, rounding=CENT)
        schedule = loans.amortise(principal, rates, payments, rounding=CENT)
    results = {**lines(schedule), "second": schedule.payments[1], "regular": schedule.payments[1]}
    if "half" in rule:
        return results
    return {**results, "apr_percent": actuarial_percent(inputs, schedule.payments, inputs.get("prepaid_fee", 0))}


def odd_final(inputs: Inputs) -> Results:
    principal, level = inputs.get("pv", inputs.get("balance")), inputs.get("payment", inputs.get("income"))
    rate = inputs.get("annual_rate", inputs.get("rate")) / FREQUENCIES[inputs["frequency"]].periods_per_year
    odd = loans.odd_final_payment(rate, level, principal)
    return {
        "term": odd.count,
        "total_income": odd.count * level,
        f"balance_{odd.count}": odd.balance,
        f"final_fractional_payment_{odd.count + 1}": odd.final,
        f"balloon_with_{odd.count}": odd.balloon,
    }


def with_taxes(inputs: Inputs) -> Results:
    def paid(annual_rate: float, down: float) -> float:
        loan = inputs["price"] * (1 - down)
        taxes = inputs["price"] / 1000 * inputs["tax_per_thousand"] / 12
        return float(taxes - annuity.payment(annual_rate / 12, inputs["n"], present_value=loan))

    down = inputs["down_pct"]
    results = {"payment_incl_tax": paid(inputs["annual_rate"], down)}
    return results | {"at_10pct": paid(0.1, down), "at_10pct_20down": paid(0.1, 0.2)}


def loan_schedule(inputs: Inputs) -> Results:
    if "date" in inputs:
        return dated_loan(inputs)
    if "payment" in inputs or "income" in inputs:
        return odd_final(inputs)
    if "price" in inputs:
        return with_taxes(inputs)
    assert (inputs["timing"], inputs["day_count"]) == ("arrears", "30/360 months")
    rates = [inputs["annual_rate"] / 12] * inputs["n"]
    return lines(re_solved(inputs["pv"], rates, [1.0] * inputs["n"]))


def lease_step(inputs: Inputs) -> Results:
    if "weights" in inputs:
        weights = [weight for count, weight in inputs["weights"] for _ in range(count)]
        schedule = re_solved(inputs["pv"], [inputs["annual_rate"] / 12] * len(weights), weights)
        return {**lines(schedule), "payment_full_weight": schedule.payments[0]}
    count, principal = inputs["n"], inputs["principal"]
    step = re.fullmatch(r"([+-]?[\d.]+)% each year", inputs["step"])
    assert step
    weights = loans.stepped_weights(count, 12, float(step[1]) / 100)
    rates = [inputs["nominal_rate"] / 12] * count
    level = loans.level_amount(principal, rates, weights)
    payments = loans.weighted_payments(level, weights, CENT)
    named = {"first_year_instalment": payments[0], "last_year_instalment": payments[-1]}
    return named | {"total_interest": sum(payments) - principal}


MONTHS = ["", "January", "February", "March", "April", "May", "June", "July"]
MONTHS += ["August", "September", "October", "November", "December"]


def lease_skip(inputs: Inputs) -> Results:
    count, skip = inputs["n_months"], inputs["skip"]
    if numbers := re.fullmatch(r"months ([\d,]+) of each year", skip):
        weights = loans.weights_without_periods(count, set(map(int, numbers[1].split(","))))
        rates = [inputs["annual_rate"] / 12] * count
        return {"payment": loans.level_amount(inputs["pv"], rates, weights)}
    assert inputs["rule"].startswith("US Rule")
    dates, rates = payment_dates(inputs, count), period_rates(inputs, count)
    weights = loans.weights_without_months(dates, {MONTHS.index(name) for name in skip.split(", ")})
    level = loans.level_amount(inputs["principal"], rates, weights, method="simple")
    payments = loans.weighted_payments(level, weights, CENT)
    schedule = loans.amortise(inputs["principal"], rates, payments, method="simple", rounding=CENT)
    results = lines(schedule)
    for on, row in zip(dates, schedule.rows, strict=True):
        suffix = f"{on:%Y_%m_%d}"
        results |= {f"unpaid_{suffix}": row.unpaid_interest, f"interest_{suffix}": row.interest_paid}
    return {**results, "apr_percent": actuarial_percent(inputs, payments)}


def lease_balloon(inputs: Inputs) -> Results:
    count = inputs["n"]
    rates, payments = period_rates(inputs, count), [inputs["regular_payment"]] * count
    schedule = loans.amortise(inputs["principal"], rates, payments, rounding=CENT, remainder="last_payment")
    return {**lines(schedule), "apr_percent": actuarial_percent(inputs, schedule.payments)}


# --- consumer leases, allocations ------------------------------------------------------------------------------------


def consumer_lease(inputs: Inputs) -> Results:
    if "early_payoff" in inputs:
        charge = loans.early_termination_charge(inputs["early_payoff"], inputs["vehicle_credit"])
        return {"early_termination_charge": charge}
    if "principal" in inputs:
        rate = inputs["annual_rate"] / 12
        return {"payment": -annuity.payment(rate, inputs["n"], present_value=inputs["principal"])}
    cost, residual, count = inputs["adjusted_cap_cost"], inputs["residual"], inputs["n"]
    if "money_factor" in inputs:
        lease = loans.money_factor_lease(cost, residual, count, money_factor=inputs["money_factor"])
        return {"payment": lease.base_payment, "rent_charge": lease.rent_charge, "depreciation": lease.depreciation}
    paid, advance = inputs["base_payment"], inputs["timing"] == "advance"
    shape = {"residual": residual, "advance_count": int(advance)}
    rate = annuity.lease_yield(count, rental=paid, present_value=cost, **shape).value
    assert rate is not None
    rows = loans.constant_yield_rows(rate, cost, [paid] * count, in_advance=advance, rounding=CENT)
    printed = round(12 * rate, 5) / 12
    breakdown = loans.breakdown_of_payment(cost, residual, count, base_payment=paid)
    return {
        "implied_rate_percent": 1200 * rate,
        "payment_at_printed_rate": annuity.lease_payment(printed, count, present_value=cost, **shape),
        "lines_rent_dep_balance": [x for row in rows for x in (row.rent, row.depreciation, row.balance)],
        "total_base_payments": breakdown.total_base_payments,
        "full_term_rent_charge": breakdown.rent_charge,
    }


def rule_of_78(inputs: Inputs) -> Results:
    weights = loans.sum_of_digits_weights(inputs["n"], in_advance=inputs["timing"].startswith("advance"))
    charge = inputs.get("total_finance_charge", 1.0)
    return {"weights": weights, "allocation": loans.allocated(charge, weights)}


ADAPTERS = {
    function.__name__: function
    for function in (
        *(rate_reset, supplier_contribution, loan_schedule, lease_step, lease_skip, lease_balloon),
        *(consumer_lease, rule_of_78),
    )
}
