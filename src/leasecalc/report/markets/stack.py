"""The page of `landed`: the stack of one market on one car."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from leasecalc.report.deal.layout_landed import MARK_ORDER, standing
from leasecalc.report.decimals import money
from leasecalc.report.markets.reference import rates_data, rates_table
from leasecalc.report.page import Column, Note, Notes, Page, Table

if TYPE_CHECKING:
    from leasecalc.markets.exchange_rates import Quotation
    from leasecalc.markets.landed import LandedLine, LandedResult
    from leasecalc.report.page import Cell, Level


def landed_page(result: LandedResult, assumed: tuple[str, ...] = (), rates: tuple[Quotation, ...] = ()) -> Page:
    """Return base, rate, amount and source of each line, with gates, warnings, exchange rates and what was assumed of the car."""
    currency = result.currency
    columns = (
        Column("line", "Line", "text"),
        Column("on", "On", "money", currency=currency, priority=2),
        Column("rate", "Rate", "text"),
        Column("amount", "Amount", "money", currency=currency),
        Column("source", "Source", "text", priority=1),
    )
    charges = [line for line in result.lines if line.group != "value"]
    rows = tuple(_row(line, currency) for line in result.lines)
    marks = tuple(
        next((mark.replace("overridden", "override") for mark in MARK_ORDER if mark in line.flags), "") for line in result.lines
    )
    total = sum((money(line.amount, currency) for line in charges), money(0.0, currency))
    table = Table("landed", f"Charges on one car in {result.name}", columns, rows, totals=("Charges", None, None, total, None),
                  notes=("the customs value is the base, not a charge", *_assumed(assumed)), row_marks=marks)  # fmt: skip
    exchange = rates_table(rates)
    blocks: list[Table | Notes] = [table, *((exchange,) if exchange is not None else ()), _sources(result)]
    gates = _gates(result)
    if gates.lines:
        blocks.append(gates)
    if result.warnings:
        blocks.append(Notes("warnings", "Warnings", tuple(Note(warning.message, "doubt") for warning in result.warnings)))
    return Page(f"{result.name}: charges on {result.on}", "", tuple(blocks))


def _assumed(assumed: tuple[str, ...]) -> tuple[str, ...]:
    return (f"assumed, because nothing else was said: {', '.join(assumed)}",) if assumed else ()


def _row(line: LandedLine, currency: str) -> tuple[Cell, ...]:
    on = None if line.base_text == "units" else money(line.base, currency)
    source = "written in the deal" if line.source is None else standing(line.source)
    return (line.label, on, line.rate_text, money(line.amount, currency), source)


def _sources(result: LandedResult) -> Notes:
    lines = tuple(
        Note(f"{line.label}: {line.base_text}; {line.source.title} ({line.source.confidence}), {line.source.url or 'no address'}"
             + (f". {line.note}" if line.note else ""), "plain")
        for line in result.lines
        if line.source is not None
    )  # fmt: skip
    return Notes("sources", "Bases and sources", lines)


def _gates(result: LandedResult) -> Notes:
    levels: dict[str, Level] = {"fail": "bad", "unknown": "doubt", "pass with doubt": "doubt", "pass": "good"}
    lines = tuple(
        Note(f"{gate.status.upper()}: {gate.label}. {gate.reason}", levels[gate.status])
        for gate in result.gates
        if gate.status != "pass"
    )
    return Notes("gates", "Gates", lines)


def landed_data(result: LandedResult, assumed: tuple[str, ...] = (), rates: tuple[Quotation, ...] = ()) -> dict[str, Any]:
    """Return the stack as plain data, money as Decimal."""
    currency = result.currency
    return {
        "schema": "leasecalc/landed/1",
        "market": result.market,
        "name": result.name,
        "currency": currency,
        "on": result.on,
        "customs_value": money(result.customs_value, currency),
        "lines": [
            {"id": line.id, "label": line.label, "group": line.group, "base": line.base_text, "base_amount": money(line.base, currency),
             "rate": line.rate_text, "amount": money(line.amount, currency),
             "recoverable": None if line.recoverable is None else money(line.recoverable, currency),
             "marks": list(line.flags), "source": line.source, "note": line.note}
            for line in result.lines
        ],
        "total": sum((money(line.amount, currency) for line in result.lines if line.group != "value"), money(0.0, currency)),
        "gates": [{"id": g.id, "label": g.label, "status": g.status, "reason": g.reason, "source": g.source} for g in result.gates],
        "assumed": list(assumed),
        "exchange_rates": rates_data(rates),
        "warnings": [warning.message for warning in result.warnings],
    }  # fmt: skip
