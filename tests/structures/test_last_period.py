"""Odd last periods, and interest that is capitalised more seldom than instalments are paid: published figures and closed forms."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from structured import customer_rate, paid, priced, published, resolved

from leasecalc.engine.measures import measure
from leasecalc.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

RENT = {"solve": "customer_rate", "target": "12%"}
BASE = {"commencement": "2026-03-02", "term": "12 months", "rounding": {"unit": "0.000001"}}
EXACT = {"rent": RENT, **BASE}


def annuity(gaps: list[float], residual: float, *, first: bool) -> float:
    """Return the instalment worth 10,000 less the residual at 1 % a month; ``gaps`` are growth factors before each payment."""
    worth, factors = 1.0, []
    for gap in gaps:
        worth /= gap
        factors.append(worth)
    instalments = [1.0, *factors[:-1]] if first else factors
    return (10_000 - residual * factors[-1]) / sum(instalments)


@pytest.mark.parametrize("timing", ["arrears", "advance"])
@pytest.mark.parametrize(
    ("end", "interest", "gap"),
    [
        ("2027-03-14", "compound", 1.01 ** (1 + 12 / 30)),
        ("2027-03-14", "simple", 1.01 * (1 + 0.01 * 12 / 30)),
        ("2027-02-20", "compound", 1.01 ** (18 / 30)),
        ("2027-02-20", "simple", 1 + 0.01 * 18 / 30),
    ],
)
def test_an_odd_last_period_by_its_growth(tmp_path: Path, timing: str, end: str, interest: str, gap: float) -> None:
    """11 months at 1 %, then the odd one: 30/360 gives 12 days more, or 18 in place of 30."""
    lease = {**EXACT, "timing": timing, "last_period": {"end": end, "interest": interest}}
    found = priced(tmp_path, lease, residual={"amount": "2000 USD"})
    expected = annuity([1.01] * 11 + [gap], 2000, first=timing == "advance")
    assert float(found.exact_rent) == pytest.approx(expected, rel=1e-12)
    assert customer_rate(found) == pytest.approx(0.12, abs=1e-8)
    timeline = found.deal.timeline
    assert timeline.dates[timeline.end] == timeline.due[-1] == date.fromisoformat(end)
    assert timeline.due[-2] == (date.fromisoformat(end) if timing == "arrears" else date(2027, 2, 2))
    rows = found.table().rows
    odd = rows[-2] if timing == "arrears" else rows[-1]
    assert float(odd.interest) == pytest.approx(float(odd.opening) * (gap - 1), abs=0.07)  # remainder of 12 roundings
    assert float(rows[-1].closing) == 0.0


def test_an_odd_first_and_an_odd_last_period(tmp_path: Path) -> None:
    lease = {**EXACT, "first_instalment": "2026-04-15", "interim": {"interest": "simple", "paid": "capitalised"},
             "last_period": {"end": "2027-04-01", "interest": "simple"}}  # fmt: skip
    found = priced(tmp_path, lease)
    first, last = 1.01 * (1 + 0.01 * 13 / 30), 1.01 * (1 + 0.01 * 16 / 30)
    assert float(found.exact_rent) == pytest.approx(annuity([first] + [1.01] * 10 + [last], 0, first=False), rel=1e-12)


def test_an_odd_last_period_where_interest_goes_by_days(tmp_path: Path) -> None:
    lease = {**EXACT, "last_period": {"end": "2027-03-12"}, "interest": {"accrual": "days"}}
    found = priced(tmp_path, lease, deal={"day_count": "act/365f"})
    due = [date(2026, 3, 2), *found.deal.timeline.due[:12]]
    gaps = [1 + 0.12 * (after - before).days / 365 for before, after in pairwise(due)]
    assert due[-1] == date(2027, 3, 12)
    assert float(found.exact_rent) == pytest.approx(annuity(gaps, 0, first=False), rel=1e-12)


def test_the_regular_end_is_the_deal_without_it(tmp_path: Path) -> None:
    plain, written = (priced(tmp_path, {**EXACT, **more}) for more in ({}, {"last_period": {"end": "2027-03-02"}}))
    assert (plain.lease, plain.contract) == (written.lease, written.contract)


@pytest.mark.parametrize("end", ["2027-04-02", "2027-02-02", "2026-03-02"])
def test_a_whole_period_more_or_less_is_another_term(tmp_path: Path, end: str) -> None:
    with pytest.raises(InputError, match="LC472"):
        resolved(tmp_path, {**EXACT, "last_period": {"end": end}})


def test_a_lease_that_ends_a_day_before_five_years_has_no_five_years(tmp_path: Path) -> None:
    """The export refund of a finance lease asks for 60 months (Caishui [2014] 62)."""
    lessor: dict[str, Any] = {"claimant": "lessor", "licensed_lessor": "yes", "vat": "included"}
    lease = {**EXACT, "term": "60 months"}
    whole = resolved(tmp_path, lease, purchase=lessor)
    short = resolved(tmp_path, {**lease, "last_period": {"end": "2031-03-01"}}, purchase=lessor)
    assert (whole.inputs.lease_refund_share, short.inputs.lease_refund_share) == (1.0, 0.0)
    assert short.lease.term_months == pytest.approx(60 - 1 / 30)


def test_interest_capitalised_each_quarter_of_monthly_instalments(tmp_path: Path) -> None:
    """Published: 10,000 over 36 months at 10 %; a quarter's three payments bear simple interest until the quarter ends."""
    case = published()["curo-lq"]
    lease = {"term": "36 months", "rent": {"solve": "customer_rate", "target": "10%"}, "interest": {"capitalised": "3 months"}}
    found = priced(tmp_path, lease)
    assert paid(found)[0] == pytest.approx(case["expected"]["payment"]["value"], abs=1e-9)
    assert float(found.exact_rent) == pytest.approx(case["computed"]["payment"], abs=1e-9)
    quarter = (3 + 3 * 0.1 / 12) * float(found.exact_rent)
    assert quarter * (1 - 1.025**-12) / 0.025 == pytest.approx(10_000, rel=1e-12)
    rows = found.table().rows
    month = customer_rate(found) / 12
    owed = 10_000 - paid(found)[0]  # without the interest that waits
    assert float(rows[1].interest) == pytest.approx(owed * month, abs=0.005)
    assert float(rows[2].interest) == pytest.approx((owed - paid(found)[0]) * month, abs=0.005)
    assert float(rows[3].interest) == pytest.approx(float(rows[3].opening) * month, abs=0.005)  # all is in the balance
    assert float(rows[-1].closing) == 0.0
    assert float(measure(found, "customer_rate_effective")) == pytest.approx((1 + customer_rate(found) / 4) ** 4 - 1, rel=1e-12)


