"""Map the inputs of a published example to the arguments of the program, and nothing else."""

from __future__ import annotations

import math
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from leasecalc import annuity, roots
from leasecalc.dates import FREQUENCIES, Calendar, Frequency, add_months, month_end, roll_backward, roll_forward
from leasecalc.day_counts import day_number, year_fraction, year_fraction_icma
from leasecalc.rounding import Rounding, round_decimal, round_to

if TYPE_CHECKING:
    from leasecalc.roots import Root

Inputs = dict[str, Any]
Results = dict[str, Any]

DAY_COUNT_OF = {
    "bond_basis": "30/360",
    "eurobond": "30e/360",
    "usa": "30u/360",
    "curo_30u": "30u/360",
    "isda": "30e/360_isda",
    "actact_isda": "act/act_isda",
    "actact_afb": "act/act_afb",
    "30/360 SIA": "30u/360",
    "30/360 ISDA": "30/360",
    "30E/360": "30e/360",
    "act/360": "act/360",
    "act/act ISDA": "act/act_isda",
    "Act/365.25": "act/365.25",
    "Act/366": "act/366",
}
YEARFRAC_BASES = ["30u/360", "act/act_excel", "act/360", "act/365f", "30e/360"]
QUASI_COUPONS = {  # named in words in the records
    "quasi-coupon 30 Jan..30 Jul 2000 semiannual": (["2000-01-30", "2000-07-30"], 2),
    "NO EOM: quasi dates 29 Feb 2000, 29 May 2000": (["1999-11-30", "2000-02-29", "2000-05-29"], 4),
}


def day(text: str) -> date:
    return date.fromisoformat(text)


def timing(inputs: Inputs) -> bool:
    """Read the payment type of spreadsheets; the program has two and refuses others by their absence."""
    kind = inputs.get("type", 0)
    if kind not in (0, 1):
        raise ValueError(f"no payment type {kind}")
    return bool(kind)


def any_rate(name: str, root: Root) -> Results:
    """Report every root: a published example with several quotes one of them by its own rule."""
    return {name: [*root.roots, *root.beyond] if root.status != "none" else None}


# --- rates of return -------------------------------------------------------------------------------------------------


def irr(inputs: Inputs) -> Results:
    flows = inputs["cashflows"]
    root = roots.rate_of_return(range(len(flows)), flows)
    percent = None if root.value is None else 100.0 * root.value
    return {**any_rate("irr", root), "irr_percent": percent, "roots": list(root.roots)}


def xirr(inputs: Inputs) -> Results:
    dates = list(map(day, inputs["dates"]))
    day_count = DAY_COUNT_OF[inputs["day_count"]] if "day_count" in inputs else "act/365f"
    return any_rate("xirr", roots.rate_of_return_on(dates, inputs["cashflows"], day_count=day_count))


def npv(inputs: Inputs) -> Results:
    flows, rate = inputs["cashflows"], inputs["rate"]
    first = 1 if inputs["first_at"].startswith("t=1") else 0
    each = [roots.net_present_value(rate, [first + k], [flow]) for k, flow in enumerate(flows)]
    return {"npv": roots.net_present_value(rate, range(first, first + len(flows)), flows), "pvs": each}


def xnpv(inputs: Inputs) -> Results:
    dates = list(map(day, inputs["dates"]))
    last = max(dates) if inputs.get("valued_at") == "last date" else None
    value = roots.net_present_value_on(inputs["rate"], dates, inputs["cashflows"], valued_on=last)
    return {"xnpv": value, "xnfv": value}


def mirr(inputs: Inputs) -> Results:
    flows = inputs["cashflows"]
    rates = {"finance_rate": inputs["finance_rate"], "reinvest_rate": inputs["reinvest_rate"]}
    return {"mirr": roots.modified_rate_of_return(range(len(flows)), flows, **rates).value}


# --- leases ----------------------------------------------------------------------------------------------------------


def periodic(inputs: Inputs) -> float:
    nominal = inputs.get("annual_rate", inputs.get("nominal_rate"))
    return nominal / FREQUENCIES[inputs.get("frequency", "monthly")].periods_per_year


