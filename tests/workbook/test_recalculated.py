"""Every sample deal as a workbook: a spreadsheet program recalculates it after one cell is changed, and every formula gives what the engine
gives for that deal."""

from __future__ import annotations

import math
import os
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import office
import pytest
from changes import Change, changes

from leasecalc import api
from leasecalc.workbook.assemble import Book, assembled
from leasecalc.workbook.book.cells import Native
from leasecalc.workbook.book.places import cell_of
from leasecalc.workbook.formulas.formula import Formula
from leasecalc.workbook.sheets.about import Origin
from leasecalc.workbook.trace import traced
from leasecalc.workbook.write import cached, write

FOLDER = Path(__file__).parents[2] / "deals"
DEALS = tuple(
    path.relative_to(FOLDER).with_suffix("").as_posix() for path in sorted(FOLDER.rglob("*.yaml")) if path.parent.name != "books"
)
#: Deals whose lease is that of another one; their own sections (routes, chances, ends) are of other commands.
ALIKE = {
    "routes/br-dolphin-mini-routes",
    "routes/uz-yuanup-routes",
    "routes/za-box-routes",
    "risk/uz-yuanup-chances",
    "risk/za-box-ends",
}
#: Workbooks that hold a longer term, as by default; a loan of its own term lets the other deal have no shorter one.
LONGER = {"za-box-60m", "money/za-box-levered-60m"}
LARGE = 4000
RATE, MONEY = 1e-9, 1e-6

pytestmark = pytest.mark.skipif(office.SOFFICE is None, reason="soffice is not installed")


@cache
def markets() -> Any:
    return api.library()


def book_of(name: str, assignments: tuple[str, ...] = (), capacity: int | None = None) -> Book:
    deal = api.load(str(FOLDER / f"{name}.yaml"), assignments)
    return assembled(traced(deal.document, markets(), api.price(deal, markets()), capacity), Origin(tool="leasecalc", data=""))


def values_of(book: Book) -> dict[tuple[str, str], tuple[Any, str]]:
    """Return what the engine has for every formula cell, and its look."""
    found = {}
    for sheet in book.places.sheets.values():
        for (row, column), cell in sheet.cells.items():
            content = cell.content
            here = (
                isinstance(content, Formula)
                and content.op == "leaf"
                and book.places.of[content.number] == (sheet.name, row, column)
            )
            if isinstance(content, (Native, Formula)) and not here:
                found[sheet.name, cell_of(row, column)] = (cached(content.value), cell.look)
    return found


@dataclass
class Case:
    """One workbook that was changed and recalculated."""

    deal: str
    changes: tuple[Change, ...]
    file: Path
    expected: dict[tuple[str, str], tuple[Any, str]] = field(default_factory=dict)


@dataclass
class Run:
    """All cases, recalculated in one call."""

    cases: list[Case]
    names: dict[str, dict[str, tuple[str, str]]]
    formulas: dict[str, set[tuple[str, str]]]
    poisoned: tuple[Path, tuple[str, str]]


def rows_of(name: str) -> int:
    """Return how many instalments the workbook holds: as many as the deal has; for one deal two years more, as by default."""
    rows = len(api.resolve(api.load(str(FOLDER / f"{name}.yaml")), markets()).timeline.instalments)
    return rows + 24 if name in LONGER else rows


@pytest.fixture(scope="module")
def run(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = tmp_path_factory.mktemp("workbooks")
    cases: list[Case] = []
    names, formulas = {}, {}
    for name in wanted(request):
        book = book_of(name, capacity=rows_of(name))
        file = folder / f"{name.replace('/', '_')}.xlsx"
        with file.open("wb") as stream:
            write(book, stream)
        names[name], formulas[name] = office.defined_names(file), set(office.formulas(file))
        for number, several in enumerate(chosen(name, changes(book), len(formulas[name]))):
            into = folder / f"{file.stem} {number}.xlsx"
            cases.append(Case(name, several, office.changed(file, into, {names[name][one.cell]: one.value for one in several})))
    poisoned = poison(folder / "za-box-60m.xlsx")
    running = office.begin([case.file for case in cases] + [poisoned[0]], folder / "recalculated")
    try:
        for case in cases:
            case.expected = values_of(book_of(case.deal, tuple(one.assignment for one in case.changes), rows_of(case.deal)))
        assert running.wait(900) == 0
    finally:
        running.kill()
        running.wait()
    return Run(cases, names, formulas, poisoned)


def wanted(request: pytest.FixtureRequest) -> list[str]:
    """Return the deals that are tested, and the one that is poisoned: with ``-k`` not all."""
    asked = {item.callspec.params.get("name") for item in request.session.items if hasattr(item, "callspec")}
    return [name for name in DEALS if name in asked or name == "za-box-60m"]


def chosen(name: str, found: list[Change], formulas: int) -> list[tuple[Change, ...]]:
    """Return the changes of each workbook to try: each input in turn; where a workbook is large, the term and all others together.

    A deal whose lease is another's is tried once. With LEASECALC_EVERY_CHANGE each input of every deal is changed in turn.
    """
    if name in ALIKE:
        return [tuple(found)]
    if formulas < LARGE or "LEASECALC_EVERY_CHANGE" in os.environ:
        return [(one,) for one in found]
    term = [one for one in found if one.kind == "term"]
    return [tuple(term), tuple(one for one in found if one.kind != "term")] if term else [tuple(found)]


def poison(file: Path) -> tuple[Path, tuple[str, str]]:
    """Return a workbook with a wrong result stored beside a formula."""
    at = ("Schedule", "F10")
    return office.changed(file, file.with_name("poisoned.xlsx"), {at: "999"}), at


def recalculated(file: Path) -> office.Cells:
    return office.read(file.parent / "recalculated" / file.name)


def test_a_wrong_result_is_corrected(run: Run) -> None:
    """So the program recalculates, and does not hand on what is stored."""
    file, at = run.poisoned
    assert office.read(file)[at] == (True, "999")
    assert recalculated(file)[at][1] == recalculated_of_deal(run, "za-box-60m", at)


def recalculated_of_deal(run: Run, name: str, at: tuple[str, str]) -> str:
    book = book_of(name)
    return format(values_of(book)[at][0], "g")


@pytest.mark.parametrize("name", DEALS)
def test_every_formula_follows_each_input(run: Run, name: str) -> None:
    mine = [case for case in run.cases if case.deal == name]
    assert mine, "no input was changed"
    for case in mine:
        shown = recalculated(case.file)
        assert set(case.expected) == run.formulas[name], f"{case.changes}: not the same formulas"
        wrong = [told for at, of in case.expected.items() if (told := differs(at, of, shown.get(at, (False, ""))[1]))]
        assert wrong == [], f"{case.changes}: {len(wrong)} of {len(case.expected)}: {wrong[:5]}"


def differs(at: tuple[str, str], expected: tuple[Any, str], shown: str) -> str:
    """Return what is wrong with a cell; empty where it is right."""
    value, look = expected
    told = f"{at[0]}!{at[1]} shows {shown!r}, the engine has {value!r}"
    if isinstance(value, str):
        right = shown == value or (value.startswith("#") and shown.startswith(("#", "Err")))
        return "" if right else told
    try:
        number = float(shown)
    except ValueError:
        return told
    tolerance = RATE if look in {"yield", "rate"} else max(MONEY, RATE * abs(value))
    return "" if math.isclose(number, float(value), rel_tol=0.0, abs_tol=tolerance) else told
