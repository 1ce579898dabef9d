"""One car into many markets: shares agree with the amounts of each market, and none rests on a rate that nobody gave."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from test_resolve import TEXT

from leasecalc.charges.facts import Facts
from leasecalc.markets.across import COMPONENTS, Car, Outcome, across, outcome
from leasecalc.markets.landed import landed
from leasecalc.markets.library import Library
from leasecalc.money import Money
from leasecalc.report.markets.across import AllAsked, across_page, bar, pairs_needed, questions

SHIPPED = Library.load()
JUNE = date(2026, 6, 30)
NEW = {"condition": "new", "origin": "CN", "regime": "definitive", "importer": "lessee", "age_months": 0}
ORDINARY = NEW | {"hs": "8703.80", "kwh": 60.0, "mass_kg": 1400.0, "co2_g_km": 120.0, "km_per_l": 15.0, "l_100km": 6.0, "nox_g_km": 0.02, "cc": 1498.0,
                  "kw": 80.0, "kw_30min": 40.0, "hp": 109.0, "hp_30min": 54.0, "seats": 5.0, "maker": "BYD", "importer_business": "rental"}  # fmt: skip


def car(powertrain: str, facts: Mapping[str, str | float] = NEW, **amounts: str) -> Car:
    typed = {"fob": "100000", "freight": "0", "insurance": "0"} | amounts
    return Car(
        amounts={name: Money(Decimal(text), "CNY") for name, text in typed.items()},
        facts=Facts.of(dict(facts) | {"powertrain": powertrain}),
    )


def no_rates(currency: str) -> dict[str, float]:
    return {}


def every_rate(factor: float) -> object:
    """Pretend that one CNY is worth `factor` of any currency, and so are the dollar and the euro of seven."""

    def into(currency: str) -> dict[str, float]:
        known = {"CNY": 1.0, "USD": 7.0, "EUR": 8.0}
        scale = factor / known.get(currency, 1.0) if currency in known else factor
        return {code: worth * scale for code, worth in known.items() if code != currency}

    return into


@pytest.mark.parametrize("powertrain", ["bev", "phev", "petrol"])
@pytest.mark.parametrize("code", SHIPPED.codes())
def test_a_share_without_a_rate_is_the_share_at_any_rate(code: str, powertrain: str) -> None:
    one = car(powertrain, ORDINARY, retail_price="150000", freight="9000", insurance="400")
    without = outcome(SHIPPED, code, one, on=JUNE, rates_into=no_rates)
    if without.status == "asks":
        return
    for factor in (10.0, 2500.0):
        at_rate = outcome(SHIPPED, code, one, on=JUNE, rates_into=every_rate(factor))  # type: ignore[arg-type]
        if at_rate.status == "asks":  # a band that only the rate picks is not known
            assert all(found.code == "LC509" and "`" in found.message for found in at_rate.diagnostics)
            continue
        assert at_rate.status == "computed"
        shares = {charge.id: charge.share for charge in at_rate.charges}
        for charge in without.charges:
            if charge.share is not None:
                assert charge.share == pytest.approx(shares[charge.id], abs=2e-5), charge.id
        assert at_rate.total == pytest.approx(sum(at_rate.component(part) or 0.0 for part in COMPONENTS), abs=1e-12)
    if without.status == "needs a rate":
        assert without.total is None
        assert without.currencies
        assert any(charge.share is None for charge in without.charges)


@pytest.mark.parametrize("code", ["ZA", "UZ", "BE", "TR", "MX"])
def test_a_share_is_the_amount_of_that_market_over_the_value(code: str) -> None:
    market = SHIPPED.market(code)
    into = every_rate(10.0)(market.document.currency)  # type: ignore[operator]
    one = outcome(SHIPPED, code, car("bev", ORDINARY, freight="9000", insurance="400"), on=JUNE, rates_into=every_rate(10.0))  # type: ignore[arg-type]
    value = 100000 * into["CNY"]
    alone = landed(market, amounts={"fob": value, "freight": 9000 * into["CNY"], "insurance": 400 * into["CNY"]},
                   facts=Facts.of(ORDINARY | {"powertrain": "bev"}), on=JUNE, fx=into)  # fmt: skip
    assert one.status == "computed"
    assert one.total == pytest.approx(alone.total / value, rel=1e-12)
    for charge in one.charges:
        assert charge.share == pytest.approx(alone.amount(charge.id) / value, rel=1e-12, abs=1e-15)


def test_the_uae_and_belgium_need_no_rate() -> None:
    # 5 % duty, 5 % VAT on 105 %; 10 + 17 % on a BYD, 21 % VAT on 127 % (electrive.com 2026-02-11).
    found = {
        one.market: one
        for one in across(SHIPPED, car("bev", NEW | {"maker": "BYD"}), on=JUNE, rates_into=no_rates, markets=("AE", "BE"))
    }
    assert found["AE"].total == pytest.approx(0.05 + 0.05 * 1.05, abs=1e-12)
    assert found["BE"].total == pytest.approx(0.27 + 0.21 * 1.27, abs=1e-12)


def test_a_ban_is_a_gate_and_never_a_zero() -> None:
    one = outcome(SHIPPED, "ZA", car("bev", ORDINARY | {"condition": "used"}), on=JUNE, rates_into=no_rates)
    assert one.banned
    page = across_page((one,), AllAsked(value=Money(Decimal(100000), "CNY"), on=JUNE, about="bev", assumed=()))
    tables = {block.id: block for block in page.blocks}
    assert tables["landed"].rows == ()  # type: ignore[union-attr]
    assert [row[0] for row in tables["banned"].rows] == ["ZA"]  # type: ignore[union-attr]


def test_a_ban_is_told_even_where_the_charges_are_not_known() -> None:
    one = outcome(SHIPPED, "ZA", car("bev", NEW | {"condition": "used"}), on=JUNE, rates_into=no_rates)
    assert (one.status, one.banned, one.total) == ("asks", True, None)


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    (tmp_path / "UZ.yaml").write_text(TEXT, encoding="utf-8")
    (tmp_path / "KG.yaml").write_text("market: KG\n", encoding="utf-8")
    library = Library.only(tmp_path)
    may = date(2026, 5, 1)
    asks = outcome(library, "UZ", car("petrol"), on=may, rates_into=no_rates)
    assert questions(asks) == ("`duty` depends on `cc`, which was not given",)
    needs = outcome(library, "UZ", car("petrol", NEW | {"cc": 658.0}), on=may, rates_into=no_rates)
    assert (needs.status, needs.currencies) == ("needs a rate", ("CNY", "USD"))
    assert pairs_needed(needs, "CNY") == "--fx CNY/UZS=RATE --fx USD/UZS=RATE"
    assert {charge.id: charge.share for charge in needs.charges} == {"duty": None, "vat": None, "fee": None}
    bev = outcome(library, "UZ", car("bev"), on=may, rates_into=no_rates)
    assert {charge.id: charge.share for charge in bev.charges} == {"duty": 0.0, "vat": pytest.approx(0.12), "fee": None}
    assert (bev.component("vat"), bev.component("levies"), bev.total) == (pytest.approx(0.12), None, None)
    faulty = outcome(library, "KG", car("bev"), on=may, rates_into=no_rates)
    assert faulty.status == "faulty"
    assert "LC302" in {one.code for one in faulty.diagnostics}


def test_a_bar_is_as_long_as_the_total_says() -> None:
    parts = {"duty": 0.27, "excise": 0.004, "vat": 0.2667, "levies": 0.0}
    drawn = bar(parts, 1.0, 100)  # type: ignore[arg-type]
    assert drawn == "D" * 27 + "V" * 27
    assert bar(parts, 0.5407, 30) == "D" * 15 + "V" * 15  # type: ignore[arg-type]
    assert bar(parts, 0.0) == ""  # type: ignore[arg-type]


def test_outcomes_are_ranked_by_their_total() -> None:
    outcomes = across(SHIPPED, car("bev", NEW | {"maker": "BYD"}), on=JUNE, rates_into=no_rates)
    page = across_page(outcomes, AllAsked(value=Money(Decimal(100000), "CNY"), on=JUNE, about="bev", assumed=()))
    shares = [row[3] for row in page.blocks[0].rows]  # type: ignore[union-attr]
    assert shares == sorted(shares)
    assert [row[0] for row in page.blocks[0].rows] == list(range(1, len(shares) + 1))  # type: ignore[union-attr]
    placed = sum(
        len({row[1 if block.id == "landed" else 0] for row in block.rows}) for block in page.blocks if hasattr(block, "rows")
    )
    assert placed == len(outcomes)  # every market stands somewhere, once


def test_outcome_of_nothing_has_no_total() -> None:
    nothing = Outcome(market="ZA", name="South Africa", currency="ZAR", status="asks")
    assert (nothing.total, nothing.component("duty"), nothing.flags, nothing.banned) == (None, None, (), False)
