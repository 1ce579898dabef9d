"""The page of `diff`: what changed, what moved, and why."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from leasecalc.report.page import Column, Note, Notes, Page, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from leasecalc.difference.conditions import Met
    from leasecalc.difference.model import Cause, Difference, OutputMoved
    from leasecalc.report.page import Block, Cell, Kind

SCHEMA = "leasecalc/diff/1"
HEADLINES = ("rent", "lessor_yield", "lease_npv", "sale_npv", "lease_minus_sale", "charges")
"""Figures whose moves are shared among their causes where nothing else is asked for."""
EVERYTHING = "all"
_KINDS: dict[str, Kind] = {"money": "money", "rate": "rate", "months": "number", "ratio": "number"}
_FEW, _MANY = 4, 7
"""Digits of a percentage: as everywhere, and as many as a rate is compared by."""
KEY = "~ changed, + added, - removed"


def page(found: Difference, why: Sequence[str] = (), hits: Sequence[Met] = (), warned: Sequence[Met] = ()) -> Page:
    """Return the page of one difference; ``why`` names the figures whose moves are shared among their causes (none: the headlines)."""
    blocks: list[Block] = [_verdict(found, hits, warned)]
    blocks += [table for table in (inputs_table(found), laws_table(found), *moved_tables(found)) if table is not None]
    blocks += why_tables(found, chosen(found, why))
    return Page(found.name, f"{found.before} -> {found.after}", tuple(blocks))


def chosen(found: Difference, why: Sequence[str]) -> tuple[OutputMoved, ...]:
    """Return the moved figures that are explained."""
    wanted = why or HEADLINES
    return tuple(output for output in found.outputs if EVERYTHING in wanted or output.name in wanted)


def statements(found: Difference) -> tuple[Note, ...]:
    """Say of the deal, the market data and the engine whether they changed."""
    count = len(found.inputs)
    deal = f"the deal changed: {_counted(count, 'value')}" if found.deal_changed else "the deal is the same"
    data = (
        f"the market data changed: {', '.join(found.data_changed)}, {_counted(len(found.laws), 'line')} of this deal's charges"
        if found.data_changed
        else "the market data is the same"
    )
    engine = "the engine is the same"
    if found.tool_before != found.tool_after:
        engine = f"the engine is another version: {found.tool_before}, then {found.tool_after}"
    elif found.engine_changed:
        engine = f"the engine changed, though both say {found.tool_after}: the same deal and market data come to other figures"
    moved = _counted(len(found.outputs), "figure") + " moved" if found.outputs else "no figure moved"
    return (
        Note(deal, "doubt" if found.deal_changed else "plain"),
        Note(data, "doubt" if found.data_changed else "plain"),
        Note(engine, "doubt" if found.engine_changed or found.tool_before != found.tool_after else "plain"),
        Note(moved, "plain"),
    )


def _verdict(found: Difference, hits: Sequence[Met], warned: Sequence[Met]) -> Notes:
    told = [Note(f"{hit.text}: {hit.found}", "bad") for hit in hits]
    told += [Note(f"warning, {hit.text}: {hit.found}", "doubt") for hit in warned]
    return Notes("verdict", "", (*statements(found), *told))


def _counted(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def inputs_table(found: Difference) -> Table | None:
    """Return the values that changed, by path."""
    if not found.inputs:
        return None
    columns = (
        Column("sign", "", "text"),
        Column("path", "Value", "text"),
        Column("before", "Before", "text"),
        Column("after", "After", "text"),
        Column("place", "Written at", "text", priority=2),
        Column("note", "", "text", priority=1),
    )
    noted = any(one.note for one in found.inputs)
    rows = tuple((one.sign, one.path, one.before, one.after, one.place, one.note)[: 6 if noted else 5] for one in found.inputs)
    return Table("inputs", "Inputs that changed", columns[: 6 if noted else 5], rows, notes=(KEY,))


def laws_table(found: Difference) -> Table | None:
    """Return the lines of the landed cost that the market data says otherwise."""
    if not found.laws:
        return None
    columns = (
        Column("line", "Charge", "text"),
        Column("before", "Before", "text"),
        Column("after", "After", "text"),
        Column("source", "Source", "text", priority=1),
    )
    rows = tuple((law.label, law.before, law.after, law.source) for law in found.laws)
    return Table("market_data", "Market data that changed, for the same deal", columns, rows)


def moved_tables(found: Difference) -> tuple[Table, ...]:
    """Return the figures that moved: amounts, rates, other numbers."""
    groups = (
        ("amounts", "Amounts that moved, per car", ("money",)),
        ("rates", "Rates that moved", ("rate",)),
        ("numbers", "Other figures that moved", ("months", "ratio")),
    )
    made = (_moved_table(name, title, [one for one in found.outputs if one.unit in units]) for name, title, units in groups)
    return tuple(table for table in made if table is not None)


def _moved_table(name: str, title: str, outputs: list[OutputMoved]) -> Table | None:
    if not outputs:
        return None
    kind = _KINDS[outputs[0].unit]
    digits = _digits(outputs) if kind == "rate" else None
    columns = [
        Column("name", "Figure", "text"),
        Column("before", "Before", kind, digits=digits),
        Column("after", "After", kind, digits=digits),
        Column("change", "Change", kind, digits=digits),
    ]
    rows: list[tuple[Cell, ...]] = [(one.name, *map(_shown, (one.before, one.after, one.change))) for one in outputs]
    if kind != "rate":
        columns.append(Column("percent", "Change %", "rate", digits=2, priority=1))
        rows = [(*row, one.percent) for row, one in zip(rows, outputs, strict=True)]
    if kind == "money":
        columns.append(Column("currency", "", "text"))
        rows = [(*row, _currencies(one)) for row, one in zip(rows, outputs, strict=True)]
    apart = any(one.currency != one.currency_before for one in outputs)
    notes = ("amounts in different currencies are not subtracted",) if apart else ()
    return Table(name, title, tuple(columns), tuple(rows), notes=notes)


def _currencies(one: OutputMoved) -> str:
    return one.currency if one.currency == one.currency_before else f"{one.currency_before}, {one.currency}"


def _shown(value: Decimal | None) -> Decimal | None:
    """Return a value without the zeros that only its step gave it."""
    if value is None or value.as_tuple().exponent not in {-9, -6}:
        return value
    exponent = value.normalize().as_tuple().exponent
    return value.quantize(Decimal(1)) if isinstance(exponent, int) and exponent >= 0 else value.normalize()


def _digits(outputs: Iterable[OutputMoved]) -> int:
    """Return digits with which every change of a rate shows."""
    least = Decimal(5).scaleb(-_FEW - 3)
    return _FEW if all(one.change is None or abs(one.change) >= least for one in outputs) else _MANY


def why_tables(found: Difference, outputs: Sequence[OutputMoved]) -> tuple[Table, ...]:
    """Return each cause's own move and its share of the whole, for these figures; both add up to the whole."""
    known = [one for one in outputs if one.name in found.together]
    if not known or not found.causes:
        return ()
    missing = [one.name for one in outputs if one.name not in found.together]
    notes = (f"not shared: {', '.join(missing)}, without a value under one of the changes alone",) if missing else ()
    alone = _why("why", "Why: each change alone, the rest as before", found, known, notes)
    acting = [cause for cause in found.causes if not cause.left_over]
    if len(acting) < 2 or any(one.name not in cause.share for cause in acting for one in known):
        return (alone,)
    how = (
        "mean over all orders in which the changes can be made"
        if found.order == "all orders"
        else "the changes made one after another"
    )
    return (alone, _why("shares", f"Share of each change: {how}", found, known, (), shares=True))


