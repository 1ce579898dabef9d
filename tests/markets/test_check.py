# ruff: noqa: E501 - market files have long lines
"""`markets check`: the shipped files are green; faults seeded into a copy are each told at their place."""

import json
import re
from datetime import date
from pathlib import Path

import pytest

from leasecalc.cli.run import run
from leasecalc.markets.check import check_market
from leasecalc.markets.check_files import check_files
from leasecalc.markets.library import Library, Sheet
from leasecalc.markets.schema import MarketDocument
from leasecalc.reading.documents import load

SHIPPED = Library.load()
ORIGINAL = Path(SHIPPED.market_files["ZA"]).read_text(encoding="utf-8")
ON = date(2026, 11, 22)
EREV = "when: {powertrain: [erev]}\n        rate: {kind: specific, amount: 146 ZAR per g_co2_km, above: 95}"
NEXT = "\n        source: {title: x, confidence: unverified}\n      - from: 2024-04-01\n        "


def ranged(*limits: str) -> str:
    """Split the entry for range extenders into entries by engine size."""
    return NEXT.join(EREV.replace("erev]}", f"erev], cc: {{{limit}}}}}") for limit in limits)


# what is wrong: (text of the file, what is put there, code, lines from the first changed line to the place told)
SEEDED = {
    "a key misspelt": ("group: duty", "gruop: duty", "LC301", 0),
    "a key missing": ("    label: Customs duty\n", "", "LC302", -1),
    "a list in place of a text": ("name: South Africa", "name: [South, Africa]", "LC303", 0),
    "a kind that does not exist": ("kind: ad_valorem, rate: 25%", "kind: advalorem, rate: 25%", "LC305", 0),
    "a percentage without its unit": ("rate: 25%}", "rate: 0.25}", "LC204", 0),
    "an amount without currency": ("120 ZAR per g_co2_km", "120 per g_co2_km", "LC213", 0),
    "a day that does not exist": ("from: 2021-01-01", "from: 2021-02-30", "LC218", 0),
    "a currency that does not exist": ("146 ZAR per", "146 RND per", "LC215", 0),
    "a key twice": ("    group: duty\n", "    group: duty\n    group: duty\n", "LC102", 0),
    "no source": (re.compile(r"        source: \{title: \"EWN[^\n]*\n"), "", "LC302", -2),
    "a source without address": (re.compile(r", url: \"https://www.ewn[^\"]*\""), "", "LC510", 0),
    "a source without the day it was read": (re.compile(r", seen: 2026-11-22, dated: 2026-01-28"), "", "LC510", 0),
    "a name that nothing bears": ("plus: [duty, ad_valorem_excise, co2_levy]", "plus: [duty, ad_valorem_exise, co2_levy]", "LC507", 0),
    "a circle": ("    base: {of: customs_value}\n", "    base: {of: customs_value, plus: [vat]}\n", "LC508", None),
    "an overlap in time": ("until: 2018-03-31", "until: 2019-03-31", "LC512", None),
    "an end before the beginning": ("until: 2018-03-31", "until: 2016-03-31", "LC513", 0),
    "a day that has not come": ("confirmed_on: 2026-01-28", "confirmed_on: 2027-01-28", "LC513", 0),
    "a zero not said in words": ("rate: {kind: ad_valorem, rate: 15%}", "rate: {kind: ad_valorem, rate: 0%}", "LC515", 0),
    "an id twice": ("- id: co2_levy", "- id: duty", "LC516", 0),
    "an id that is a fact": ("- id: co2_levy", "- id: cc", "LC516", 0),
    "a series that is not there": ("kind: specific, amount: 120 ZAR per g_co2_km, above: 95", "kind: index_unit, series: brv, times: 2", "LC518", 0),
    "a unit that is no fact": ("120 ZAR per g_co2_km", "120 ZAR per g_co2", "LC507", 0),
    "crossed bounds": ("at_least: 0%, at_most: 25%", "at_least: 40%, at_most: 25%", "LC514", 0),
    "a range with nothing inside": ("mass_kg: {up_to: 800}", "mass_kg: {above: 900, up_to: 800}", "LC521", 0),
    "a factor of zero": ("times: 1.15", "times: 0", "LC522", 0),
    "a rounding unit of zero": ("{unit: 1, mode", "{unit: 0, mode", "LC522", 0),
    "a gate without condition": ("    when: {condition: [used]}\n", "", "LC523", None),
    "bands that end": ("kind: ad_valorem, rate: 25%", "kind: whole_base_bands, rows: [{up_to: 9, rate: {kind: exempt}}]", "LC514", 0),
    "a table with a gap": ("kind: ad_valorem, rate: 25%", "kind: decision_table, rows: [{when: {kw: {up_to: 9}}, rate: {kind: exempt}}, {when: {kw: {above: 10}}, rate: {kind: exempt}}]", "LC514", 0),
    "money and facts added": ("plus: [duty]}", "plus: [duty, cc]}", "LC527", 0),
    "a percentage of kilograms": ("base: {of: customs_value}\n", "base: {of: mass_kg}\n", "LC527", None),
    "ranges with a gap": (EREV, ranged("up_to: 1000", "above: 1200"), "LC528", 4),
    "ranges that overlap": (EREV, ranged("up_to: 1000", "from: 900"), "LC529", 4),
}  # fmt: skip
WARNED = {
    "litres for cubic centimetres": ("mass_kg: {up_to: 800}", "cc: {up_to: 1.6}", "LC530"),
    "a rate of 2500 %": ("rate: 25%}", "rate: 900%}", "LC530"),
    "a foreign currency": ("120 ZAR per", "120 TRY per", "LC530"),
    "a day of another century": ("from: 2021-01-01", "from: 1921-01-01", "LC530"),
    "past its review": ("confirmed_on: 2026-02-25", "confirmed_on: 2020-02-25", "LC524"),
    "an entry that never applies": ("when: {powertrain: [erev]}\n", "when: {powertrain: [hev], drive: [4wd]}\n", "LC530|LC525"),
    "days without a rate": ("until: 2018-03-31", "until: 2018-02-28", "LC526"),
}
CODES = ["KG", "TJ", "AM", "AZ", "MN", "NP", "BD", "KH", "LA", "MM", "BT", "MV", "OM", "QA", "KW", "BH", "IQ", "YE", "SY", "LB", "PS", "CY",
         "MT", "GR", "BG", "RO", "MD", "UA", "BY", "LT", "LV", "EE", "FI", "SE"]  # fmt: skip