def advance_count(inputs: Inputs) -> int:
    return inputs.get("advance_payments", 1 if inputs.get("timing", "").startswith("advance") else 0)


def lease_payment(inputs: Inputs) -> Results:
    rate = periodic(inputs)
    if "advances" in inputs:
        count, frequency, _, mode = inputs["payments"].split()
        assert (frequency, mode) == ("monthly", "advance")
        times, amounts = zip(*inputs["advances"], strict=True)
        financed = roots.net_present_value(rate, times, amounts)
        return {"payment": annuity.lease_payment(rate, int(count), present_value=financed, advance_count=1)}
    residual = inputs.get("residual", inputs.get("fv", 0))
    shape = {"present_value": inputs["pv"], "residual": residual, "advance_count": advance_count(inputs)}
    return {"payment": annuity.lease_payment(rate, inputs["n"], **shape)}


def lease_yield(inputs: Inputs) -> Results:
    yearly = "annual" in inputs.get("timing", "")
    root = annuity.lease_yield(
        inputs["n"],
        rental=inputs["payment"],
        present_value=inputs["pv"],
        residual=inputs.get("residual", 0),
        advance_count=advance_count(inputs),
    )
    return {"monthly_percent": 100 * root.value, "annual_percent": 100 * root.value * (1 if yearly else 12)}


def lease_pv(inputs: Inputs) -> Results:
    rate = inputs["rate_per_period"] if "rate_per_period" in inputs else periodic(inputs)
    if "payments" in inputs:
        runs = [annuity.LevelRun(*run) for run in inputs["payments"]]
        return {"pv": annuity.runs_present_value(rate, runs)}
    count, rental = inputs["n"], inputs["payment"]
    if "purchase_option" in inputs:  # first and last: 48 rentals, two of them at once
        return {
            "pv_47_begin": annuity.lease_present_value(rate, count - 1, rental=rental, advance_count=1),
            "plus_extra_advance": annuity.lease_present_value(rate, count, rental=rental, advance_count=2),
        }
    residual = {"residual": inputs["residual"], "advance_count": 1}
    return {
        "pv_residual": annuity.lease_present_value(rate, count, rental=0.0, **residual),
        "pv_total": annuity.lease_present_value(rate, count, rental=rental, **residual),
    }


def odd_first_period(inputs: Inputs) -> Results:
    if "odd_days" in inputs:
        first = 1 + inputs["odd_days"] / 30
        interest = {"simple": "simple_then_compound", "compound": "compound"}[inputs["odd_interest"]]
        shape = {"present_value": inputs["pv"], "first_interval": first, "interest": interest}
        if inputs.get("solve") == "APR":
            rate = annuity.odd_first_rate(inputs["n"], payment=inputs["payment"], **shape).value
            return {"monthly_percent": 100 * rate, "apr_percent": 1200 * rate}
        return {"payment": annuity.odd_first_payment(periodic(inputs), inputs["n"], **shape)}
    per_year = FREQUENCIES[inputs.get("frequency", "monthly")].periods_per_year
    assert inputs["convention"].startswith("simple")
    instalment = annuity.odd_first_payment(
        periodic(inputs),
        inputs["n"],
        present_value=inputs["principal"],
        first_interval=inputs["first_interval_years"] * per_year,
        interest="simple",
    )
    return {"instalment": instalment}


def compounding(inputs: Inputs) -> Results:
    assert (inputs["payments"], inputs["interest_capitalised"]) == ("monthly", "quarterly")
    shape = {"present_value": inputs["pv"], "payments_per_compounding": 3}
    return {"payment": annuity.payment_between_compounding(inputs["annual_rate"] / 12, inputs["n"], **shape)}


