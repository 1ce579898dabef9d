"""Where every formula has its cell, and what a cell is called in another's formula."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from leasecalc.workbook.book.cells import Sheet
    from leasecalc.workbook.formulas.formula import Formula

Area = tuple[str, int, int, int, int]


class Places:
    """The register of a workbook: sheets, cells of formulas, names, constants and named areas."""

    def __init__(self) -> None:
        self.sheets: dict[str, Sheet] = {}
        self.of: dict[int, tuple[str, int, int]] = {}
        self.names: dict[int, str] = {}
        """Names of leaves."""
        self.constants: dict[float, str] = {}
        self.areas: dict[str, Area] = {}
        self.defined: dict[str, str] = {}
        """Defined names and what each refers to."""

    def sheet(self, found: Sheet) -> Sheet:
        """Take a sheet in."""
        self.sheets[found.name] = found
        return found

    def register(self, found: Sheet) -> None:
        """Note the cell of every formula of a sheet that has none yet."""
        from leasecalc.workbook.formulas.formula import Formula

        for (row, column), cell in found.cells.items():
            if isinstance(cell.content, Formula) and (cell.content.op != "leaf" or _home(cell.content) == found.name):
                self.of.setdefault(cell.content.number, (found.name, row, column))

    def name(self, formula: Formula, name: str) -> None:
        """Give a cell a name that formulas use; a number is added where the name is taken."""
        sheet, row, column = self.of[formula.number]
        free, number = name, 2
        while free in self.defined:
            free, number = f"{name}_{number}", number + 1
        self.defined[free] = f"{quoted(sheet)}!{absolute(row, column)}"
        self.names[formula.number] = free

    def ref(self, formula: Formula, sheet: str) -> str:
        """Return what a placed formula is called in a formula on ``sheet``."""
        if formula.number in self.names:
            return self.names[formula.number]
        where, row, column = self.of[formula.number]
        return cell_of(row, column) if where == sheet else f"{quoted(where)}!{cell_of(row, column)}"

    def area(self, key: str, sheet: str) -> str:
        """Return a named area as a formula on ``sheet`` has it."""
        where, top, left, bottom, right = self.areas[key]
        text = f"{absolute(top, left)}:{absolute(bottom, right)}"
        return text if where == sheet else f"{quoted(where)}!{text}"


def _home(leaf: Formula) -> str:
    """Return the sheet on which a number stands; elsewhere it is referred to."""
    return {"grid": "Cash flows", "calendar": "Calendar"}.get(leaf.about.section, "Inputs")


def letters(column: int) -> str:
    """Return the letters of a column, counted from 0."""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def cell_of(row: int, column: int) -> str:
    """Return a cell in A1 notation, row and column counted from 0."""
    return f"{letters(column)}{row + 1}"


def absolute(row: int, column: int) -> str:
    """Return a cell in A1 notation that does not move when it is copied."""
    return f"${letters(column)}${row + 1}"


def quoted(sheet: str) -> str:
    """Return the name of a sheet as a formula has it."""
    return f"'{sheet}'" if " " in sheet or "-" in sheet else sheet
