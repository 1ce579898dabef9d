"""A book against sums made apart from it: of what `price` says of each deal, and of their flows."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from leasecalc import api
from leasecalc.cli.run import run as run_cli
from leasecalc.errors import InputError
from leasecalc.portfolio import read
from leasecalc.portfolio.book import Book, book_of
from leasecalc.portfolio.data import portfolio_data
from leasecalc.roots import net_present_value

ROOT = Path(__file__).parents[2]
DEALS = ROOT / "deals"
MARKETS = api.library()
HEAD = "leasecalc_portfolio: 1\nname: a test\ncurrency: USD\n"

Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return what writes a portfolio beside nothing, with the folder of the sample deals for DEALS."""

    def written(text: str) -> Path:
        path = tmp_path / "book.yaml"
        path.write_text((HEAD + text).replace("DEALS", DEALS.as_posix()), encoding="utf-8")
        return path

    return written


def book(path: Path) -> Book:
    return book_of(read(str(path)), MARKETS)


def alone(file: str, *assignments: str) -> Any:
    """Return the report of a deal, as `price` prints it."""
    return api.report(api.load(str(DEALS / file), assignments), MARKETS)


BOX, HONRI, DOLPHIN = "za-box-60m.yaml", "pk-honri-36m.yaml", "mx-dolphin-mini-48m.yaml"
THREE = f"""deals:
  - {{file: DEALS/{BOX}, quantity: 7}}
  - {{file: DEALS/{HONRI}, quantity: 3, status: subtract}}
  - {{file: DEALS/{DOLPHIN}, quantity: 5, set: [lease.term=36 months]}}
  - {{file: DEALS/uz-yuanup-60m.yaml, quantity: 9, status: ignore}}
"""


def test_sums_are_what_price_says_times_cars_by_status(write: Write) -> None:
    found = book(write(THREE))
    parts = [(7, alone(BOX)), (-3, alone(HONRI)), (5, alone(DOLPHIN, "lease.term=36 months"))]
    for route in ("lease", "sale"):
        wanted = sum(cars * getattr(report.comparison, route).npv_per_car for cars, report in parts)
        assert found.totals.amounts[f"{route}_npv"] == pytest.approx(float(wanted), abs=1e-6)
    wanted = sum(cars * (report.comparison.lease.npv_per_car - report.comparison.sale.npv_per_car) for cars, report in parts)
    assert found.totals.amounts["lease_minus_sale"] == pytest.approx(float(wanted), abs=1e-6)
    assert found.totals.cars == 9
    assert found.holds
    ignored = next(line for line in found.priced if line.status == "ignore")
    assert ignored.amount("lease_npv") == pytest.approx(9 * float(alone("uz-yuanup-60m.yaml").comparison.lease.npv_per_car))


def test_the_cash_curve_is_the_legs_added_by_hand(write: Write) -> None:
    found = book(write(THREE))
    by_day: dict[date, float] = {}
    for cars, file, texts in ((7, BOX, ()), (-3, HONRI, ()), (5, DOLPHIN, ("lease.term=36 months",))):
        priced = api.price(api.load(str(DEALS / file), texts), MARKETS)
        for leg in priced.lease:
            for at, amount in leg.flows:
                on = priced.deal.timeline.dates[at]
                by_day[on] = by_day.get(on, 0.0) + cars * float(amount)
    so_far, lowest, back = 0.0, 0.0, None
    for on in sorted(by_day):
        so_far += by_day[on]
        lowest = min(lowest, so_far)
        if back is None and lowest < 0.0 <= so_far:
            back = on
    assert found.totals.expected.peak == pytest.approx(-lowest, abs=1e-6)
    assert found.totals.expected.back_on == back
    assert found.totals.expected.surplus == pytest.approx(so_far, abs=1e-6)
    for month in found.totals.months:
        own = sum(amount for on, amount in by_day.items() if on.isoformat().startswith(month.month))
        until = sum(amount for on, amount in by_day.items() if on.isoformat()[:7] <= month.month)
        assert (month.expected, month.expected_so_far) == pytest.approx((own, until), abs=1e-6)


def test_the_pooled_yield_makes_the_deals_together_worth_nothing(write: Write) -> None:
    found = book(write(THREE.replace("subtract", "add")))
    rate = found.totals.expected_yield.value
    assert rate is not None
    worth = 0.0
    for cars, file, texts in ((7, BOX, ()), (3, HONRI, ()), (5, DOLPHIN, ("lease.term=36 months",))):
        priced = api.price(api.load(str(DEALS / file), texts), MARKETS)
        years = priced.deal.timeline.years
        flows = [(years[at], float(amount)) for leg in priced.lease for at, amount in leg.flows]
        worth += cars * net_present_value(rate, [time for time, _ in flows], [amount for _, amount in flows])
    assert worth == pytest.approx(0.0, abs=1e-6)


