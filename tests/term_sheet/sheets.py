"""Documents of sample deals, made once, and a reader of their pages that knows nothing of how they were written."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from leasecalc.cli.actions.documents.deal import material
from leasecalc.cli.request import Request
from leasecalc.languages import words_of
from leasecalc.term_sheet.deal.sheet import term_sheet
from leasecalc.term_sheet.html import html
from leasecalc.term_sheet.pdf import pdf

ROOT = Path(__file__).parents[2]
DEALS = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "deals").rglob("*.yaml"))
ZA = "deals/za-box-60m.yaml"
WEEKLY = "deals/za-valternative-weekly.yaml"
ROUTES = "deals/routes/za-box-routes.yaml"
LANGUAGES = ("en", "zh", "ru", "es")
VOID = {"meta", "link", "br", "hr", "img", "input", "wbr"}


@cache
def material_of(deal: str) -> Any:
    """Return what the term sheet of a deal is made of."""
    return material(Request(deal=deal), deal)


@cache
def sheet_of(deal: str) -> Any:
    """Return the term sheet of a deal and its report."""
    return term_sheet(material_of(deal)), material_of(deal).report


@cache
def page_of(deal: str, language: str = "en") -> str:
    return html(sheet_of(deal)[0], words_of(language))


@cache
def pdf_of(deal: str, language: str = "en") -> bytes:
    return pdf(sheet_of(deal)[0], words_of(language))


def number(text: str) -> Decimal:
    """Return the number that a cell shows in English."""
    return Decimal(text.replace("−", "-").replace(",", "").split(" ")[0].removeprefix("+"))


class Page(HTMLParser):
    """Reads a page: what is wrong with its structure, and the texts of its tables by the caption's id."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.headings: list[int] = []
        self.ids: list[str] = []
        self.addresses: list[str] = []
        self.tables: dict[str, list[list[str]]] = {}
        self.sums: dict[str, list[list[str]]] = {}
        self.tiles: dict[str, str] = {}
        self.lang = ""
        self._open: list[tuple[str, dict[str, str]]] = []
        self._table = ""
        self._row: list[str] | None = None
        self._in_mark = 0
        self._tile: list[str] = []
        self.feed(text)
        self.close()
        self.faults += [f"<{tag}> is never closed" for tag, _ in self._open]
        self.faults += [f"id {name} twice" for name in {name for name in self.ids if self.ids.count(name) > 1}]
        self.faults += [
            f"h{after} under h{before}"
            for before, after in zip(self.headings, self.headings[1:], strict=False)
            if after > before + 1
        ]

    def handle_starttag(self, tag: str, found: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in found}
        self._look(tag, given)
        if tag not in VOID:
            self._open.append((tag, given))
        if tag == "caption":
            self._table = given.get("id", "")
            self.tables[self._table], self.sums[self._table] = [], []
        elif tag == "tr":
            self._row = []
        elif tag in {"td", "th"} and self._row is not None:
            self._row.append("")

    def handle_startendtag(self, tag: str, found: list[tuple[str, str | None]]) -> None:
        self._look(tag, {name: value or "" for name, value in found})

    def _look(self, tag: str, given: dict[str, str]) -> None:
        self._refuse(tag, given)
        if tag in {"h1", "h2", "h3", "h4"}:
            self.headings.append(int(tag[1]))
        if "id" in given:
            self.ids.append(given["id"])
        if "href" in given:
            self.addresses.append(given["href"])
        if tag == "html":
            self.lang = given.get("lang", "")

    def _refuse(self, tag: str, given: dict[str, str]) -> None:
        if tag == "script" or any(name.startswith("on") for name in given):
            self.faults.append(f"<{tag}> runs something")
        if tag in {"img", "link", "iframe", "object"} or "src" in given:
            self.faults.append(f"<{tag}> loads something")
        if tag == "th" and given.get("scope") not in {"col", "row"}:
            self.faults.append("th without scope")
        if tag == "table" and not any(
            "scroll" in more.get("class", "") and more.get("tabindex") == "0" for _, more in self._open
        ):
            self.faults.append("a table in no region that scrolls")
        if tag == "svg" and (given.get("role") != "img" or not given.get("aria-labelledby")):
            self.faults.append("svg without a role and a label")

    def handle_endtag(self, tag: str) -> None:
        opened, given = self._open.pop() if self._open else ("nothing", {})
        if opened != tag:
            self.faults.append(f"</{tag}> closes <{opened}>")
        if tag == "tr" and self._row is not None:
            (self.sums if "sum" in given.get("class", "") else self.tables)[self._table].append(
                [" ".join(cell.split()) for cell in self._row]
            )
            self._row = None
        if tag == "div" and len(self._tile) == 2:
            self.tiles[self._tile[0]] = self._tile[1]
        if tag == "div":
            self._tile = []

    def handle_data(self, text: str) -> None:
        classes = [given.get("class", "") for _, given in self._open]
        if self._row and "mark" not in classes and self._open[-1][0] != "tr":
            self._row[-1] += text
        if "tiles" in classes and text.strip() and (self._open[-1][0] == "dt" or classes[-1] == "value"):
            self._tile.append(text.strip())