def canadian(inputs: Inputs) -> Results:
    nominal, pv = inputs["annual_rate"], inputs["pv"]
    assert (inputs["compounding"], inputs["payments"]) == ("semiannual", "monthly")
    rate = annuity.rate_per_payment(nominal, 2, 12)
    results = {"effective_percent": 100 * annuity.effective_rate(nominal, 2), "monthly_nominal_percent": 1200 * rate}
    if "payment" in inputs:
        count = annuity.number_of_periods(rate, payment=-inputs["payment"], present_value=pv)
        return {**results, "n_payments_rounded_up": math.ceil(count)}
    payment = annuity.payment(rate, 12 * inputs["years"], present_value=pv)
    balance = annuity.future_value(rate, 60, payment=payment, present_value=pv)
    return {**results, "payment": -payment, "balance_60": -balance}


# --- functions of spreadsheets ---------------------------------------------------------------------------------------


def amounts(inputs: Inputs, **names: str) -> Inputs:
    given = {ours: inputs.get(theirs, 0.0) for ours, theirs in names.items()}
    return {**given, "in_advance": timing(inputs)}


def fn_pmt(inputs: Inputs) -> Results:
    rate = inputs["rate"]
    if "cashflows" in inputs:
        flows = inputs["cashflows"]
        value = roots.net_present_value(rate, range(len(flows)), flows)
        return {"uniform_payment": annuity.payment(rate, len(flows) - 1, present_value=-value)}
    given = amounts(inputs, present_value="pv", future_value="fv")
    return {"value": annuity.payment(rate, inputs["nper"], **given)}


def fn_pv(inputs: Inputs) -> Results:
    given = amounts(inputs, payment="pmt", future_value="fv")
    return {"value": annuity.present_value(inputs["rate"], inputs["nper"], **given)}


def fn_fv(inputs: Inputs) -> Results:
    rate, count = inputs["rate"], inputs["nper"]
    if "cashflows" in inputs:
        flows = inputs["cashflows"]
        value = roots.net_present_value(rate, range(1, len(flows) + 1), flows)
        return {"nfv": annuity.future_value(rate, count, payment=0.0, present_value=-value)}
    return {"value": annuity.future_value(rate, count, **amounts(inputs, payment="pmt", present_value="pv"))}


def fn_nper(inputs: Inputs) -> Results:
    given = amounts(inputs, payment="pmt", present_value="pv", future_value="fv")
    return {"value": annuity.number_of_periods(inputs["rate"], **given)}


def fn_rate(inputs: Inputs) -> Results:
    given = amounts(inputs, payment="pmt", present_value="pv", future_value="fv")
    return any_rate("rate", annuity.annuity_rate(inputs["nper"], **given))


def fn_rri(inputs: Inputs) -> Results:
    root = annuity.annuity_rate(inputs["nper"], payment=0, present_value=-inputs["pv"], future_value=inputs["fv"])
    return {"value": root.value}


def fn_pduration(inputs: Inputs) -> Results:
    given = {"payment": 0.0, "present_value": -inputs["pv"], "future_value": inputs["fv"]}
    return {"value": annuity.number_of_periods(inputs["rate"], **given)}


def fn_effect(inputs: Inputs) -> Results:
    return {"value": annuity.effective_rate(inputs["nominal"], inputs["npery"])}


def fn_nominal(inputs: Inputs) -> Results:
    return {"value": annuity.nominal_rate(inputs["effect"], inputs["npery"])}


def loan(inputs: Inputs) -> annuity.Annuity:
    rate, count, pv = inputs["rate"], inputs["nper"], inputs["pv"]
    return annuity.Annuity(rate, count, pv, inputs.get("fv", 0.0), in_advance=timing(inputs))


def fn_ipmt(inputs: Inputs) -> Results:
    return {"value": annuity.interest_part(loan(inputs), inputs["per"])}


def fn_ppmt(inputs: Inputs) -> Results:
    return {"value": annuity.principal_part(loan(inputs), inputs["per"])}


def fn_cumipmt(inputs: Inputs) -> Results:
    return {"value": annuity.cumulative_interest(loan(inputs), inputs["start"], inputs["end"])}


def fn_cumprinc(inputs: Inputs) -> Results:
    return {"value": annuity.cumulative_principal(loan(inputs), inputs["start"], inputs["end"])}


