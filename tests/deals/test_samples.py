"""Each sample deal, on the program's own JSON: what must hold of any deal, and what the deal expects of itself."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from independent_terms import years_30_360, years_act_364
from sample_deals import FOLDER, SAMPLES, measure, sample

SCHEMA = "# yaml-language-server: $schema=../src/leasecalc/deal.schema.json"
COLUMNS = (("instalment", "total_instalments"), ("interest", "total_interest"), ("principal", "total_principal"))

pytestmark = pytest.mark.parametrize("name", SAMPLES)


def total(amounts: list[str]) -> Decimal:
    return sum((Decimal(amount) for amount in amounts), Decimal(0))


def test_names_the_schema_and_marks_what_is_assumed(name: str) -> None:
    assert (FOLDER / f"{name}.yaml").read_text(encoding="utf-8").splitlines()[0] == SCHEMA
    assumed = [row for row in sample(name)["inputs"] if row["mark"] == "assumed"]
    assert assumed
    assert [row["path"] for row in assumed if not row["value"]] == []  # a path that leads nowhere has no value


def test_holds_what_it_expects(name: str) -> None:
    expectations = sample(name)["expectations"]
    assert expectations
    assert [row for row in expectations if not row["holds"]] == []


def test_principal_repays_the_amount_financed(name: str) -> None:
    schedule = sample(name)["schedule"]
    rows = schedule["rows"]
    assert total([row["principal"] for row in rows]) == Decimal(schedule["financed"])
    assert Decimal(rows[0]["opening"]) == Decimal(schedule["financed"])
    assert Decimal(rows[-1]["closing"]) == 0
    for row, following in zip(rows, [*rows[1:], None], strict=True):
        assert Decimal(row["instalment"]) == Decimal(row["interest"]) + Decimal(row["principal"])
        assert Decimal(row["closing"]) == Decimal(row["opening"]) - Decimal(row["principal"])
        assert following is None or following["opening"] == row["closing"]


def test_lines_add_up_to_totals(name: str) -> None:
    found = sample(name)
    schedule, landed = found["schedule"], found["landed"]
    for column, printed in COLUMNS:
        assert total([row[column] for row in schedule["rows"]]) == Decimal(schedule[printed])
    for leg in found["lease_legs"] + found["sale_legs"]:
        # probabilities times money are no payments: they keep decimals, and their total takes what rounding leaves
        tolerance = Decimal(0) if leg["nature"] == "contractual" else Decimal("0.03")
        assert abs(total([flow["amount"] for flow in leg["flows"]]) - Decimal(leg["total"])) <= tolerance
    charges = [line["amount"] for line in landed["lines"] if line["group"] != "value"]
    assert total(charges) == Decimal(landed["total_charges"])
    assert total([line["recoverable"] for line in landed["lines"]]) == Decimal(landed["recoverable"])
    arrived = total([landed["fob"], landed["freight"], landed["insurance"], landed["total_charges"]])
    assert arrived == Decimal(landed["landed"])


def test_flows_are_worth_nothing_at_the_lessors_yield(name: str) -> None:
    found = sample(name)
    growth = 1 + float(measure(found, "lessor_yield_effective"))
    contractual = [leg for leg in found["lease_legs"] if leg["nature"] == "contractual"]
    years = {"30/360": years_30_360, "act/364": years_act_364}[found["deal"]["day_count"]]
    start = date.fromisoformat(found["deal"]["pricing_date"])
    flows = [
        (float(years(start, date.fromisoformat(flow["on"]))), float(flow["amount"]))
        for leg in contractual
        for flow in leg["flows"]
    ]
    cost = sum(-amount for _, amount in flows if amount < 0)
    assert sum(amount * growth**-time for time, amount in flows) == pytest.approx(0, abs=1e-9 * cost)


def test_lease_minus_sale_is_the_difference_of_what_is_printed(name: str) -> None:
    found = sample(name)
    both = found["comparison"]
    difference = Decimal(both["lease"]["npv_per_car"]) - Decimal(both["sale"]["npv_per_car"])
    assert Decimal(both["lease_minus_sale_per_car"]) == difference
    assert measure(found, "lease_minus_sale") == difference
    assert measure(found, "lease_npv") == Decimal(both["lease"]["npv_per_car"])
    for route in ("lease", "sale"):
        assert Decimal(both[route]["npv_fleet"]) == both["quantity"] * Decimal(both[route]["npv_per_car"])
    assert both["winner"] == ("lease" if difference > 0 else "sale")


def test_legs_are_worth_what_is_printed(name: str) -> None:
    found = sample(name)
    for legs, printed in ((found["lease_legs"], "lease_npv"), (found["sale_legs"], "sale_npv")):
        assert total([leg["present_value"] for leg in legs]) == measure(found, printed)
