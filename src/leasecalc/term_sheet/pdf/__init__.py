"""A document as PDF/UA: tagged for screen readers, refused where a letter has no glyph. Typst sets it, from the same data as the page."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from leasecalc.charts.style import LIGHT, style_of_file
from leasecalc.errors import UsageError
from leasecalc.term_sheet.plain import WIDE, plain

if TYPE_CHECKING:
    from leasecalc.report.render.formatting import Words
    from leasecalc.term_sheet.model import Picture, Sheet

FACE = "Libertinus Serif"
"""Comes with Typst: Latin and Cyrillic look the same on every machine."""

HAN = (
    "Noto Serif CJK SC",
    "Source Han Serif SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Songti SC",
    "SimSun",
    "PingFang SC",
    "Microsoft YaHei",
)
"""Faces with Chinese characters, the best match first; the first that is installed is used."""

_CHART = b"""
#set page(width: auto, height: auto, margin: 8pt)
#set document(title: sys.inputs.title)
#image(bytes(sys.inputs.svg), format: "svg", width: 540pt, alt: sys.inputs.title)
"""


def pdf(sheet: Sheet, words: Words) -> bytes:
    """Return the document. Raises ``UsageError`` where Typst is not installed, or a letter of the document is in none of its fonts."""
    data: dict[str, Any] = plain(sheet, words)
    faces = _faces()
    for section in data["sections"]:
        for part in section["parts"]:
            if part["type"] == "picture":
                part["svg"] = _svg(part["wide"], faces)
                del part["wide"], part["narrow"]
    data |= {"fonts": faces, "colours": LIGHT}
    return _compiled(_template(), {"data": json.dumps(data)}, "pdf")


def png(picture: Picture, words: Words) -> bytes:
    """Return a chart as PNG, 200 dots an inch. Raises like `pdf`."""
    inputs = {"svg": _svg(picture.drawn(words, WIDE), _faces()), "title": words.label(picture.title)}
    _compiled(_CHART, inputs, "pdf")  # an image has no check of its glyphs
    return _compiled(_CHART, inputs, "png")


def _svg(drawing: Any, faces: list[str]) -> str:
    found: str = drawing.svg(style=style_of_file(",".join(f"'{face}'" for face in faces)))
    return found


def _faces() -> list[str]:
    known = set(_typst().Fonts().families())
    return [FACE, *(name for name in HAN if name in known)]


def _template() -> bytes:
    from pathlib import Path

    return Path(__file__).with_name("sheet.typ").read_bytes()


def _typst() -> Any:
    try:
        import typst
    except ImportError:
        raise UsageError("PDF and PNG need Typst: pip install 'leasecalc[pdf]'") from None
    return typst


def _compiled(source: bytes, inputs: dict[str, str], kind: str) -> bytes:
    typst = _typst()
    try:
        made: bytes = typst.Compiler(source, sys_inputs=inputs).compile(
            format=kind, pdf_standards=["ua-1"] if kind == "pdf" else [], ppi=200, timestamp=0
        )
    except typst.TypstError as fault:
        if "could not be displayed" in fault.message:
            raise UsageError(_missing(fault.message)) from fault
        raise
    return made


def _missing(message: str) -> str:
    letters = message.split("`")[1].strip('"') if "`" in message else "?"
    return (
        f"nothing is written: no font here has a glyph for `{letters}`. Install one that has: for Chinese fonts-noto-cjk (Debian, Ubuntu), "
        "google-noto-serif-cjk-fonts (Fedora) or Noto Serif CJK SC from notofonts.github.io; for other scripts the Noto font of the script"
    )
