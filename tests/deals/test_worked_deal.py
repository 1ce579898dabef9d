"""The worked deal, flow by flow: one car calculated by hand in decimal arithmetic before the program existed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from sample_deals import FOLDER, flows_by_month, measure, sample

from leasecalc.reading.files import read_tree

FIVE_YEARS, THREE_YEARS = "za-box-60m", "za-box-36m"

MONEY = {
    "rent": "270.62", "residual": "2547.52", "lease_npv": "1883.21", "sale_npv": "2310.78",
    "lease_minus_sale": "-427.57", "lease_surplus": "5826.92", "lease_peak_cash": "14243.19",
}  # fmt: skip
RATES = {"lessor_yield": "13.999358", "lessor_yield_effective": "14.933474", "customer_rate": "14.963796"}
TABLE = """
1      12737.59  270.62    0.00   270.62 12466.97
2      12466.97  270.62  155.46   115.16 12351.81
3      12351.81  270.62  154.02   116.60 12235.21
4      12235.21  270.62  152.57   118.05 12117.16
58      3216.34  270.62   40.11   230.51  2985.83
59      2985.83  270.62   37.23   233.39  2752.44
60      2752.44  270.62   34.32   236.30  2516.14
option  2516.14 2547.52   31.38  2516.14     0.00
"""
LEASE_FLOWS = {
    0: "-12737.59", 1: "-1505.60", 2: "631.86", 3: "270.62", 4: "1736.01",
    **dict.fromkeys(range(5, 62), "270.62"), 62: "2006.28",
}  # fmt: skip


def break_even(name: str, knob: str) -> Decimal:
    return next(Decimal(row["value"]) for row in sample(name)["break_even"] if row["knob"] == knob)


@pytest.mark.parametrize(("name", "amount"), MONEY.items())
def test_money_over_60_months(name: str, amount: str) -> None:
    assert measure(sample(FIVE_YEARS), name) == Decimal(amount)


@pytest.mark.parametrize(("name", "rate"), RATES.items())
def test_rates_over_60_months(name: str, rate: str) -> None:
    assert round(100 * measure(sample(FIVE_YEARS), name), 6) == Decimal(rate)


def test_rent_before_rounding() -> None:
    assert round(measure(sample(FIVE_YEARS), "exact_rent"), 6) == Decimal("270.624719")
    assert round(measure(sample(THREE_YEARS), "exact_rent"), 6) == Decimal("431.324506")


def test_purchase_and_refund() -> None:
    legs = {leg["name"]: Decimal(leg["total"]) for leg in sample(FIVE_YEARS)["lease_legs"]}
    assert (legs["purchase"], legs["vat_refund"]) == (Decimal("-12737.59"), Decimal("1465.39"))
    in_yuan = sample(FIVE_YEARS, "deal.currency=CNY", "lease.currency=USD", "expect=")["sale_legs"]
    refund = next(Decimal(leg["total"]) for leg in in_yuan if leg["name"] == "vat_refund")
    assert refund == Decimal("10330.97") == round(Decimal("79469.03") * Decimal("0.13"), 2)


def test_instalment_table() -> None:
    columns = ("name", "opening", "instalment", "interest", "principal", "closing")
    rows = {row["name"]: [row[column] for column in columns] for row in sample(FIVE_YEARS)["schedule"]["rows"]}
    assert len(rows) == 61
    for line in TABLE.strip().splitlines():
        assert rows[line.split()[0]] == line.split()


def test_flows_by_month() -> None:
    found = sample(FIVE_YEARS)
    assert flows_by_month(found["lease_legs"]) == {month: Decimal(amount) for month, amount in LEASE_FLOWS.items()}
    assert flows_by_month(found["sale_legs"]) == {0: Decimal("-8567.59"), 4: Decimal("11195.39")}


def test_cash_is_back_and_the_residual_that_makes_both_equal() -> None:
    assert measure(sample(FIVE_YEARS), "lease_payback_months") == 47
    assert measure(sample(THREE_YEARS), "lease_payback_months") == 33
    assert break_even(FIVE_YEARS, "residual") == Decimal("3214.91")
    assert break_even(THREE_YEARS, "residual") == Decimal("3929.28")


def test_36_months() -> None:
    found = sample(THREE_YEARS)
    assert measure(found, "rent") == Decimal("431.32")
    assert round(100 * measure(found, "lessor_yield"), 6) == Decimal("13.999398")
    assert measure(found, "lease_npv") == Decimal("1259.02")
    assert measure(found, "sale_npv") == Decimal("2310.78")
    assert measure(found, "lease_minus_sale") == Decimal("-1051.76")
    refunds = [leg["total"] for route in ("lease_legs", "sale_legs") for leg in found[route] if leg["name"] == "vat_refund"]
    assert [Decimal(refund) for refund in refunds if Decimal(refund)] == [Decimal("1465.39")]  # the sale keeps it


def test_36_months_change_only_name_term_and_expectations() -> None:
    written = read_tree(str(FOLDER / f"{THREE_YEARS}.yaml"), ()).tree  # resolved over the deal that it extends
    assert written.has(("purchase", "price"))
    top = (FOLDER / f"{THREE_YEARS}.yaml").read_text(encoding="utf-8").splitlines()
    keys = [line.split(":")[0] for line in top if line and not line.startswith(("#", "    "))]
    assert keys == ["leasecalc", "extends", "deal", "  name", "lease", "  term", "expect", *keys[7:]]
    assert all(key.startswith("  ") for key in keys[7:])


@pytest.mark.parametrize(("name", "status", "granted"), [(FIVE_YEARS, "pass with doubt", True), (THREE_YEARS, "fail", False)])
def test_refund_gate_and_both_answers(name: str, status: str, granted: bool) -> None:
    found = sample(name)
    gate = next(gate for gate in found["gates"] if gate["id"] == "finance_lease_refund")
    assert gate["status"] == status
    assert "Caishui [2014] 62" in gate["source"]["title"]
    assert gate["source"]["url"].startswith("http")
    assert gate["source"]["seen"] >= "2026-01-01"
    answers = {answer["granted"]: answer for answer in found["refund"]}
    assert set(answers) == {True, False}
    assert answers[granted]["priced"]
    assert not answers[not granted]["priced"]
    assert Decimal(answers[granted]["lease_npv"]) == measure(found, "lease_npv")
    assert Decimal(answers[True]["rent_kept_lease_npv"]) > Decimal(answers[False]["rent_kept_lease_npv"])
    assert Decimal(answers[True]["rent"]) < Decimal(answers[False]["rent"])  # the same yield is asked either way


@pytest.mark.parametrize("name", [FIVE_YEARS, THREE_YEARS])
def test_the_answer_without_the_refund_is_the_deal_without_it(name: str) -> None:
    for choice, granted in (("yes", True), ("no", False)):
        decided = sample(name, f"vat_refund.lease={choice}")
        answer = next(answer for answer in sample(name)["refund"] if answer["granted"] is granted)
        assert measure(decided, "rent") == Decimal(answer["rent"])
        assert measure(decided, "lease_npv") == Decimal(answer["lease_npv"])
