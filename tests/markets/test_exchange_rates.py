# ruff: noqa: E501 - market files have long lines
"""The library's exchange rates: agreement with other publishers, which rate counts on a day, and that a typed rate wins."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest

from leasecalc.cli.actions.landed.table_rates import TableRates, table_rates
from leasecalc.cli.run import run
from leasecalc.markets.exchange_rates import ExchangeRates, Quotation, quotations
from leasecalc.markets.library import Library
from leasecalc.reading.documents import load

SHIPPED = Library.load()
JUNE = date(2026, 6, 30)
TEXT = """\
review_every_months: 3
publications:
  - {base: USD, on: 2026-01-31, kind: official, rates: {UZS: 12000, KZT: 500}, source: {title: a, confidence: unverified}}
  - {base: USD, on: 2026-06-30, kind: official, rates: {UZS: 12100}, source: {title: b, url: "https://x.org", seen: 2026-07-01, confidence: verified}}
  - {base: USD, on: 1997-11-22, kind: peg, rates: {AED: 3.6725}, confirmed_on: 2026-05-01, review_every_months: 12, source: {title: c, url: "https://x.org", seen: 2026-07-01, confidence: verified}}
"""


def small(day: date) -> dict[str, Quotation]:
    return {one.pair: one for one in quotations(load(TEXT, "exchange_rates.yaml", ExchangeRates).document, day)}


def shipped(day: date) -> dict[str, Quotation]:
    sheet = SHIPPED.exchange_rates()
    assert sheet is not None
    return {one.pair: one for one in quotations(sheet.document, day)}


def test_the_last_rate_up_to_the_day_counts() -> None:
    assert (small(date(2026, 6, 29))["USD/UZS"].rate, small(JUNE)["USD/UZS"].rate) == (12000.0, 12100.0)
    assert small(JUNE)["USD/UZS"].flags == ()
    assert small(date(2026, 4, 30))["USD/UZS"].flags == ("unverified",)
    assert small(date(2026, 5, 1))["USD/UZS"].flags == ("unverified", "stale")  # three months and a day
    early = small(date(2025, 12, 31))["USD/UZS"]
    assert (early.rate, early.later, early.flags) == (12000.0, True, ("unverified", "stale"))
    assert small(JUNE)["USD/AED"].flags == ()  # a peg is as old as its last confirmation
    assert small(date(2027, 5, 2))["USD/AED"].flags == ("stale",)


@pytest.mark.parametrize(
    ("pair", "cross", "published"),
    [
        # official rates of the Bank of Russia on 2026-06-30 (credits-pl.ru): what it says of the euro and the yuan
        ("USD/RUB", "EUR/USD", 88.6472 / 77.7539),
        ("USD/RUB", "USD/CNY", 77.7539 / 11.4624),
        # pegs as their central banks state them
        ("USD/AED", "AED/SAR", 3.75 / 3.6725),
        ("USD/JOD", "JOD/USD", 1 / 0.709),
    ],
)
def test_the_table_agrees_with_other_publishers(pair: str, cross: str, published: float) -> None:
    assert pair in shipped(JUNE)
    base, quote = cross.split("/")
    assert table_rates(SHIPPED, {}, JUNE).into(quote)[base] == pytest.approx(published, rel=2e-3)


def test_every_currency_of_a_market_has_a_rate_and_its_day() -> None:
    known = {code for pair in shipped(JUNE) for code in pair.split("/")}
    assert {SHIPPED.market(code).document.currency for code in SHIPPED.codes()} <= known
    for day in (date(2026, 6, 30), date(2026, 10, 30)):
        assert [one.pair for one in shipped(day).values() if one.later] == []
        assert [one.pair for one in shipped(day).values() if "stale" in one.flags] == []
    assert {one.kind for one in shipped(JUNE).values()} == {"reference", "official", "market", "peg"}
    assert all(one.source.url and one.source.seen for one in shipped(JUNE).values())


def test_a_typed_rate_wins_in_either_direction_and_over_a_chain() -> None:
    table = shipped(JUNE).values()
    assert TableRates({"USD/UZS": 13000.0}, table).into("UZS")["USD"] == 13000.0
    turned = TableRates({"UZS/USD": 1 / 13000.0}, table)
    assert turned.into("UZS")["USD"] == pytest.approx(13000.0, rel=1e-15)
    assert [one.pair for one in turned.used("UZS", ["CNY", "USD"])] == ["EUR/CNY", "EUR/USD"]
    chain = TableRates({"USD/CNY": 7.0, "USD/ZAR": 17.5}, table)
    assert chain.into("ZAR")["CNY"] == 2.5
    assert chain.used("ZAR", ["CNY"]) == ()
    assert TableRates({}, ()).into("ZAR") == {}


def test_the_page_and_the_data_of_the_rates(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["markets", "rates", "--on", "2026-06-30", "--format", "json"]) == 0
    told = {one["pair"]: one for one in json.loads(capsys.readouterr().out)["rates"]}
    assert Decimal(str(told["EUR/CNY"]["rate"])) == Decimal("7.7314")  # European Central Bank, 30 June 2026
    assert told["USD/UZS"]["marks"] == ["secondary"]
    assert run(["markets", "rates", "--on", "2027-03-31", "--strict"]) == 1
    out, err = capsys.readouterr()
    assert "~ EUR/CNY" in out.replace("  EUR", " EUR")
    assert "stale" in err
    assert run(["markets", "rates", "now"]) == 2
