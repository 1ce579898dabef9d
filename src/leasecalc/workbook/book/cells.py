"""A sheet before it is written: cells by row and column, and how it looks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from leasecalc.workbook.book.places import Places

from leasecalc.records import record


@record
class Native:
    """A formula that is written for the sheet: ``text`` gives it, without `=`, ``value`` is what the engine has for it."""

    text: Callable[[Places, str], str]
    value: Any


@record
class Cell:
    """What stands in a cell: text, a number, a day, a `Formula` (its leaf, if that is here), or a `Native`; its look; a note on it."""

    content: Any
    look: str = "text"
    note: str = ""


@record
class Shaded:
    """Rows of a column range that are hidden while a formula holds."""

    area: tuple[int, int, int, int]
    formula: str


class Sheet:
    """One sheet. Rows and columns count from 0."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.cells: dict[tuple[int, int], Cell] = {}
        self.widths: dict[int, float] = {}
        self.freeze: tuple[int, int] = (0, 0)
        self.landscape = False
        self.heads: tuple[int, int] | None = None
        """Rows that are printed on every page."""
        self.blanks: list[tuple[tuple[int, int, int, int], str]] = []
        """Areas that are shown blank where a formula, relative to their first cell, holds."""
        self.folded: list[tuple[int, int]] = []
        """Rows, first and last, that are folded away beyond today's term."""
        self.marks: list[tuple[tuple[int, int, int, int], str, str]] = []
        """Areas, a word, and the look of the cells that begin with it."""
        self.pages_wide = 1
        self.folded_columns: list[int] = []
        """Columns of what other columns are found from."""

    def put(self, row: int, column: int, content: Any, look: str = "text", note: str = "") -> None:
        """Put something into a cell."""
        self.cells[row, column] = Cell(content, look, note)

    def row(self, row: int, contents: list[Any], look: str = "text", column: int = 0) -> None:
        """Put things into a row, nothing for a None."""
        for offset, content in enumerate(contents):
            if content is not None:
                self.put(row, column + offset, content, look)
