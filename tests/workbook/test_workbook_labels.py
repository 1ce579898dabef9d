"""The fixed texts of a workbook and of the summary of a batch in other languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from leasecalc import api
from leasecalc.languages.words import LOCALES, Translated
from leasecalc.workbook.assemble import Book, assembled
from leasecalc.workbook.sheets.about import Origin
from leasecalc.workbook.trace import traced

ROOT = Path(__file__).parents[2]
#: Paths in the deal file, sources and units, which are shown as they are: sheet and column.
AS_THEY_ARE = {("Inputs", 2), ("Inputs", 3), ("Inputs", 4), ("Landed cost", 2), ("Landed cost", 5)}
HEADS = {"head", "title", "section"}
#: Names of the law, of the deal and of files.
NAMES = {"Ad valorem excise", "Environmental levy on CO2", "Dongfeng Box to a Johannesburg fleet, 60 months", "leasecalc"}
OF_BATCH = ("Batch", "No price", "Median", "Lowest", "Best", "Gates that refuse", "Lease ahead", "Cell", "Best cells", "Cells without a price",
            "Why they have no price", "Rates of the library", "Pair", "Of", "File", "12 of 1,000 cells have a price",
            "by Lease minus sale, a car; the highest median first. Amounts of different currencies are not added up or ranked together",
            "Of 12 cells with a price 3 on assumed inputs, 4 on exchange rates or facts of the library; each row counts and names its own")  # fmt: skip


@pytest.fixture(scope="module")
def book() -> Book:
    deal, markets = api.load(str(ROOT / "deals/za-box-60m.yaml")), api.library()
    return assembled(traced(deal.document, markets, api.price(deal, markets)), Origin(tool="leasecalc", data=""))


def fixed(book: Book) -> set[str]:
    return {
        cell.content
        for sheet in book.places.sheets.values()
        for (_, column), cell in sheet.cells.items()
        if isinstance(cell.content, str) and ((sheet.name, column) not in AS_THEY_ARE or cell.look in HEADS)
    }


@pytest.mark.parametrize("language", LOCALES)
def test_every_fixed_text_of_the_workbook_and_of_the_batch_has_one_in_every_language(book: Book, language: str) -> None:
    words, asked = Translated(language), fixed(book) | set(OF_BATCH)
    assert len(asked) > 150
    told = {text for text in asked if re.search("[A-Za-z]{2}", text)} - NAMES
    assert sorted(text for text in told if not words.has(text) and not re.fullmatch("[A-Z]{3}", text)) == []
