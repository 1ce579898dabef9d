"""The reference cars, and with them every market ranked: the sums by hand, bans beside the rank, everything assumed named."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from leasecalc.cli.run import run
from leasecalc.errors import InputError
from leasecalc.markets.library import Library
from leasecalc.markets.reference_cars import ReferenceCars, assumed_of
from leasecalc.reading.documents import load

SHIPPED = Library.load()
ASKED = ("landed", "--all", "--value", "100000 CNY", "--on", "2026-06-30")
EUR_CNY, EUR_USD, EUR_ZAR, USD_UZS = 7.7314, 1.1394, 18.6544, 12056.69  # 2026-06-30, the first three of the European Central Bank


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert run([*ASKED, *arguments, "--format", "json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    found["markets"] = {market["market"]: market for market in found["markets"]}
    return found


@pytest.mark.parametrize("car", [("--powertrain", "bev", "--maker", "BYD"), ("--powertrain", "petrol", "--cc", "1498")])
def test_every_market_has_a_total(car: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    markets = told(capsys, *car)["markets"]
    assert len(markets) == 32
    assert {code: market["asks"] for code, market in markets.items() if market["status"] != "computed"} == {}
    shut = {code for code, market in markets.items() if not market["allowed"]}
    assert shut == (set() if "bev" in car else {"ET"})
    assert run([*ASKED, *car]) == 0
    page = capsys.readouterr().out
    ranked = [line for line in page.split("Not let in")[0].splitlines() if line[:6].strip("~!* ").isdigit()]
    assert len(ranked) == 32 - len(shut)
    if shut:
        assert "176." in page.split("Not let in")[1]  # what would be due otherwise


def test_the_sums_by_hand(capsys: pytest.CaptureFixture[str]) -> None:
    markets = told(capsys, "--powertrain", "bev", "--maker", "BYD")["markets"]
    # Uzbekistan: no duty, VAT 12 %, recycling 120 and clearance 1.5 base units of 412,000 (a car of 10 to 20 thousand dollars)
    in_dollars = 100_000 / EUR_CNY * EUR_USD
    assert 10_000 < in_dollars <= 20_000
    assert markets["UZ"]["charges"] == pytest.approx(0.12 + 121.5 * 412_000 / (in_dollars * USD_UZS), abs=1e-7)
    # South Africa: duty 25 % on whole rand, ad valorem (0.00003 A - 0.75) % of A = 1.15 value + duty, VAT 15 % of 1.10 value + both
    value = round(100_000 / EUR_CNY * EUR_ZAR)
    base = 1.15 * value + 0.25 * value
    excise = base * (0.00003 * base - 0.75) / 100
    vat = 0.15 * (1.10 * value + 0.25 * value + excise)
    assert markets["ZA"]["charges"] == pytest.approx((0.25 * value + excise + vat) / (100_000 / EUR_CNY * EUR_ZAR), abs=1e-6)
    # New Zealand, petrol: GST 15 %, fees of 46.89, NZD 15 a gram above 108 + 0.0343 (1350 - 1482) = 103.4724 g
    petrol = told(capsys, "--powertrain", "petrol")["markets"]
    grams = 142 - (108 + 0.0343 * (1350 - 1482))
    assert petrol["NZ"]["charges"] == pytest.approx(0.15 + (46.89 + 15 * grams) / (100_000 / EUR_CNY * 2.0136), abs=1e-6)


def test_everything_assumed_is_named_and_gives_way(capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, "--powertrain", "petrol", "--kw", "65", "--cc", "998", "--fact", "km_per_l=20")
    facts = found["assumed_facts"]
    assert found["reference_car"]["name"] == "Geely Coolray 1.5 T"
    assert facts["seats"] == {"value": 5.0, "from": "published"}
    assert facts["hp"] == {"value": 88.38, "from": "converted"}  # 65 / 0.73549875
    assert facts["l_100km"] == {"value": 5.0, "from": "converted"}
    assert facts["co2_g_km"] == {"value": round(142 * 5.0 / 6.1, 2), "from": "in step"}
    assert facts["hs"]["value"] == "8703.21"
    assert not {"kw", "cc", "km_per_l"} & facts.keys()
    assert Decimal(found["assumed_retail_price"]["amount"]) == 160_000
    assert run([*ASKED, "--powertrain", "petrol", "--kw", "65"]) == 0
    page = capsys.readouterr().out
    (given,) = (line for line in page.splitlines() if line.startswith("  kw "))
    (assumed,) = (line for line in page.splitlines() if line.startswith("* seats "))
    assert given.endswith("given")
    assert assumed.endswith("assumed: reference car, published")


def test_a_battery_car_of_half_the_power_has_half_the_thirty_minute_power() -> None:
    sheet = SHIPPED.reference_cars()
    assert sheet is not None
    car = sheet.document.car("bev")
    assert car is not None
    found = {one.name: one for one in assumed_of(car, {"hp": 100.0})}
    assert (found["kw"].value, found["kw"].standing) == (73.55, "converted")
    assert (found["kw_30min"].value, found["kw_30min"].standing) == (round(67.5 * 73.55 / 150, 2), "in step")
    assert {car.powertrain for car in sheet.document.cars} >= {"bev", "erev", "phev", "hev", "petrol", "diesel"}


def test_what_a_file_of_cars_is_refused_for() -> None:
    car = "{powertrain: bev, name: x, published: {%s}, declared: {%s}, tied: {%s}, why: y, source: {title: z, confidence: unverified}}"
    text = "retail_price_times_value: %s\nfacts: {%s}\ncars: [%s]\n"
    bad = {
        "LC505": text % ("1.6", "in_quote: no", ""),
        "LC522": text % ("0", "", ""),
        "LC516": text % ("1.6", "", car % ("kw: 1", "kw: 2", "")),
        "LC507": text % ("1.6", "", car % ("kw: 1", "", "hp: kw")),
    }
    for code, written in bad.items():
        with pytest.raises(InputError) as caught:
            load(written, "cars.yaml", ReferenceCars)
        assert [one.code for one in caught.value.diagnostics] == [code]
    with pytest.raises(InputError) as caught:
        load(text % ("1.6", "", car % ("kw: many", "", "")), "cars.yaml", ReferenceCars)
    assert {one.code for one in caught.value.diagnostics} == {"LC505"}


def test_the_page_of_the_cars(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["markets", "cars", "--wide"]) == 0
    page = capsys.readouterr().out
    assert "Geely Coolray 1.5 T" in page
    assert "retail price 1.6 times the FOB value" in page
    assert run(["markets", "cars", "now"]) == 2
