"""Schedule: the instalment table, a row for each instalment that the workbook can hold, and one for the residual."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.workbook.book.cells import Native, Sheet
from leasecalc.workbook.book.places import cell_of
from leasecalc.workbook.trace import value_of

if TYPE_CHECKING:
    from leasecalc.engine.contract.schedule import InstalmentTable
    from leasecalc.engine.price import Priced
    from leasecalc.workbook.book.places import Places
    from leasecalc.workbook.trace import Traced

HEADS = ("No.", "Date", "Opening", "Instalment", "Interest", "Principal", "Closing")
NO, DATE, OPENING, INSTALMENT, INTEREST, PRINCIPAL, CLOSING = range(7)


def schedule(found: Traced, places: Places) -> Sheet:
    """Return the sheet; areas `schedule principal`, `schedule interest`, `schedule payments`, one set for each delivery."""
    sheet = Sheet("Schedule")
    sheet.widths = {0: 10, 1: 12, **dict.fromkeys(range(2, 7), 15)}
    formulas = found.formulas.lots or (found.formulas,)
    numbers = found.priced.lots or (found.priced,)
    top = 0
    for place, (lot, plain) in enumerate(zip(formulas, numbers, strict=True), 1):
        name = "" if len(formulas) == 1 else f", delivery {place}"
        top = _table(found, sheet, places, (lot, plain), top=top, name=name)
    if len(formulas) == 1:
        sheet.freeze = (3, 0)
    sheet.heads = (0, 2)
    return sheet


def _table(found: Traced, sheet: Sheet, places: Places, lots: tuple[Priced, Priced], *, top: int, name: str) -> int:
    lot, plain = lots
    table, deal = lot.table(), lot.deal
    sheet.put(top, 0, f"Instalments of one car, {deal.lease.currency}{name}", "title")
    for column, head in enumerate(HEADS):
        sheet.put(top + 2, column, head, "head")
    first = top + 3
    count = len(table.instalments)
    today = len(plain.contract.instalments)
    for row, found_row in enumerate(table.rows):
        at = first + row
        if row < count:
            _number_and_day(found, sheet, places, plain, at=at, row=row)
        else:
            sheet.put(at, NO, "purchase" if deal.lease.residual_kind == "purchase_option" else deal.lease.residual_kind, "text")
            _last_day(found, sheet, plain, at)
        figures = (found_row.opening, found_row.instalment, found_row.interest, found_row.principal, found_row.closing)
        for column, figure in enumerate(figures, OPENING):
            sheet.put(at, column, figure, "money")
    _totals(sheet, places, table, (first, first + count), name)
    if found.term is not None:
        sheet.blanks.append(((first, 0, first + count - 1, CLOSING), f'=$A{first + 1}=""'))
        if count > today:
            sheet.folded.append((first + today, first + count - 1))
    return first + count + 4


def _number_and_day(found: Traced, sheet: Sheet, places: Places, plain: Priced, *, at: int, row: int) -> None:
    when = plain.deal.timeline
    if found.term is None:
        sheet.put(at, NO, row + 1, "number")
        sheet.put(at, DATE, when.due[row], "day")
        return
    active, number = found.term.active[row], found.term.cells.number(row + 1)
    today = row < len(when.instalments)
    sheet.put(at, NO, Native(lambda p, s: f'IF({p.ref(active, s)},{p.ref(number, s)},"")', row + 1 if today else ""), "number")
    day = (places, f"due {row + 1}")
    due = found.term.top.timeline.due[row]
    sheet.put(
        at, DATE, Native(lambda p, s: f'IF({p.ref(active, s)},{p.area(day[1], s).split(":")[0]},"")', due if today else ""), "day"
    )


def _last_day(found: Traced, sheet: Sheet, plain: Priced, at: int) -> None:
    due = plain.deal.timeline.due[-1]
    day = found.term.days.get("residual") if found.term is not None else None
    sheet.put(at, DATE, due if day is None else day, "day")


def _totals(sheet: Sheet, places: Places, table: InstalmentTable, rows: tuple[int, int], name: str) -> None:
    first, last = rows
    sheet.put(last + 1, NO, "total", "total_text")
    sheet.put(last + 1, DATE, "", "total_text")
    for column, key in ((INSTALMENT, "instalment"), (INTEREST, "interest"), (PRINCIPAL, "principal")):
        total = sum(value_of(getattr(row, key)) for row in table.rows)
        places.areas[f"schedule {key}{name}"] = (sheet.name, first, column, last, column)
        area = f"{cell_of(first, column)}:{cell_of(last, column)}"
        sheet.put(last + 1, column, Native(lambda _p, _s, area=area: f"SUM({area})", total), "total")  # type: ignore[misc]
    for column in (OPENING, CLOSING):
        sheet.put(last + 1, column, "", "total_text")
    places.areas[f"schedule closing{name}"] = (sheet.name, last, CLOSING, last, CLOSING)
