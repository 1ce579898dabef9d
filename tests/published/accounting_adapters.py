"""Map the inputs of a published example of accounting, depreciation, exchange or credit risk to arguments, and nothing else."""

from __future__ import annotations

from typing import Any

from leasecalc import accounting, annuity, buying, credit_capital, currency, depreciation
from leasecalc.accounting import LessorLease
from leasecalc.rounding import UNROUNDED, Rounding

Inputs = dict[str, Any]
Results = dict[str, Any]

ASSET_CLASSES = {"corp": "corporate", "sme": "corporate", "mort": "residential_mortgage"}
#: How the tables that an answer was reckoned with round: some half up, some cut off.
TABLES = {
    "3-dp tables": Rounding(0.001),
    "3.169 and 0.683": Rounding(0.001, "down"),
    0.7513: Rounding(0.0001),
    4.16986: Rounding(0.00001, "down"),
}


# --- lessor ----------------------------------------------------------------------------------------------------------


def by_period(inputs: Inputs) -> list[float]:
    """Return the payments from commencement to the end of the last period."""
    if "payments_t0_t9" in inputs:
        return [*inputs["payments_t0_t9"], 0.0]
    count, amount = inputs["payments"]
    return [*[amount] * count, 0.0] if inputs["timing"].startswith("advance") else [0.0, *[amount] * count]


def table(inputs: Inputs) -> Rounding:
    return TABLES.get(inputs.get("factors", inputs.get("factor")), UNROUNDED)


def lessor_accounting(inputs: Inputs) -> Results:
    return _at_a_given_rate(inputs) if "rate" in inputs else _at_the_implicit_rate(inputs)


def _at_a_given_rate(inputs: Inputs) -> Results:
    count = inputs["n"] if "n" in inputs else inputs["payments"][0]
    factors = accounting.level_factors(inputs["rate"], count, table=table(inputs))
    if "payments" in inputs:
        return {"net_investment": accounting.level_present_value(factors, inputs["payments"][1])}
    fair, residual = inputs["fair_value"], inputs["unguaranteed_residual"]
    rental = accounting.level_rental(factors, fair, residual)
    gross = accounting.gross_investment(LessorLease([0.0, *[rental] * count], unguaranteed_residual=residual))
    value = accounting.level_present_value(factors, 0.0, residual)
    facts = accounting.LeaseFacts(
        title_passes=False, option_certain=False, term=count, economic_life=None, payments_value=fair - value, fair_value=fair,
        specialised=False,
    )  # fmt: skip
    share = {found.name: found.share for found in accounting.classify(facts, "ifrs16")}["present_value"]
    assert share is not None
    return {
        "rental": rental,
        "gross_investment": gross,
        "unearned_finance_income": gross - fair,
        "pv_residual": value,
        "pv_min_payments": accounting.level_present_value(factors, rental),
        "pct_of_fair_value": 100.0 * share,
    }


def _at_the_implicit_rate(inputs: Inputs) -> Results:
    guaranteed = inputs.get("residual_guaranteed", 0.0)
    whole = next(
        (inputs[key] for key in ("residual_expected", "residual", "residual_or_option_t10") if key in inputs), guaranteed
    )
    unguaranteed = inputs.get("unguaranteed_residual", whole - guaranteed)
    lease = LessorLease(by_period(inputs), guaranteed, unguaranteed)
    rate = accounting.implicit_rate(lease, inputs["fair_value"]).value
    receivable = accounting.lease_receivable(rate, lease)
    asset = accounting.unguaranteed_residual_asset(rate, lease)
    first = lease.payments[0]
    rows = accounting.effective_interest_rows(receivable - first, lease.payments[1:], [rate] * lease.end)
    grown = accounting.effective_interest_rows(asset, [0.0], [rate])[0]
    sale = accounting.selling_profit(
        inputs["fair_value"], receivable, carrying_amount=inputs.get("carrying", 0.0), unguaranteed_value=asset
    )
    return {
        "implicit_percent": 100.0 * rate * (12 if "monthly" in inputs.get("timing", "") else 1),
        "lease_receivable_pv_payments_plus_guaranteed": receivable,
        "pv_unguaranteed": asset,
        "pv_payments": receivable,
        "lease_receivable_after_first_payment": receivable - first,
        "unguaranteed_residual_asset": asset,
        "net_investment": accounting.net_investment(rate, lease) - first,
        "net_investment_after_first_payment": accounting.net_investment(rate, lease) - first,
        "revenue": sale.revenue,
        "cogs": sale.cost_of_sales,
        "interest_and_balance_before_payment": [value for row in rows for value in (row.interest, row.before_payment)],
        "residual_accretion_y1": grown.interest,
        "residual_after_y1": grown.closing,
    }


# --- lessee ----------------------------------------------------------------------------------------------------------


def lessee_accounting(inputs: Inputs) -> Results:
    if "factor" in inputs:
        factors = accounting.level_factors(inputs["rate"], inputs["n"], in_advance=True, table=table(inputs))
        return {"pv": accounting.level_present_value(factors, inputs["payment"])}
    count, amount = inputs["payments"]
    later = [amount] * (count - 1)
    if "rate" in inputs:
        rate = inputs["rate"]
    else:
        rate = annuity.lease_yield(count, rental=amount, present_value=inputs["present_value"], advance_count=1).value
    liability = accounting.lease_liability(rate, later)
    rows = accounting.effective_interest_rows(liability, later, [rate] * len(later))
    asset = accounting.right_of_use_rows(accounting.right_of_use_asset(liability, prepaid=amount), count)
    interest = [row.interest for row in rows]
    charges = [held.depreciation + paid for held, paid in zip(asset, [*interest, 0.0], strict=True)]
    return {
        "interest": interest,
        "liability_before_next_payment": [row.before_payment for row in rows],
        "total_interest": sum(interest),
        "liability_after_first_payment": liability,
        **{f"interest_y{year}": row.interest for year, row in enumerate(rows, start=1)},
        **{f"end_y{year}": row.before_payment for year, row in enumerate(rows, start=1)},
        "carrying": [row.closing for row in asset],
        "total_charge": charges,
        "sum": sum(charges),
    }


