"""Many deals beside what they were: one line for each, and the page of each one that moved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from leasecalc.difference import page as one_page
from leasecalc.records import record, replace
from leasecalc.report.page import Column, Note, Notes, Page, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from leasecalc.difference.conditions import Met
    from leasecalc.difference.model import Difference
    from leasecalc.errors import LeasecalcError
    from leasecalc.report.page import Block, Cell

Status = Literal["moved", "changed", "unchanged", "new", "removed", "refused"]

SUMMARY_FIGURES = ("rent", "lessor_yield", "lease_npv", "lease_minus_sale")


@record(kw_only=True)
class Compared:
    """One deal: what became of it, the difference where there are two sides, the conditions that hold, and why it is refused."""

    name: str
    status: Status
    difference: Difference | None = None
    failed: tuple[Met, ...] = ()
    warned: tuple[Met, ...] = ()
    error: LeasecalcError | None = None
    note: str = ""


def page(found: Sequence[Compared], why: Sequence[str]) -> Page:
    """Return the page of one comparison, or of many: a summary, then the blocks of each deal that changed."""
    if len(found) == 1 and found[0].difference is not None and found[0].status != "new":
        return one_page.page(found[0].difference, why, found[0].failed, found[0].warned)
    blocks: list[Block] = [summary(found)]
    for one in found:
        if one.difference is not None and one.status in {"moved", "changed"}:
            inner = one_page.page(one.difference, why, one.failed, one.warned)
            titled = (replace(block, title=f"{one.name}: {block.title}" if block.title else one.name) for block in inner.blocks)
            blocks += titled
        elif one.failed or one.warned:
            notes = [Note(f"{hit.text}: {hit.found}", "bad") for hit in one.failed]
            notes += [Note(f"warning, {hit.text}: {hit.found}", "doubt") for hit in one.warned]
            blocks.append(Notes("verdict", one.name, tuple(notes)))
    return Page(title(found), "", tuple(blocks))


def title(found: Sequence[Compared]) -> str:
    """Say how many deals moved."""
    counts = {
        status: sum(one.status == status for one in found)
        for status in ("moved", "changed", "unchanged", "new", "removed", "refused")
    }
    told = [
        f"{count} {'changed without moving a figure' if status == 'changed' else status}"
        for status, count in counts.items()
        if count
    ]
    return f"{len(found)} deal{'' if len(found) == 1 else 's'}: {', '.join(told) or 'nothing to compare'}"


def summary(found: Sequence[Compared]) -> Table:
    """Return one row for each deal: what became of it, and how far the figures that matter most moved."""
    columns = (
        Column("deal", "Deal", "text"),
        Column("status", "", "text"),
        Column("rent", "Rent", "money"),
        Column("rent_change", "Change", "money"),
        Column("rent_percent", "%", "rate", digits=2, priority=2),
        Column("lessor_yield_change", "Yield", "rate", digits=4, priority=3),
        Column("lease_npv_change", "Lease NPV", "money", priority=1),
        Column("lease_minus_sale_change", "Lease minus sale", "money", priority=1),
        Column("currency", "", "text", priority=2),
    )
    marks = tuple("fail" if one.failed or one.error else "unknown" if one.warned else "" for one in found)
    told = tuple(f"{one.name}: {one.note or one.error}" for one in found if one.note or one.error)
    return Table("summary", "", columns, tuple(_row(one) for one in found), notes=told, row_marks=marks)


def _row(one: Compared) -> tuple[Cell, ...]:
    if one.difference is None:
        return (one.name, one.status, None, None, None, None, None, None, None)
    known = {output.name: output for output in (*one.difference.outputs, *one.difference.steady)}
    rent, *others = (known[name] for name in SUMMARY_FIGURES)
    if one.status == "new":
        return (one.name, one.status, rent.after, None, None, None, None, None, rent.currency)
    return (one.name, one.status, rent.after, rent.change, rent.percent, *(output.change for output in others), rent.currency)


def rows_page(found: Sequence[Compared]) -> Page:
    """Return one row for each figure of each deal that moved: what a spreadsheet wants."""
    columns = tuple(Column(name, name, "text") for name in ("deal", "figure", "unit", "before", "after", "change", "percent"))
    rows = tuple(
        (one.name, output.name, output.currency or output.unit, *(_plain(value) for value in (output.before, output.after, output.change, output.percent)))
        for one in found
        if one.difference is not None and one.status == "moved"
        for output in one.difference.outputs
    )  # fmt: skip
    return Page("", "", (Table("outputs", "", columns, rows),))


def _plain(value: Any) -> Cell:
    from decimal import Decimal

    if value is None:
        return None
    return Decimal(value) if abs(value) == 0 or abs(value) >= 1 else Decimal(f"{value:.12g}")


def data(found: Sequence[Compared]) -> Any:
    """Return everything as plain data: one difference as such, many as a list with what became of each deal."""
    if len(found) == 1 and found[0].difference is not None and found[0].status != "new":
        return one_page.data(found[0].difference, found[0].failed, found[0].warned)
    return {
        "schema": "leasecalc/diffs/1",
        "deals": [
            {
                "name": one.name,
                "status": one.status,
                "note": one.note or (str(one.error) if one.error else ""),
                "difference": None if one.difference is None else one_page.data(one.difference, one.failed, one.warned),
            }
            for one in found
        ],
    }
