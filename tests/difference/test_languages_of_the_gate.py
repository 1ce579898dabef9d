"""`diff` and `check` in other languages: each text in all of them, with the same places, and every label of a page known."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Said

    Say = Callable[..., Said]

pofile = pytest.importorskip("babel.messages.pofile")

ROOT = Path(__file__).parents[2]
ZA = str(ROOT / "deals" / "za-box-60m.yaml")
CATALOGUES = ROOT / "src" / "leasecalc" / "languages" / "catalogues"
LANGUAGES = ("zh", "ru", "es")
SETTINGS = ("--set", "lease.term=48 months", "--set", "residual.amount=25% of price")
#: A heading of each page in English that must not be left in another language.
HEADINGS = (
    "the deal changed",
    "Inputs that changed",
    "Amounts that moved",
    "Rates that moved",
    "Why: ",
    "Share of each",
    "together",
    "whole",
    "Before",
)


def texts(language: str) -> dict[str, str]:
    with (CATALOGUES / f"{language}.gate.po").open("rb") as file:
        return {message.id: message.string for message in pofile.read_po(file) if message.id}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_text_has_its_places(language: str) -> None:
    found = texts(language)
    assert set(found) == set(texts("zh"))
    assert all(found.values())
    for english, other in found.items():
        assert sorted(re.findall(r"\{\d+\}", english)) == sorted(re.findall(r"\{\d+\}", other)), english


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_text_stands_in_one_catalogue(language: str) -> None:
    for other in ("", ".documents"):
        with (CATALOGUES / f"{language}{other}.po").open("rb") as file:
            assert not {message.id for message in pofile.read_po(file) if message.id} & set(texts(language))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", ["table", "md"])
def test_a_page_is_in_one_language(say: Say, language: str, form: str) -> None:
    asked = ("diff", ZA, *SETTINGS, "--why", "rent", "--format", form)
    english, other = say(*asked).out, say(*asked, "--language", language).out
    listed = {"Inputs that changed"} if form == "md" else set()  # a comment lists them without a heading
    assert {heading for heading in HEADINGS if heading not in english} == listed
    assert [heading for heading in HEADINGS if heading in other] == []
    assert other.count("lease.term") == english.count("lease.term")