# --- lease or buy ----------------------------------------------------------------------------------------------------


def lease_vs_buy(inputs: Inputs) -> Results:
    return _with_a_loan(inputs) if "loan" in inputs else _paid_at_once(inputs)


def _paid_at_once(inputs: Inputs) -> Results:
    count, rental = inputs["lease"]
    years = int(inputs["dep"].removeprefix("SL years 1-"))
    written_off = [depreciation.straight_line(inputs["cost"], 0.0, years)] * years + [0.0] * (count - years)
    leasing = buying.lease_costs([0.0, *[rental] * count], inputs["tax"])
    owning = buying.ownership_costs(
        [inputs["cost"], *[0.0] * count], [0.0] * (count + 1), [0.0, *written_off], tax_rate=inputs["tax"]
    )
    return {"nal": buying.net_advantage_of_leasing(leasing, owning, inputs["rate"])}


def _with_a_loan(inputs: Inputs) -> Results:
    assert inputs["loan"] == "10,000 at 12% over 10 annual payments"
    assert inputs["dep"] == "SOYD 10y on 8,500"
    assert inputs["lease"].startswith("1,700 a year")
    tax, rate, cost, years = inputs["tax"], inputs["discount"], inputs["cost"], 10
    payment = -annuity.payment(0.12, years, present_value=cost)
    interest = buying.loan_interest(0.12, cost, [payment] * years)
    written_off = [depreciation.sum_of_years_digits(8500, 0.0, years, year) for year in range(1, years + 1)]
    deductions = [paid + lost for paid, lost in zip(interest, written_off, strict=True)]
    owning = buying.ownership_costs([payment] * years, inputs["maintenance_owner"], deductions, tax_rate=tax)
    leasing = buying.lease_costs([1700.0] * years, tax)
    advantages = buying.advantage_of_buying(leasing, owning, rate, first=1)
    return {
        "loan_payment": payment,
        "after_tax_first_payment": buying.after_tax(2 * 1700.0, tax),
        "pv_credit": buying.present_values([inputs["tax_credit_year2"]], rate, first=2)[0],
        **{f"pv_advantage_y{year}": value for year, value in enumerate(advantages, start=1)},
    }


# --- exchange, capital, depreciation ---------------------------------------------------------------------------------


def fx_forward(inputs: Inputs) -> Results:
    years = inputs["days"] / inputs["basis"]
    rates = {"quote_rate": inputs["rate_quote"], "base_rate": inputs["rate_base"]}
    return {"forward": currency.forward_rate(inputs["spot"], **rates, years=years)}


def fx_exposure(inputs: Inputs) -> Results:
    assert inputs["eur_per_usd"].startswith("1 EUR = 1.25 USD")
    assert inputs["shock_from"] == "2nd month"
    dollars = [inputs["fee_usd"], *[inputs["instalment_usd"]] * inputs["n"]]
    before = currency.converted(dollars, 1 / 1.25)
    after = currency.shocked(dollars, 1 / 1.25, shock_rate=inputs["depreciation"], shocked_from=2)
    return {
        "payment_before": before[-1],
        "payment_after": after[-1],
        "total_before": sum(before),
        "total_after": sum(after),
    }


def credit_risk_capital(inputs: Inputs) -> Results:
    retail = inputs["asset_class"] == "mort"
    shape = {"turnover_eur_m": inputs.get("turnover_eur_m"), "maturity_years": None if retail else inputs["maturity_years"]}
    kind = ASSET_CLASSES[inputs["asset_class"]]
    capital = [credit_capital.capital_requirement(pd / 100, inputs["lgd"], kind, **shape) for pd in inputs["pd_percent"]]
    return {"risk_weight_percent": [100 * credit_capital.risk_weight(k, scaling_factor=inputs["scaling"]) for k in capital]}


def asset(inputs: Inputs) -> tuple[float, float, float]:
    return inputs["cost"], inputs["salvage"], inputs["life"]


def fn_sln(inputs: Inputs) -> Results:
    return {"value": depreciation.straight_line(*asset(inputs))}


def fn_syd(inputs: Inputs) -> Results:
    return {"value": depreciation.sum_of_years_digits(*asset(inputs), inputs["period"])}


def fn_db(inputs: Inputs) -> Results:
    months = inputs.get("month", 12)
    return {"value": depreciation.declining_balance(*asset(inputs), inputs["period"], months_in_first=months)}


def fn_ddb(inputs: Inputs) -> Results:
    factor = inputs.get("factor", 2.0)
    return {"value": depreciation.multiple_declining_balance(*asset(inputs), inputs["period"], factor=factor)}


ADAPTERS = {
    function.__name__: function
    for function in (
        *(lessor_accounting, lessee_accounting, lease_vs_buy),
        *(fx_forward, fx_exposure, credit_risk_capital),
        *(fn_sln, fn_syd, fn_db, fn_ddb),
    )
}