def test_a_book_of_one_deal_is_the_deal(write: Write) -> None:
    found = book(write(f"deals: [{{file: DEALS/{DOLPHIN}, quantity: 1}}]\n"))
    (line,) = found.priced
    assert found.totals.expected_yield.value == pytest.approx(line.rate("expected_yield_effective"), abs=1e-12)
    assert found.totals.contractual_yield.value == pytest.approx(line.rate("lessor_yield_effective"), abs=1e-12)
    assert found.totals.expected.peak == pytest.approx(line.amount("lease_peak_cash"), abs=0.005)
    assert found.totals.expected.back_months == pytest.approx(line.rate("lease_payback_months"))
    assert all(one.herfindahl == pytest.approx(1.0) for one in found.concentrations)


def test_a_deal_added_and_subtracted_leaves_nothing_and_no_shares(write: Write) -> None:
    found = book(write(f"deals: [{{file: DEALS/{BOX}}}, {{file: DEALS/{BOX}, status: subtract}}]\n"))
    assert set(found.totals.amounts.values()) == {0.0}
    assert found.totals.expected.peak == 0.0
    assert found.totals.expected_yield.value is None
    assert {one.herfindahl for one in found.concentrations} == {None}


def test_currencies_go_by_the_rates_of_the_book_before_those_of_the_deal(write: Write) -> None:
    text = "deals: [{file: DEALS/be-byd-60m.yaml, quantity: 2}]\n"
    euro = float(alone("be-byd-60m.yaml").comparison.lease.npv_per_car)
    own = book(write(text))
    assert own.priced[0].conversion.rates_of == "deal"
    assert own.totals.amounts["lease_npv"] == pytest.approx(2 * euro * 1.16, rel=1e-12)
    other = book(write(text + "fx: {rates: {USD/EUR: 0.8}, as_of: 2026-03-02, source: a test}\n"))
    assert other.priced[0].conversion.rates_of == "book"
    assert other.totals.amounts["lease_npv"] == pytest.approx(2 * euro * 1.25, rel=1e-12)
    assert other.totals.expected_yield.value == pytest.approx(own.totals.expected_yield.value, abs=1e-10)


def test_a_currency_without_a_quotation_is_never_added(write: Write) -> None:
    path = write(f"deals: [{{file: DEALS/{BOX}}}]\n")
    path.write_text(path.read_text(encoding="utf-8").replace("currency: USD", "currency: JPY"), encoding="utf-8")
    found = book(path)
    (missing,) = found.missing
    assert missing.code == "LC643"
    assert "from USD" in missing.reason
    assert "to JPY" in missing.reason
    assert found.totals.amounts["lease_npv"] == 0.0
    assert not found.holds


def test_herfindahl_and_shares_by_lessee(write: Write) -> None:
    text = f"""deals:
  - {{file: DEALS/{BOX}, quantity: 6, lessee: One}}
  - {{file: DEALS/{BOX}, quantity: 2, lessees: 2}}
  - {{file: DEALS/{BOX}, quantity: 3, lessee: One, status: subtract}}
limits:
  - {{what: share of lessee, at_most: 60%}}
  - {{what: share of lessee, of: One, at_most: 59%}}
  - {{what: share of market, of: UZ, at_most: 0%}}
"""
    found = book(write(text))
    lessees = next(one for one in found.concentrations if one.by == "lessee")
    assert [group.share for group in lessees.groups] == pytest.approx([0.6, 0.2, 0.2])
    assert lessees.herfindahl == pytest.approx(0.36 + 0.04 + 0.04)
    assert [gate.status for gate in found.gates] == ["pass", "fail", "pass"]


def test_a_lessee_without_a_name_is_nobody_else(write: Write) -> None:
    text = f"deals: [{{file: DEALS/{BOX}, lessee: {HONRI[:-5]}}}, {{file: DEALS/{HONRI}}}]\n"
    names = [line.lessee for line in book(write(text)).priced]
    assert names == ["pk-honri-36m", "pk-honri-36m (deal 2)"]


