"""Writing a workbook: XlsxWriter is loaded here and nowhere else. The same deal gives the same bytes."""

from __future__ import annotations

import math
from datetime import date, datetime, time
from itertools import pairwise
from typing import TYPE_CHECKING, Any, BinaryIO

from leasecalc.errors import UsageError
from leasecalc.report.render.formatting import ENGLISH
from leasecalc.workbook.book.cells import Native
from leasecalc.workbook.book.text import Text
from leasecalc.workbook.formulas.formula import Formula
from leasecalc.workbook.sheets.looks import LOOKS

if TYPE_CHECKING:
    from leasecalc.report.render.formatting import Words
    from leasecalc.workbook.assemble import Book
    from leasecalc.workbook.book.cells import Cell, Sheet

INSTALL = "a workbook needs XlsxWriter: pip install 'leasecalc[tables]'"
TERM = "term"
NOT_A_TERM = "n/a"
"""In a row of Calendar that is no term of the deal: what asks for it shows an error."""
LINE = 15.0
"""Height of a line, in points."""
COLOURS = {
    "Inputs": "#FFC000",
    "Checks": "#70AD47",
    "About": "#7F7F7F",
    "Rates": "#BFBFBF",
    "Calendar": "#BFBFBF",
    "Workings": "#BFBFBF",
}


def require_xlsxwriter() -> None:
    """Raise ``UsageError`` where XlsxWriter is not installed."""
    try:
        import xlsxwriter  # noqa: F401
    except ImportError:
        raise UsageError(INSTALL) from None


def write(book: Book, stream: BinaryIO, words: Words = ENGLISH) -> None:
    """Write the workbook as an xlsx file. Raises ``UsageError`` where XlsxWriter is not installed."""
    require_xlsxwriter()
    import xlsxwriter

    file = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    _Writer(book, file, words).write()
    file.close()


