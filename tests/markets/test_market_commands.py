"""The commands `markets` and `landed` in every form, and what they refuse."""

import csv
import io
import json

import pytest

from leasecalc.cli.run import run

DAY = ["--on", "2026-06-30"]
CAR = ["--value", "100000 CNY", "--powertrain", "bev", "--maker", "BYD"]


def printed(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    assert run(list(arguments)) == code, capsys.readouterr().err
    return capsys.readouterr().out


def refused(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 2) -> str:
    assert run(list(arguments)) == code
    return capsys.readouterr().err


def test_the_list_and_one_market_keep_their_spelling(capsys: pytest.CaptureFixture[str]) -> None:
    assert "South Africa" in printed(capsys, "markets", *DAY)
    page = printed(capsys, "markets", "za", *DAY)
    assert page.startswith("South Africa (ZA)")
    assert "Treaty with China" in page
    assert refused(capsys, "markets", "XK", code=3).count("LC501") == 1
    assert "takes no further words" in refused(capsys, "markets", "ZA", "UZ")


def test_the_list_with_shares_of_a_car(capsys: pytest.CaptureFixture[str]) -> None:
    told = json.loads(printed(capsys, "markets", *DAY, "--value", "100000 CNY", "--maker", "BYD", "--format", "json"))
    assert told["shares"]["AE"] == {"bev": 0.1025, "phev": 0.1025, "hev": 0.1025, "petrol": 0.1025}
    assert told["shares"]["BE"]["bev"] == pytest.approx(0.5367)
    assert told["shares"]["ZA"]["bev"] == pytest.approx(0.6036, abs=5e-5)  # of the reference car, at the library's rates
    only = json.loads(printed(capsys, "markets", *DAY, "--value", "1 CNY", "--powertrain", "bev", "--format", "json"))
    assert set(only["shares"]["AE"]) == {"bev"}
    assert "there is no `electric`" in refused(capsys, "markets", "--value", "1 CNY", "--powertrain", "electric")


def test_coverage_in_every_format(capsys: pytest.CaptureFixture[str]) -> None:
    told = json.loads(printed(capsys, "markets", "coverage", *DAY, "--format", "json"))
    total = told["total"]
    statuses = ("verified", "secondary", "unverified", "partly asked", "asked", "missing")
    assert sum(total[status] for status in statuses) == total["cells"] == len(told["cells"])
    rows = list(csv.DictReader(io.StringIO(printed(capsys, "markets", "coverage", *DAY, "--format", "csv"))))
    assert sum(int(row["cells"]) for row in rows) == total["cells"]
    assert "| all |" in printed(capsys, "markets", "coverage", *DAY, "--format", "md").replace("**", "")
    one = printed(capsys, "markets", "coverage", "za", *DAY, "--powertrain", "bev,petrol")
    assert "Cell by cell" in one
    assert "hev" not in one
    assert run(["markets", "coverage", *DAY, "--strict"]) == 1


def test_differences(capsys: pytest.CaptureFixture[str]) -> None:
    told = json.loads(printed(capsys, "markets", "diff", "za", "2021-06-01", "2022-06-01", "--format", "json"))
    levy = [change for change in told["changes"] if change["id"] == "co2_levy"]
    assert [(change["on"], change["old"][:7], change["new"][:7]) for change in levy] == [("2022-04-01", "120 ZAR", "132 ZAR")]
    assert "no rows" in printed(capsys, "markets", "diff", "AE", "2026-06-01", "2026-06-02")
    assert "takes a market and two days" in refused(capsys, "markets", "diff", "ZA", "2025-01-01")
    assert "is not before" in refused(capsys, "markets", "diff", "ZA", "2026-01-01", "2025-01-01")
    assert "is not a day" in refused(capsys, "markets", "diff", "ZA", "2026-01-01", "tomorrow")


def test_one_car_into_every_market(capsys: pytest.CaptureFixture[str]) -> None:
    page = printed(capsys, "landed", "--all", *CAR, *DAY)
    assert "One car of 100,000 CNY into" in page
    assert "the reference car BYD Atto 3" in page
    assert "counted as nothing, because nothing was given: freight 0, insurance 0" in page
    told = json.loads(printed(capsys, "landed", "--all", *CAR, *DAY, "--format", "json"))
    found = {market["market"]: market for market in told["markets"]}
    assert (found["AE"]["status"], found["AE"]["charges"]) == ("computed", 0.1025)
    assert found["UZ"]["rates"] == ["EUR/CNY", "EUR/USD", "USD/UZS"]
    gas = ["--value", "100000 CNY", "--powertrain", "gas"]  # no reference car
    told = json.loads(printed(capsys, "landed", "--all", *gas, *DAY, "--format", "json"))
    found = {market["market"]: market for market in told["markets"]}
    assert found["ZA"]["asks"] == ["`co2_levy` depends on `co2_g_km`, which was not given"]
    rows = list(csv.DictReader(io.StringIO(printed(capsys, "landed", "--all", *gas, *DAY, "--format", "csv"))))
    assert rows[0].keys() >= {"market", "charges", "duty", "excise", "vat", "levies"}
    assert "bar" not in rows[0]
    assert sorted(row["market"] for row in rows) == sorted(found), "a file of one table leaves no market out"
    assert {row["market"]: (row["rank"], row["charges"]) for row in rows if row["status"] != "computed"}["ZA"] == ("", "")
    assert all(row["why"] for row in rows if row["status"] != "computed")


def test_rates_and_facts_complete_a_market(capsys: pytest.CaptureFixture[str]) -> None:
    more = ["--fact", "mass_kg=1400", "--fx", "USD/CNY=7.05", "--fx", "USD/ZAR=17.20", "--freight", "1450 USD"]
    told = json.loads(printed(capsys, "landed", "--all", *CAR, *DAY, *more, "--format", "json"))
    (za,) = (market for market in told["markets"] if market["market"] == "ZA")
    alone = json.loads(printed(capsys, "landed", "ZA", *CAR, *DAY, *more, "--format", "json"))
    assert za["charges"] == pytest.approx(float(alone["total"]) / (100000 / 7.05 * 17.20), abs=1e-7)


def test_a_petrol_car_and_further_amounts(capsys: pytest.CaptureFixture[str]) -> None:
    petrol = ["--value", "100000 CNY", "--powertrain", "petrol", *DAY, "--fact", "cc=1498", "--fact", "co2_g_km=140"]
    told = json.loads(printed(capsys, "landed", "--all", *petrol, "--amount", "retail_price=150000 CNY", "--format", "json"))
    found = {market["market"]: market for market in told["markets"]}
    assert found["BE"]["charges"] == pytest.approx(0.10 + 0.21 * 1.10)
    assert found["MX"]["status"] in {"computed", "needs a rate"}
    assert "retail_price" not in " ".join(found["MX"]["asks"])


def test_what_the_commands_refuse(capsys: pytest.CaptureFixture[str]) -> None:
    assert "name one market" in refused(capsys, "landed", *CAR, *DAY)
    assert "either one market or --all" in refused(capsys, "landed", "ZA", "--all", *CAR, *DAY)
    assert "--override is for one market" in refused(capsys, "landed", "--all", *CAR, *DAY, "--override", "duty=5%")
    assert "did you mean `bev`" in refused(capsys, "landed", "ZA", "--value", "1 ZAR", "--powertrain", "bevv", *DAY)
    assert "is not above zero" in refused(capsys, "landed", "--all", "--value", "0 CNY", "--powertrain", "bev", *DAY)
    yen = ["--value", "2000000 JPY", "--powertrain", "bev", *DAY, "--mass-kg", "1400"]
    assert "no exchange rate leads from JPY to ZAR" in refused(capsys, "landed", "ZA", *yen)
    assert "takes a pair" in refused(capsys, "landed", "--all", *CAR, *DAY, "--fx", "USD=7")
    assert "is not above zero" in refused(capsys, "landed", "--all", *CAR, *DAY, "--fx", "USD/CNY=0")
    assert "no charge looks at `list_price`" in refused(capsys, "landed", "--all", *CAR, *DAY, "--amount", "list_price=1 CNY")
    assert "`mass` is not a fact" in refused(capsys, "landed", "--all", *CAR, *DAY, "--fact", "mass=1400")
    assert "there is no format" in refused(capsys, "markets", "--format", "docx")


def test_a_market_file_that_is_wrong_stops_no_other(tmp_path: object, capsys: pytest.CaptureFixture[str]) -> None:
    from pathlib import Path

    folder = Path(str(tmp_path))
    (folder / "ZA.yaml").write_text("market: ZA\n", encoding="utf-8")
    for words in (["markets", *DAY], ["landed", "--all", *CAR, *DAY], ["markets", "coverage", *DAY]):
        assert run([*words, "--markets", str(folder)]) == 3
        out, err = capsys.readouterr()
        assert "AE" in out
        assert "LC302" in err


def test_the_law_of_the_day_stands_apart_from_that_of_other_days(capsys: pytest.CaptureFixture[str]) -> None:
    page = printed(capsys, "markets", "ZA", "--on", "2023-01-01", "--wide")
    now, other = page.split("Charges in force on 2023-01-01")[1].split("Charges before and after that day")
    assert "132 ZAR per g_co2_km" in now
    assert "146 ZAR" not in now
    levy = [line.split() for line in other.split("Gates")[0].splitlines() if "120 ZAR" in line or "146 ZAR" in line]
    assert [[word for word in line if word[:2] == "20"] for line in levy][:2] == [["2020-04-01", "2022-03-31"], ["2024-04-01"]]
    assert "Charges before" not in printed(capsys, "markets", "AE", *DAY)


def test_what_tells_the_rows_of_a_charge_apart_is_never_hidden(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    page = printed(capsys, "markets", "UZ", *DAY)
    assert "Charge              For  " in page
    assert max(map(len, page.split("Gates")[0].splitlines())) <= 80


def test_all_markets_name_the_facts_they_ask_for_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    page = printed(capsys, "landed", "--all", "--value", "100000 CNY", "--powertrain", "gas", *DAY, "--wide")
    (line,) = (line for line in page.splitlines() if "facts that these markets ask for" in line)
    assert "--fact cc=" in line
    assert "--fact mass_kg=" in line
