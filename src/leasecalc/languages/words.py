"""Labels, numbers and days in a language, and whole pages in it.

A number is rounded by the program before Babel groups it, so Babel never rounds (it would round half to even).
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from leasecalc.errors import UsageError
from leasecalc.languages.catalogue import read_catalogue
from leasecalc.records import replace
from leasecalc.report.page import Figures, Notes, Table
from leasecalc.report.render.formatting import ENGLISH, Words, for_people

if TYPE_CHECKING:
    from leasecalc.report.page import Block, Cell, Column, Item, Kind, Page

LOCALES = {"zh": "zh_Hans_CN", "ru": "ru_RU", "es": "es_ES"}
DAYS = {"zh": "yyyy-MM-dd", "ru": "dd.MM.yyyy", "es": "dd/MM/yyyy"}
"""Days in figures, of one width: GB/T 7408.1 (ISO 8601) for Chinese, the short forms of CLDR with four digits of the year for the others."""

_NUMBER = re.compile(r"(?<![\w.,-])(-?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?(?![\w,]*\d|\.\d)")
_AMOUNT_IN_WORDS = re.compile(r"[-+]?[\d,.]+(?: %| [A-Z]{3})?|\d{4}-\d\d-\d\d")
_DAY = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")


@cache
def words_of(language: str) -> Words:
    """Return the words of ``language`` (en, zh, ru, es). Raises ``UsageError`` for another, and where Babel is missing."""
    if language == "en":
        return ENGLISH
    if language not in LOCALES:
        raise UsageError(f"there is no language `{language}`: use en, {', '.join(LOCALES)}")
    return Translated(language)


class Translated(Words):
    """The words of a language that is not English. A text that no catalogue has stays English."""

    def __init__(self, language: str) -> None:
        self._catalogue = read_catalogue(language)
        from babel import Locale

        self.language = language
        self.locale = Locale.parse(LOCALES[language])
        english = Locale.parse("en").territories
        self._countries = {
            name: self.locale.territories[code] for code, name in english.items() if code in self.locale.territories
        }

    def label(self, english: str) -> str:
        """Return the text that stands for ``english``, or ``english`` itself."""
        found = self._catalogue.find(english, self._in_place)
        return self._countries.get(english, english) if found is None else found

    def has(self, english: str) -> bool:
        """Return whether there is a text of the language for ``english``."""
        return self._catalogue.find(english, self._in_place) is not None or english in self._countries

    def cell(self, value: Cell, kind: Kind, digits: int | None = None, currency: str | None = None) -> str:
        """Return a number rounded as in English, in the signs of the language; a day in its order; a text by the catalogue."""
        if isinstance(value, str):
            return self._text(for_people(value, kind))
        if isinstance(value, date):
            return self.day(value)
        return (
            self.label("yes" if value else "no")
            if isinstance(value, bool)
            else self._signs(for_people(value, kind, digits, currency))
        )

    def day(self, day: date) -> str:
        """Return a day in figures."""
        from babel.dates import format_date

        return format_date(day, DAYS[self.language], locale=self.locale)

    def _text(self, text: str) -> str:
        """Return a text cell: a text of the catalogue, or an amount in words (`15,400.00 USD`, `10 %`) in the signs of the language."""
        return self._in_place(text) if _AMOUNT_IN_WORDS.fullmatch(text) else self.label(text)

    def _in_place(self, text: str) -> str:
        """Return what stands in a place of a sentence: a text of its own, or numbers and days in the signs of the language."""
        known = self._catalogue.exact(text) or self._countries.get(text)
        if known is not None:
            return known
        return _DAY.sub(lambda found: self.day(date(*map(int, found.groups()))), self._signs(text))

    def _signs(self, text: str) -> str:
        return _NUMBER.sub(lambda found: found[1] + self._written(found[2], found[3] or ""), text)

    def _written(self, whole: str, decimals: str) -> str:
        """Return a number as the language writes it; one that English did not group (a year, a tariff code) stays ungrouped."""
        from babel.numbers import format_decimal

        if "," not in whole and not decimals:
            return whole
        pattern = ("#,##0" if "," in whole else "0") + ("." + "0" * len(decimals) if decimals else "")
        number = Decimal(f"{whole.replace(',', '')}.{decimals or 0}")
        return format_decimal(number, pattern, locale=self.locale, decimal_quantization=False)


def in_language(page: Page, words: Words) -> Page:
    """Return ``page`` with its texts in the language of ``words``; its cells stay as they are, for a renderer with the same words."""
    if words is ENGLISH:
        return page
    return replace(
        page,
        title=words.label(page.title),
        subtitle=words.label(page.subtitle),
        blocks=tuple(_block(block, words) for block in page.blocks),
    )


def _block(block: Block, words: Words) -> Block:
    if isinstance(block, Table):
        return _table(block, words)
    if isinstance(block, Figures):
        items = tuple(_item(item, words) for item in block.items)
        return replace(block, title=words.label(block.title), items=items, notes=tuple(map(words.label, block.notes)))
    return _notes(block, words)


def _table(table: Table, words: Words) -> Table:
    return replace(
        table,
        title=words.label(table.title),
        columns=tuple(_column(column, words) for column in table.columns),
        notes=tuple(map(words.label, table.notes)),
        row_marks=None if table.row_marks is None else tuple(_row_mark(mark, words) for mark in table.row_marks),
    )


def _column(column: Column, words: Words) -> Column:
    return replace(column, label=words.label(column.label))


def _row_mark(mark: str, words: Words) -> str:
    from leasecalc.report.render.signs import MARK_WORDS

    return mark if mark in MARK_WORDS else words.label(mark)


def _item(item: Item, words: Words) -> Item:
    return replace(item, label=words.label(item.label), unit=words.label(item.unit), remark=words.label(item.remark))


def _notes(notes: Notes, words: Words) -> Notes:
    lines = tuple(replace(line, text=words.label(line.text)) for line in notes.lines)
    return replace(notes, title=words.label(notes.title), lines=lines)
