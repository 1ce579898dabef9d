"""Optimised instalments: better than level ones at the same yield by a reckoning of the printed amounts alone, bang-bang where that is
known by hand, within every limit after rounding; limits that clash are named exactly.
"""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from plain_lease import amounts, days, internal_rate, optimised, reported, worth, years_30_360

pytest.importorskip("scipy", reason="the extra `optimise`")

RATE = "lessee.borrowing_rate=20%"
SEEK = "optimise.objective=lessee_cost"
#: Deals whose other legs do not hang on the instalments, with limits; the seasonal fleet in one delivery at a fixed rate.
CASES = {
    "za-box-60m": ("optimise.at_least=50%", "optimise.at_most=150%"),
    "za-box-36m": ("optimise.at_most=140%", "optimise.equal=12 months", "optimise.order=non_decreasing"),
    "structures/za-seasonal-fleet": (
        "lease.structure.floating=",
        "lease.deliveries=[]",
        "lease.commencement=2 months after pricing",
        "lease.first_instalment=2026-05-15",
        "assumed=[]",
        "optimise.seasons=[{calendar_months: [6, 7], at_most: 0%}]",
        "optimise.at_most=160%",
        "optimise.largest_rise=15 USD",
    ),
    "structures/za-start-up-year": ("optimise.at_most=180%", "optimise.seasons=[{contract_months: [1, 2, 3], at_most: 20%}]"),
}


def flows_without_rent(report: dict[str, Any], start: date) -> list[tuple[float, float]]:
    legs = [leg for leg in report["lease_legs"] if leg["name"] != "rent"]
    return [(years_30_360(start, date.fromisoformat(flow["on"])), float(flow["amount"])) for leg in legs for flow in leg["flows"]]


@pytest.mark.parametrize("name", CASES)
def test_better_than_level_at_the_same_yield(name: str) -> None:
    found = optimised(name, RATE, SEEK, *CASES[name])
    assert (found["status"], found["kept"], found["linear"]) == ("optimal", True, True)
    report = reported(name, RATE, *(text for text in CASES[name] if text.startswith(("lease", "assumed"))))
    start = date.fromisoformat(report["deal"]["pricing_date"])
    begin = years_30_360(start, date.fromisoformat(report["deal"]["commencement"]))
    (rent,) = [leg for leg in report["lease_legs"] if leg["name"] == "rent"]
    paid_on = [years_30_360(start, date.fromisoformat(flow["on"])) for flow in rent["flows"]]
    others = flows_without_rent(report, start)
    cost = {}
    for key in ("level", "amount"):
        paid = list(zip(paid_on, amounts(found, key), strict=True))
        monthly = (1.0 + internal_rate([*others, *paid])) ** (1.0 / 12.0) - 1.0
        assert 12.0 * monthly >= 0.14 - 1e-9, key
        cost[key] = worth([(time - begin, amount) for time, amount in paid], 0.20)
    assert cost["amount"] < cost["level"] - 1.0
    told = found["objective"]
    assert cost["level"] - cost["amount"] == pytest.approx(float(told["level"]) - float(told["optimised"]), abs=0.011)


def test_later_is_better_for_a_lessee_with_dear_money() -> None:
    """At 20 % against a yield of 14 % every amount goes as late as its bound lets it: lowest, one in between, highest."""
    found = optimised("za-box-60m", RATE, SEEK, *CASES["za-box-60m"])
    paid, level = amounts(found, "amount"), amounts(found, "level")[0]
    least, most = round(0.5 * level + 0.0049, 2), int(150 * level + 1e-6) / 100
    between = [amount for amount in paid if amount not in {least, most}]
    assert len(between) <= 1
    assert paid == sorted(paid)
    assert {paid[0], paid[-1]} == {least, most}


@pytest.mark.parametrize(("rate", "limit"), [("25%", "at_least"), ("5%", "at_most")])
def test_two_instalments_by_hand(rate: str, limit: str) -> None:
    """One instalment lies at its bound; the other brings what is missing at the yield: x2 = (L v + L v^2 - b v) / v^2."""
    terms = ("lease.term=2 years", "lease.payments=yearly", "lease.timing=arrears", "lease.deposit=100 USD")
    bound = 3000 if limit == "at_least" else 12000
    found = optimised("za-box-60m", *terms, f"lessee.borrowing_rate={rate}", SEEK, f"optimise.{limit}={bound} USD")
    exact = float(reported("za-box-60m", *terms)["contract"]["exact_rent"])
    v = 1.0 / 1.14
    wanted = (exact * v + exact * v * v - bound * v) / (v * v)
    first, second = amounts(found, "amount")
    assert first == bound
    assert wanted - 1e-6 <= second <= wanted + 0.02


LIMITS = (RATE, SEEK, "optimise.at_least=40%", "optimise.at_most=160%", "optimise.equal=12 months", "optimise.largest_rise=60%")


