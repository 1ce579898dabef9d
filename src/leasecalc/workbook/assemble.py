"""All sheets of a workbook, in the order in which their cells come to be known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.records import record
from leasecalc.workbook.book.cells import Native
from leasecalc.workbook.book.places import Places
from leasecalc.workbook.book.working import constants_of, reached, workings
from leasecalc.workbook.formulas.formula import Formula
from leasecalc.workbook.formulas.zero import in_order
from leasecalc.workbook.lifting.cells import About
from leasecalc.workbook.sheets.about import Origin, about
from leasecalc.workbook.sheets.calendar import calendar
from leasecalc.workbook.sheets.cash_flows import CashFlows
from leasecalc.workbook.sheets.checks import checks
from leasecalc.workbook.sheets.comparison import comparison
from leasecalc.workbook.sheets.inputs import inputs
from leasecalc.workbook.sheets.landed import landed
from leasecalc.workbook.sheets.rates import GUESS, leads_to, rates
from leasecalc.workbook.sheets.schedule import schedule
from leasecalc.workbook.sheets.sensitivity import sensitivity
from leasecalc.workbook.sheets.yields import yields

if TYPE_CHECKING:
    from collections.abc import Sequence

    from leasecalc.workbook.trace import Traced

ORDER = (
    "Inputs",
    "Landed cost",
    "Schedule",
    "Cash flows",
    "Lease v sale",
    "Yields",
    "Sensitivity",
    "Checks",
    "About",
    "Rates",
    "Calendar",
    "Workings",
)


@record
class Book:
    """A workbook that is ready to be written."""

    found: Traced
    places: Places

    def sheets(self) -> list[str]:
        """Return the names of its sheets in order."""
        return [name for name in ORDER if name in self.places.sheets]


def assembled(found: Traced, origin: Origin) -> Book:
    """Return the workbook of a traced deal."""
    places = Places()
    left: list[str] = []
    for make in (landed, schedule):
        places.register(places.sheet(make(found, places)))
    places.register(places.sheet(CashFlows(found, places).make()))
    places.register(places.sheet(comparison(found, places)))
    places.register(places.sheet(yields(found, left)))
    places.register(places.sheet(sensitivity(found)))
    named = _roots(places)
    places.register(places.sheet(checks(found, places, {name: root for root, name in named})))
    _rates(found, places, named)
    _inputs(found, places)
    places.sheet(workings(places, _needed(found, places)))
    places.sheet(about(found, origin, left, counted(places)))
    return Book(found, places)


def _needed(found: Traced, places: Places) -> list[Formula]:
    """Return every formula of the workbook in order, those that native formulas ask for too."""
    asked: list[Formula] = [*reached(places)]
    if found.term is not None:
        asked = in_order([*asked, *found.term.active, found.term.count])
    extra = [lot.contract.financed for lot in found.formulas.lots or (found.formulas,)]
    return in_order([*asked, *extra])


def _roots(places: Places) -> list[tuple[Formula, str]]:
    """Return the rates of return with a name each: that of the figure that shows it, or of a trial."""
    sheet = places.sheets["Yields"]
    names: dict[int, str] = {}
    for (row, column), cell in sorted(sheet.cells.items()):
        if column == 1 and isinstance(cell.content, Formula):
            label = str(sheet.cells[row, 0].content)
            root = _root_of(cell.content)
            if root is not None:
                names.setdefault(root.number, label.partition(",")[0])
    found = [formula for formula in reached(places) if formula.op == "rate"]
    return [(root, names.get(root.number, f"trial {number}")) for number, root in enumerate(found, 1)]


def _root_of(formula: Formula, depth: int = 6) -> Formula | None:
    """Return the rate of return that a figure is made of, where a few operations lead to it."""
    if formula.op == "rate":
        return formula
    below = (
        [arg for arg in formula.args if isinstance(arg, Formula)]
        if depth and formula.op in {"add", "sub", "mul", "div", "pow"}
        else []
    )
    return next((root for root in (_root_of(arg, depth - 1) for arg in below) if root is not None), None)


def _rates(found: Traced, places: Places, named: Sequence[tuple[Formula, str]]) -> None:
    guesses = {}
    usual = found.graph.leaf("guess", GUESS, About(label="Guess of a rate", unit="rate", section="guesses"))
    for root, name in named:
        guesses[root.number] = usual
        if not leads_to(root, GUESS):  # a rate far away, or one of several
            label = f"Guess of {name[:1].lower()}{name[1:]}"
            guesses[root.number] = found.graph.leaf(
                f"guess {name}", round(root.value, 2), About(label=label, unit="rate", section="guesses")
            )
    sheet = rates(places, [root for root, _ in named], guesses, {root.number: name for root, name in named})
    if sheet is not None:
        places.register(places.sheet(sheet))


def _inputs(found: Traced, places: Places) -> None:
    """Make the sheets of what is given."""
    needed = _needed(found, places)
    leaves = [formula for formula in needed if formula.op == "leaf"]
    guesses = [leaf for leaf in found.graph.leaves.values() if leaf.about is not None and leaf.about.section == "guesses"]
    leaves += [leaf for leaf in guesses if leaf not in _by_identity(leaves)]
    of_calendar = [leaf for leaf in leaves if leaf.about.section == "calendar"]
    made = calendar(found, places, of_calendar)
    if made is not None:
        places.register(places.sheet(made))
    others = [leaf for leaf in leaves if leaf.number not in places.of]
    others.sort(key=lambda leaf: leaf.number)
    places.sheet(inputs(found, places, others, constants_of(needed)))


class _by_identity:  # noqa: N801 - reads as a word
    """A list of formulas that is searched by identity: `==` on formulas makes another formula."""

    def __init__(self, formulas: Sequence[Formula]) -> None:
        self.numbers = {formula.number for formula in formulas}

    def __contains__(self, formula: Formula) -> bool:
        return formula.number in self.numbers


def counted(places: Places) -> tuple[int, int]:
    """Return how many cells are formulas, and how many inputs."""
    formulas = inputs_found = 0
    for sheet in places.sheets.values():
        for cell in sheet.cells.values():
            if isinstance(cell.content, Native) or (
                isinstance(cell.content, Formula) and not _is_here(places, cell.content, sheet.name)
            ):
                formulas += 1
            inputs_found += cell.look.startswith("input_")
    return formulas, inputs_found


def _is_here(places: Places, formula: Formula, sheet: str) -> bool:
    return formula.op == "leaf" and places.of[formula.number][0] == sheet


__all__ = ["Book", "assembled"]
