"""`--markets DIR` adds files and replaces shipped ones; `--set` lays values over a deal; `--strict` asks for sound data."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Said

    Say = Callable[..., Said]

ZA = "deals/za-box-60m.yaml"
MARKET = """market: {code}
name: {name}
currency: {currency}
customs_value:
  base: {{of: fob}}
  source: {{title: made up, url: "https://example.org", seen: 2026-01-05, confidence: verified}}
lines:
  - id: duty
    label: Duty
    group: duty
    base: {{of: customs_value}}
    in_force:
      - from: 2020-01-01
        rate: {{kind: ad_valorem, rate: {rate}}}
        source: {{title: made up, url: "https://example.org", seen: 2026-01-05, confidence: {confidence}}}
confirmed_on: 2026-01-05
review_every_months: 12
"""


def folder_with(path: Path, name: str, **values: str) -> str:
    text = {"code": name, "name": "Somewhere", "currency": "USD", "rate": "10%", "confidence": "verified"} | values
    (path / f"{name}.yaml").write_text(MARKET.format(**text), encoding="utf-8")
    return str(path)


def report_of(say: Say, *arguments: str) -> dict[str, Any]:
    said = say("price", ZA, "--format", "json", "--set", "expect=", *arguments)
    assert said.code == 0, said.err
    found: dict[str, Any] = json.loads(said.out)
    return found


def test_a_folder_adds_a_market(say: Say, tmp_path: Path) -> None:
    assert say("price", ZA, "--set", "import.market=XK").code == 3
    folder = folder_with(tmp_path, "XK")
    landed = report_of(say, "--set", "import.market=XK", "--markets", folder)["landed"]
    assert (landed["market_name"], landed["total_charges"]) == ("Somewhere", "1390.00")  # 10 % of 13,900 USD free on board
    assert "XK" in say("markets", "--markets", folder).out


def test_a_folder_replaces_a_shipped_market_and_the_last_one_counts(say: Say, tmp_path: Path) -> None:
    shipped = report_of(say)
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()
    folder_with(first, "ZA", currency="ZAR", rate="30%")
    folder_with(second, "ZA", currency="ZAR", rate="40%")
    landed = report_of(say, "--markets", str(first), "--markets", str(second))["landed"]
    assert landed["total_charges"] == "95632.00"  # 40 % of 13,900 USD at 17.20
    assert report_of(say)["landed"] == shipped["landed"]


def test_the_result_names_the_data_that_it_rests_on(say: Say, tmp_path: Path) -> None:
    shipped, replaced = report_of(say), report_of(say, "--markets", folder_with(tmp_path, "ZA", currency="ZAR"))
    assert shipped["data"] != replaced["data"]
    assert [file["path"] for file in replaced["files"] if file["path"].endswith("ZA.yaml")] == [str(tmp_path / "ZA.yaml")]


@pytest.mark.parametrize(("confidence", "code"), [("verified", 0), ("unverified", 1)])
def test_strict_asks_for_sound_data(say: Say, tmp_path: Path, confidence: str, code: int) -> None:
    folder = folder_with(tmp_path, "XK", confidence=confidence)
    said = say("price", ZA, "--set", "import.market=XK", "--set", "expect=", "--markets", folder, "--strict")
    assert (said.code, bool(said.err)) == (code, bool(code)), said.err
    assert say("price", ZA, "--set", "import.market=XK", "--set", "expect=", "--markets", folder) == (0, said.out, "")


def test_set_lays_values_over_the_file_and_the_last_one_counts(say: Say) -> None:
    report = report_of(say, "--set", "lease.term=24 months", "--set", "lease.term=48 months", "--set", "sale.terms.0=100% at order",
                       "--set", "sale.terms=[100% at order]")  # fmt: skip
    assert report["deal"]["instalments"] == 48
    (proceeds,) = [leg for leg in report["sale_legs"] if leg["name"] == "proceeds"]
    assert [flow["amount"] for flow in proceeds["flows"]] == ["13900.00"]


def test_set_takes_the_market_and_a_section_that_the_file_lacks(say: Say) -> None:
    given = report_of(say, "--set", "lessee.borrowing_rate=12%", "--set", 'vehicle.model="Box: 2026"')
    assert given["deal"]["vehicle"].endswith("Box: 2026")
    assert given["lessee"]["purchase_cost"] is not None