class _Writer:
    def __init__(self, book: Book, file: Any, words: Words) -> None:
        self.book, self.file, self.places, self.words = book, file, book.places, words
        self.looks = {
            name: file.add_format({"font_name": "Calibri", "font_size": 11, "valign": "top", **look})
            for name, look in LOOKS.items()
        }
        self.blank = file.add_format({"num_format": ";;;"})
        self.bad = file.add_format({"bg_color": "#FF7C80", "bold": True})

    def write(self) -> None:
        deal = self.book.found.priced.deal
        made = datetime.combine(deal.pricing_date, time())
        self.file.set_properties({"title": deal.name, "comments": "leasecalc", "created": made})
        self.file.set_calc_mode("auto")
        for name, target in self.places.defined.items():
            self.file.define_name(name, f"={target}")
        for name in self.book.sheets():
            self._sheet(self.places.sheets[name])

    def _sheet(self, sheet: Sheet) -> None:
        to = self.file.add_worksheet(sheet.name)
        if sheet.name in COLOURS:
            to.set_tab_color(COLOURS[sheet.name])
        text = Text(self.places, sheet.name)
        for (row, column), cell in sorted(sheet.cells.items()):
            self._cell(to, sheet, text, (row, column), cell)
        for column, width in sheet.widths.items():
            folded = {"level": 1, "hidden": True} if column in sheet.folded_columns else {}
            to.set_column(column, column, width, None, folded)
        self._heights(to, sheet)
        self._layout(to, sheet)
        self._conditions(to, sheet)

    def _heights(self, to: Any, sheet: Sheet) -> None:
        """Make rows as high as what is wrapped in them: not every program does so by itself."""
        lines: dict[int, int] = {}
        for (row, column), cell in sheet.cells.items():
            if isinstance(cell.content, str) and LOOKS[cell.look].get("text_wrap"):
                width = max(sheet.widths.get(column, 8.43) - 2.0, 1.0)
                lines[row] = max(lines.get(row, 1), _lines(cell.content, width))
        for row, count in lines.items():
            if count > 1:
                to.set_row(row, LINE * count)

    def _layout(self, to: Any, sheet: Sheet) -> None:
        if sheet.freeze != (0, 0):
            to.freeze_panes(*sheet.freeze)
        if sheet.landscape:
            to.set_landscape()
        to.set_paper(9)
        to.fit_to_pages(sheet.pages_wide, 0)
        if sheet.pages_wide > 1:
            to.repeat_columns(0, 0)
        to.hide_gridlines(2)
        to.set_footer("&L&F  &A&RPage &P of &N")
        if sheet.heads is not None:
            to.repeat_rows(*sheet.heads)
        for first, last in sheet.folded:
            for row in range(first, last + 1):
                to.set_row(row, None, None, {"level": 1, "hidden": True})
            to.set_row(last + 1, None, None, {"collapsed": True})

    def _conditions(self, to: Any, sheet: Sheet) -> None:
        for area, formula in sheet.blanks:
            to.conditional_format(*area, {"type": "formula", "criteria": formula, "format": self.blank})
        for area, word, _ in sheet.marks:
            to.conditional_format(*area, {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": self.bad})

    def _cell(self, to: Any, sheet: Sheet, text: Text, at: tuple[int, int], cell: Cell) -> None:
        content, look = cell.content, self.looks[cell.look]
        if isinstance(content, Native):
            to.write_formula(*at, f"={content.text(self.places, sheet.name)}", look, cached(content.value))
        elif isinstance(content, Formula):
            self._formula(to, sheet, text, at, (content, look))
        elif isinstance(content, (date, datetime)):
            to.write_datetime(*at, datetime.combine(content, time()), look)
        elif isinstance(content, str):
            to.write_string(*at, self.words.label(content) if content else content, look)
        elif isinstance(content, float) and math.isnan(content):
            to.write_blank(*at, None, look)
        else:
            to.write_number(*at, content, look)
        if cell.note:
            to.write_comment(*at, cell.note, {"x_scale": 2.0})

    def _terms(self) -> dict[str, Any]:
        """Return which terms may be typed: whole numbers of the unit, from the shortest to the longest that the workbook holds."""
        term = self.book.found.term
        assert term is not None  # noqa: S101 - only such a workbook has the cell
        unit, counts = self.book.found.document.lease.term, sorted(term.known.deals)
        shares = [unit.count * count / term.known.today for count in counts]
        steps = {round(after - before, 6) for before, after in pairwise(shares)}
        every = f", every {min(steps):g}" if steps and min(steps) > 1.0 else ""
        words = f"This workbook holds terms from {shares[0]:g} to {shares[-1]:g} {unit.unit}{every}."
        return {"validate": "integer", "criteria": "between", "minimum": 1, "maximum": round(shares[-1]), "input_title": "Term", "input_message": words,
                "error_title": "Term", "error_message": words}  # fmt: skip

    def _formula(self, to: Any, sheet: Sheet, text: Text, at: tuple[int, int], shown: tuple[Formula, Any]) -> None:
        formula, look = shown
        here = self.places.of[formula.number] == (sheet.name, *at)
        if here and formula.op == "leaf":
            if formula.args[0] == TERM:
                to.data_validation(*at, *at, self._terms())
            if math.isnan(formula.value):
                to.write_string(*at, NOT_A_TERM, look)
            else:
                to.write_number(*at, formula.value, look)
            return
        words = text.of(formula) if here else self.places.ref(formula, sheet.name)
        to.write_formula(*at, f"={words}", look, cached(formula.value))


def _lines(text: str, width: float) -> int:
    """Return how many lines a text takes; a character is about as wide as a digit."""
    count, used = 1, 0.0
    for word in text.split():
        if used and used + len(word) > width:
            count, used = count + 1, 0.0
        used += len(word) + 1
        while used > width + 1:
            count, used = count + 1, used - width
    return count


def cached(value: Any) -> Any:
    """Return a value as the file keeps it beside its formula."""
    if isinstance(value, date):
        return (value - date(1899, 12, 30)).days
    if isinstance(value, float) and not math.isfinite(value):
        return "#NUM!"
    return value
