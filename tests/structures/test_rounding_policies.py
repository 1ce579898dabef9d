"""Where the remainder of rounded instalments goes, by name; the loans of the program are the second opinion."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from structured import customer_rate, paid, priced, resolved

from leasecalc import loans
from leasecalc.engine.price import price
from leasecalc.engine.settings import with_knob
from leasecalc.rounding import CENT

if TYPE_CHECKING:
    from pathlib import Path

LEASE: dict[str, Any] = {"term": "36 months", "rent": {"solve": "customer_rate", "target": "10%"}}
RATE = 0.1 / 12
POLICIES = ("last_interest", "last_instalment", "first_instalment", "instalment", "spread", "residual")


def with_policy(name: str, unit: str = "0.01") -> dict[str, Any]:
    named = {"instalment": 12} if name == "instalment" else {}
    return {**LEASE, "rounding": {"unit": unit, "remainder": name, **named}}


@pytest.mark.parametrize("unit", ["0.01", "1", "10"])
def test_the_last_instalment_clears_the_loan_at_the_rate_before_rounding(tmp_path: Path, unit: str) -> None:
    found = priced(tmp_path, with_policy("last_instalment", unit))
    expected = loans.amortise(10000.0, [RATE] * 36, paid(found)[:1] * 36, rounding=CENT, remainder="last_payment")
    assert paid(found) == list(expected.payments)
    assert [float(row.interest) for row in found.table().rows[:-1]] == [row.interest for row in expected.rows]
    assert customer_rate(found) == pytest.approx(0.1, abs=1e-14)


def test_the_last_interest_line_is_the_default_and_its_rate_is_found_again(tmp_path: Path) -> None:
    found, plain = priced(tmp_path, with_policy("last_interest", "10")), priced(tmp_path, LEASE)
    assert len(set(paid(found))) == 1
    assert customer_rate(found) == pytest.approx(12 * loans.resolved_period_rates(10000.0, [RATE] * 36, paid(found))[0], abs=1e-9)
    assert paid(plain) == [round(float(plain.exact_rent), 2)] * 36


def test_the_first_instalment_takes_it_discounted(tmp_path: Path) -> None:
    found = priced(tmp_path, with_policy("first_instalment", "10"))
    first, *others = paid(found)
    assert set(others) == {others[0]}
    worth = sum(amount * (1 + RATE) ** -(k + 1) for k, amount in enumerate(paid(found)))
    assert worth == pytest.approx(10000.0, abs=0.2)  # a hundred or so roundings of interest lines
    assert first != others[0]


def test_the_instalment_that_is_named_takes_it_discounted(tmp_path: Path) -> None:
    found = paid(priced(tmp_path, with_policy("instalment", "10")))
    others = found[:11] + found[12:]
    assert set(others) == {others[0]}
    level = sum(others[0] * (1 + RATE) ** -(k + 1) for k in range(36))
    assert found[11] - others[0] == pytest.approx((10000.0 - level) * (1 + RATE) ** 12, abs=0.2)
    assert found[11] != others[0]


def test_the_balloon_takes_what_the_last_instalment_would(tmp_path: Path) -> None:
    structure = {"structure": {"balloon": "500 USD"}}
    found = paid(priced(tmp_path, {**with_policy("balloon", "10"), **structure}))
    assert found == paid(priced(tmp_path, {**with_policy("last_instalment", "10"), **structure}))
    balance = 10000.0
    for amount in found:
        balance = round(balance + round(balance * RATE, 2) - amount, 2)
    assert balance == pytest.approx(0.0, abs=0.011)


@pytest.mark.parametrize(("mode", "rent"), [("up", 330.0), ("down", 320.0), ("half_up", 320.0), ("half_even", 320.0)])
def test_directions(tmp_path: Path, mode: str, rent: float) -> None:
    """322.67 in steps of ten (10,000 over 36 months at 10 %; Sherman, reference manual, module-apr)."""
    found = priced(tmp_path, {**LEASE, "rounding": {"unit": "10", "mode": mode}})
    assert float(found.exact_rent) == pytest.approx(322.67, abs=0.005)
    assert float(found.contract.rent) == rent


def test_spread_instalments_add_up_to_the_exact_total(tmp_path: Path) -> None:
    found = priced(tmp_path, with_policy("spread", "1"))
    assert sum(paid(found)) == pytest.approx(round(36 * float(found.exact_rent)), abs=1e-9)
    assert len(set(paid(found))) == 2
    assert max(paid(found)) - min(paid(found)) == pytest.approx(1.0)


def test_the_residual_takes_it(tmp_path: Path) -> None:
    found = priced(tmp_path, with_policy("residual", "10"), residual={"amount": "2000 USD"})
    assert len(set(paid(found))) == 1
    balance = 10000.0
    for amount in paid(found):
        balance = round(balance + round(balance * RATE, 2) - amount, 2)
    assert float(found.contract.residual) == pytest.approx(balance, abs=0.011)


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize("structure", [None, {"interest_only": 6, "seasons": [{"contract_months": [4]}], "balloon": "500 USD"}])
def test_every_policy_closes_the_table_on_both_faces(tmp_path: Path, policy: str, structure: Any) -> None:
    lease = {**with_policy(policy, "5"), "timing": "advance", **({"structure": structure} if structure else {})}
    deal = resolved(tmp_path, lease)
    financed = np.array([9000.0, 10000.0, 12345.67])
    block = price(deal, with_knob(deal, deal.inputs, "price", financed))
    for row, amount in enumerate(financed):
        found = price(deal, with_knob(deal, deal.inputs, "price", float(amount)))
        table = found.table()
        assert float(table.rows[-1].closing) == 0.0
        assert sum(float(line.principal) for line in table.rows) == pytest.approx(float(amount), abs=1e-7)
        remainder = abs(float(table.rows[-1].interest) - RATE * float(table.rows[-1].opening))
        assert remainder < (3.0 if policy in ("last_interest", "spread") else 0.1)
        for mine, together in zip(found.contract.instalments, block.contract.instalments, strict=True):
            assert float(mine) == float(together if np.ndim(together) == 0 else together[row])


def test_the_unit_of_a_solved_instalment_bounds_the_miss(tmp_path: Path) -> None:
    for unit in ("0.01", "1", "10"):
        found = priced(tmp_path, with_policy("last_interest", unit))
        assert abs(float(found.contract.rent) - float(found.exact_rent)) <= float(unit) / 2 + 1e-9