def test_a_deal_without_a_finite_amount_is_a_row(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    from leasecalc.portfolio import positions as room

    honest = room.measure
    monkeypatch.setattr(
        room, "measure", lambda priced, name: float("nan") if priced.deal.market == "PK" else honest(priced, name)
    )
    found = book(write(f"deals: [{{file: DEALS/{BOX}}}, {{file: DEALS/{HONRI}}}]\n"))
    assert [line.label for line in found.missing] == ["pk-honri-36m"]
    assert "not a finite number" in found.missing[0].reason
    assert found.totals.cars == 50


def test_a_broken_deal_is_a_row_and_the_rest_stands(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    text = f"""deals:
  - {{file: DEALS/{BOX}}}
  - {{file: DEALS/none.yaml}}
  - {{file: DEALS/{BOX}, set: [lease.term=no months]}}
  - {{file: DEALS/uz-songplus-36m.yaml}}
limits:
  - {{what: peak funding, at_most: 9000000 USD}}
  - {{what: npv, at_least: 1 CNY}}
"""
    with pytest.raises(InputError) as caught:
        book(write(text))
    assert [found.code for found in caught.value.diagnostics] == ["LC641"]
    path = write(text.replace("1 CNY", "900000000 USD"))
    found = book(path)
    assert [line.code for line in found.missing] == ["LC701", "LC203", "LC643"]
    assert [gate.status for gate in found.gates] == ["unknown", "fail"]
    assert found.totals.amounts["lease_npv"] == pytest.approx(50 * 1883.21)
    assert run_cli(["portfolio", str(path), "--format", "json"]) == 1
    data = json.loads(capsys.readouterr().out)
    assert data["complete"] is False
    assert data["missing_in_sums"] == ["none", "za-box-60m #2", "uz-songplus-36m"]


def test_the_book_sets_the_pricing_date(write: Write) -> None:
    text = f"pricing_date: 2026-03-09\ndeals: [{{file: DEALS/{BOX}}}]\n"
    found = book(write(text))
    (line,) = found.priced
    assert (line.priced.deal.pricing_date, line.moved_from) == (date(2026, 3, 9), date(2026, 3, 2))
    wanted = alone(BOX, "deal.pricing_date=2026-03-09").comparison.lease.npv_per_car
    assert found.totals.amounts["lease_npv"] == pytest.approx(50 * float(wanted))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("deals: []\n", "LC642"),
        (f"deals: [{{file: DEALS/{BOX}, lessee: A, lessees: 3}}]\n", "LC642"),
        (f"deals: [{{file: DEALS/{BOX}, quantity: 2, lessees: 3}}]\n", "LC642"),
        (f"deals: [{{file: DEALS/{BOX}}}]\nlimits: [{{what: npv}}]\n", "LC641"),
        (f"deals: [{{file: DEALS/{BOX}}}]\nlimits: [{{what: npv, at_least: 3%}}]\n", "LC641"),
        (f"deals: [{{file: DEALS/{BOX}}}]\nlimits: [{{what: share of maker, at_most: 3 USD}}]\n", "LC641"),
        (f"deals: [{{file: DEALS/{BOX}}}]\nlimits: [{{what: npv, of: ZA, at_least: 3 USD}}]\n", "LC641"),
        (f"deals: [{{file: DEALS/{BOX}}}]\nlimits: [{{what: share of maker, at_most: 9%, at_least: 1%}}]\n", "LC641"),
        (f"deals: [{{file: DEALS/{BOX}}}]\nfx: {{rates: {{USD: 3}}, as_of: 2026-03-02, source: x}}\n", "LC642"),
        (f"deals: [{{file: DEALS/{BOX}}}]\nfx: {{rates: {{USD/EUR: 0}}, as_of: 2026-03-02, source: x}}\n", "LC415"),
    ],
)
def test_what_is_wrong_in_the_file_is_told_at_its_place(write: Write, text: str, code: str) -> None:
    with pytest.raises(InputError) as caught:
        book(write(text))
    (found,) = caught.value.diagnostics
    assert found.code == code
    assert found.spans
    assert found.hint


def test_the_sample_book(capsys: pytest.CaptureFixture[str]) -> None:
    sample = ROOT / "portfolios" / "four-markets.yaml"
    found = book(sample)
    assert not found.missing
    for kind in ("table", "csv", "md", "json"):
        assert run_cli(["portfolio", str(sample), "--paths", "1000", "--workers", "1", "--format", kind]) == 1
        assert capsys.readouterr().out
    assert portfolio_data(found)["totals"]["cars"] == 200
