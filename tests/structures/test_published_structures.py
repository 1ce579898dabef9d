"""Published examples of structured instalments, each through the whole program: from a deal file to the instalments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from structured import customer_rate, interest, paid, priced, published

from leasecalc import loans

if TYPE_CHECKING:
    from pathlib import Path


def at(rate: str) -> dict[str, str]:
    return {"solve": "customer_rate", "target": rate}


def printed(name: str, quantity: str) -> Any:
    expected = published()[name]["expected"][quantity]
    return pytest.approx(expected["value"], abs=expected["tol"] + 1e-9)


def test_instalments_that_fall_by_3_percent_each_year(tmp_path: Path) -> None:
    """European Commission, Examples for the calculation of the APRC (2015), example 10."""
    lease = {
        "term": "20 years",
        "financed": "200000 USD",
        "rent": at("6%"),
        "structure": {"steps": [{"every": "12 months", "by": "-3%"}]},
    }
    found = priced(tmp_path, lease)
    assert paid(found)[0] == printed("eu-10-step", "first_year_instalment")
    assert paid(found)[-1] == printed("eu-10-step", "last_year_instalment")
    assert sum(interest(found)) == printed("eu-10-step", "total_interest")


def test_instalments_by_ratio_with_every_interest_line(tmp_path: Path) -> None:
    """Curo, weighted payments: 4 at 100 %, 4 at 60 %, 4 at 40 %; interest at the rate re-solved from the rounded instalments."""
    shape = {"stream": [{"count": 4, "pays": "100%"}, {"count": 4, "pays": "60%"}, {"count": 4, "pays": "40%"}]}
    steps = {"steps": [{"from": 5, "to": "60%"}, {"from": 9, "to": "40%"}]}
    for structure in (shape, steps):
        lease = {"term": "12 months", "financed": "10000 USD", "rent": at("7%"), "structure": structure}
        found = priced(tmp_path, lease)
        assert paid(found)[0] == printed("curo-5", "payment_full_weight")
        *lines, last, remainder = interest(found)  # the residual is nothing, but its line takes what rounding leaves
        assert [*lines, last + remainder] == printed("curo-5", "interest")


def test_months_skipped_in_each_contract_year(tmp_path: Path) -> None:
    """HP-12C Leasing Applications: months 4, 5, 6 of each year, compounded through; the printed 3,119.98 is a transposition."""
    lease = {"term": "60 months", "financed": "100000 USD", "rent": at("14%")}
    found = priced(tmp_path, {**lease, "structure": {"seasons": [{"contract_months": [4, 5, 6]}]}})
    assert float(found.exact_rent) == pytest.approx(published()["hp12-skip"]["computed"]["payment"], abs=5e-8)
    assert [amount == 0.0 for amount in paid(found)[:12]] == [number in (4, 5, 6) for number in range(1, 13)]


@pytest.mark.parametrize(
    ("name", "begin", "first", "day_count"),
    [
        ("eu-02-1-inst", "2027-01-12", "2027-02-15", "act/365f"),
        ("eu-02-2-inst", "2028-01-12", "2028-02-15", "act/act_isda"),
        ("eu-18-2-inst", "2028-01-12", "2028-03-01", "act/act_isda"),
    ],
)
def test_first_period_with_simple_interest_over_all_of_it(
    tmp_path: Path, name: str, begin: str, first: str, day_count: str
) -> None:
    lease = {"term": "20 years", "financed": "200000 USD", "rent": at("6%"), "commencement": begin, "first_instalment": first}
    interim = {"interest": "simple_throughout", "paid": "capitalised"}
    head = {"day_count": day_count, "pricing_date": begin}
    found = priced(tmp_path, {**lease, "interim": interim}, deal=head)
    assert paid(found)[0] == printed(name, "instalment")


def test_short_first_period_of_yearly_instalments(tmp_path: Path) -> None:
    """The example that tells simple from compound interest: 16,541.86, not 16,539.45."""
    lease = {"term": "20 years", "payments": "yearly", "financed": "200000 USD", "rent": at("6%"), "commencement": "2027-01-12"}
    later = {"first_instalment": "2027-02-15", "interim": {"interest": "simple_throughout", "paid": "capitalised"}}
    found = priced(tmp_path, {**lease, **later}, deal={"day_count": "act/365f", "pricing_date": "2027-01-12"})
    assert paid(found)[0] == printed("eu-02-3-inst", "instalment")


def test_odd_days_before_regular_periods(tmp_path: Path) -> None:
    """HP-12C: 13 odd days with simple interest (rate wanted), 16 odd days with compound interest (payment wanted)."""
    begin = {"commencement": "2026-03-02", "payments": "monthly"}
    lease = {**begin, "term": "42 months", "financed": "3950 USD", "rent": "120 USD", "first_instalment": "2026-04-15"}
    found = priced(tmp_path, {**lease, "interim": {"interest": "simple", "paid": "capitalised"}})
    assert 100 * customer_rate(found) == printed("hp12-odd-2", "apr_percent")
    assert 100 * customer_rate(found) / 12 == printed("hp12-odd-2", "monthly_percent")
    lease = {**begin, "term": "36 months", "financed": "45000 USD", "rent": at("5%"), "first_instalment": "2026-04-18"}
    assert paid(priced(tmp_path, lease))[0] == printed("hp12-odd-3", "payment")


@pytest.mark.parametrize(("name", "pv", "rate"), [("can-hp-3", 130000, "12%"), ("can-ti-2", 168000, "8.25%")])
def test_canadian_mortgages_compound_twice_a_year(tmp_path: Path, name: str, pv: int, rate: str) -> None:
    lease = {"term": "30 years", "financed": f"{pv} USD", "rent": at(rate), "compounding": "half_yearly"}
    found = priced(tmp_path, lease)
    assert paid(found)[0] == printed(name, "payment")
    assert customer_rate(found) == pytest.approx(float(rate.rstrip("%")) / 100, abs=1e-6)
    effective = 100 * ((1 + customer_rate(found) / 2) ** 2 - 1)
    if name == "can-hp-3":
        assert effective == printed(name, "effective_percent")
    else:
        exact = found.exact_rent
        monthly = (1 + 0.0825 / 2) ** (1 / 6) - 1
        left = exact * (1 - (1 + monthly) ** -300) / monthly  # of 300 payments still due
        assert left == printed(name, "balance_60")


@pytest.mark.parametrize(("name", "after"), [("eu-21b-inst", "6.89%"), ("eu-22-inst", "6.5%"), ("eu-23-inst", "7.3%")])
def test_a_rate_that_is_reset_spreads_what_is_owed_anew(tmp_path: Path, name: str, after: str) -> None:
    """European Commission (2015), examples 21 to 23: 5 % for 9 months, then another rate; in both ways to write the first one."""
    base = [{"from": "2026-01-01", "rate": "5%"}, {"from": "2026-12-01", "rate": after}]
    floating = {"base": base, "reset_every": "9 months"}
    lease = {"term": "240 months", "financed": "200000 USD", "rent": at("5%"), "structure": {"floating": floating}}
    by_rate = priced(tmp_path, lease)
    by_margin = priced(tmp_path, {**lease, "rent": None, "structure": {"floating": {**floating, "margin": "0%"}}})
    for found in (by_rate, by_margin):
        assert paid(found)[:9] == [printed(name, "instalment_1")] * 9
        assert paid(found)[9:] == [printed(name, "instalment_2")] * 231


@pytest.mark.parametrize("timing", ["arrears", "advance"])
def test_each_reset_looks_no_further_than_its_own_rate(tmp_path: Path, timing: str) -> None:
    """Three rates: each spreads what is owed over all that is left, as if it stayed; in advance by the annuity due."""
    base = [{"from": day, "rate": rate} for day, rate in (("2026-01-01", "5%"), ("2027-03-02", "7%"), ("2028-03-02", "6%"))]
    structure = {"floating": {"base": base, "reset_every": "6 months"}}
    lease = {"term": "60 months", "timing": timing, "rent": at("5%"), "structure": structure}
    found = paid(priced(tmp_path, lease))
    balance, left, levels = 10000.0, 60, []
    for rate, count in ((0.05 / 12, 12), (0.07 / 12, 12), (0.06 / 12, 36)):
        due = 1 + rate if timing == "advance" else 1.0
        level = balance * rate / (1 - (1 + rate) ** -left) / due
        levels += [level] * count
        balance = balance * (1 + rate) ** count - level * due * ((1 + rate) ** count - 1) / rate
        left -= count
    assert found == pytest.approx(levels, abs=0.011)  # of instalments rounded before
    if timing == "arrears":
        segments = [loans.RateSegment(count, rate) for rate, count in ((0.05 / 12, 12), (0.07 / 12, 12), (0.06 / 12, 36))]
        assert sorted(set(found)) == pytest.approx(sorted(loans.reset_amounts(10000.0, segments)), abs=0.011)


def test_floor_and_cap_hold_a_rate(tmp_path: Path) -> None:
    """A cap of 6 % turns the reset to 6.89 % into the published reset to another rate; without change nothing is reset."""
    base = [{"from": "2026-01-01", "rate": "5%"}, {"from": "2026-12-01", "rate": "9%"}]
    lease = {"term": "240 months", "financed": "200000 USD", "rent": at("5%")}
    floating = {"base": base, "reset_every": "9 months", "cap": "6.5%"}
    assert paid(priced(tmp_path, {**lease, "structure": {"floating": floating}}))[9] == printed("eu-22-inst", "instalment_2")
    low = {"base": [base[0], {"from": "2026-12-01", "rate": "1%"}], "reset_every": "9 months", "floor": "5%"}
    found = paid(priced(tmp_path, {**lease, "structure": {"floating": low}}))
    assert max(found) - min(found) < 0.011


def test_indexed_instalments_follow_the_index(tmp_path: Path) -> None:
    """Growth of 4 % a year, and the same as values of the index, are the steps of the same percentage."""
    lease = {"term": "36 months", "rent": at("9%")}
    steps = priced(tmp_path, {**lease, "structure": {"steps": [{"every": "12 months", "by": "4%"}]}})
    growth = priced(tmp_path, {**lease, "structure": {"indexed": {"every": "12 months", "growth": "4%"}}})
    values = [{"from": "2026-01-01", "value": 150}, {"from": "2027-02-01", "value": 156}, {"from": "2028-01-01", "value": 162.24}]
    index = priced(tmp_path, {**lease, "structure": {"indexed": {"every": "12 months", "values": values}}})
    assert paid(growth) == paid(steps)
    assert paid(index) == paid(steps)
