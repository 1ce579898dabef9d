"""Calendar: the instalments that the workbook can hold, whether the term has them, and what follows the end of the lease by term."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.workbook.book.cells import Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from leasecalc.workbook.book.places import Places
    from leasecalc.workbook.formulas.formula import Formula
    from leasecalc.workbook.trace import Traced

HEAD, FIRST = 3, 4
NO, DUE, ACTIVE = range(3)


def calendar(found: Traced, places: Places, leaves: Sequence[Formula]) -> Sheet | None:
    """Return the sheet for the leaves of the calendar; None where there is none. Areas `due k` are the days of instalments."""
    if not leaves and found.term is None:
        return None
    sheet = Sheet("Calendar")
    sheet.put(0, 0, "Instalments and the end of the lease by the term", "title")
    words = "What is grey follows from the calendar of the deal; a term picks its row. Nothing is to be changed here."
    sheet.put(1, 0, words, "text")
    sheet.widths = {0: 8, 1: 12, 2: 12}
    sheet.freeze = (FIRST, 1)
    for column, head in ((NO, "No."), (DUE, "Due"), (ACTIVE, "In the term")):
        sheet.put(HEAD, column, head, "head")
    for leaf in leaves:
        if leaf.about.label == "No.":
            sheet.put(FIRST + leaf.about.order - 1, NO, leaf, "given_number")
    if found.term is not None:
        for row, (day, active) in enumerate(zip(found.term.top.timeline.due, found.term.active, strict=False), FIRST):
            sheet.put(row, DUE, day, "day")
            sheet.put(row, ACTIVE, active, "text")
            places.areas[f"due {row - FIRST + 1}"] = (sheet.name, row, DUE, row, DUE)
    _tables(sheet, [leaf for leaf in leaves if leaf.about.label != "No."])
    return sheet


def _tables(sheet: Sheet, leaves: Sequence[Formula]) -> None:
    columns: dict[str, int] = {}
    for leaf in leaves:
        label = leaf.about.label
        if label not in columns:
            columns[label] = ACTIVE + 1 + len(columns)
            sheet.put(HEAD, columns[label], label, "head")
            sheet.widths[columns[label]] = 16
        look = "day" if label.startswith("Day of") else "given_number"
        sheet.put(FIRST + leaf.about.order - 1, columns[label], leaf, look)