@pytest.mark.parametrize(("name", "unit"), [("br-dolphin-mini-60m", 0.05), ("pk-honri-36m", 10.0), ("be-byd-60m", 0.01)])
def test_rounding_keeps_every_limit(name: str, unit: float) -> None:
    """Units of the contract, also where tax on the finance charge makes the deal one that is not linear."""
    found = optimised(name, *LIMITS, "optimise.floors={expected_yield: 12%}")
    assert (found["status"], found["kept"]) == ("optimal", True)
    paid, level = amounts(found, "amount"), amounts(found, "level")[0]
    assert all(abs(amount / unit - round(amount / unit)) < 1e-6 for amount in paid)
    assert all(0.4 * level - 1e-6 <= amount <= 1.6 * level + 1e-6 for amount in paid)
    per_year = 4 if name.startswith("be") else 12
    years = [set(paid[start : start + per_year]) for start in range(0, len(paid), per_year)]
    assert all(len(year) == 1 for year in years)
    assert all(later - earlier <= 0.6 * level + 1e-6 for earlier, later in pairwise(paid))
    (floor,) = found["bounds"]
    assert floor["holds"]
    assert float(floor["achieved"]) >= 0.12 - 1e-12


def test_the_highest_value_under_a_ceiling_of_the_lessees_cost() -> None:
    found = optimised(
        "za-box-60m", RATE, "optimise.objective=lease_npv", "optimise.ceilings={lessee_cost: 20500 USD}", "optimise.at_most=150%"
    )
    start, times = date(2026, 3, 2), days(found)
    value = {key: worth([(years_30_360(start, day), amount) for day, amount in zip(times, amounts(found, key), strict=True)], 0.09)
             for key in ("level", "amount")}  # fmt: skip
    assert value["amount"] > value["level"] + 1.0
    assert all(bound["holds"] for bound in found["bounds"])


def test_shadow_price_of_a_bound_and_of_the_floor() -> None:
    """A dollar more room at the top, or a basis point less yield, is worth what the limits table says."""
    base = (RATE, SEEK, "optimise.at_least=100 USD")
    cost = lambda *more: float(optimised("za-box-60m", *base, *more)["objective"]["optimised"])  # noqa: E731
    told = {row["limit"]: float(row["shadow_price"]) for row in
            optimised("za-box-60m", *base, "optimise.at_most=400 USD", "optimise.floors={lessor_yield: 14%}")["limits"]}  # fmt: skip
    here = cost("optimise.at_most=400 USD", "optimise.floors={lessor_yield: 14%}")
    wider = cost("optimise.at_most=401 USD", "optimise.floors={lessor_yield: 14%}")
    lower = cost("optimise.at_most=400 USD", "optimise.floors={lessor_yield: 13.99%}")
    assert here - wider == pytest.approx(told["at_most"], abs=0.06)
    assert here - lower == pytest.approx(told["lessor_yield"], abs=0.06)


CLASH = (
    "optimise.at_least=20 USD",
    "optimise.at_most=240 USD",
    "optimise.order=non_decreasing",
    "optimise.floors={lessor_yield: 14%, lease_npv: 1 USD}",
)


def test_limits_that_clash_are_named_with_their_places() -> None:
    found = optimised("za-box-60m", RATE, SEEK, *CLASH)
    assert found["status"] == "infeasible"
    assert [row["path"] for row in found["clash"]] == ["optimise.at_most", "optimise.floors.lessor_yield"]
    assert [row["place"] for row in found["clash"]] == ["--set:4:18", "--set:6:32"]
    without_ceiling = [text for text in CLASH if not text.startswith("optimise.at_most")]
    without_floor = [*CLASH[:3], "optimise.floors={lease_npv: 1 USD}"]
    assert [optimised("za-box-60m", RATE, SEEK, *limits)["status"] for limits in (without_ceiling, without_floor)] == [
        "optimal"
    ] * 2


def test_seasons_that_clash_with_a_smallest_instalment() -> None:
    limits = (
        "optimise.seasons=[{calendar_months: [6], at_most: 10 USD}]",
        "optimise.at_least=20 USD",
        "optimise.at_most=900 USD",
    )
    found = optimised("za-box-60m", RATE, SEEK, *limits)
    assert [row["path"] for row in found["clash"]] == ["optimise.at_least", "optimise.seasons.0.at_most"]


def test_a_ceiling_that_nothing_can_keep_is_named_alone() -> None:
    found = optimised("za-box-60m", RATE, SEEK, "optimise.at_most=300%", "optimise.ceilings={lease_peak_cash: 9000 USD}")
    assert [row["path"] for row in found["clash"]] == ["optimise.ceilings.lease_peak_cash"]


def test_nothing_holds_the_instalments() -> None:
    found = optimised("za-box-60m", "optimise.objective=lease_npv")
    assert (found["status"], found["instalments"]) == ("unbounded", [])
    assert "at_most" in found["reason"]


def test_a_yield_of_the_deals_own_as_floor() -> None:
    found = optimised("uz-yuanup-60m", "optimise.floors={asset_yield: 15%}")
    assert [bound["measure"] for bound in found["bounds"]] == ["asset_yield"]
    assert float(found["bounds"][0]["achieved"]) == pytest.approx(0.15, abs=2e-6)
    assert found["bounds"][0]["holds"]
