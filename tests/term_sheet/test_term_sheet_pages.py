"""The term sheet of every sample deal: a well-formed page that loads nothing, and the numbers of `price` and `compare`."""

from __future__ import annotations

from decimal import Decimal
from itertools import groupby
from typing import Any

import pytest
from saved_results import priced, simulated
from sheets import DEALS, LANGUAGES, ROUTES, WEEKLY, ZA, Page, material_of, number, page_of, sheet_of

from leasecalc.cli.actions.documents.deal import deal_sheet
from leasecalc.cli.actions.documents.saved import ranking_of, risk_of
from leasecalc.cli.request import Request
from leasecalc.languages import words_of
from leasecalc.report.render.json import plain
from leasecalc.term_sheet.deal.decision import bridge_steps
from leasecalc.term_sheet.deal.landed import landed_steps
from leasecalc.term_sheet.html import html
from leasecalc.term_sheet.model import Picture, Terms

MOST_BYTES = 300_000


@pytest.mark.parametrize("deal", DEALS)
def test_the_page_is_well_formed_and_stands_alone(deal: str) -> None:
    text = page_of(deal)
    page = Page(text)
    assert page.faults == []
    assert page.headings[0] == 1
    assert page.headings.count(1) == 1
    assert page.lang == "en"
    inside = {address.removeprefix("#") for address in page.addresses if address.startswith("#")}
    assert inside <= set(page.ids)
    assert all(address.startswith(("#", "https://", "http://")) for address in page.addresses)
    assert "url(" not in text
    assert "@import" not in text
    assert len(text.encode()) < MOST_BYTES


def result_of(deal: str) -> Any:
    """Return what `price --format json` writes."""
    return plain(sheet_of(deal)[1])


@pytest.mark.parametrize("deal", DEALS)
def test_numbers_are_those_of_price(deal: str) -> None:
    result, page = result_of(deal), Page(page_of(deal))
    schedules = {f"schedule_{found['number']}": found["schedule"] for found in result["deliveries"]} or {
        "schedule": result["schedule"]
    }
    for name, schedule in schedules.items():
        heads, *rows, total = page.tables[f"t-{name}"]
        for key in ("opening", "instalment", "interest", "principal", "closing"):
            at = heads.index(key.capitalize())
            assert [number(row[at]) for row in rows] == [Decimal(row[key]) for row in schedule["rows"]], (name, key)
        assert number(total[heads.index("Interest")]) == Decimal(schedule["total_interest"])
    landed = result["landed"]
    _, *rows, total = page.tables["t-landed"]
    shown = [number(row[3]) for row in rows]
    assert shown == [Decimal(landed[name]) for name in ("fob", "freight", "insurance")] + [
        Decimal(line["amount"]) for line in landed["lines"] if line["group"] != "value"
    ]
    assert number(total[3]) == Decimal(landed["landed"])
    compared = result["comparison"]
    rows = page.tables["t-comparison"][1:]
    assert [number(text) for text in rows[0][1:]] == [
        Decimal(compared["lease"]["npv_per_car"]),
        Decimal(compared["sale"]["npv_per_car"]),
        Decimal(compared["lease_minus_sale_per_car"]),
    ]
    assert number(page.tiles["Instalment"]) == Decimal(result["contract"]["rent"])
    verdict = material_of(deal).verdict
    if material_of(deal).ranking:
        assert number(page.tiles["Difference"]) == verdict.difference_per_car
        assert number(page.tiles[verdict.first]) == verdict.first_figures.npv
        return
    assert number(page.tiles["Lease less sale"]) == Decimal(compared["lease_minus_sale_per_car"]) == verdict.difference_per_car
    assert number(page.tiles["Peak cash out"]) == Decimal(compared["lease"]["peak_cash_per_car"])


@pytest.mark.parametrize("deal", [ZA, WEEKLY, "deals/structures/za-seasonal-fleet.yaml", "deals/uz-yuanup-60m.yaml"])
def test_each_year_is_the_sum_of_its_rows(deal: str) -> None:
    result, page = result_of(deal), Page(page_of(deal))
    schedules = {f"schedule_{found['number']}": found["schedule"] for found in result["deliveries"]} or {
        "schedule": result["schedule"]
    }
    for name, schedule in schedules.items():
        heads, sums = page.tables[f"t-{name}"][0], page.sums[f"t-{name}"]
        years = [(year, list(rows)) for year, rows in groupby(schedule["rows"], key=lambda row: row["on"][:4])]
        assert [row[0] for row in sums] == [year for year, _ in years]
        for key in ("instalment", "interest", "principal"):
            at = heads.index(key.capitalize())
            assert [number(row[at]) for row in sums] == [sum(Decimal(row[key]) for row in rows) for _, rows in years]


