"""Loans whose answer is known in closed form, or published."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy_financial as npf
import pytest
from funded import flows, plain

from leasecalc import api
from leasecalc.engine.funding_gap import buckets
from leasecalc.engine.legs.flows import contractual
from leasecalc.engine.measures import measure
from leasecalc.engine.price import price
from leasecalc.records import replace

if TYPE_CHECKING:
    from pathlib import Path


def leg(priced: Any, name: str) -> list[float]:
    return [float(amount) for found in priced.funding if found.name == name for _, amount in found.flows]


@pytest.mark.parametrize(("share", "rate"), [(0.6, 0.05), (0.9, 0.07), (0.25, 0.11)])
def test_one_period_equity_earns_what_the_loan_leaves(tmp_path: Path, share: float, rate: float) -> None:
    """Levered return = (r - s d) / (1 - s): Modigliani and Miller (1958), proposition II, over one period."""
    priced = plain(tmp_path, {"amount": f"{share:.0%} of price", "rate": f"{rate:.0%}", "repayment": "matched"})
    earned = measure(priced, "lessor_yield_effective")
    assert earned == pytest.approx(0.075, abs=1e-12)
    assert measure(priced, "return_on_equity") == pytest.approx((earned - share * rate) / (1.0 - share), abs=1e-10)
    assert measure(priced, "cost_of_funds") == pytest.approx(rate, abs=1e-12)


def test_weighted_average_of_equity_and_debt_is_the_yield_where_both_are_level(tmp_path: Path) -> None:
    """Interest alone, and all the principal at the end: the shares stay, so s x d + (1 - s) x e = r."""
    lease = {"term": "10 years", "rent": {"solve": "customer_rate", "target": "9%"}}
    loan = {"amount": "70% of price", "rate": "5%", "repayment": "bullet"}
    priced = plain(tmp_path, loan, lease=lease, residual={"amount": "100% of price"})
    earned, equity = measure(priced, "lessor_yield_effective"), measure(priced, "return_on_equity")
    assert earned == pytest.approx(0.09, abs=1e-10)
    assert 0.7 * measure(priced, "cost_of_funds") + 0.3 * equity == pytest.approx(earned, abs=1e-9)
    assert measure(priced, "largest_funding_gap") == 0.0


def test_the_whole_lease_funded_at_its_own_rate_leaves_nothing(tmp_path: Path) -> None:
    lease = {"term": "60 months", "payments": "monthly", "rent": {"solve": "customer_rate", "target": "11%"}}
    loan = {"amount": "100% of financed", "rate": "11%", "repayment": "matched"}
    priced = plain(tmp_path, loan, lease=lease, residual={"amount": "200000 CNY"})
    exact = measure(priced, "customer_rate")  # the rate of the rounded instalments
    priced = price(priced.deal, replace(priced.inputs, funding_rate=exact))
    left = flows(contractual((*priced.lease, *priced.funding)), priced)
    *days, last = sorted(left)
    assert [round(left[day], 2) for day in days] == [0.0] * len(days)
    assert abs(left[last]) < 0.005 * len(days)  # interest of a row is rounded by itself, the lease's last one takes the remainder


def test_hull_example_of_risk_adjusted_return_on_capital(tmp_path: Path) -> None:
    """Hull, Risk Management and Financial Institutions, example 16.5: spread 2.5, loss 1, cost 0.7 and capital 4 of 100 give 20 %."""
    loan = {
        "amount": "100% of price",
        "rate": "5%",
        "repayment": "matched",
        "capital": "4% of price",
        "operating_cost": "7000 CNY",
    }
    credit = {"default_rate": "2%", "recovery": "57.5%"}  # 0.02 x (1,075,000 - 575,000) is 1 % of the loan
    priced = plain(tmp_path, loan, credit=credit)
    assert measure(priced, "raroc") == pytest.approx(0.20, abs=1e-12)
    assert measure(priced, "return_on_assets") == pytest.approx(0.20 * 0.04, abs=1e-12)


def test_a_level_loan_is_an_annuity_and_a_bullet_pays_interest(tmp_path: Path) -> None:
    lease = {"term": "36 months", "payments": "monthly", "rent": "32000 CNY"}
    terms = {"amount": "600000 CNY", "rate": "6%", "payments": "monthly"}
    level = plain(tmp_path, {**terms, "repayment": "level", "term": "24 months"}, lease=lease)
    paid = [
        -interest - repaid
        for interest, repaid in zip(leg(level, "funding_interest"), leg(level, "funding_repayment"), strict=True)
    ]
    assert paid[:-1] == pytest.approx([float(-npf.pmt(0.005, 24, 600000.0))] * 23, abs=0.005)
    assert sum(leg(level, "funding_repayment")) == pytest.approx(-600000.0, abs=1e-6)
    bullet = plain(tmp_path, {**terms, "repayment": "bullet"}, lease=lease)
    assert leg(bullet, "funding_interest") == [-3000.0] * 36
    assert leg(bullet, "funding_repayment") == [0.0] * 35 + [-600000.0]
    assert [round(float(found.gap), 2) for found in buckets(bullet)][-2] == 0.0  # all of it is repaid by month 36


def test_the_rate_of_a_curve_is_that_of_each_term(tmp_path: Path) -> None:
    curve = [{"term": "1 years", "rate": "3%"}, {"term": "2 years", "rate": "4%"}, {"term": "5 years", "rate": "7%"}]
    loan = {"amount": "100% of price", "curve": curve, "margin": "50bp", "repayment": "bullet"}
    lease = {"term": "36 months", "payments": "yearly", "rent": "400000 CNY"}
    priced = plain(tmp_path, {**loan, "term": "18 months"}, lease={**lease, "payments": "half_yearly", "rent": "200000 CNY"})
    assert priced.loan.loan.rates[0] == pytest.approx(0.035 + 0.005, abs=1e-15)
    matched = plain(tmp_path, {**loan, "repayment": "matched"}, lease=lease)
    rows = matched.table().rows
    parts = [row.principal for row in rows[:3]]
    pooled = sum(part * term * rate for part, term, rate in zip(parts, (1, 2, 3), (0.03, 0.04, 0.05), strict=True))
    assert matched.loan.loan.rates[0] == pytest.approx(
        pooled / sum(p * t for p, t in zip(parts, (1, 2, 3), strict=True)) + 0.005, abs=1e-12
    )


def test_a_floating_rate_is_set_anew_within_its_limits(tmp_path: Path) -> None:
    base = [{"from": "2026-01-01", "rate": "3%"}, {"from": "2026-08-01", "rate": "4%"}, {"from": "2027-01-01", "rate": "9%"}]
    loan = {"amount": "500000 CNY", "floating": {"base": base, "reset_every": "6 months", "cap": "7%"}, "margin": "1%", "repayment": "bullet",
            "payments": "quarterly"}  # fmt: skip
    priced = plain(tmp_path, loan, lease={"term": "24 months", "rent": "600000 CNY"})
    # drawn 2026-03-02; resets on 2 September (4 % + 1 %) and 2 March (9 % + 1 %, capped)
    assert leg(priced, "funding_interest") == [-5000.0, -5000.0, -6250.0, -6250.0, *[-8750.0] * 4]


def test_a_series_of_the_origin_gives_the_rate_with_its_source(tmp_path: Path) -> None:
    loan = {
        "amount": "50% of price",
        "floating": {"series": "lpr_1y", "reset_every": "12 months"},
        "margin": "100bp",
        "repayment": "matched",
    }
    priced = plain(tmp_path, loan)
    assert float(priced.loan.loan.rates[0]) == pytest.approx(0.04, abs=1e-15)  # 3.00 % since 2025-05-20
    (found,) = [entry for entry in priced.deal.provenance if entry.path == "origin.lpr_1y"]
    assert (found.status, found.text) == ("sourced", "3%")
    assert "2025-05-20" in found.note


@pytest.mark.parametrize(("threshold", "discount"), [("3.4", 0.002), ("3.5", 0.0)])
def test_a_green_discount_needs_its_tonnes(tmp_path: Path, threshold: str, discount: float) -> None:
    green = {"distance_km": "40000", "consumption_kwh_km": "0.15", "grid_kg_kwh": "0.5", "reference_litres_km": "0.07", "fuel_kg_litre": "2.31",
             "threshold_tonnes": threshold, "discount": "20bp"}  # fmt: skip
    priced = plain(tmp_path, {"amount": "50% of price", "rate": "5%", "repayment": "matched", "green": green})
    # 40,000 x (0.07 x 2.31 - 0.15 x 0.5) / 1000 = 3.468 tonnes a year
    assert float(priced.loan.loan.rates[0]) == pytest.approx(0.05 - discount, abs=1e-15)
    assert {entry.status for entry in priced.deal.provenance if entry.path.startswith("funding.green")} == {"assumed"}


def test_without_recourse_the_lender_bears_default(tmp_path: Path) -> None:
    loan = {"amount": "80% of price", "rate": "5%", "repayment": "matched"}
    credit = {"default_rate": "2%", "recovery": "30%"}
    bound, free = (plain(tmp_path, {**loan, "recourse": word}, credit=credit) for word in ("yes", "no"))
    # one payment of 840,000: lost to the lender with 2 %, which then has the 300,000 that are recovered
    assert [found.name for found in free.funding][-2:] == ["funding_default", "funding_recovery"]
    assert sum(leg(free, "funding_default")) == pytest.approx(0.02 * 840000.0)
    assert sum(leg(free, "funding_recovery")) == pytest.approx(-0.02 * 300000.0)
    lost, saved = (sum(flows((*found.lease, *found.funding), found).values()) for found in (bound, free))
    assert saved - lost == pytest.approx(0.02 * (840000.0 - 300000.0))


def test_the_refund_repays_the_loan_on_its_day(tmp_path: Path) -> None:
    lease = {"term": "60 months", "payments": "monthly", "rent": "21000 CNY"}
    refund = {"received": "75 days after pricing", "lease": "yes"}
    loan = {"amount": "90% of price", "rate": "6%", "repayment": "matched", "prepaid_with_refund": "yes"}
    priced = plain(tmp_path, loan, lease=lease, purchase={"vat": "included"}, vat_refund=refund)
    (back,) = [found for found in priced.lease if found.name == "vat_refund"]
    assert priced.loan.loan.prepaid == back.total > 0.0
    at, amount = back.flows[0]
    assert (at, -amount) in next(found.flows for found in priced.funding if found.name == "funding_repayment")
    assert sum(leg(priced, "funding_repayment")) == pytest.approx(-900000.0, abs=1e-6)
    rows = priced.loan.loan.rows
    before, here = rows[1], rows[2]  # the refund comes on 16 May by act; 14 of the 30 days from 2 May to 2 June
    assert here.opening == pytest.approx(before.closing - amount, abs=1e-6)
    assert here.interest == pytest.approx((here.opening + amount * 14 / 30) * 0.005, abs=0.00501)


def test_a_suppliers_credit_is_part_of_the_price_in_its_currency(tmp_path: Path) -> None:
    lease = {"term": "24 months", "payments": "monthly", "currency": "ZAR", "rent": "120000 ZAR"}
    loan = {
        "kind": "supplier_credit",
        "amount": "30% of price",
        "rate": "4%",
        "repayment": "bullet",
        "term": "6 months",
        "payments": "half_yearly",
    }
    priced = plain(tmp_path, loan, lease=lease)
    days = flows((*priced.lease, *priced.funding), priced)
    start = priced.deal.timeline.dates[priced.deal.timeline.purchase]
    assert priced.deal.funding.currency == "CNY"
    assert days[start] == -700000.0
    assert leg(priced, "funding_interest") == [-6000.0]


@pytest.mark.parametrize(("knob", "value"), [("funding_share", "0.7"), ("funding_rate", "0.06")])
def test_the_loan_is_solved_for_a_return(tmp_path: Path, knob: str, value: str) -> None:
    priced = plain(tmp_path, {"amount": "50% of price", "rate": "5%", "repayment": "matched"})
    assert priced.loan is not None
    deal = api.load(str(tmp_path / "plain.yaml"))
    target = (0.075 - 0.7 * 0.05) / 0.3 if knob == "funding_share" else (0.075 - 0.5 * 0.06) / 0.5
    solved = api.solve(deal, api.library(), knobs=[knob], targets=[("return_on_equity", f"{target * 100:.10f}%")])
    assert solved.answer.unknowns[0].value == pytest.approx(float(value), abs=1e-5)
    assert solved.put_in
