# ruff: noqa: E501 - market files have long lines
"""Withholding, VAT on rents and premium categories of the shipped files, by date."""

from datetime import date
from decimal import Decimal

import pytest
from test_resolve import TEXT

from leasecalc.charges.source import Source
from leasecalc.markets.library import Library
from leasecalc.markets.schema import MarketDocument
from leasecalc.markets.treatment import VatOnRent, VatOnRentTable, Withholding, WithholdingTable
from leasecalc.reading.documents import load
from leasecalc.report.markets.treatment import is_doubtful, treatment_tables

SOURCE = Source(title="case", confidence="unverified")
LIBRARY = Library.load()


def withholding(first: int, domestic: str | None, treaty: str | None) -> Withholding:
    rates = {"domestic_rate": domestic and Decimal(domestic), "treaty_rate": treaty and Decimal(treaty)}
    return Withholding(from_=date(first, 1, 1), character="interest", base="finance_charge", source=SOURCE, **rates)  # type: ignore[arg-type]


def test_a_treaty_caps_the_domestic_rate_and_never_raises_it() -> None:
    # Saudi Arabia: interest 5 at home, 10 by treaty (PwC 2019-12-27); Uzbekistan: 20 and 10 (EY 2021).
    assert withholding(2020, "0.05", "0.10").rate(treaty=True) == Decimal("0.05")
    assert withholding(2020, "0.20", "0.10").rate(treaty=True) == Decimal("0.10")
    assert withholding(2020, "0.20", "0.10").rate(treaty=False) == Decimal("0.20")
    assert withholding(2020, None, None).rate(treaty=True) is None


def test_the_entry_that_began_last_counts() -> None:
    table = WithholdingTable(in_force=(withholding(2026, "0.10", None), withholding(2020, "0.15", None)))
    on = {year: table.on(date(year, 6, 1), "interest") for year in (2019, 2025, 2026)}
    assert on[2019] is None
    assert [entry.domestic_rate for entry in (on[2025], on[2026]) if entry] == [Decimal("0.15"), Decimal("0.10")]
    assert table.on(date(2026, 6, 1), "royalty") is None


def test_an_entry_for_the_kind_of_lease_goes_before_one_for_any() -> None:
    any_kind = VatOnRent(from_=date(2020, 1, 1), on="rent", source=SOURCE)
    finance = VatOnRent(from_=date(2010, 1, 1), lease_kind="finance", on="principal", source=SOURCE)
    table = VatOnRentTable(in_force=(any_kind, finance))
    assert table.on(date(2026, 1, 1), "finance") is finance
    assert table.on(date(2026, 1, 1), "operating") is any_kind


@pytest.mark.parametrize(("market", "category"), [("UZ", 5), ("ZA", 4), ("PK", 7), ("MX", 3), ("BR", 4), ("AE", 2)])
def test_premium_categories_of_january_2026(market: str, category: int) -> None:
    # OECD, country risk classification valid as of 30 January 2026.
    premium = LIBRARY.origin("CN").document.premium
    assert premium is not None
    assert premium.category(market, date(2026, 6, 1)) == category
    assert premium.category(market, date(1990, 1, 1)) is None
    coefficients = premium.coefficients_on(date(2026, 6, 1))
    assert coefficients is not None
    assert coefficients.a[str(category)] > 0


TREATED = """\
lease_treatment:
  withholding:
    in_force:
      - {from: 2020-01-01, character: interest, base: finance_charge, domestic_rate: 20%, treaty_rate: 10%, source: {title: EY, confidence: verified, url: "https://example.org", seen: 2026-01-01}}
      - {from: 2020-01-01, until: 2025-12-31, character: royalty, base: gross_rent, domestic_rate: 15%, source: {title: Memory, confidence: unverified}}
    confirmed_on: 2026-01-01
    review_every_months: 12
"""


def treated(text: str = TREATED) -> MarketDocument:
    return load(f"{TEXT}{text}", "UZ.yaml", MarketDocument).document


def test_the_page_of_a_market_shows_the_treaty() -> None:
    (table,) = treatment_tables(treated(), date(2026, 6, 1))
    assert [column.label for column in table.columns[4:7]] == ["Domestic", "Treaty with China", "Due with a certificate"]
    assert [row[4:7] for row in table.rows] == [
        (Decimal("0.20"), Decimal("0.10"), Decimal("0.10")),
        (Decimal("0.15"), None, Decimal("0.15")),
    ]
    assert table.row_marks == ("", "unverified")
    later = treatment_tables(treated(), date(2027, 6, 1))[0]
    assert later.row_marks == ("stale", "unverified")


def test_strict_respects_what_is_said_about_leases() -> None:
    assert not is_doubtful(treated(), date(2026, 6, 1))  # what is not verified ended before
    assert is_doubtful(treated(), date(2025, 6, 1))
    assert is_doubtful(treated(), date(2027, 6, 1))  # past its review
    assert not is_doubtful(treated(""), date(2027, 6, 1))


@pytest.mark.parametrize("code", LIBRARY.codes())
def test_every_market_says_what_is_withheld_from_rents(code: str) -> None:
    document = LIBRARY.market(code).document
    assert document.lease_treatment is not None
    assert document.lease_treatment.withholding is not None
    characters = {entry.character for entry in document.lease_treatment.withholding.in_force}
    assert characters, code
    for entry in document.lease_treatment.withholding.in_force:
        if entry.treaty_rate is not None:
            assert 0 <= entry.treaty_rate <= Decimal("0.20"), (code, entry.character)