@pytest.mark.parametrize("deal", DEALS)
def test_steps_of_the_bridge_and_of_the_landed_cost_add_up(deal: str) -> None:
    report = sheet_of(deal)[1]
    assert sum(step for _, step, _ in landed_steps(report.landed, material_of(deal).basis)) == report.landed.landed
    verdict = material_of(deal).verdict
    assert verdict.second_figures.npv + sum(step for _, step in bridge_steps(verdict)) == verdict.first_figures.npv
    _, *rows, total = Page(page_of(deal)).tables["t-bridge"]
    assert sum(number(row[3]) for row in rows) == number(total[3]) == verdict.difference_per_car


def test_routes_are_ranked_and_the_best_two_judged() -> None:
    page = Page(page_of(ROUTES))
    values = [number(row[3]) for row in page.tables["t-routes"][1:] if row[0] and row[3]]
    assert values == sorted(values, reverse=True)
    assert len(values) == 6
    best, second = (row[1] for row in page.tables["t-routes"][1:3])
    assert {best, second} == set(page.tables["t-bridge"][0][1:3])


def test_every_doubtful_figure_is_marked() -> None:
    text = page_of(ZA)
    report = sheet_of(ZA)[1]
    assert 'Freight <span class="mark">assumed</span>' in text
    assert "12,510.00 USD … 15,290.00 USD, assumed" in text
    marked = {line.label for line in report.landed.lines if "stale" in line.marks}
    assert marked == {"Ad valorem excise", "Environmental levy on CO2"}
    for label in marked:
        assert f'{label} <span class="mark">stale</span>' in text
    for entry in report.inputs:
        if entry.mark == "assumed":
            assert f'{entry.path} <span class="mark">assumed</span>' in text


def test_a_figure_that_somebody_reports_is_marked_too() -> None:
    deal = "deals/pk-honri-36m.yaml"
    marked = [line for line in sheet_of(deal)[1].landed.lines if line.marks and line.group != "value"]
    assert {mark for line in marked for mark in line.marks} >= {"secondary"}
    for line in marked:
        assert f'{line.label} <span class="mark">' in page_of(deal)


def test_what_a_deal_says_is_text_and_never_markup() -> None:
    name = "Fleet <script>alert(1)</script> & \"sons\" 'co'"
    sheet, _ = deal_sheet(Request(deal=ZA, assignments=(f"deal.name={name}", "vehicle.make=<b>Dongfeng</b>")), ZA)
    text = html(sheet, words_of("en"))
    assert Page(text).faults == []
    assert "<script" not in text
    assert "<b>" not in text
    assert "Fleet &lt;script&gt;" in text


def fixed(sheet: Any) -> set[str]:
    """Return what a document says that no deal and no market file wrote."""
    found = {sheet.kind, sheet.headline.text}
    found |= {text for tile in sheet.tiles for text in (tile.label, tile.remark)}
    for section in sheet.sections:
        found.add(section.title)
        for part in section.parts:
            if isinstance(part, Picture):
                found |= {part.title, part.description}
            elif isinstance(part, Terms):
                found |= {text for entry in part.entries for text in entry}
            elif getattr(part, "title", ""):
                found.add(part.title)
    return found - {""}


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_what_documents_say_is_in_every_language(language: str) -> None:
    words: Any = words_of(language)
    sheets = [sheet_of(deal)[0] for deal in DEALS] + [risk_of(str(simulated())), ranking_of(str(priced()), "lease_minus_sale")]
    assert sorted({text for sheet in sheets for text in fixed(sheet) if not words.has(text)}) == []


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_labels_are_in_the_language(language: str) -> None:
    text, words = page_of(ZA, language), words_of(language)
    page = Page(text)
    assert page.faults == []
    assert page.lang == language
    for english in (
        "Term sheet",
        "Lease or sale",
        "Cash and yields",
        "What moves the answer",
        "Assumptions and sources",
        "Glossary",
        "Gate",
    ):
        assert words.label(english) != english
        assert words.label(english) in text
    assert "Too close to call" not in text
    assert "HS 8703.80" in text  # a heading is no amount