def test_capitalised_with_each_instalment_is_the_plain_lease(tmp_path: Path) -> None:
    lease = {"term": "36 months", "rent": RENT, "timing": "advance"}
    plain, written = (priced(tmp_path, {**lease, **more}) for more in ({}, {"interest": {"capitalised": "1 month"}}))
    assert (plain.lease, plain.contract) == (written.lease, written.contract)


def test_in_advance_the_last_interest_waits_for_the_end(tmp_path: Path) -> None:
    """Instalments at 0, 1, 2, ... months; a quarter makes B (1 + 3r) - P (3 + 6r), B being what is owed before it."""
    lease = {
        **BASE,
        "rent": {"solve": "customer_rate", "target": "12%"},
        "timing": "advance",
        "interest": {"capitalised": "3 months"},
    }
    found = priced(tmp_path, lease, residual={"amount": "1000 USD"})
    owed, rent = 10_000.0, float(found.exact_rent)
    for _ in range(4):
        owed = owed * 1.03 - rent * (3 + 0.06)
    assert owed == pytest.approx(1000, abs=1e-8)


@pytest.mark.parametrize(
    "other",
    [{"compounding": "yearly"}, {"in_advance": 2}, {"rounding": {"remainder": "residual"}}, {"structure": {"interest_only": 2}}],
)
def test_what_cannot_stand_beside_it(tmp_path: Path, other: dict[str, Any]) -> None:
    with pytest.raises(InputError, match="LC435"):
        resolved(tmp_path, {"term": "36 months", "rent": RENT, "interest": {"capitalised": "3 months"}, **other})
