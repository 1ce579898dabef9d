"""Catalogues: what stands for an English text in another language.

The key is the English text as the program writes it. A key with places, ``{0} hidden at {1} columns``, stands for every text of that form; what
stood in a place comes back in the same place of the translation, its numbers and days in the signs of the language. A place ``{#0}`` takes
amounts, codes and days only: ``{#0} to {#1}`` is a range, where ``{0} to {1}`` would be half of all sentences.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from leasecalc.errors import UsageError
from leasecalc.records import record

if TYPE_CHECKING:
    from collections.abc import Callable

_PLACE = re.compile(r"\{(#?\d+)\}")
_AMOUNT = r"([-+]?[\d.,]*\d(?: [A-Z]{3})?|[A-Z]{3}(?:/[A-Z]{3})?|\d{4}-\d\d-\d\d)"
_FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "catalogues")  # noqa: PTH118, PTH120, PTH100


PARTS = (".documents", ".gate", "")
"""The files of a language: what stands in documents alone, in `diff` and `check`, then what every page may have, which goes before."""


@record
class Form:
    """An English text with places, as a pattern, and its translation."""

    pattern: re.Pattern[str]
    order: tuple[str, ...]
    translation: str
    fixed: int


class Catalogue:
    """The texts of one language."""

    def __init__(self, texts: dict[str, str]) -> None:
        self._texts = {english: text for english, text in texts.items() if not _PLACE.search(english)}
        self._forms: dict[str, list[Form]] = {}
        for english, text in texts.items():
            if _PLACE.search(english):
                self._forms.setdefault(_first_word(english), []).append(_form(english, text))
        for forms in self._forms.values():
            forms.sort(key=lambda form: -form.fixed)

    def exact(self, english: str) -> str | None:
        """Return the translation of a text without places."""
        return self._texts.get(english)

    def find(self, english: str, in_place: Callable[[str], str]) -> str | None:
        """Return the translation of ``english`` with each place through ``in_place``; None where the catalogue has none."""
        known = self._texts.get(english)
        if known is not None:
            return known
        for form in (*self._forms.get(_first_word(english), ()), *self._forms.get("", ())):
            found = form.pattern.fullmatch(english)
            if found is not None:
                held = {place: in_place(text) for place, text in zip(form.order, found.groups(), strict=True)}
                return _PLACE.sub(lambda place: held[place[1]], form.translation)  # noqa: B023 - used at once
        return None


def read_catalogue(language: str) -> Catalogue:
    """Return the catalogue of ``language``. Raises ``UsageError`` where Babel is not installed."""
    try:
        from babel.messages.pofile import read_po
    except ImportError:
        raise UsageError("other languages need Babel: pip install 'leasecalc[languages]'") from None
    texts: dict[str, str] = {}
    for part in PARTS:
        with open(os.path.join(_FOLDER, f"{language}{part}.po"), "rb") as file:  # noqa: PTH118, PTH123
            for message in read_po(file, locale=language):
                if message.id and message.string and not message.fuzzy:
                    texts[str(message.id)] = str(message.string)
    return Catalogue(texts)


def _form(english: str, translation: str) -> Form:
    parts = _PLACE.split(english)
    pattern = "".join(
        (_AMOUNT if part[0] == "#" else "(.*?)") if number % 2 else re.escape(part) for number, part in enumerate(parts)
    )
    return Form(re.compile(pattern, re.DOTALL), tuple(parts[1::2]), translation, sum(map(len, parts[::2])))


def _first_word(text: str) -> str:
    """Return the first word when it has no place in it, ``""`` otherwise: forms are looked for by it."""
    word = text.split(" ", 1)[0]
    return "" if "{" in word else word
