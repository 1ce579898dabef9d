"""How far a market file answers: for every powertrain and charge, whether its rate is known on a day and how well."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from leasecalc.charges.facts import Facts
from leasecalc.charges.kinds import Coefficients, Unknown
from leasecalc.markets.cells import POWERTRAINS, samples
from leasecalc.markets.lookup import find, review_due_on
from leasecalc.records import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from leasecalc.charges.facts import Powertrain
    from leasecalc.charges.rate import Rate
    from leasecalc.charges.stack import Group
    from leasecalc.markets.dated import Entry
    from leasecalc.markets.lookup import Finding
    from leasecalc.markets.schema import LineDocument, MarketDocument

CellStatus: TypeAlias = Literal["verified", "secondary", "unverified", "partly asked", "asked", "missing"]

STATUSES: Final[tuple[CellStatus, ...]] = ("verified", "secondary", "unverified", "partly asked", "asked", "missing")
"""From best to worst: what the source of the rate is; `partly asked`: some vehicles only; `asked`: the file asks the
deal for the rate; `missing`: the file says nothing for these facts on the day."""

REFERENCE_FACTS: Final[dict[str, str | float]] = {
    "condition": "new",
    "origin": "CN",
    "regime": "definitive",
    "importer": "lessee",
    "age_months": 0.0,
}
"""A new car of China, imported for good by the lessee."""


@record(kw_only=True)
class Cell:
    """One charge on one powertrain in one market. The status is that of the weakest rate a vehicle may meet."""

    market: str
    powertrain: Powertrain
    line: str
    label: str
    group: Group
    status: CellStatus
    stale: bool
    rates: int
    """How many different entries vehicles of this powertrain may meet."""


def coverage(document: MarketDocument, on: date, powertrains: Iterable[Powertrain] = POWERTRAINS) -> tuple[Cell, ...]:
    """Return the cells of one market on a day, for a new car of China (`REFERENCE_FACTS`)."""
    wanted = tuple(powertrains)
    charges = [line for line in document.lines if line.group != "value"]
    return tuple(_cell(document, line, powertrain, on) for powertrain in wanted for line in charges)


def _cell(document: MarketDocument, line: LineDocument, powertrain: Powertrain, on: date) -> Cell:
    """Look up a line for every kind of vehicle of one powertrain that it tells apart."""
    known = Facts.of(REFERENCE_FACTS | {"powertrain": powertrain})
    findings = list(_findings(line, known, on))
    due = review_due_on(line, document)
    return Cell(
        market=document.market,
        powertrain=powertrain,
        line=line.id,
        label=line.label,
        group=line.group,
        status=_status(findings),
        stale=due is None or on > due,
        rates=len({finding.index for finding in findings}),
    )


def _findings(line: LineDocument, known: Facts, on: date) -> Iterator[Finding]:
    """Return the answers of a line, one for each kind of vehicle."""
    selectors = [entry.when for entry in line.in_force if entry.when.match(known).holds is not False]
    for facts in samples(selectors, known):
        yield find(line.in_force, facts, on)


def _status(findings: list[Finding]) -> CellStatus:
    """Return the status of the weakest answer; `missing` beside known rates is `partly asked` too, since a deal is asked."""
    statuses = {status for finding in findings for status in _statuses(finding)}
    known = statuses - {"asked", "missing"}
    if not statuses or not known:
        return "asked" if "asked" in statuses else "missing"
    if known != statuses:
        return "partly asked"
    return max(known, key=STATUSES.index)


def _statuses(finding: Finding) -> Iterator[CellStatus]:
    """Return what one answer is worth; two values where part of its table is not known."""
    if finding.status != "found" or finding.entry is None:
        yield "missing"
        return
    if not isinstance(finding.entry.rate, Unknown):
        yield finding.entry.source.confidence
    if asks(finding.entry):
        yield "asked"


def asks(entry: Entry) -> bool:
    """Say whether a vehicle may meet a rate in this entry that the file does not know."""
    return any(isinstance(rate, Unknown) or _has_unknown_cell(rate) for rate in _every(entry.rate))


def _has_unknown_cell(rate: Rate) -> bool:
    return isinstance(rate, Coefficients) and any(cell == "unknown" for row in rate.values for cell in row)


def _every(rate: Rate) -> Iterator[Rate]:
    yield rate
    for inner in rate.inner():
        yield from _every(inner)


def counted(cells: Iterable[Cell]) -> dict[CellStatus, int]:
    """Count cells by status, in the order of `STATUSES`."""
    totals = dict.fromkeys(STATUSES, 0)
    for cell in cells:
        totals[cell.status] += 1
    return totals
