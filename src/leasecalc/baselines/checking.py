"""One deal held against what it expects of itself, what the market allows, and its baseline."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from leasecalc import api
from leasecalc.baselines.cause import cause
from leasecalc.baselines.comparing import moved, tolerances, unknown
from leasecalc.baselines.document import Baseline, Origin, read, written
from leasecalc.baselines.figures import figures_of
from leasecalc.difference.sides import short
from leasecalc.errors import LeasecalcError, Span
from leasecalc.records import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from leasecalc.baselines.comparing import Moved
    from leasecalc.baselines.figures import Figure
    from leasecalc.reading.files import FileText
    from leasecalc.report.deal.model import Report

Status = Literal["good", "no baseline", "differs", "refused"]
CaseKind = Literal["expect", "gate", "baseline", "data"]


@record(kw_only=True)
class Case:
    """One thing that was held against something: whether it holds, what is told where it does not, and the place that says so."""

    kind: CaseKind
    name: str
    holds: bool
    told: str = ""
    place: Span | None = None


@record(kw_only=True)
class Checked:
    """What became of one deal. ``text`` is what its baseline would be now; none where the deal is refused."""

    deal: str
    baseline: str
    status: Status
    cases: tuple[Case, ...] = ()
    moved: tuple[Moved, ...] = ()
    new: tuple[str, ...] = ()
    cause: str = ""
    within: Mapping[str, str]
    text: str = ""
    stored: bool = False
    error: LeasecalcError | None = None


def checked(path: str, directories: Iterable[str], baseline: tuple[str, FileText | None], *, strict: bool = False) -> Checked:
    """Return what becomes of the deal at ``path``, whose baseline stands at a path, if it does. ``strict`` also holds it against doubtful market data."""
    name, stored = baseline
    markets = api.library(directories)
    try:
        deal = api.load(path)
        report = api.report(deal, markets)
        known = None if stored is None else read(stored.text, stored.name)
    except LeasecalcError as error:
        return Checked(deal=path, baseline=name, status="refused", within={}, error=error, stored=stored is not None)
    figures = figures_of(report)
    data = {short(file.path): file.sha256 for file in report.files if file.holds == "market data"}
    other = () if known is None else moved(known, figures)
    cases = (*_expectations(deal, report), *_gates(deal, report, known), *(_doubts(deal, report) if strict else ()))
    cases += () if known is None else tuple(_sections(known, other))
    differs = not all(case.holds for case in cases)
    return Checked(
        deal=path,
        baseline=name,
        status="differs" if differs else "no baseline" if known is None else "good",
        cases=cases,
        moved=other,
        new=() if known is None else unknown(known, figures),
        cause=cause(known, deal, markets, report, data) if known is not None and other else "",
        within={} if known is None else tolerances(known),
        text=_text(path, figures, report, data, known),
        stored=stored is not None,
    )


def _text(path: str, figures: tuple[Figure, ...], report: Report, data: Mapping[str, str], known: Baseline | None) -> str:
    from pathlib import PurePath

    inputs = {key: value for key, value in report.written.items() if value is not None}
    origin = Origin(deal=PurePath(path).name, tool=report.tool, data=data, inputs=inputs)
    return written(figures, origin, known)


def _expectations(deal: api.Deal, report: Report) -> list[Case]:
    return [
        Case(
            kind="expect",
            name=one.measure,
            holds=one.holds,
            told="" if one.holds else f"expected {one.measure} {one.expected}, found {one.found}",
            place=deal.tree.place(("expect", one.measure)),
        )
        for one in report.expectations
    ]


def _gates(deal: api.Deal, report: Report, known: Baseline | None) -> list[Case]:
    """Return the gates that stop a deal; one that the baseline stores as failing is accepted. Those of the refund are priced, not forbidding."""
    place = deal.tree.place(("import", "market"))
    return [
        Case(kind="gate", name=gate.label, holds=False, told=f"{gate.label}: {gate.reason}", place=place)
        for gate in report.gates
        if gate.status == "fail"
        and "refund" not in gate.id
        and (known is None or known.figures.get(f"gates.{gate.id}") != "fail")
    ]


def _doubts(deal: api.Deal, report: Report) -> list[Case]:
    place = deal.tree.place(("import", "market"))
    told = [f"{one.path} is {one.mark}: {one.note}" for one in report.inputs if one.mark in {"unverified", "stale"}]
    return [Case(kind="data", name="market data", holds=False, told=text, place=place) for text in (*told, *report.warnings)]


def _sections(known: Baseline, other: tuple[Moved, ...]) -> Iterable[Case]:
    """Yield one case for each section of a baseline, failing at its first figure that moved."""
    for section in dict.fromkeys(path.partition(".")[0] for path in known.figures):
        here = [one for one in other if one.path.partition(".")[0] == section]
        told = "; ".join(map(in_words, here))
        yield Case(
            kind="baseline", name=section, holds=not here, told=told, place=here[0].place if here else known.places.get(section)
        )


def in_words(one: Moved) -> str:
    """Return a moved figure in one line: ``measures.rent 270.62 USD -> 275.02 USD (4.40 USD, exact)``."""
    margin = one.tolerance if one.tolerance == "exact" else f"within {one.tolerance}"
    change = f"{one.change}, {margin}" if one.change else margin
    return f"{one.path} {one.stored} -> {one.found} ({change})"
