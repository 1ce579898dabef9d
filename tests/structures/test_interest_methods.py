"""Interest by days, the US Rule, flat and the sum of digits, on published schedules and closed forms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from structured import customer_rate, days, interest, paid, priced, published, resolved

from leasecalc.engine.measures import measure
from leasecalc.engine.price import price
from leasecalc.engine.settings import with_knob

if TYPE_CHECKING:
    from pathlib import Path

RENT = {"solve": "customer_rate", "target": "12%"}
BY_DAYS = {"day_count": "act/365f"}


def printed(name: str, quantity: str) -> Any:
    expected = published()[name]["expected"][quantity]
    return pytest.approx(expected["value"], abs=expected["tol"] + 1e-9)


def test_skipped_months_under_the_us_rule(tmp_path: Path) -> None:
    """Unpaid interest of June to August is kept apart and bears none: every published line, by actual days over 365."""
    lease = {
        "term": "60 months", "commencement": "2022-08-25", "first_instalment": "2022-10-01",
        "rent": {"solve": "customer_rate", "target": "5.5%"}, "interest": {"method": "simple", "accrual": "days"},
        "structure": {"seasons": [{"calendar_months": [6, 7, 8]}]},
    }  # fmt: skip
    found = priced(
        tmp_path, {**lease, "rounding": {"remainder": "last_instalment"}}, deal={**BY_DAYS, "pricing_date": "2022-08-25"}
    )
    rows, name = found.table().rows, "sce-skip"
    by_day = {str(day): row for day, row in zip(days(found), rows, strict=False)}
    assert paid(found)[0] == printed(name, "payment")
    assert float(found.exact_rent) == pytest.approx(published()[name]["computed"]["payment"], abs=1e-6)
    assert float(rows[0].interest) == printed(name, "interest_1")
    assert float(rows[7].closing) == printed(name, "balance_8")
    assert [float(by_day[f"2023-0{month}-01"].interest) for month in (6, 7, 8)] == [0.0] * 3
    assert float(by_day["2023-09-01"].interest) == printed(name, "interest_2023_09_01")
    assert float(rows[11].closing) == printed(name, "balance_12")
    # the source leaves -0.23 at the end; here the last instalment takes it
    assert paid(found)[-1] - paid(found)[0] == printed(name, "end_balance")
    assert sum(interest(found)) == printed(name, "interest_total")


def test_a_balloon_by_actual_days(tmp_path: Path) -> None:
    """Published: 12 payments of 297.84, the last with what is left; here the balance after 11 and every interest line."""
    lease = {
        "term": "12 months", "commencement": "2022-08-22", "first_instalment": "2022-10-01", "interest": {"accrual": "days"},
        "rent": {"solve": "customer_rate", "target": "4.5%"}, "rounding": {"remainder": "last_instalment"},
    }  # fmt: skip
    name, head = "sce-balloon", {**BY_DAYS, "pricing_date": "2022-08-22"}
    found = priced(
        tmp_path, lease, deal=head, residual={"amount": "6823.31 USD"}
    )  # the published 7,121.15 less a regular payment
    rows = found.table().rows
    assert paid(found)[0] == published()[name]["inputs"]["regular_payment"]
    assert paid(found)[11] + 6823.31 == printed(name, "final_payment")
    assert float(rows[0].interest) == printed(name, "interest_1")
    assert float(rows[0].closing) == printed(name, "balance_1")
    assert float(rows[10].closing) == printed(name, "balance_11")
    assert float(rows[11].interest) == printed(name, "interest_12")
    assert sum(interest(found)) == printed(name, "interest_total")


@pytest.mark.parametrize("timing", ["advance", "arrears"])
def test_flat_and_sum_of_digits_lay_the_whole_charge(tmp_path: Path, timing: str) -> None:
    lease = {"term": "12 months", "timing": timing, "rent": RENT}
    tables = {
        method: priced(tmp_path, {**lease, "interest": {"method": method}}) for method in ("compound", "flat", "rule_of_78")
    }
    charge = sum(interest(tables["compound"]))
    assert len({tuple(paid(found)) for found in tables.values()}) == 1
    assert interest(tables["flat"])[:11] == [round(charge / 12 + 1e-9, 2)] * 11
    first = 12 if timing == "arrears" else 0
    digits = [first, *range(11, 0, -1)]
    wanted = [round(charge * digit / sum(digits) + 1e-9, 2) for digit in digits]
    assert interest(tables["rule_of_78"])[:11] == pytest.approx(wanted[:11], abs=1e-9)
    for found in tables.values():
        assert sum(interest(found)) == pytest.approx(charge, abs=1e-7)
        assert float(found.table().rows[-1].closing) == 0.0


@pytest.mark.parametrize(
    "structure", [None, {"seasons": [{"contract_months": [3, 4]}]}, {"deferral": {"instalments": 3, "interest": "capitalised"}}]
)
@pytest.mark.parametrize("method", ["simple", "flat", "rule_of_78"])
def test_both_faces_and_the_target(tmp_path: Path, method: str, structure: Any) -> None:
    lease: dict[str, Any] = {"term": "24 months", "rent": RENT, "interest": {"method": method, "accrual": "days"}}
    deal = resolved(tmp_path, {**lease, **({"structure": structure} if structure else {})})
    prices = np.array([8000.0, 10000.0, 12500.0])
    block = price(deal, with_knob(deal, deal.inputs, "price", prices))
    rates = measure(block, "customer_rate")
    for row, amount in enumerate(prices):
        alone = price(deal, with_knob(deal, deal.inputs, "price", float(amount)))
        assert float(alone.contract.rent) == float(block.contract.rent[row])
        assert float(rates[row]) == pytest.approx(customer_rate(alone), abs=1e-12) == pytest.approx(0.12, abs=1e-4)
        assert sum(float(line.principal) for line in alone.table().rows) == pytest.approx(float(amount), abs=1e-7)


def test_simple_is_compound_while_interest_is_paid(tmp_path: Path) -> None:
    lease = {"term": "24 months", "rent": RENT}
    simple = priced(tmp_path, {**lease, "interest": {"method": "simple"}})
    assert float(simple.exact_rent) == pytest.approx(float(priced(tmp_path, lease).exact_rent), rel=1e-12)
    skipped = {**lease, "structure": {"seasons": [{"contract_months": [3, 4]}]}}
    cheaper = priced(tmp_path, {**skipped, "interest": {"method": "simple"}})
    assert float(cheaper.exact_rent) < float(priced(tmp_path, skipped).exact_rent)
