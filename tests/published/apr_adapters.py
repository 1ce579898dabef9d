"""Map the inputs of a published annual percentage rate to the arguments of the program, and nothing else."""

from __future__ import annotations

from datetime import date
from typing import Any

from leasecalc import apr
from leasecalc.annuity import rate_per_payment
from leasecalc.apr import DatedAmount, RegularPayments, TimedAmount, UnitPeriod
from leasecalc.dates import Frequency, add_periods
from leasecalc.loans import RateSegment, ShareRule, principal_plus_payments, reset_amounts, share_payments
from leasecalc.roots import net_present_value
from leasecalc.rounding import CENT, round_to

Inputs = dict[str, Any]
Results = dict[str, Any]


def day(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


def unit_period(inputs: Inputs) -> UnitPeriod:
    return UnitPeriod(inputs.get("unit_period", "month"), inputs.get("unit_multiple", 1))


def percent(rate: float | None) -> float | None:
    return None if rate is None else 100.0 * rate


# Lengths in days, or in half months.
LENGTHS = {
    "day": ("days", 1),
    "week": ("days", 7),
    "semimonth": ("half months", 1),
    "month": ("half months", 2),
    "year": ("half months", 24),
}

# --- United States ---------------------------------------------------------------------------------------------------


def dated(entry: list[Any]) -> DatedAmount:
    return DatedAmount(day(entry[0]), entry[1])


def us_payments(entry: Any, unit: UnitPeriod) -> list[DatedAmount | RegularPayments]:
    """Read one payment, or a run of them every so many days, weeks, semimonths or months."""
    if isinstance(entry, list):
        return [dated(entry)]
    first, count, amount = day(entry["first"]), entry["count"], entry["amount"]
    number, name = entry["every"].split() if " " in entry["every"] else ("1", entry["every"])
    (kind, length), (unit_kind, unit_length) = LENGTHS[name.rstrip("s")], LENGTHS[unit.name]
    apart, odd = divmod(int(number) * length, unit.multiple * unit_length)
    if count == 1 or (kind == unit_kind and not odd):
        return [RegularPayments(first, count, amount, max(apart, 1))]
    step = Frequency("daily", *((0, int(number) * length) if kind == "days" else (int(number), 0)), 12)
    return [DatedAmount(add_periods(first, k, step), amount) for k in range(count)]


def apr_us(inputs: Inputs) -> Results:
    advances = [dated(entry) for entry in inputs["advances"]]
    entries, unit = inputs["payments"], unit_period(inputs)
    payments = [payment for entry in entries for payment in us_payments(entry, unit)]
    results = {"apr_percent": percent(apr.appendix_j_rate(advances, payments, unit).value)}
    if isinstance(entries[0], dict):  # the examples that check the printed rate print present values at it
        count, amount = entries[0]["count"], entries[0]["amount"]
        worth = [net_present_value(0.1 / 12, [k], [amount]) for k in range(1, count + 1)]
        results |= {"pv_payments_at_10": sum(worth), "pv_first": worth[0]}
    return results


def apr_us_interval(inputs: Inputs) -> Results:
    whole, fraction = apr.unit_periods_between(day(inputs["earlier"]), day(inputs["later"]), unit_period(inputs))
    return {"t": whole, "f": fraction}


def apy_us(inputs: Inputs) -> Results:
    compounding = inputs.get("compounding_days", inputs.get("compounding"))
    rate = apr.annual_percentage_yield(inputs["interest"], inputs["principal"], inputs["days"], compounding_days=compounding)
    return {"apy_percent": percent(rate)}


# --- European Union --------------------------------------------------------------------------------------------------


def interest_only_then_equal_principal(runs: list[tuple[float, int]]) -> list[float]:
    """Return the payments on 30,000 at effective yearly rates: 60 of interest, then 120 equal parts of principal."""
    rates = [rate for percent, count in runs for rate in [rate_per_payment(percent / 100, 1, 12)] * count]
    return [float(amount) for amount in principal_plus_payments(30_000, rates, [0] * 60 + [250] * 120, rounding=CENT)]


def free_then_at_4_percent() -> list[float]:
    free, charged = reset_amounts(200_000, [RateSegment(60, 0.0), RateSegment(120, 0.04 / 12)])
    return [float(round_to(amount, CENT)) for amount in [free] * 60 + [charged] * 120]


# Payments that the record has in words, by how its note begins.
WORDED = {
    "effective 7% -> monthly": lambda: interest_only_then_equal_principal([(7, 180)]),
    "8.39% effective from month 7": lambda: interest_only_then_equal_principal([(7, 6), (8.39, 174)]),
    "interest-free 5 y, then 4%": free_then_at_4_percent,
}


def worded_payments(note: str, payments: Inputs) -> list[float]:
    for words, written in WORDED.items():
        if note.startswith(words):
            return written()
    if payments["first"] != payments["last"]:
        raise NotImplementedError(f"payments in words: {note}")
    return [payments["first"]] * payments["n"]


def eu_flows(entries: list[Any], offset: float = 0.0) -> list[TimedAmount]:
    """Read [years, amount] or [first month, count, amount]."""
    flows = []
    for entry in entries:
        if len(entry) == 3:
            first, count, amount = entry
            flows += [TimedAmount(month / 12 + offset, amount) for month in range(first, first + count)]
        else:
            flows.append(TimedAmount(*entry))
    return flows


def monthly(payments: list[float]) -> list[TimedAmount]:
    return [TimedAmount(month / 12, amount) for month, amount in enumerate(payments, start=1)]


def charge(advances: list[TimedAmount], payments: list[TimedAmount]) -> Results:
    rate = apr.rate_of_charge(advances, payments).value
    one_place = None if rate is None else apr.rounded_percentage(rate)
    return {"apr_percent": percent(rate), "apr_2dp": percent(rate), "apr_1dp": one_place}


def share_rule(words: str) -> tuple[ShareRule, int | None]:
    if words.startswith("as ex 14"):  # example 14 pays 2.5 % of the balance
        return ShareRule(0.025, "balance"), int(words.rsplit(maxsplit=1)[-1])
    share, _, rest = words.partition("% of ")
    minimum = float(rest.rpartition("minimum ")[2]) if "minimum" in rest else 0.0
    return ShareRule(float(share) / 100, "balance_and_interest" if "interest" in rest else "balance", minimum), None


def eu_by_rule(inputs: Inputs) -> Results:
    principal, fee, rate = inputs["principal"], inputs["fee"], inputs["nominal_rate"] / 12
    count, words = inputs["n"], inputs["rule"]
    if words.startswith("equal principal"):
        payments = principal_plus_payments(principal, [rate] * count, [principal / count] * count, rounding=CENT)
    else:
        rule, last = share_rule(words)
        payments = [float(round_to(payment, CENT)) for payment in share_payments(principal, rate, rule, last=last)]
    flows = [TimedAmount(0, fee), *monthly(payments)]
    lines = {"first": payments[0], "second": payments[1], "last": payments[-1], "n": len(payments)}
    return {**charge([TimedAmount(0, principal)], flows), **lines}


def apr_eu(inputs: Inputs) -> Results:
    if "rule" in inputs:
        return eu_by_rule(inputs)
    if "year_basis" in inputs:
        start = day(inputs["advances"][0][0])
        advances, payments = (
            [TimedAmount((day(on) - start).days / inputs["year_basis"], amount) for on, amount in inputs[name]]
            for name in ("advances", "payments")
        )
        return charge(advances, payments)
    if "advances_net" not in inputs:
        offset = inputs.get("first_interval_offset_years", 0.0)
        return charge(eu_flows(inputs["advances"]), eu_flows(inputs["payments"], offset))
    return eu_net(inputs)


def eu_net(inputs: Inputs) -> Results:
    payments = inputs["payments_monthly"]
    if isinstance(payments, dict):
        payments = worded_payments(inputs["note"], payments)
    flows = monthly(payments) + eu_flows(inputs["other_payments"])
    others = [amount for _, amount in inputs["other_payments"]]
    lines = {f"a{month}": amount for month, amount in enumerate(payments, start=1)}
    named = {"instalment": payments[:1], "inst1": payments[:1], "inst2": payments[-1:], "share": others}
    named |= {"balance": others}
    return {**charge(eu_flows(inputs["advances_net"]), flows), **lines, **named}


def apr_eu_interval(inputs: Inputs) -> Results:
    return {"years": apr.directive_years(day(inputs["earlier"]), day(inputs["later"]), inputs["frequency"])}


# --- United Kingdom --------------------------------------------------------------------------------------------------


def uk_payments(inputs: Inputs) -> list[TimedAmount]:
    """Read one payment after some days, [first month, count, amount], or [days or date, amount] one by one."""
    basis = inputs.get("year_basis", 365.25)
    if "payment" in inputs:
        return [TimedAmount(inputs["days_after"] / basis, inputs["payment"])]
    entries = inputs["payments"]
    if not isinstance(entries[0], list):
        entries = [entries]
    flows = []
    for entry in entries:
        flows += eu_flows([entry]) if len(entry) == 3 else [TimedAmount(entry[0] / basis, entry[1])]
    return flows


def apr_uk(inputs: Inputs) -> Results:
    rate = apr.rate_of_charge([TimedAmount(0, inputs["advance"])], uk_payments(inputs)).value
    rounded = None if rate is None else apr.rounded_percentage(rate, inputs.get("round_dp", 1))
    return {"apr_percent": rounded}


def apr_uk_interval(inputs: Inputs) -> Results:
    dates, frequency = (day(inputs["earlier"]), day(inputs["later"])), inputs["frequency"]
    if inputs.get("secured_on_land"):
        single = bool(inputs.get("single_payment", inputs.get("has_single_payment", False)))
        return {"years": apr.conc_secured_years(*dates, frequency, single_payment=single)}
    return {"years": apr.conc_years(*dates, frequency)}


ADAPTERS = {
    function.__name__: function
    for function in (apr_us, apr_us_interval, apy_us, apr_eu, apr_eu_interval, apr_uk, apr_uk_interval)
}
