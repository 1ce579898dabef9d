"""Term sheets as PDF: every label in four languages, tagged, the same bytes each time, and refused where a letter has no glyph."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from saved_results import priced, simulated
from sheets import LANGUAGES, ZA, material_of, pdf_of, sheet_of

from leasecalc.cli.actions.documents.saved import ranking_of, risk_of
from leasecalc.errors import UsageError
from leasecalc.languages import words_of
from leasecalc.records import replace
from leasecalc.term_sheet import pdf as writer
from leasecalc.term_sheet.model import pictures_of
from leasecalc.term_sheet.pdf import pdf, png
from leasecalc.term_sheet.plain import plain

typst = pytest.importorskip("typst", reason="typst is not installed: pip install 'leasecalc[pdf]'")
HAN = bool(set(writer.HAN) & set(typst.Fonts().families()))
no_han = pytest.mark.skipif(
    not HAN, reason="no font with Chinese characters is installed (Debian: apt-get install fonts-noto-cjk)"
)
IN_FOUR = [pytest.param(language, marks=no_han) if language == "zh" else language for language in LANGUAGES]


def read(document: bytes) -> Any:
    pypdf = pytest.importorskip("pypdf", reason="pypdf is not installed: pip install 'leasecalc[test]'")
    return pypdf.PdfReader(io.BytesIO(document))


def bare(text: str) -> str:
    """Return text without what a line break adds; Spanish writes a hyphen again at the beginning of the next line."""
    return re.sub("-+", "-", re.sub(r"[\s\u00ad\u200b]", "", text))


def labels(data: dict[str, Any]) -> list[str]:
    """Return every fixed text and every cell of a document."""
    found = [
        data["kind"],
        data["title"],
        data["headline"]["text"],
        *(tile[key] for tile in data["tiles"] for key in ("label", "value", "remark")),
    ]
    for section in data["sections"]:
        found.append(section["title"])
        for part in section["parts"]:
            found.append(part.get("title", ""))
            found += [head["label"] for head in part.get("heads", ())]
            found += [cell for group in part.get("groups", ()) for row in group["rows"] for cell in row["cells"]]
            found += [item[key] for item in part.get("items", ()) for key in ("label", "value")]
            found += [line["text"] for line in part.get("lines", ())]
            found += [entry["term"] for entry in part.get("entries", ()) if "term" in entry]
    return [text for text in found if text]


@pytest.mark.parametrize("language", IN_FOUR)
def test_every_label_and_number_can_be_read_from_the_pages(language: str) -> None:
    reader = read(pdf_of(ZA, language))
    text = bare("".join(page.extract_text() for page in reader.pages))
    missing = [label for label in labels(plain(sheet_of(ZA)[0], words_of(language))) if bare(label).upper() not in text.upper()]
    assert missing == []
    assert 5 <= len(reader.pages) <= 14


def test_the_document_is_tagged_and_says_its_language_and_title() -> None:
    reader = read(pdf_of(ZA, "es"))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]).startswith("es")
    assert reader.metadata.title.startswith("Dongfeng Box to a Johannesburg fleet")
    assert b"pdfuaid" in pdf_of(ZA, "es")


def test_the_same_deal_gives_the_same_bytes() -> None:
    assert pdf(sheet_of(ZA)[0], words_of("en")) == pdf_of(ZA)


def test_a_letter_without_a_glyph_is_refused() -> None:
    sheet = replace(sheet_of(ZA)[0], title="Fleet of \U00013080")
    with pytest.raises(UsageError, match=r"no font here has a glyph for `\U00013080`\. Install one"):
        pdf(sheet, words_of("en"))


@pytest.mark.parametrize("place", ["text", "chart"])
def test_chinese_without_a_chinese_font_is_refused(monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    whole = typst.Compiler
    monkeypatch.setattr(typst, "Compiler", lambda *given, **named: whole(*given, ignore_system_fonts=True, **named))
    with pytest.raises(UsageError, match="fonts-noto-cjk"):
        pdf(sheet_of(ZA)[0], words_of("zh")) if place == "text" else png(pictures_of(sheet_of(ZA)[0])[0], words_of("zh"))
    assert pdf(sheet_of(ZA)[0], words_of("ru"))[:5] == b"%PDF-"  # Cyrillic comes with the library


def test_charts_as_images() -> None:
    for picture in pictures_of(sheet_of(ZA)[0])[:2]:
        image = png(picture, words_of("en"))
        assert image[:8] == b"\x89PNG\r\n\x1a\n"
        assert int.from_bytes(image[16:20]) > 1200


def test_reports_of_batch_and_simulation_are_documents_too() -> None:
    for sheet in (ranking_of(str(priced()), "lease_minus_sale"), risk_of(str(simulated()))):
        assert bare(sheet.title) in bare("".join(page.extract_text() for page in read(pdf(sheet, words_of("ru"))).pages))


def test_what_a_deal_says_is_never_typst() -> None:
    deal = replace(material_of(ZA).report.deal, name='#panic("no") $x$ *b* `c` <l> @r')
    sheet = replace(sheet_of(ZA)[0], title=deal.name)
    assert bare(deal.name) in bare(read(pdf(sheet, words_of("en"))).pages[0].extract_text())
