"""Pages in other languages: every label is there, every number is the same number, and what no catalogue has stays English."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from texts import DEALS, ROOT, commands

import leasecalc.languages as room
from leasecalc.cli.run import run
from leasecalc.languages.catalogue import Catalogue
from leasecalc.languages.words import LOCALES, in_language, words_of
from leasecalc.report.page import Figures, Page, Table
from leasecalc.report.render.widths import display_width

ZA = str(ROOT / "deals" / "za-box-60m.yaml")
#: Names that are not the program's: of a law, of a standard, of a currency.
NAMES = re.compile(r"[A-Z]{2,4}(/[A-Z]{3})?|ICMS|IPI|ASC \d+.*|IFRS \d+.*|CAS \d+.*|\d.*|[A-Z]{3} per [A-Z]{3}")


@pytest.fixture(scope="module")
def pages() -> list[Page]:
    """The pages of all commands on the sample deals, taken before they are turned into another language."""
    found: list[Page] = []
    usual = room.in_language

    def taking(page: Page, words: Any) -> Page:
        found.append(page)
        return usual(page, words)

    patch = pytest.MonkeyPatch()
    patch.chdir(ROOT)
    patch.setattr(room, "in_language", taking)
    for words in commands():
        run([*words, "--language", "es", "--format", "md", "-o", "/dev/null"])
    patch.undo()
    return found


def labels(page: Page) -> set[str]:
    """Return the titles, headings and names of figures of a page."""
    found = {block.title for block in page.blocks}
    for block in page.blocks:
        if isinstance(block, Table):
            found |= {column.label for column in block.columns}
        elif isinstance(block, Figures):
            found |= {item.label for item in block.items} | {item.unit for item in block.items}
    return {text for text in found if any(sign.isalpha() for sign in text) and not NAMES.fullmatch(text)}


def written_by_others() -> set[str]:
    """Return the values of deals and market files, whose names are shown as they are."""
    files = [*(ROOT / "deals").rglob("*.yaml"), *(ROOT / "src/leasecalc/markets/data").rglob("*.yaml")]
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    return {found[1].strip() for line in lines for found in re.finditer(r"[:,{] *[\"']?([^:,{}\"'#]+)", line)}


def test_every_label_of_every_command_has_a_text_in_every_language(pages: list[Page]) -> None:
    others, asked = written_by_others(), set().union(*map(labels, pages))
    assert len(asked) > 300
    for language in LOCALES:
        words = words_of(language)
        lacking = sorted(text for text in asked if not words.has(text) and _name(text) not in others)  # type: ignore[attr-defined]
        assert not lacking, f"{language}:\n" + "\n".join(lacking)


@pytest.mark.parametrize("language", LOCALES)
def test_catalogues_have_the_same_texts_and_places(language: str) -> None:
    from babel.messages.pofile import read_po

    found = {}
    for name in LOCALES:
        with (ROOT / f"src/leasecalc/languages/catalogues/{name}.po").open("rb") as file:
            found[name] = {str(message.id): str(message.string) for message in read_po(file) if message.id}
        with (ROOT / f"src/leasecalc/languages/catalogues/{name}.documents.po").open("rb") as file:
            assert not set(found[name]) & {str(message.id) for message in read_po(file) if message.id}, "one text, one place"
    texts = found[language]
    assert set(texts) == set(found["es"])
    wrong = [english for english, text in texts.items() if not text or sorted(_places(english)) != sorted(_places(text))]
    assert wrong == []


def _name(label: str) -> str:
    """Return the name in a label such as `Workshop, fee`."""
    return label.removesuffix(", fee").removesuffix(", cost").removeprefix("Commission, ")


def _places(text: str) -> list[str]:
    return re.findall(r"\{#?\d\}", text)


DIGITS = {
    "zh": ("1,234,567.89", "2026-03-02", "12.50 %"),
    "ru": ("1 234 567,89", "02.03.2026", "12,50 %"),
    "es": ("1.234.567,89", "02/03/2026", "12,50 %"),
}


@pytest.mark.parametrize("language", LOCALES)
def test_numbers_and_days_are_written_as_the_language_does_and_never_rounded_by_it(language: str) -> None:
    words = words_of(language)
    number, day, rate = DIGITS[language]
    plain = words.number(Decimal("1234567.885"), 2).replace("\u00a0", " ").replace("\u202f", " ")
    assert plain == number, "half up, where CLDR alone would round half to even"
    assert words.cell(Decimal("2.345"), "money", 2) == words.cell(Decimal("2.35"), "money", 2)
    assert words.day(date(2026, 3, 2)) == day
    assert words.percent(Decimal("0.125"), 2) == rate
    assert words.money(Decimal("5.10"), "USD").endswith("USD")
    assert words.cell("tariff 8703801090", "text") == "tariff 8703801090"


def test_the_same_numbers_stand_in_every_language(capsys: pytest.CaptureFixture[str]) -> None:
    """The digits of all numbers of the English page, in order, are those of each other one."""
    run(["schedule", ZA])
    english = re.findall(r"\d+(?:,\d{3})*\.\d{2}\b", capsys.readouterr().out)
    assert len(english) > 300
    for language in LOCALES:
        run(["schedule", ZA, "--language", language])
        text = capsys.readouterr().out.replace("\u00a0", " ").replace("\u202f", " ")
        if language != "zh":
            text = re.sub(r"(?<=\d)[. ](?=\d{3}\b)", "", text).replace(",", ".")
        found = re.findall(r"(?<![\d.])\d+\.\d{2}\b(?!\.)", text.replace(",", "") if language == "zh" else text)
        assert [number.replace(",", "") for number in english] == found, language


def test_chinese_columns_stand_under_each_other(capsys: pytest.CaptureFixture[str]) -> None:
    run(["compare", ZA, "--language", "zh", "--table", "comparison"])
    lines = [line for line in capsys.readouterr().out.splitlines() if line.rstrip().endswith(tuple("0123456789"))]
    assert len({display_width(line) for line in lines[:4]}) == 1


def test_a_form_gives_back_what_stood_in_its_places_in_the_order_of_the_translation() -> None:
    found = Catalogue({"{0} of {1} cars": "de {1} autos, {0}", "{#0} to {#1}": "de {#0} a {#1}"})
    assert found.find("3 of 50 cars", str) == "de 50 autos, 3"
    assert found.find("1.00 USD to 2.00 USD", str) == "de 1.00 USD a 2.00 USD"
    assert found.find("a lease to Tashkent", str) is None, "such a place takes amounts only"


def test_english_is_left_alone() -> None:
    page = Page("Title", "", ())
    assert in_language(page, words_of("en")) is page
    assert words_of("es").label("no catalogue has this") == "no catalogue has this"


def test_without_babel_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    import sys

    words_of.cache_clear()
    monkeypatch.setitem(sys.modules, "babel.messages.pofile", None)
    assert run(["schedule", ZA, "--language", "zh"]) == 2
    assert "leasecalc[languages]" in capsys.readouterr().err
    words_of.cache_clear()


def test_the_deals_are_there() -> None:
    assert len(DEALS) > 20
    assert all(Path(ROOT, deal).exists() for deal in DEALS)
