"""Inputs: every number that may be changed, coloured, with where the deal file has it, its source and its marks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from leasecalc.workbook.book.cells import Sheet
from leasecalc.workbook.sheets.looks import look_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from leasecalc.engine.resolved import Provenance
    from leasecalc.workbook.book.places import Places
    from leasecalc.workbook.formulas.formula import Formula
    from leasecalc.workbook.trace import Traced

SECTIONS = {
    "term": "Term",
    "prices": "Prices, amounts and targets",
    "rates": "Rates",
    "exchange": "Exchange rates",
    "charges": "Import charges",
    "terms": "Terms of the deal",
    "guesses": "Where the search for a rate begins",
    "facts": "Facts of the car and of the calendar; not to be changed here",
    "constants": "Numbers of the formulas; not to be changed",
}
DOUBTFUL = ("assumed", "unverified", "stale")
LABEL, VALUE, UNIT, PATH, SOURCE = range(5)


def inputs(found: Traced, places: Places, leaves: Sequence[Formula], constants: Sequence[float]) -> Sheet:
    """Return the sheet, with a defined name for every number; constants have theirs in `places`."""
    sheet = Sheet("Inputs")
    sheet.widths = {LABEL: 52, VALUE: 18, UNIT: 12, PATH: 30, SOURCE: 60}
    sheet.landscape, sheet.freeze, sheet.heads = True, (4, 0), (3, 3)
    sheet.put(0, LABEL, found.priced.deal.name, "title")
    sheet.put(
        1,
        LABEL,
        "Change what is coloured: every other sheet recalculates. Orange: assumed, unverified or due for review.",
        "text",
    )
    for column, head in enumerate(("Input", "Value", "Unit", "In the deal file", "Source and marks")):
        sheet.put(3, column, head, "head")
    told = _told(found)
    row = 4
    for section, title in SECTIONS.items():
        mine = [leaf for leaf in leaves if _section_of(leaf) == section]
        if mine:
            sheet.put(row, LABEL, title, "section")
            row = _section(found, sheet, mine, told, row + 1) + 1
    for (line, column), cell in sheet.cells.items():
        if column == VALUE and not isinstance(cell.content, str):
            places.of.setdefault(cell.content.number, (sheet.name, line, column))
    for leaf in leaves:
        if leaf.number in places.of and places.of[leaf.number][0] == sheet.name:
            places.name(leaf, name_of(leaf))
    return _constants(sheet, places, constants, row)


def _section_of(leaf: Formula) -> str:
    """Return where a number stands; days and counts that no other sheet shows are facts."""
    return leaf.about.section if leaf.about.section in SECTIONS else "facts"


def _section(found: Traced, sheet: Sheet, leaves: Sequence[Formula], told: dict[str, Provenance], row: int) -> int:
    for leaf in leaves:
        about = leaf.about
        mark, source = _source(found, about.path, told)
        look = look_of(about.unit)
        fixed = about.section in {"facts", "calendar"} or leaf.fixed
        shown = "given_number" if fixed else f"input_doubt_{look}" if mark else f"input_{look}"
        sheet.put(row, LABEL, about.label)
        sheet.put(row, VALUE, leaf, shown, note=source)
        sheet.put(row, UNIT, {"rate": "%", "number": "", "quote": "rate"}.get(about.unit, about.unit), "unit")
        sheet.put(
            row,
            PATH,
            about.path if not about.path.startswith("charge ") else f"import.overrides.{about.path.removeprefix('charge ')}",
            "quiet",
        )
        sheet.put(row, SOURCE, source, "quiet")
        row += 1
    return row


def _told(found: Traced) -> dict[str, Provenance]:
    return {entry.path: entry for entry in found.priced.deal.provenance}


def _source(found: Traced, path: str, told: dict[str, Provenance]) -> tuple[bool, str]:
    """Return whether a number is doubtful, and its source and marks in words."""
    if path.startswith("charge "):
        line = next((one for one in found.priced.deal.stack.stack.lines if one.id == path.removeprefix("charge ")), None)
        if line is None or line.source is None:
            return False, ""
        marks = [flag for flag in line.flags if flag in {"unverified", "stale", "secondary", "overridden"}]
        words = ", ".join([*marks, line.source.confidence, f"seen {line.source.seen}", line.source.title])
        return bool({"unverified", "stale"} & set(marks)), words
    entry = told.get(path) or next(
        (one for name, one in told.items() if path and (name.startswith(path) or path.startswith(name + "."))), None
    )
    if entry is None:
        return False, ""
    words = ", ".join(part for part in (entry.status, entry.note) if part)
    return entry.status in DOUBTFUL, "" if words == "written" else words


def name_of(leaf: Formula) -> str:
    """Return a defined name for a leaf, from where the deal file has it: small letters, digits and lines, never what could be a cell."""
    path = leaf.about.path
    text = path if path and not path.startswith("charge ") else leaf.args[0]
    name = re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")
    if re.fullmatch(r"[a-z]{0,3}[0-9]*", name) or name in RESERVED or not name[:1].isalpha():
        return f"input_{name}"
    return name


RESERVED = frozenset({"rate", "price", "fee", "true", "false", "c", "r"})


def _constants(sheet: Sheet, places: Places, constants: Sequence[float], row: int) -> Sheet:
    if not constants:
        return sheet
    sheet.put(row, LABEL, SECTIONS["constants"], "section")
    for line, value in enumerate(constants, row + 1):
        name = f"number_{value!r}".replace(".0", "").replace(".", "_").replace("-", "_").replace("+", "")
        sheet.put(line, LABEL, KNOWN.get(value, "Number of a formula"))
        sheet.put(line, VALUE, value, "given_number")
        places.constants[value] = name
        places.defined[name] = f"{sheet.name}!$B${line + 1}"
    return sheet


KNOWN = {12.0: "Months of a year, or instalments a year", 364.0: "Days of a year of 52 weeks", 52.0: "Weeks of a year", 360.0: "Days of a year of 30/360",
         0.05: "Unit of rounding", 1.25: "Step of a search", 1000.0: "Thousand"}  # fmt: skip