def _why(
    name: str, title: str, found: Difference, known: Sequence[OutputMoved], notes: tuple[str, ...], *, shares: bool = False
) -> Table:
    columns = [Column("cause", "Change", "text")]
    columns += [
        Column(one.name, one.label, _KINDS[one.unit], currency=one.currency or None, digits=_MANY if one.unit == "rate" else None,
               priority=place)
        for place, one in enumerate(known)
    ]  # fmt: skip
    rows: list[tuple[Cell, ...]] = [
        (cause_in_words(cause), *((cause.share if shares else cause.alone).get(one.name, _zero(one)) for one in known))
        for cause in found.causes
    ]
    if not shares and sum(not cause.left_over for cause in found.causes) > 1:
        rows.append(("together", *(found.together[one.name] for one in known)))
    return Table(name, title, tuple(columns), tuple(rows), totals=("whole", *(one.change for one in known)), notes=notes)


def _zero(one: OutputMoved) -> Decimal:
    return Decimal(0) if one.change is None else one.change * 0


def cause_in_words(cause: Cause) -> str:
    """Return a cause as it is told: the values that changed, or the files or versions."""
    return "; ".join(cause.changes) if cause.changes else f"{cause.kind}: {cause.name}"


def data(found: Difference, hits: Sequence[Met] = (), warned: Sequence[Met] = ()) -> dict[str, Any]:
    """Return everything as plain data."""
    return {
        "schema": SCHEMA,
        "name": found.name,
        "before": {"from": found.before, "tool": found.tool_before},
        "after": {"from": found.after, "tool": found.tool_after},
        "changed": {"deal": found.deal_changed, "market_data": list(found.data_changed), "engine": found.engine_changed},
        "inputs": list(found.inputs),
        "market_data": list(found.laws),
        "outputs": list(found.outputs),
        "why": {"order": found.order, "causes": list(found.causes), "together": dict(found.together)},
        "failed": list(hits),
        "warned": list(warned),
    }
