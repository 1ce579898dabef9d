"""What must hold of any structure: on structures that Hypothesis draws, on both faces, with and without rounding."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from structured import customer_rate, paid, priced, resolved

from leasecalc.engine.contract.floating import rates_by_row
from leasecalc.engine.legs.lease_legs import customer_period_rate
from leasecalc.engine.measures import MEASURES, measure
from leasecalc.engine.price import price
from leasecalc.engine.settings import with_knob
from leasecalc.records import replace

if TYPE_CHECKING:
    import pathlib

LEVEL = {
    "term": "24 months",
    "deposit": "2 instalments",
    "direct_cost": "180 USD",
    "rent": {"solve": "lessor_yield", "target": "14%"},
}


def percent(low: int, high: int) -> st.SearchStrategy[str]:
    return st.integers(low, high).map(lambda number: f"{number}%")


@st.composite
def structures(draw: st.DrawFn) -> dict[str, Any]:  # noqa: C901 - one draw for each part
    """Draw a lease of 24 months with a structure of any parts."""
    structure: dict[str, Any] = {}
    if draw(st.booleans()):
        by = draw(st.one_of(percent(-20, 20), st.integers(-9, 9).map(lambda amount: f"{amount} USD")))
        structure["steps"] = [{"every": "6 months", "by": by}]
    if draw(st.booleans()):
        key = draw(st.sampled_from(("calendar_months", "contract_months")))
        structure["seasons"] = [{key: draw(st.lists(st.integers(1, 12), min_size=1, max_size=4)), "pays": draw(percent(0, 150))}]
    if draw(st.booleans()):
        interest = draw(st.sampled_from(("capitalised", "paid", "waived")))
        structure["deferral"] = {"instalments": draw(st.integers(1, 6)), "interest": interest}
    if draw(st.booleans()):
        structure["interest_only"] = draw(st.integers(1, 6))
    if draw(st.booleans()):
        structure["balloon"] = draw(percent(1, 30)) + " of price"
    if draw(st.booleans()):
        structure["indexed"] = {"every": "12 months", "growth": draw(percent(-5, 10))}
    floats = draw(st.booleans())
    if floats:
        days = ("2025-01-01", "2026-09-15", "2027-04-01")
        base = [{"from": day, "rate": draw(percent(1, 9))} for day in days]
        structure["floating"] = {"base": base, "reset_every": draw(st.sampled_from(("3 months", "5 months"))), "cap": "20%"}
    lease: dict[str, Any] = {"timing": draw(st.sampled_from(("advance", "arrears"))), "structure": structure}
    if draw(st.booleans()):
        lease["first_instalment"] = f"{draw(st.integers(3, 80))} days after commencement"
        interest = draw(st.sampled_from(("compound", "simple", "simple_throughout")))
        ways = ("capitalised",) if floats else ("capitalised", "with_first")
        lease["interim"] = {"interest": interest, "paid": draw(st.sampled_from(ways))}
    if draw(st.booleans()):
        lease["compounding"] = draw(st.sampled_from(("half_yearly", "yearly", "daily")))
    solve = draw(st.sampled_from(("lessor_yield", "customer_rate")))
    return {**LEVEL, **lease, "rent": {"solve": solve, "target": draw(percent(3, 25))}}


def balance_left(found: Any) -> float:
    """Return what is owed after the last payment when interest accrues at the customer's rate of each period."""
    deal, terms = found.deal, found.contract
    rates = rates_by_row(deal.lease, customer_period_rate(deal, terms))
    balance = float(terms.financed)
    for row, payment in enumerate((*terms.instalments, terms.residual)):
        balance += balance * float(deal.lease.plan.accrual.growth(rates[row], row)) - float(payment)
    return balance


