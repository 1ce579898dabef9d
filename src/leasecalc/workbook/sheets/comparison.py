"""Lease v sale: every leg of both routes, today's worth, and the verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from leasecalc.engine.measures import BY_NAME, present_value_of
from leasecalc.money import minor_unit
from leasecalc.rounding import Rounding, round_to
from leasecalc.workbook.book.cells import Native, Sheet
from leasecalc.workbook.book.places import cell_of
from leasecalc.workbook.book.text import Text

if TYPE_CHECKING:
    from leasecalc.engine.legs.flows import Leg
    from leasecalc.workbook.book.places import Places
    from leasecalc.workbook.trace import Traced

OF_ALL = (
    ("Lease, all cars", 2, "lease_npv"),
    ("Export sale, all cars", 4, "sale_npv"),
    ("Lease - sale, all cars", 5, "lease_minus_sale"),
)
VERDICTS = ("The lease is worth more than the export sale", "The export sale is worth more than the lease")
HEADS = ("Leg", "Lease", "Lease, today", "Sale", "Sale, today", "Lease - sale, today")
FIRST = 3


def comparison(found: Traced, places: Places) -> Sheet:
    """Return the sheet; areas `lease npv`, `sale npv`, `lease minus sale`, `lease surplus`, `sale surplus`."""
    sheet = Sheet("Lease v sale")
    sheet.widths = {0: 36, **dict.fromkeys(range(1, 6), 17)}
    sheet.put(0, 0, f"Lease beside export sale, per car, {found.priced.deal.currency}", "title")
    for column, head in enumerate(HEADS):
        sheet.put(FIRST - 1, column, head, "head")
    lease = {leg.name: leg for leg in found.priced.lease}
    sale = {leg.name: leg for leg in found.priced.sale}
    labels = {leg.name: leg.label for leg in (*found.priced.lease, *found.priced.sale)}
    row = FIRST
    for name, label in labels.items():
        sheet.put(row, 0, label)
        for key, legs, column in (("lease", lease, 1), ("sale", sale, 3)):
            if name in legs:
                _leg(found, sheet, (key, legs[name]), row, column)
        worth = _worth(found, lease.get(name)) - _worth(found, sale.get(name))
        difference = f"{cell_of(row, 2)}-{cell_of(row, 4)}"
        sheet.put(row, 5, Native(lambda _p, _s, text=difference: text, worth), "money")  # type: ignore[misc]
        row += 1
    _totals(found, sheet, places, row)
    _figures(found, sheet, places, row + 2)
    return sheet


def _worth(found: Traced, leg: Leg | None) -> float:
    return 0.0 if leg is None else float(present_value_of(found.priced, (leg,)))


def _leg(found: Traced, sheet: Sheet, leg: tuple[str, Leg], row: int, column: int) -> None:
    key, of = leg
    area = f"leg {key} {of.name}"
    sheet.put(row, column, Native(lambda p, s: f"SUM({p.area(area, s)})", float(of.total)), "money")
    worth = Native(lambda p, s: f"SUMPRODUCT({p.area(area, s)},{p.area('factor', s)})", _worth(found, of))
    sheet.put(row, column + 1, worth, "money")


def _totals(found: Traced, sheet: Sheet, places: Places, row: int) -> None:
    sheet.put(row, 0, "total", "total_text")
    of = {1: "lease_surplus", 2: "lease_npv", 3: "sale_surplus", 4: "sale_npv", 5: "lease_minus_sale"}
    for column, name in of.items():
        area = f"{cell_of(FIRST, column)}:{cell_of(row - 1, column)}"
        value = float(BY_NAME[name].compute(found.priced))
        sheet.put(row, column, Native(lambda _p, _s, area=area: f"SUM({area})", value), "total")  # type: ignore[misc]
        places.areas[name] = (sheet.name, row, column, row, column)


def _figures(found: Traced, sheet: Sheet, places: Places, top: int) -> None:
    """Add the figures of the whole order, and the verdict."""
    total, deal = top - 2, found.priced.deal
    value = {name: float(BY_NAME[name].compute(found.priced)) for name in ("lease_npv", "sale_npv", "lease_minus_sale")}
    cars = deal.quantity
    sheet.put(top, 0, "Cars")
    sheet.put(top, 1, found.graph.leaf("cars", float(cars), _cars()), "number")
    places.register(sheet)
    cent = Rounding(minor_unit(deal.currency))
    for row, (label, column, name) in enumerate(OF_ALL, top + 1):
        text = _fleet(places, cent, (cell_of(total, column), cell_of(top, 1)))
        sheet.put(row, 0, label)
        sheet.put(row, 1, Native(text, round_to(value[name], cent) * cars), "money")
    better = cell_of(total, 5)
    sheet.put(top + 5, 0, "Verdict", "section")
    verdict = VERDICTS[0 if value["lease_minus_sale"] >= 0 else 1]
    sheet.put(top + 6, 0, Native(lambda _p, _s: f'IF({better}>=0,"{VERDICTS[0]}","{VERDICTS[1]}")', verdict), "verdict")
    sheet.put(top + 7, 0, f"by, per car, {deal.currency}, present value on {deal.pricing_date}")
    sheet.put(top + 7, 1, Native(lambda _p, _s: f"ABS({better})", abs(value["lease_minus_sale"])), "result")


def _fleet(places: Places, cent: Rounding, cells: tuple[str, str]) -> Any:
    """Return the text of a worth of one car, rounded as it is printed, times the cars."""
    worth, cars = cells
    return lambda _p, s: f"{Text(places, s).rounded_text(worth, cent)}*{cars}"


def _cars() -> Any:
    from leasecalc.workbook.lifting.cells import About

    return About(label="Cars", unit="number", section="prices", path="vehicle.quantity")
