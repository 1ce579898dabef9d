"""Checks: identities that hold whatever is put in; each says OK, or by how much it is off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from leasecalc.workbook.book.cells import Native, Sheet
from leasecalc.workbook.book.places import cell_of
from leasecalc.workbook.lifting.cells import About

if TYPE_CHECKING:
    from collections.abc import Iterator

    from leasecalc.workbook.book.places import Places
    from leasecalc.workbook.formulas.formula import Formula
    from leasecalc.workbook.trace import Traced

TOLERANCE = 0.005
FIRST = 3


def checks(found: Traced, places: Places, roots: dict[str, Formula]) -> Sheet:
    """Return the sheet; ``roots`` are the rates by name."""
    sheet = Sheet("Checks")
    sheet.widths = {0: 64, 1: 18, 2: 12}
    sheet.put(0, 0, "Checks", "title")
    for column, head in enumerate(("What must hold", "Off by", "")):
        sheet.put(FIRST - 1, column, head, "head")
    about = About(label="Money may be off by", unit="number", section="guesses")
    tolerance = found.graph.leaf("tolerance of the checks", TOLERANCE, about)
    row = FIRST
    for row, (words, text) in enumerate(_all(found, places, roots), FIRST):
        sheet.put(row, 0, words)
        sheet.put(row, 1, Native(text, 0.0), "money")
        off = cell_of(row, 1)
        sheet.put(row, 2, Native(lambda p, s, off=off: f'IF(ABS({off})<={p.ref(tolerance, s)},"OK","CHECK")', "OK"), "check")  # type: ignore[misc]
    verdicts = f"{cell_of(FIRST, 2)}:{cell_of(row, 2)}"
    count = row - FIRST + 1
    sheet.put(row + 2, 0, "All of them", "total_text")
    sheet.put(row + 2, 1, Native(lambda _p, _s: f'COUNTIF({verdicts},"OK")', float(count)), "count")
    sheet.put(row + 2, 2, Native(lambda _p, _s: f'IF({cell_of(row + 2, 1)}=ROWS({verdicts}),"OK","CHECK")', "OK"), "check")
    sheet.marks.append(((FIRST, 2, row + 2, 2), "CHECK", "bad"))
    sheet.put(
        row + 4,
        0,
        "A cell of Yields that shows an error has no value for these inputs, such as a rate of flows of one sign.",
        "quiet",
    )
    return sheet


def _all(found: Traced, places: Places, roots: dict[str, Formula]) -> Iterator[tuple[str, Any]]:
    """Yield what must hold and the text of the difference."""
    parts = [key.removeprefix("schedule principal") for key in places.areas if key.startswith("schedule principal")]
    lots = found.formulas.lots or (found.formulas,)
    for part, lot in zip(parts, lots, strict=True):
        financed = lot.contract.financed
        yield f"Principal repaid is the amount financed{part}", _less(f"schedule principal{part}", financed)
        yield f"The last balance is zero{part}", _one(f"schedule closing{part}")
        yield f"Instalments less interest are principal{part}", _split(part)
    yield "Legs of the lease add up to its net flow", _legs(found, "lease")
    yield "Legs of the sale add up to its net flow", _legs(found, "sale")
    yield (
        "Lease less sale is the difference of the two worths",
        lambda p, s: (
            f"{p.area('lease_minus_sale', s).split(':')[0]}-({p.area('lease_npv', s).split(':')[0]}-{p.area('sale_npv', s).split(':')[0]})"
        ),
    )
    for name, root in roots.items():
        yield f"{name}: what is received is worth what is paid", _worth(root)
    if found.term is not None:
        yield "The term is one that the workbook holds", _capacity(found)


def _one(key: str) -> Any:
    return lambda p, s: p.area(key, s).split(":")[0]


def _less(key: str, formula: Any) -> Any:
    return lambda p, s: f"SUM({p.area(key, s)})-{p.ref(formula, s)}"


def _split(part: str) -> Any:
    return lambda p, s: (
        f"SUM({p.area('schedule instalment' + part, s)})-SUM({p.area('schedule interest' + part, s)})-SUM({p.area('schedule principal' + part, s)})"
    )


def _legs(found: Traced, route: str) -> Any:
    legs = found.formulas.lease if route == "lease" else found.formulas.sale
    areas = [f"leg {route} {leg.name}" for leg in legs]
    return lambda p, s: f"SUM({','.join(p.area(area, s) for area in areas)})-SUM({p.area(route + ' net', s)})"


def _worth(root: Formula) -> Any:
    def text(p: Places, s: str) -> str:
        received, paid = p.area(f"check {root.number}", s).split(":")[0], p.area(f"check {root.number}", s).split(":")[1]
        where = p.area(f"check {root.number}", s).rpartition("!")[0]
        return f"{received}-{where + '!' if where else ''}{paid}"

    return text


def _capacity(found: Traced) -> Any:
    assert found.term is not None  # noqa: S101 - asked only where there is one
    count, last = found.term.count, found.term.cells.number(found.term.known.capacity)
    return lambda p, s: f"MAX(0,{p.ref(count, s)}-{p.ref(last, s)})+MAX(0,1-{p.ref(count, s)})"