@settings(max_examples=60, deadline=None, derandomize=True)
@given(lease=structures())
def test_any_structure(lease: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> None:
    deal = resolved(tmp_path_factory.mktemp("drawn"), lease)
    found = price(deal)
    target, wanted = lease["rent"]["solve"], float(lease["rent"]["target"].rstrip("%")) / 100
    table = found.table()
    # the contract's identities, to the cent
    assert float(table.rows[-1].closing) == 0.0
    assert sum(float(row.principal) for row in table.rows) == pytest.approx(float(found.contract.financed), abs=1e-7)
    for row in table.rows:
        assert float(row.instalment) == pytest.approx(float(row.interest) + float(row.principal), abs=1e-9)
    # nothing rounded: the target is met, and the flows are worth nothing at the customer's rate
    smooth = replace(deal, roundings=replace(deal.roundings, smooth=True))
    exact = price(smooth)
    assert float(measure(exact, target)) == pytest.approx(wanted, abs=2e-10)
    assert balance_left(exact) == pytest.approx(0.0, abs=1e-7)
    # the solved instalment, written down and rounded, meets the target to the rounding unit
    unit = max(1.0, sum(deal.lease.plan.weights)) * 0.005
    moved = price(smooth, with_knob(deal, deal.inputs, "rent", float(exact.exact_rent) + 0.005 + unit / 24))
    assert abs(float(measure(found, target)) - wanted) <= 2 * abs(float(measure(moved, target)) - wanted) + 1e-6


@settings(max_examples=15, deadline=None, derandomize=True)
@given(lease=structures())
def test_both_faces_agree(lease: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> None:
    deal = resolved(tmp_path_factory.mktemp("faces"), lease)
    residuals = np.array([100.0, 800.0, 2500.0])
    together = price(deal, with_knob(deal, deal.inputs, "residual", residuals))
    for row, residual in enumerate(residuals):
        alone = price(deal, with_knob(deal, deal.inputs, "residual", float(residual)))
        for mine, block in zip(alone.contract.instalments, together.contract.instalments, strict=True):
            assert mine == (block if np.ndim(block) == 0 else block[row])
        for one in MEASURES:
            values = one.compute(together)
            value = values if np.ndim(values) == 0 else values[row]
            margin = 1e-12 * alone.amounts.bases["price"] if one.unit == "money" else 1e-12
            assert value == pytest.approx(one.compute(alone), rel=1e-12, abs=margin, nan_ok=True), one.name


def flat(found: Any) -> list[str]:
    """Return every figure of a priced deal to the last bit."""
    legs = [float(amount) for leg in (*found.lease, *found.sale) for _, amount in leg.flows]
    rows = [float(value) for row in found.table().rows for value in (row.opening, row.interest, row.principal, row.closing)]
    return [number.hex() for number in (*legs, *rows, *(float(one.compute(found)) for one in MEASURES))]


@pytest.mark.parametrize("structure", [{}, {"stream": [{"count": 24, "pays": "100%"}]}, {"steps": [{"from": 13, "by": "0%"}]}])
@pytest.mark.parametrize("solve", ["lessor_yield", "customer_rate"])
def test_a_level_structure_is_no_structure_bit_for_bit(tmp_path: pathlib.Path, structure: dict[str, Any], solve: str) -> None:
    lease = {**LEVEL, "timing": "advance", "rent": {"solve": solve, "target": "14%"}}
    assert flat(priced(tmp_path, {**lease, "structure": structure})) == flat(priced(tmp_path, lease))


def test_a_regular_first_instalment_is_no_first_instalment_bit_for_bit(tmp_path: pathlib.Path) -> None:
    dated = priced(tmp_path, {**LEVEL, "first_instalment": "1 month after commencement"})
    assert flat(dated) == flat(priced(tmp_path, LEVEL))


def test_closed_forms_of_deferral(tmp_path: pathlib.Path) -> None:
    """A rent of 12 instalments after 6 of no repayment, from annuity factors: capitalised, paid as interest, waived."""
    rate, count = 0.01, 12
    factor = (1 - (1 + rate) ** -count) / rate
    wanted = {"capitalised": 10000 * (1 + rate) ** 6 / factor, "paid": 10000 / factor, "waived": 10000 / factor}
    for interest, rent in wanted.items():
        structure = {"deferral": {"instalments": 6, "interest": interest}}
        lease = {"term": "18 months", "rent": {"solve": "customer_rate", "target": "12%"}, "structure": structure}
        found = priced(tmp_path, lease)
        assert float(found.exact_rent) == pytest.approx(rent, rel=1e-12)
        assert paid(found)[:6] == [100.0 if interest == "paid" else 0.0] * 6
        assert customer_rate(found) == pytest.approx(0.12, abs=2e-5)


def test_an_own_stream_of_amounts_needs_no_rent(tmp_path: pathlib.Path) -> None:
    """A loan of 10,000 repaid by 12 x 400 and 12 x 600: the rate is that of the flows."""
    stream = [{"count": 12, "pays": "400 USD"}, {"count": 12, "pays": "600 USD"}]
    lease = {"term": "24 months", "structure": {"stream": stream}, "rent": None}
    found = priced(tmp_path, lease)
    assert paid(found) == [400.0] * 12 + [600.0] * 12
    rate = customer_rate(found) / 12
    assert sum(amount * (1 + rate) ** -(k + 1) for k, amount in enumerate(paid(found))) == pytest.approx(10000, abs=1e-6)


def test_interim_interest_is_that_of_the_odd_days(tmp_path: pathlib.Path) -> None:
    """12 % a year, 15 odd days of 30: with the first instalment, the rent is that of a lease without them."""
    rent = {"solve": "customer_rate", "target": "12%"}
    lease = {"term": "12 months", "rent": rent}
    odd = {"first_instalment": "2026-04-17", "interim": {"interest": "simple", "paid": "with_first"}}
    plain, found = priced(tmp_path, lease), priced(tmp_path, {**lease, **odd})
    assert float(found.exact_rent) == pytest.approx(float(plain.exact_rent), rel=1e-12)
    rate = customer_rate(found) / 12
    assert paid(found)[0] - paid(found)[1] == pytest.approx(10000 * rate * 0.5 * (1 + rate), abs=0.005001)
