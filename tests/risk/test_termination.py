"""Early ends: what must be constant, what the last row is, an early return by hand, and both faces."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from leasecalc import api
from leasecalc.cli.run import run
from leasecalc.engine.ends.termination import termination_rows
from leasecalc.engine.legs.flows import contractual
from leasecalc.engine.measures import lessor_yield_effective
from leasecalc.engine.price import price
from leasecalc.engine.settings import smooth, with_fixed_rent, with_knob
from leasecalc.errors import UsageError
from leasecalc.loans import rule_of_78_rebate
from leasecalc.records import replace

DEALS = Path(__file__).parents[2] / "deals"
BOX, ENDS = "za-box-60m", "risk/za-box-ends"
MONTH_30 = date(2028, 11, 2)


@cache
def markets() -> Any:
    return api.library()


@cache
def loaded(name: str, *assignments: str) -> Any:
    return api.load(str(DEALS / f"{name}.yaml"), ("assumed=[]", "expect=", *assignments))


@cache
def priced(name: str, *assignments: str) -> Any:
    return api.price(loaded(name, *assignments), markets())


def report(name: str, *assignments: str, **asked: Any) -> Any:
    return api.termination(loaded(name, *assignments), markets(), **asked)


@pytest.mark.parametrize("name", [BOX, "uz-yuanup-60m", "pk-honri-36m", "za-agya-weekly-208w", "structures/za-start-up-year"])
def test_rents_paid_and_balance_are_worth_the_amount_financed_on_every_date(name: str) -> None:
    found = priced(name)
    view = smooth(found.deal, "price")
    exact = price(view, with_fixed_rent(found))
    rate = exact.table().period_rate
    times = view.lease.plan.accrual.times
    rows = termination_rows(exact)
    assert len(rows) > 30
    for row in rows:
        paid = sum(
            amount * (1 + rate) ** -time for amount, time in zip(exact.contract.instalments[: row.row], times, strict=False)
        )
        assert paid + row.balance * (1 + rate) ** -row.time == pytest.approx(exact.contract.financed, rel=1e-9), row.row


@pytest.mark.parametrize("name", [BOX, "uz-yuanup-60m", "be-byd-60m"])
def test_the_last_row_is_the_residual_by_every_method(name: str) -> None:
    found = priced(
        name, "ends={termination: {method: present_value, discount_rate: 7%}}", "residual.disposal_cost=", "residual.lag="
    )
    last = termination_rows(found)[-1]
    assert found.deal.timeline.dates[last.at] == found.deal.timeline.dates[found.deal.timeline.end]
    values = (last.balance, last.present_value, last.rule_of_78)
    assert values == pytest.approx([found.contract.residual] * 3, abs=1e-9)
    assert last.stipulated_loss == pytest.approx(found.contract.residual, abs=0.01)
    assert last.refund_repaid == 0.0


def test_at_the_customers_rate_the_present_value_is_the_balance() -> None:
    rate = float(priced(BOX).table().period_rate) * 12
    found = priced(BOX, f"ends={{termination: {{method: present_value, discount_rate: {100 * rate:.10f}%}}}}")
    for row in termination_rows(found):
        assert row.present_value == pytest.approx(row.balance, abs=0.05)  # interest lines are rounded


def test_the_stipulated_loss_leaves_the_lessor_its_yield_whenever_it_is_paid() -> None:
    found = priced(BOX)
    years, growth = found.deal.timeline.years, 1 + float(lessor_yield_effective(found))
    deposit = found.contract.deposit
    for row in termination_rows(found)[:-1]:
        flows = [
            (years[at], amount)
            for leg in contractual(found.lease)
            if leg.name not in {"deposit_return", "residual"}
            for at, amount in leg.flows
            if at <= row.at
        ]
        flows.append((years[row.at], row.stipulated_loss - deposit))
        assert sum(amount * growth**-year for year, amount in flows) == pytest.approx(0, abs=0.01)


def test_the_rule_of_78_by_its_closed_form() -> None:
    found = priced("uz-yuanup-60m")
    terms = found.contract
    charge = sum(terms.instalments) + terms.residual - terms.financed
    rows = termination_rows(found)
    assert rows[0].rule_of_78 == pytest.approx(terms.financed, abs=0.005001)
    for paid in (1, 12, 30, 59):
        left = sum(terms.instalments[paid:]) + terms.residual
        assert rows[paid].rule_of_78 == pytest.approx(left - rule_of_78_rebate(charge, 60, 60 - paid), abs=0.005001)


def test_an_early_return_at_month_30_repays_the_refund_and_says_so() -> None:
    """89,800 CNY / 1.13 x 13 % = 10,330.97 CNY, at 7.05: 1,465.39 USD, whole."""
    found = report(BOX, on=MONTH_30)
    assert found.settlement.refund_repaid == Decimal("1465.39")
    row = next(row for row in found.rows if row.on == MONTH_30)
    assert (row.number, row.refund_repaid) == (31, Decimal("1465.39"))
    (said,) = found.notes
    assert said.startswith("Returning the car before 2031-05-02 repays 1,465.39 USD")
    assert "Caishui [2014] 62" in said
    assert "unverified" in said
    refused = report(BOX, "vat_refund.lease=no", on=MONTH_30)
    assert refused.settlement.refund_repaid == 0
    assert refused.notes == ("No export VAT refund is granted to this lease, so an early return repays none",)


def test_a_settlement_between_two_dates_by_hand() -> None:
    found = report(ENDS, on=date(2028, 11, 17)).settlement
    rows = {row.on: row for row in report(ENDS).rows}
    balance = rows[MONTH_30].balance
    assert (found.since, found.value) == (MONTH_30, balance)
    rate = float(priced(ENDS).table().period_rate)
    interest = Decimal(f"{float(balance) * ((1 + rate) ** 0.5 - 1):.2f}")
    vat = Decimal(f"{float(balance + interest + 150) * 0.15:.2f}")
    assert (found.interest, found.fee, found.vat, found.deposit) == (interest, 150, vat, Decimal("541.24"))
    assert found.due == balance + interest + 150 + vat - Decimal("541.24")
    assert (found.mileage, found.refund_charged) == (2000 * Decimal("30.5") * Decimal("0.04"), Decimal("1465.39"))
    assert found.due_on_return == found.due + found.mileage + found.refund_charged
    assert {row.on: row.buy_out for row in rows.values() if row.buy_out} == {
        date(2029, 5, 2): Decimal("7387.80"),
        date(2030, 5, 2): Decimal("5095.04"),
    }


def test_early_ends_change_nothing_of_the_price() -> None:
    assert [leg.flows for leg in priced(ENDS).lease] == [leg.flows for leg in priced(BOX).lease]


def test_both_faces_of_the_termination_table() -> None:
    deal = api.resolve(loaded(ENDS), markets())
    prices, rates = np.linspace(70_000, 120_000, 60).round(2), np.linspace(6.5, 7.6, 60).round(4)

    def rows(knob_price: Any, rate: Any) -> Any:
        inputs = with_knob(deal, with_knob(deal, deal.inputs, "price", knob_price), "fx.USD/CNY", rate)
        return termination_rows(price(deal, inputs))

    together = rows(prices, rates)
    for place in range(60):
        for one, many in zip(rows(float(prices[place]), float(rates[place])), together, strict=True):
            for name in ("balance", "present_value", "rule_of_78", "refund_repaid"):
                values = getattr(many, name)
                assert getattr(one, name) == pytest.approx(float(values if np.ndim(values) == 0 else values[place]), abs=1e-9), (
                    name
                )
            assert one.stipulated_loss == pytest.approx(float(many.stipulated_loss[place]), abs=0.01001)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"on": date(2026, 1, 1)}, "a day of the lease, from 2026-05-02 to the day before 2031-05-02"),
        ({"on": date(2031, 5, 2)}, "not on 2031-05-02"),
        ({"method": "present_value"}, "present_value needs a rate"),
    ],
)
def test_what_cannot_be_answered_is_told(asked: dict[str, Any], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        report(BOX, **asked)


def test_the_command_prints_each_format(capsys: pytest.CaptureFixture[str]) -> None:
    file = str(DEALS / f"{ENDS}.yaml")
    assert run(["termination", file, "--on", "2028-11-17", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["schema"], len(found["rows"]), found["settlement"]["refund_repaid"]) == (
        "leasecalc/termination/1",
        61,
        "1465.39",
    )
    assert run(["termination", file, "--format", "csv", "--table", "termination"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 62
    assert run(["termination", file, "--method", "stipulated-loss", "--on", "2028-11-17"]) == 0
    assert "stipulated loss value" in capsys.readouterr().out
    assert run(["termination", file, "--method", "guess"]) == 2
    assert "--method is balance" in capsys.readouterr().err
    assert run(["termination", file, "--on", "2028-13-17"]) == 2


def test_what_is_repaid_is_the_rule_of_the_origin_file_on_the_day_of_export() -> None:
    deal = api.resolve(api.load(str(DEALS / "risk" / "za-box-ends.yaml")), api.library())
    rule = deal.purchase.repayment
    assert rule is not None
    assert (rule.share, "(unverified)" in rule.rule, "Caishui [2014] 62" in rule.rule) == (1.0, True, True)
    whole = termination_rows(price(deal))[0].refund_repaid
    halved = replace(deal, purchase=replace(deal.purchase, repayment=replace(rule, share=0.5)))
    assert termination_rows(price(halved))[0].refund_repaid == pytest.approx(whole / 2)
    without = replace(deal, purchase=replace(deal.purchase, repayment=None))
    assert termination_rows(price(without))[0].refund_repaid == 0.0
