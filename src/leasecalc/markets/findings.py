"""What the lookup of one line says to a person: the entry with its flags, or the diagnostics instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc.charges.facts import NUMBER_FACTS, SHARE_FACTS
from leasecalc.errors import Diagnostic
from leasecalc.markets.lookup import Finding, find, review_due_on
from leasecalc.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from leasecalc.charges.context import Requirement
    from leasecalc.charges.facts import Facts
    from leasecalc.charges.source import Source
    from leasecalc.charges.stack import Flag
    from leasecalc.errors import Severity
    from leasecalc.markets.dated import Entry, Reviewed
    from leasecalc.markets.library import Sheet
    from leasecalc.markets.schema import LineDocument, MarketDocument

Path = tuple[str | int, ...]

_SHARE_HINT = "add it to the facts of the import: `yes`, `no`, or the share of the vehicles such as `40%`"


@record
class Inquiry:
    """A question to a market file: these facts, the law of the day `on`, reviewed as seen from the day `seen_on`."""

    market: Sheet[MarketDocument]
    facts: Facts
    on: date
    seen_on: date

    def asks(self, needs: tuple[str, ...], whose: str, path: Path, severity: Severity = "error") -> Diagnostic:
        """Ask for facts that a selector or a rate needs."""
        named = " and ".join(f"`{name}`" for name in needs)
        return self.diagnostic(
            "LC505",
            f"{whose} depends on {named}, which was not given",
            _SHARE_HINT if set(needs) & set(SHARE_FACTS) else "add it to the facts of the vehicle, import or lease",
            path,
            severity,
        )

    def missing_facts(self, names: tuple[str, ...], whose: str, path: Path) -> tuple[Diagnostic, ...]:
        """Ask for number facts among `names` that nobody gave."""
        needs = tuple(name for name in names if name in NUMBER_FACTS and not self.facts.has(name))
        return (self.asks(needs, whose, path),) if needs else ()

    def diagnostic(self, code: str, message: str, hint: str, path: Path, severity: Severity = "error") -> Diagnostic:
        """Make a diagnostic that points into the market file."""
        written = ".".join(str(step) for step in (self.market.document.market, *path))
        return Diagnostic(code, message, hint, self.market.spans(*path), severity, written)


@record
class Answer:
    """The entry in force with its flags and warnings, or no entry and the errors."""

    entry: Entry | None
    flags: tuple[Flag, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def answer(inquiry: Inquiry, index: int) -> Answer:
    """Look up one line of the market."""
    line = inquiry.market.document.lines[index]
    path: Path = ("lines", index)
    finding = find(line.in_force, inquiry.facts, inquiry.on)
    if finding.status != "found" or finding.entry is None:
        return Answer(None, (), (_refusal(inquiry, line, finding, path),))
    faults = tuple(_unmet(inquiry, line, finding.entry, (*path, "in_force", finding.index or 0)))
    if faults:
        return Answer(None, (), faults)
    stale = _stale_parts(inquiry, line, finding.entry)
    flags: tuple[Flag, ...] = (*source_flags(finding.entry.source), *(("stale",) if stale else ()))
    warnings = [review_warning(inquiry, name, due, path) for name, due in stale]
    if "unverified" in flags:
        warnings.append(unverified_warning(inquiry, line.id, finding.entry.source, path))
    return Answer(finding.entry, flags, tuple(warnings))


def source_flags(source: Source) -> tuple[Flag, ...]:
    """Return the flag of a source that is not verified."""
    return () if source.confidence == "verified" else (source.confidence,)


def review_warning(inquiry: Inquiry, name: str, due: date | None, path: Path) -> Diagnostic:
    """Warn that nobody has confirmed a figure for too long."""
    since = f"was due for review on {due}" if due is not None else "has never been confirmed"
    hint = "check the source, then set `confirmed_on` in the market file or override the line in the deal"
    return inquiry.diagnostic("LC524", f"`{name}` in {inquiry.market.document.name} {since}", hint, path, "warning")


def unverified_warning(inquiry: Inquiry, name: str, source: Source, path: Path) -> Diagnostic:
    """Warn that a figure rests on recollection."""
    message = f"`{name}` in {inquiry.market.document.name} is not verified: {source.title}"
    return inquiry.diagnostic(
        "LC511", message, "confirm the rate and name a source, or override the line in the deal", path, "warning"
    )


def _refusal(inquiry: Inquiry, line: LineDocument, finding: Finding, path: Path) -> Diagnostic:
    """Say why no entry applies."""
    market = inquiry.market.document
    where = f"`{line.id}` in {market.name}"
    override = f"or override `{line.id}` in the deal"
    if finding.status == "asks":
        return inquiry.asks(finding.needs, where, path)
    if finding.status == "missing" or finding.entry is None:
        hint = f"add one to the market file, `rate: {{kind: exempt}}` if nothing is due, {override}"
        return inquiry.diagnostic("LC502", f"{where} has no entry for these facts", hint, path)
    place = (*path, "in_force", finding.index or 0)
    if finding.status == "not_yet":
        message = f"{where} is not yet in force on {inquiry.on}: its first entry begins on {finding.entry.from_}"
        return inquiry.diagnostic("LC503", message, f"add the rate before that day, {override}", place)
    following = f"; the next one begins on {finding.next_from}" if finding.next_from else "; no later one is known"
    message = f"{where} ended on {finding.entry.until}{following}"
    return inquiry.diagnostic("LC504", message, f"add what applies on {inquiry.on}, {override}", place)


def _unmet(inquiry: Inquiry, line: LineDocument, entry: Entry, path: Path) -> Iterator[Diagnostic]:
    """List what the rate needs and nobody gave."""
    for need in dict.fromkeys(entry.rate.requirements()):
        yield from _unmet_need(inquiry, line, need, path)


def _unmet_need(inquiry: Inquiry, line: LineDocument, need: Requirement, path: Path) -> Iterator[Diagnostic]:
    """Ask for one fact, answer or index unit."""
    if need.what == "answer":
        message = f"`{line.id}` in {inquiry.market.document.name} is not known: {need.name}"
        yield inquiry.diagnostic("LC509", message, f"override `{line.id}` in the deal, or complete the market file", path)
    elif need.what == "fact" and not inquiry.facts.has(need.name):
        yield inquiry.asks((need.name,), f"`{line.id}`", path)
    elif need.what == "amount":
        yield from inquiry.missing_facts((need.name,), f"`{line.id}`", path)
    elif need.what == "series" and _value_of(inquiry, need.name) is None:
        message = f"the index unit `{need.name}` has no value on {inquiry.on}"
        yield inquiry.diagnostic("LC518", message, "add its value to `series`", path)


def _value_of(inquiry: Inquiry, series_id: str) -> object:
    """Return the entry of a series that is in force."""
    return next((s.on(inquiry.on) for s in inquiry.market.document.series if s.id == series_id), None)


def _stale_parts(inquiry: Inquiry, line: LineDocument, entry: Entry) -> list[tuple[str, date | None]]:
    """List the line and the series it needs that are past their review date, with that date."""
    needed = {need.name for need in entry.rate.requirements() if need.what == "series"}
    parts: list[tuple[str, Reviewed]] = [(line.id, line)]
    parts += [(series.id, series) for series in inquiry.market.document.series if series.id in needed]
    due = [(name, review_due_on(reviewed, inquiry.market.document)) for name, reviewed in parts]
    return [(name, day) for name, day in due if day is None or inquiry.seen_on > day]
