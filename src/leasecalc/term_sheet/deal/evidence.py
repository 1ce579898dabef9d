"""What the answer rests on: gates, assumptions, doubtful figures, exchange rates, and every source with the day on which it was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.report.deal.layout_inputs import input_tables, warning_notes
from leasecalc.report.page import Column, Figures, Item, Note, Notes, Table
from leasecalc.term_sheet.model import Reference, References, Section, parts

if TYPE_CHECKING:
    from leasecalc.deal.document import DealDocument
    from leasecalc.report.deal.model import GateShown, Report, SourceShown
    from leasecalc.report.page import Mark
    from leasecalc.term_sheet.deal.material import Material

MARKS = {"fail": "fail", "unknown": "unknown", "pass with doubt": "unknown", "pass": "pass"}


def gates_section(report: Report) -> Section:
    """Return the rules that the deal was put before; those that do not apply are counted."""
    shown = [gate for gate in report.gates if gate.reason != "does not apply"]
    quiet = len(report.gates) - len(shown)
    note = Notes("no_gates", "", (Note(f"{quiet} more do not apply to this deal"),)) if quiet else None
    return Section(id="gates", title="Gates", parts=parts(_gates_table(shown) if shown else None, note))


def _gates_table(gates: list[GateShown]) -> Table:
    columns = (
        Column("status", "Answer", "text"),
        Column("gate", "Rule", "text"),
        Column("reason", "Why", "text"),
        Column("source", "Source", "text"),
    )
    rows = tuple((gate.status, gate.label, gate.reason, _standing(gate.source)) for gate in gates)
    return Table(
        "gates", "Rules that allow, forbid or tax the deal", columns, rows, row_marks=tuple(MARKS[gate.status] for gate in gates)
    )


def _standing(source: SourceShown) -> str:
    """Return a source with how far it can be trusted."""
    return f"{source.title} ({source.confidence})"


def evidence_section(found: Material) -> Section:
    """Return assumptions, doubtful figures, exchange rates, sources and warnings."""
    report = found.report
    blocks = (
        *input_tables(report),
        _rates(found.document, found.basis.mark_of("fx.rates")),
        _sources(report),
        warning_notes(report),
    )
    return Section(id="evidence", title="Assumptions and sources", parts=parts(*blocks))


def _rates(document: DealDocument, mark: Mark) -> Figures | None:
    fx = document.fx
    if fx is None:
        return None
    items = tuple(
        Item(pair, rate, "number", digits=4, remark=f"of {fx.as_of}: {fx.source}", mark=mark) for pair, rate in fx.rates.items()
    )
    return Figures("exchange_rates", "Exchange rates", items)


def _sources(report: Report) -> References | None:
    """Return each source of a charge or a gate once, with its address and the day on which somebody read it."""
    used: dict[SourceShown, list[str]] = {}
    lines = ((line.label, line.source) for line in report.landed.lines if line.source is not None)
    gates = ((gate.label, gate.source) for gate in report.gates if gate.reason != "does not apply")
    for label, source in (*lines, *gates):
        used.setdefault(source, []).append(label)
    entries = (
        Reference(
            title=found.title, url=found.url, seen=found.seen, confidence=found.confidence, used_for=tuple(dict.fromkeys(labels))
        )
        for found, labels in used.items()
    )
    return References("Sources", tuple(entries)) if used else None