# --- dates and rounding ----------------------------------------------------------------------------------------------


def icma(inputs: Inputs, start: date, end: date) -> Results:
    if "ref_start" in inputs:
        first, last = day(inputs["ref_start"]), day(inputs["ref_end"])
        months = 12 * (last.year - first.year) + last.month - first.month
        coupons = [add_months(last, -months * k) for k in range(3)][::-1]
        return {"year_fraction": year_fraction_icma(start, end, coupons, periods_per_year=12 // months)}
    texts, per_year = next(found for words, found in QUASI_COUPONS.items() if words in inputs["convention"])
    return {"year_fraction": year_fraction_icma(start, end, list(map(day, texts)), periods_per_year=per_year)}


def daycount(inputs: Inputs) -> Results:
    start, end, convention = day(inputs["start"]), day(inputs["end"]), inputs["convention"]
    if "ICMA" in convention:
        return icma(inputs, start, end)
    if convention == "Excel YEARFRAC":  # has no sign
        return {"year_fraction": abs(year_fraction(start, end, YEARFRAC_BASES[inputs["basis"]]))}
    if convention == "Excel DAYS360":
        return {"days": day_number(start, end, "30e/360" if inputs["european"] else "30/360_excel")}
    name = DAY_COUNT_OF[inputs.get("conv_key", convention)]
    last = day(inputs["termination_date"]) if "termination_date" in inputs else None
    return {
        "days": day_number(start, end, name, termination_on=last),
        "year_fraction": year_fraction(start, end, name, termination_on=last),
    }


def calendar(inputs: Inputs) -> Calendar:
    return Calendar(frozenset(map(day, inputs.get("holidays", []))))


def schedule_roll(inputs: Inputs) -> Results:
    if "function" in inputs:
        moved = add_months(day(inputs["date"]), inputs["months"])
        return {"date": str(moved if inputs["function"] == "Excel EDATE" else month_end(moved))}
    count, unit = inputs["every"].split()
    step = Frequency("daily", 0, int(count), 365) if unit == "day" else Frequency("monthly", int(count), 0, 12)
    start, end = day(inputs["start"]), day(inputs["end"])
    roll = roll_backward if inputs.get("direction") == "backward" else roll_forward
    first = day(inputs["first"]) if "first" in inputs else start
    dates = roll(first, end, step, end_of_month=inputs.get("eom", False))
    if first != start:
        dates = (start, *dates)
    return {"dates": list(map(str, dict.fromkeys(calendar(inputs).adjust_all(dates, inputs["convention"]))))}


def business_day(inputs: Inputs) -> Results:
    start, convention = day(inputs["date"]), inputs["convention"]
    count, unit = inputs["period"].split()
    if unit == "days":
        return {"date": str(calendar(inputs).add_business_days(start, int(count)))}
    if unit == "weeks":
        return {"date": str(calendar(inputs).adjust(start + timedelta(weeks=int(count)), convention))}
    end_of_month = inputs["end_of_month"]
    return {"date": str(calendar(inputs).add_months(start, int(count), convention, end_of_month=end_of_month))}


def rounding(inputs: Inputs) -> Results:
    results = {}
    for places, unit in (("dp1", 0.1), ("dp2", 0.01)):
        rule = Rounding(unit)
        results[places] = round_to(inputs["value"], rule)
        assert float(round_decimal(Decimal(str(inputs["value"])), rule)) == results[places]
    return results


ADAPTERS = {
    function.__name__: function
    for function in (
        *(irr, xirr, npv, xnpv, mirr),
        *(lease_payment, lease_yield, lease_pv, odd_first_period, compounding, canadian),
        *(fn_pmt, fn_pv, fn_fv, fn_nper, fn_rate, fn_rri, fn_pduration, fn_effect, fn_nominal),
        *(fn_ipmt, fn_ppmt, fn_cumipmt, fn_cumprinc),
        *(daycount, schedule_roll, business_day, rounding),
    )
}
