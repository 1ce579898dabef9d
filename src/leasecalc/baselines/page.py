"""The page of `check`: what became of each deal, every figure that moved, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from leasecalc.report.page import Column, Note, Notes, Page, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from leasecalc.baselines.checking import Checked
    from leasecalc.report.page import Block, Mark

SCHEMA = "leasecalc/check/1"
_MARKS: dict[str, Mark] = {"good": "pass", "no baseline": "unknown", "differs": "fail", "refused": "fail"}


def page(found: Sequence[Checked], *, most: int | None = None) -> Page:
    """Return a row for each deal, then what differs: at most ``most`` figures of each."""
    blocks: list[Block] = [_deals(found)]
    told = [
        Note(f"{one.deal}: {case.told}", "bad")
        for one in found
        for case in one.cases
        if not case.holds and case.kind != "baseline"
    ]
    told += [Note(f"{one.deal}: what moved: {one.cause}", "doubt") for one in found if one.cause]
    if told:
        blocks.append(Notes("told", "What differs", tuple(told)))
    blocks += [table for table in (moved_table(found, most), _within(found)) if table is not None]
    return Page(title(found), "", tuple(blocks))


def title(found: Sequence[Checked]) -> str:
    """Count the deals by what became of them."""
    statuses = [one.status for one in found]
    told = [f"{statuses.count(status)} {status}" for status in _MARKS if status in statuses]
    return f"{len(found)} deal{'' if len(found) == 1 else 's'} checked: {', '.join(told)}"


def _deals(found: Sequence[Checked]) -> Table:
    columns = (
        Column("deal", "Deal", "text"),
        Column("status", "", "text"),
        Column("expected", "Expected", "count", priority=1),
        Column("stored", "Sections", "count", priority=1),
        Column("moved", "Moved", "count"),
        Column("new", "New figures", "count", priority=2),
    )
    rows = tuple(
        (
            one.deal,
            one.status,
            sum(case.kind == "expect" for case in one.cases),
            sum(case.kind == "baseline" for case in one.cases),
            len(one.moved),
            len(one.new),
        )
        for one in found
    )
    notes = []
    if any(one.status != "refused" and not one.stored for one in found):
        notes.append("a deal without a baseline is held against its `expect:` alone; `leasecalc check --update` stores one")
    if any(one.new for one in found):
        notes.append("new figures are not stored yet; `leasecalc check --update` adds them")
    return Table("deals", "", columns, rows, notes=tuple(notes), row_marks=tuple(_MARKS[one.status] for one in found))


def moved_table(found: Sequence[Checked], most: int | None) -> Table | None:
    """Return the stored figures that moved, with their tolerances."""
    rows = tuple((one.deal, m.path, m.stored, m.found, m.change, m.tolerance) for one in found for m in one.moved[:most])
    more = sum(len(one.moved) for one in found) - len(rows)
    notes = (f"{more} more figures moved; `--format json` and `--format csv --table moved` list all",) if more else ()
    if not rows:
        return None
    columns = (
        Column("deal", "Deal", "text", priority=1),
        Column("figure", "Figure", "text"),
        Column("stored", "Stored", "text"),
        Column("found", "Found", "text"),
        Column("change", "Change", "text"),
        Column("tolerance", "Tolerance", "text", priority=2),
    )
    return Table("moved", "Stored figures that moved", columns, rows, notes=notes)


def _within(found: Sequence[Checked]) -> Table | None:
    rows = tuple((one.deal, path, margin) for one in found for path, margin in one.within.items())
    if not rows:
        return None
    columns = (Column("deal", "Deal", "text"), Column("figure", "Figure", "text"), Column("tolerance", "Within", "text"))
    return Table("tolerances", "Tolerances that baselines declare", columns, rows)


def data(found: Sequence[Checked]) -> dict[str, Any]:
    """Return everything as plain data."""
    return {
        "schema": SCHEMA,
        "deals": [
            {
                "deal": one.deal,
                "status": one.status,
                "baseline": one.baseline if one.stored else None,
                "cause": one.cause,
                "cases": [{"kind": case.kind, "name": case.name, "holds": case.holds, "told": case.told} for case in one.cases],
                "moved": [
                    {"figure": m.path, "stored": m.stored, "found": m.found, "change": m.change, "tolerance": m.tolerance}
                    for m in one.moved
                ],
                "new": list(one.new),
                "tolerances": dict(one.within),
                "error": "" if one.error is None else str(one.error),
            }
            for one in found
        ],
    }
