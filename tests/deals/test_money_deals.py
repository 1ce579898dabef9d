"""Deals with money beside the rent: by the independent calculation, and switched off one by one."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

import independent_funding
import pytest
from independent_legs import Charges
from independent_terms import read
from sample_deals import FOLDER, measure, result

if TYPE_CHECKING:
    from collections.abc import Iterable

MONEY = FOLDER / "money"
NAMES = tuple(sorted(path.stem for path in MONEY.glob("*.yaml")))
AMOUNTS = ("lease_npv", "sale_npv", "lease_peak_cash")


@cache
def found(name: str) -> dict[str, Any]:
    return result(MONEY / f"{name}.yaml")


@cache
def oracle(name: str) -> independent_funding.FundingOracle:
    landed = found(name)["landed"]
    charges = Charges(Decimal(landed["total_charges"]), Decimal(landed["recoverable"]), landed["currency"])
    return independent_funding.FundingOracle(read(MONEY / f"{name}.yaml"), charges)


@cache
def expected(name: str) -> Any:
    return oracle(name).answer()


@pytest.mark.parametrize("name", NAMES)
def test_holds_what_it_expects(name: str) -> None:
    assert len(found(name)["expectations"]) >= 5
    assert [row for row in found(name)["expectations"] if not row["holds"]] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_deal_comes_out(name: str) -> None:
    answer = expected(name)
    assert measure(found(name), "rent") == answer.rent
    assert float(measure(found(name), "lessor_yield")) == pytest.approx(answer.lessor_yield, abs=1e-10)
    assert float(measure(found(name), "customer_rate")) == pytest.approx(answer.customer_rate, abs=1e-10)
    for wanted in AMOUNTS:
        assert float(measure(found(name), wanted)) == pytest.approx(getattr(answer, wanted), abs=0.005001), wanted


@pytest.mark.parametrize("name", NAMES)
def test_every_leg_comes_out(name: str) -> None:
    answer = expected(name)
    for legs, plain in ((found(name)["lease_legs"], answer.lease), (found(name)["sale_legs"], answer.sale)):
        totals = sorted(total for leg in legs if (total := Decimal(leg["total"])))
        wanted = sorted(total for flows in plain.values() if (total := sum(amount for _, amount in flows)))
        assert totals == pytest.approx(wanted, abs=Decimal("0.01"))


@pytest.mark.parametrize("name", [name for name in NAMES if "tax" in read(MONEY / f"{name}.yaml")])
def test_income_tax_comes_out(name: str) -> None:
    taxed, shown = oracle(name).taxed(), found(name)["tax"]
    years = {row["year"]: row for row in shown["years"]}
    for column, wanted in (("paid", taxed.paid), ("credited", taxed.credited), ("income", taxed.income)):
        assert {year: float(row[column]) for year, row in years.items()} == pytest.approx(wanted, abs=0.0051), column
    assert float(measure(found(name), "after_tax_yield")) == pytest.approx(taxed.after_tax_yield, abs=1e-10)
    for wanted in ("after_tax_npv", "sale_after_tax_npv", "foreign_tax_lost"):
        assert float(measure(found(name), wanted)) == pytest.approx(getattr(taxed, wanted), abs=0.005001), wanted
    # what is printed adds up
    loan = Decimal(shown["loan_npv"] or 0)
    between = Decimal(shown["after_tax_lease_npv"]) - Decimal(shown["lease_npv"]) - loan
    assert sum(Decimal(leg["present_value"]) for leg in shown["lease_legs"]) == between
    rate = float(read(MONEY / f"{name}.yaml")["deal"]["discount_rate"].removesuffix("%")) / 100
    for leg in shown["lease_legs"]:  # each line is the worth of its own flows, so that none hides another
        worth = sum(float(flow["amount"]) / (1 + rate) ** (float(flow["month"]) / 12) for flow in leg["flows"])
        assert float(leg["present_value"]) == pytest.approx(worth, abs=0.0151), leg["name"]
    after = Decimal(shown["after_tax_lease_npv"]) - Decimal(shown["after_tax_sale_npv"])
    assert measure(found(name), "after_tax_lease_minus_sale") == after
    assert sum(Decimal(row["paid"]) for row in years.values()) == -sum(
        Decimal(flow["amount"]) for leg in shown["lease_legs"] if leg["nature"] == "contractual" for flow in leg["flows"]
    )


def by_day(flows: Iterable[tuple[str, Decimal]]) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = {}
    for day, amount in flows:
        sums[day] = sums.get(day, Decimal(0)) + amount
    return {day: amount for day, amount in sums.items() if amount}


@pytest.mark.parametrize("name", [name for name in NAMES if "funding" in read(MONEY / f"{name}.yaml")])
def test_the_loan_comes_out(name: str) -> None:
    levered, shown = oracle(name).levered(), found(name)
    legs = {leg["name"]: leg for leg in shown["funding_legs"]}
    assert set(legs) == {*levered.legs, *levered.expected}
    for leg, flows in (levered.legs | levered.expected).items():
        printed = by_day((flow["on"], Decimal(flow["amount"])) for flow in legs[leg]["flows"])
        plain = by_day((str(day), amount) for day, amount in flows)
        assert printed == pytest.approx(plain, abs=Decimal("0.00051" if leg in levered.expected else 0)), leg
    for wanted in (
        "return_on_equity",
        "expected_return_on_equity",
        "levered_yield",
        "cost_of_funds",
        "return_on_assets",
        "raroc",
    ):
        assert float(measure(shown, wanted)) == pytest.approx(getattr(levered, wanted), abs=1e-9), wanted
    for wanted in (
        "levered_npv",
        "npv_at_cost_of_funds",
        "levered_peak_cash",
        "funding_cost",
        "average_balance",
        "economic_capital",
    ):
        assert float(measure(shown, wanted)) == pytest.approx(getattr(levered, wanted), abs=0.005001), wanted