def corrupted(good: "str | re.Pattern[str]", bad: str) -> str:
    pattern = good if isinstance(good, re.Pattern) else re.compile(re.escape(good))
    text, found = pattern.subn(lambda _: bad, ORIGINAL, count=1)
    assert found == 1, good
    assert text != ORIGINAL, good
    return text


def first_changed_line(text: str) -> int:
    pairs = zip(ORIGINAL.splitlines(), text.splitlines(), strict=False)
    return next(number for number, (before, after) in enumerate(pairs, start=1) if before != after)


def test_the_shipped_files_are_green(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["markets", "check", "--on", ON.isoformat(), "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["errors"] == 0
    assert {file["code"] for file in told["files"] if file["kind"] == "market"} == set(SHIPPED.codes())
    assert {one["severity"] for file in told["files"] for one in file["found"]} <= {"warning"}


def test_every_seeded_fault_is_told_at_its_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    texts = {code: corrupted(good, bad) for code, (good, bad, _, _) in zip(CODES, SEEDED.values(), strict=False)}
    for code, text in texts.items():
        (tmp_path / f"{code}.yaml").write_text(text.replace("market: ZA", f"market: {code}"), encoding="utf-8")
    (tmp_path / "SI.yaml").write_text(ORIGINAL.replace("market: ZA", "market: SI"), encoding="utf-8")
    assert run(["markets", "check", str(tmp_path), "--on", ON.isoformat(), "--format", "json"]) == 3
    printed = capsys.readouterr()
    files = {file["code"]: file for file in json.loads(printed.out)["files"]}
    assert len(SEEDED) >= 20
    missed = {}
    for (name, (_, _, code, distance)), market in zip(SEEDED.items(), texts, strict=False):
        errors = [one for one in files[market]["found"] if one["severity"] == "error"]
        here = [one for one in errors if one["code"] == code and one["line"]]
        line = None if distance is None else first_changed_line(texts[market]) + distance
        if not any(line in {None, one["line"]} for one in here):
            missed[name] = (code, line, [(one["code"], one["line"], one["message"]) for one in errors])
        if here:
            assert f"{market}.yaml:{here[0]['line']}:{here[0]['column']}: {code}" in printed.err, name
    assert missed == {}
    assert [one["code"] for one in files["SI"]["found"] if one["severity"] == "error"] == []


@pytest.mark.parametrize(("good", "bad", "code"), WARNED.values(), ids=list(WARNED))
def test_what_is_only_odd_is_a_warning(good: str, bad: str, code: str) -> None:
    loaded = load(corrupted(good, bad), "ZA.yaml", MarketDocument)
    found = check_market(Sheet(loaded.document, "ZA.yaml", "", loaded.tree), ON)
    fresh = [
        one
        for one in found
        if re.fullmatch(code, one.code) and one.spans[0].line >= first_changed_line(loaded.tree.sources["ZA.yaml"]) - 3
    ]
    if "LC525" not in code:
        assert fresh
    assert all(one.severity == "warning" for one in found)


def found_with(*limits: str, last: str = "") -> list[str]:
    loaded = load(corrupted(EREV, ranged(*limits) + last), "ZA.yaml", MarketDocument)
    found = check_market(Sheet(loaded.document, "ZA.yaml", "", loaded.tree), ON)
    return [one.code for one in found if one.code in {"LC525", "LC528", "LC529"}]


def test_ranges_beside_and_inside_each_other() -> None:
    assert found_with("up_to: 1000", "above: 1000") == []
    assert found_with("above: 1000", "up_to: 1000") == []
    assert found_with("below: 1000", "above: 1000") == ["LC528"]
    assert found_with("up_to: 1000", "from: 1000") == ["LC529"]
    assert found_with("up_to: 800", "up_to: 1000") == []  # the special one first
    assert found_with("up_to: 1000", "up_to: 800") == ["LC525"]
    assert found_with("up_to: 1000", "above: 1200", last=NEXT + EREV) == []  # a general entry fills the gap


RATES = Path(SHIPPED.reference_files["exchange_rates"]).read_text(encoding="utf-8")
SEEDED_IN_RATES = {
    "a rate of zero": ("UZS: 12056.69", "UZS: 0", "LC522", "error"),
    "a currency that does not exist": ("UZS: 12056.69", "UZZ: 12056.69", "LC215", "error"),
    "two rates of a pair on one day": ("on: 2026-09-29\n    kind: market", "on: 2026-06-30\n    kind: market", "LC512", "error"),
    "a day that has not come": ("on: 2026-10-30", "on: 2027-10-30", "LC513", "error"),
    "a rate without a source": (re.compile(r"    source: \{title: \"Frank[^\n]*\n"), "", "LC302", "error"),
    "a market's currency left out": (re.compile(r"GEL: [0-9.]+, "), "", "LC506", "error"),
    "a pair the wrong way round": ("UZS: 12056.69", "UZS: 0.0000829", "LC530", "warning"),
    "a rate past its review": ("confirmed_on: 2026-09-29", "confirmed_on: 2020-09-29", "LC524", "warning"),
    "a rate from memory": (re.compile(r"(title: \"CPL Fin[^}]*)confidence: secondary"), r"\1confidence: unverified", "LC511", "warning"),
}  # fmt: skip


@pytest.mark.parametrize("name", SEEDED_IN_RATES)
def test_faults_seeded_into_the_exchange_rates_are_told(name: str, tmp_path: Path) -> None:
    good, bad, code, severity = SEEDED_IN_RATES[name]
    text = good.sub(bad, RATES) if isinstance(good, re.Pattern) else RATES.replace(good, bad, 1)
    assert text != RATES
    (tmp_path / "reference").mkdir()
    path = tmp_path / "reference" / "exchange_rates.yaml"
    path.write_text(text, encoding="utf-8")
    library = Library.only(tmp_path)
    library.market_files.update(SHIPPED.market_files)  # whose currencies need a rate
    (told,) = (file for file in check_files(library, ON) if file.kind == "reference")
    found = [one for one in told.diagnostics if one.code == code]
    assert found
    assert found[0].severity == severity
    assert found[0].spans
    if severity == "warning":
        assert told.errors == ()


def test_strict_and_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["markets", "check", "--on", ON.isoformat(), "--strict"]) == 1
    assert "warning LC511" in capsys.readouterr().err
    assert run(["markets", "check", str(tmp_path)]) == 2
    assert "holds no market files" in capsys.readouterr().err
    assert run(["markets", "check", str(tmp_path / "nowhere")]) == 2
    assert run(["markets", "check", "a", "b"]) == 2


def test_an_origin_is_checked_too() -> None:
    files = {(file.kind, file.code): file for file in check_files(SHIPPED, date(2020, 1, 1))}
    origin = files["origin", "CN"]
    assert {one.code for one in origin.errors} == {"LC513"}
    assert all(one.spans for one in origin.diagnostics)
