"""Yields: every measure of the deal, each with the flows that it includes and its formula in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from leasecalc.engine.measures import measures_of
from leasecalc.workbook.book.cells import Native, Sheet
from leasecalc.workbook.formulas.formula import Formula

if TYPE_CHECKING:
    from leasecalc.engine.measures import Measure
    from leasecalc.workbook.book.places import Places
    from leasecalc.workbook.trace import Traced


def _one(key: str) -> Any:
    return lambda p, s: p.area(key, s).split(":")[0]


def _of_route(route: str) -> dict[str, Any]:
    """Return the figures of a route that are read off its columns."""
    return {
        f"{route}_npv": _one(f"{route}_npv"),
        f"{route}_surplus": _one(f"{route}_surplus"),
        f"{route}_peak_cash": lambda p, s: f"-MIN(0,{p.area(f'{route} running', s)})",
        f"{route}_payback_months": lambda p, s: (
            f'IF(COUNT({p.area(f"{route} back", s)})=0,"never",MIN({p.area(f"{route} back", s)})*{p.constants[12.0]})'
        ),
        f"{route}_cash_multiple": lambda p, s: f"{_part(p, s, route, '>')}/-{_part(p, s, route, '<')}",
    }


def _part(p: Places, s: str, route: str, sign: str) -> str:
    area = p.area(f"{route} day", s)
    return f"SUMPRODUCT(({area}{sign}0)*{area})"


NATIVE: dict[str, Any] = {
    **_of_route("lease"),
    **_of_route("sale"),
    "lease_minus_sale": _one("lease_minus_sale"),
}
LOOKS = {"money": "money", "rate": "yield", "months": "ratio", "ratio": "ratio"}


def yields(found: Traced, left: list[str]) -> Sheet:
    """Return the sheet; ``left`` takes the names of figures that stay values."""
    sheet = Sheet("Yields")
    sheet.widths = {0: 36, 1: 16, 2: 70}
    sheet.put(0, 0, f"Yields and cash of one car, {found.priced.deal.currency}", "title")
    for column, head in enumerate(("Figure", "Value", "Formula; the note of a figure names the flows in it")):
        sheet.put(2, column, head, "head")
    for row, measure in enumerate(measures_of(found.priced), 3):
        sheet.put(row, 0, measure.label, note=measure.flows)
        sheet.put(row, 1, _content(found, measure, left), LOOKS[measure.unit])
        sheet.put(row, 2, measure.formula, "quiet")
    sheet.freeze = (3, 1)
    return sheet


def _content(found: Traced, measure: Measure, left: list[str]) -> Any:
    """Return a measure as a formula; where it has none, its value, which is then said on `About`."""
    value = float(measure.compute(found.priced))
    if measure.name in NATIVE:
        months = measure.name.endswith("payback_months") and value != value  # noqa: PLR0124 - only NaN differs from itself
        return Native(NATIVE[measure.name], "never" if months else value)
    if measure.name == "profit_margin":
        price: Any = found.formulas.amounts.bases["price"]
        return Native(lambda p, s: f"{_one('lease_npv')(p, s)}/{p.ref(price, s)}", value)
    formula = _formula(found, measure.name)
    if isinstance(formula, Formula):
        return formula
    left.append(measure.label)
    return value


def _formula(found: Traced, name: str) -> Any:
    from leasecalc.errors import LeasecalcError

    by_name = {measure.name: measure for measure in measures_of(found.formulas)}
    try:
        return by_name[name].compute(found.formulas)
    except (LeasecalcError, TypeError, ValueError):
        return None
