"""What has no place on a sheet of its own: figures that several formulas use, and the terms of long sums."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from leasecalc.workbook.book.cells import Sheet
from leasecalc.workbook.book.text import LONG, PLAIN, Text, by_digits
from leasecalc.workbook.formulas.formula import Formula
from leasecalc.workbook.formulas.zero import in_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from leasecalc.workbook.book.places import Places

LARGEST = 20
"""A formula of more operations is split."""
ROWS = 400
"""Rows of a column of single figures."""


def reached(places: Places) -> list[Formula]:
    """Return every formula that a cell of the workbook shows, and all that they are made of, in order."""
    shown = [
        cell.content for sheet in places.sheets.values() for cell in sheet.cells.values() if isinstance(cell.content, Formula)
    ]
    return in_order(shown)


def constants_of(formulas: Iterable[Formula]) -> list[float]:
    """Return the numbers in formulas that need a cell."""
    found = {
        abs(arg)
        for formula in formulas
        if formula.op not in {"leaf", "rate"}
        for arg in formula.args
        if isinstance(arg, float) and arg not in PLAIN and arg == arg  # noqa: PLR0124 - NaN is written as NA()
    }
    units = {formula.args[1].unit for formula in formulas if formula.op == "round" and not by_digits(formula.args[1])}
    return sorted({abs(found_one) for found_one in found} | {unit for unit in units if unit != 1.0} | {12.0})


def workings(places: Places, formulas: Sequence[Formula]) -> Sheet:
    """Return the sheet of what is left, and register its cells."""
    sheet = Sheet("Workings")
    sheet.put(0, 0, "Workings: figures that formulas of other sheets share, and the terms of their sums", "title")
    _Working(places, sheet).place(formulas)
    return sheet


class _Working:
    def __init__(self, places: Places, sheet: Sheet) -> None:
        self.places, self.sheet = places, sheet
        self.column, self.row = 0, 0
        self.next_column = 0
        self.parent: dict[int, str] = {}
        self.text = Text(places, sheet.name)

    def place(self, formulas: Sequence[Formula]) -> None:
        """Place what is used more than once, what is too long, and the terms of sums."""
        uses: dict[int, int] = {}
        for formula in formulas:
            for arg in {arg.number: arg for arg in formula.args if isinstance(arg, Formula)}.values():
                uses[arg.number] = uses.get(arg.number, 0) + 1
                self.parent[arg.number] = formula.op
        sizes: dict[int, int] = {}
        for formula in formulas:
            sizes[formula.number] = self._size(formula, sizes, uses)

    def _size(self, formula: Formula, sizes: dict[int, int], uses: dict[int, int]) -> int:
        """Return how many operations a formula shows where it is used; 0 for one with a cell."""
        if formula.number in self.places.of:
            self._terms_of(formula)
            return 0
        if formula.op == "leaf":
            raise AssertionError(f"no cell for {formula!r}")
        size = 1 + sum(sizes[arg.number] for arg in formula.args if isinstance(arg, Formula))
        alone = uses[formula.number] == 1
        if formula.op in {"add", "sub", "neg"} and alone and self.parent[formula.number] in {"add", "sub"}:
            return size  # a part of a sum, whose terms are counted where it ends
        terms = self._terms_of(formula)
        if (not alone and formula.op != "neg") or min(size, terms) > LARGEST:
            self._single(formula)
            return 0
        return min(size, terms)

    def _terms_of(self, formula: Formula) -> int:
        """Put the terms of a long sum that have no cell yet into a column; return how many operations are then shown."""
        if formula.op not in {"add", "sub"}:
            return LARGEST + 1
        terms = [node for _, node in self.text.terms(formula)]
        if len(terms) <= LONG:
            return LARGEST + 1
        loose = [node for node in terms if isinstance(node, Formula) and node.number not in self.places.of]
        if not loose:
            return 2
        column = self._new_column("Terms of a sum")
        for row, node in enumerate(loose, 3):
            self._put(row, column, node)
        return 2

    def _single(self, formula: Formula) -> None:
        if self.row == 0 or self.row >= ROWS:
            self.column = self._new_column("Figures")
            self.row = 3
        self._put(self.row, self.column, formula)
        self.row += 1

    def _new_column(self, head: str) -> int:
        column = self.next_column
        self.sheet.put(2, column, head, "head")
        self.sheet.widths[column] = 16
        self.next_column += 1
        return column

    def _put(self, row: int, column: int, formula: Any) -> None:
        self.sheet.put(row, column, formula, "number")
        self.places.of[formula.number] = (self.sheet.name, row, column)
