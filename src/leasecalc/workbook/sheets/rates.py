"""Rates: every rate of return, found from a guess by steps of Newton on the logarithm of received over paid."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from leasecalc.workbook.book.cells import Native, Sheet
from leasecalc.workbook.book.places import cell_of
from leasecalc.workbook.trace import value_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from leasecalc.workbook.book.places import Places
    from leasecalc.workbook.formulas.formula import Formula

Written: TypeAlias = "Callable[[Places, str], str]"
STEPS = 8
GUESS = 0.1
"""Where the search for a rate begins; the steps are so large that it hardly matters."""
HEADS = ("Rate", "Received", "Paid", "Time received", "Time paid")
TOP, BLOCK = 3, 7
LIST = TOP + STEPS + 4


def rates(places: Places, roots: Sequence[Formula], guesses: Mapping[int, Formula], names: Mapping[int, str]) -> Sheet | None:
    """Return the sheet; each root has its cell here, and an area `root n`. Registers roots before their flows are written."""
    if not roots:
        return None
    sheet = Sheet("Rates")
    sheet.put(0, 0, "Rates of return, a period of the time that stands beside each flow", "title")
    words = "From the guess, a step is (1 + rate) x (received / paid) ^ (1 / (time received - time paid)) - 1, with worths and mean times at the rate before."
    sheet.put(1, 0, words, "text")
    for number, root in enumerate(roots):
        _block(places, sheet, root, guesses[root.number], (number * BLOCK, names.get(root.number, "trial")))
    return sheet


def leads_to(root: Formula, guess: float) -> bool:
    """Return whether the steps of the sheet lead from a guess to the rate; yes where there is none today."""
    if root.value != root.value:
        return True
    half = len(root.args) // 2
    times = [float(value_of(arg)) for arg in root.args[:half]]
    flows = [float(value_of(arg)) for arg in root.args[half:]]
    rate = guess
    for _ in range(STEPS):
        received, paid, late, early = _worths(times, flows, rate)
        if not (received > 0.0 and paid > 0.0 and late != early and rate > -1.0):
            return False
        rate = (1.0 + rate) * (received / paid) ** (1.0 / (late - early)) - 1.0
    return bool(abs(rate - root.value) <= 1e-11)


def _block(places: Places, sheet: Sheet, root: Formula, guess: Formula, at: tuple[int, str]) -> None:
    left, name = at
    half = len(root.args) // 2
    times, flows = root.args[:half], root.args[half:]
    sheet.put(TOP - 1, left, name[:1].upper() + name[1:], "section")
    for offset, head in enumerate(HEADS):
        sheet.put(TOP, left + offset, head, "head")
        sheet.widths[left + offset] = 14
    for offset, head in enumerate(("Time", "Flow")):
        sheet.put(LIST - 1, left + offset, head, "head")
    for row, (time, flow) in enumerate(zip(times, flows, strict=True), LIST):
        sheet.put(row, left, time, "factor")
        sheet.put(row, left + 1, flow, "flow")
    areas = (f"{sheet.name} times {left}", f"{sheet.name} flows {left}")
    for offset, area in enumerate(areas):
        places.areas[area] = (sheet.name, LIST, left + offset, LIST + half - 1, left + offset)
    _ladder(sheet, (guess, root), left, areas)
    places.of[root.number] = (sheet.name, TOP + STEPS + 1, left)
    places.areas[f"check {root.number}"] = (sheet.name, TOP + STEPS + 1, left + 1, TOP + STEPS + 1, left + 2)


def _ladder(sheet: Sheet, ends: tuple[Formula, Formula], left: int, areas: tuple[str, str]) -> None:
    guess, root = ends
    half = len(root.args) // 2
    times = [float(value_of(arg)) for arg in root.args[:half]]
    flows = [float(value_of(arg)) for arg in root.args[half:]]
    rate = guess.value
    for step in range(STEPS + 1):
        row = TOP + 1 + step
        if step == 0:
            sheet.put(row, left, guess, "yield")
        else:
            last = step == STEPS
            sheet.put(row, left, Native(_next(cells_of(row - 1, left)), root.value if last else rate), "yield")
        worths = _worths(times, flows, root.value if step == STEPS else rate)
        for offset, (text, value) in enumerate(
            zip(_texts(cell_of(row, left), cells_of(row, left), areas), worths, strict=True), 1
        ):
            sheet.put(row, left + offset, Native(text, value), "money" if offset < 3 else "factor")
        received, paid, late, early = worths
        if received > 0.0 and paid > 0.0 and late != early:
            rate = (1.0 + rate) * (received / paid) ** (1.0 / (late - early)) - 1.0


def cells_of(row: int, left: int) -> tuple[str, ...]:
    """Return the cells of a step."""
    return tuple(cell_of(row, left + offset) for offset in range(5))


def _next(before: tuple[str, ...]) -> Written:
    rate, received, paid, late, early = before
    return lambda _p, _s: f"(1+{rate})*({received}/{paid})^(1/({late}-{early}))-1"


def _texts(rate: str, here: tuple[str, ...], areas: tuple[str, str]) -> tuple[Written, ...]:
    def worth(sign: str, *, weight: bool) -> Written:
        def text(p: Places, s: str) -> str:
            times, flows = p.area(areas[0], s), p.area(areas[1], s)
            of_time = f"{times}*" if weight else ""
            return f"SUMPRODUCT(({flows}{sign}0)*{of_time}{flows}*(1+{rate})^-{times})"

        return text

    received, paid = worth(">", weight=False), worth("<", weight=False)
    late, early = worth(">", weight=True), worth("<", weight=True)
    return (
        received,
        lambda p, s: f"-{paid(p, s)}",
        lambda p, s: f"{late(p, s)}/{here[1]}",
        lambda p, s: f"-{early(p, s)}/{here[2]}",
    )


def _worths(times: Sequence[float], flows: Sequence[float], rate: float) -> tuple[float, float, float, float]:
    found = [(time, flow * (1.0 + rate) ** -time) for time, flow in zip(times, flows, strict=True)]
    received = sum(worth for _, worth in found if worth > 0.0)
    paid = -sum(worth for _, worth in found if worth < 0.0)
    late = sum(time * worth for time, worth in found if worth > 0.0)
    early = -sum(time * worth for time, worth in found if worth < 0.0)
    return received, paid, late / received if received else float("nan"), early / paid if paid else float("nan")


__all__ = ["GUESS", "STEPS", "leads_to", "rates"]
