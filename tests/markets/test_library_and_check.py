"""The library finds files, directories replace them; the check finds what a maintainer should look at."""

from datetime import date
from pathlib import Path

import pytest
from test_resolve import TEXT

from leasecalc.errors import InputError, UsageError
from leasecalc.markets.check import check_market
from leasecalc.markets.library import Library, Sheet
from leasecalc.markets.schema import MarketDocument
from leasecalc.reading.codes.markets import CODES
from leasecalc.reading.documents import load

SHIPPED = Library.load()


def test_a_directory_adds_and_replaces_files(tmp_path: Path) -> None:
    (tmp_path / "UZ.yaml").write_text(TEXT, encoding="utf-8")
    (tmp_path / "KG.yaml").write_text(TEXT.replace("market: UZ", "market: KG"), encoding="utf-8")
    library = Library.load([tmp_path])
    assert set(SHIPPED.codes()) < set(library.codes())
    assert library.market("UZ").document.name == library.market("KG").document.name == "Testland"
    assert library.market("ZA").document.name == "South Africa"
    assert len(library.hashes()[str(tmp_path / "UZ.yaml")]) == 64
    assert library.market("UZ") is library.market("UZ")


def test_what_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="LC501") as unknown:
        SHIPPED.market("za")
    assert unknown.value.diagnostics[0].hint == "did you mean `ZA`?; `--markets DIR` adds more"
    with pytest.raises(UsageError, match="does not exist"):
        Library.load([tmp_path / "nowhere"])
    (tmp_path / "KG.yaml").write_text(TEXT, encoding="utf-8")
    with pytest.raises(InputError, match=r"named KG\.yaml but describes `UZ`"):
        Library.load([tmp_path]).market("KG")


@pytest.mark.parametrize("code", SHIPPED.codes())
def test_every_shipped_market_reads_and_has_no_error(code: str) -> None:
    market = SHIPPED.market(code)
    found = check_market(market, date(2026, 11, 22))
    assert [diagnostic for diagnostic in found if diagnostic.severity == "error" or diagnostic.code == "LC525"] == []
    assert len(market.sha256) == 64


@pytest.mark.parametrize("code", sorted(SHIPPED.origin_files))
def test_every_shipped_origin_reads(code: str) -> None:
    assert SHIPPED.origin(code).document.refund_rules


def checked(text: str, on: date = date(2026, 6, 15)) -> list[tuple[str, int]]:
    loaded = load(text, "UZ.yaml", MarketDocument)
    found = check_market(Sheet(loaded.document, "UZ.yaml", "", loaded.tree), on)
    return [(diagnostic.code, diagnostic.spans[0].line) for diagnostic in found if diagnostic.code != "LC511"]


def test_the_check() -> None:
    assert checked(TEXT) == []
    assert {code for code, _ in checked(TEXT, date(2026, 12, 2))} == {"LC524"}
    assert ("LC513", 8) in checked(TEXT, date(2025, 12, 31))
    gap = TEXT.replace("{from: 2027-01-01, when: {powertrain: [diesel]}", "{from: 2027-01-01, when: {powertrain: [bev]}")
    assert checked(gap) == [("LC526", 17)]
    hidden = TEXT.replace("when: {powertrain: [petrol]}, ", "")
    assert checked(hidden) == [("LC525", 17), ("LC525", 18)]
    unconfirmed = TEXT.replace("confirmed_on: 2026-01-01\n", "", 1)
    assert {code for code, _ in checked(unconfirmed)} == {"LC524"}


def test_every_code_has_a_page_and_a_unique_number() -> None:
    assert [code.code for code in CODES] == [f"LC{number}" for number in range(501, 501 + len(CODES))]
    assert all(len(code.explanation) > 80 and code.title for code in CODES)
