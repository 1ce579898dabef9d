"""The check of a market file beyond what reading it refuses: staleness, doubt, unreachable entries and gaps."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from leasecalc.charges.facts import Facts
from leasecalc.errors import in_order
from leasecalc.markets.check_numbers import number_faults
from leasecalc.markets.check_ranges import range_faults
from leasecalc.markets.check_units import unit_faults
from leasecalc.markets.dated import series_of
from leasecalc.markets.findings import Inquiry, review_warning, unverified_warning
from leasecalc.markets.intervals import covers
from leasecalc.markets.lookup import review_due_on
from leasecalc.records import replace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from leasecalc.charges.source import Source
    from leasecalc.errors import Diagnostic, Severity
    from leasecalc.markets.dated import Entry, Reviewed
    from leasecalc.markets.library import Sheet
    from leasecalc.markets.schema import LineDocument, MarketDocument
    from leasecalc.markets.treatment import LeaseTreatment
    from leasecalc.reading.faults import Fault

Path: TypeAlias = "tuple[str | int, ...]"


def check_market(market: Sheet[MarketDocument], on: date) -> tuple[Diagnostic, ...]:
    """Return everything that a maintainer of the file should look at, as seen from the day `on`.

    A file that could be read has no circle, unknown name or gap in bands (those refuse it). This adds errors for days
    in the future (LC513), units that do not fit (LC527), ranges with gaps (LC528) or overlaps (LC529), and warnings for
    stale (LC524), unverified (LC511), unreachable (LC525) and odd (LC530) figures and for gaps in time (LC526).
    """
    inquiry = Inquiry(market, Facts(), on, on)
    found: list[Diagnostic] = [_placed(inquiry, fault) for fault in unit_faults(market.document)]
    found += [_placed(inquiry, fault, "warning") for fault in number_faults(market.document, on)]
    for index, line in enumerate(market.document.lines):
        found += _line(inquiry, line, ("lines", index))
    for index, series in enumerate(market.document.series):
        found += _review(inquiry, series.id, series, ("series", index))
        for position, value in enumerate(series.values):
            found += _source(inquiry, series.id, value.source, ("series", index, "values", position, "source"))
    found += _source(inquiry, "customs_value", market.document.customs_value.source, ("customs_value", "source"))
    for index, gate in enumerate(market.document.gates):
        found += _source(inquiry, gate.id, gate.source, ("gates", index, "source"))
    if market.document.lease_treatment is not None:
        found += _treatment(inquiry, market.document.lease_treatment)
    return in_order(found)


def _placed(inquiry: Inquiry, fault: Fault, severity: Severity = "error") -> Diagnostic:
    """Turn a fault of the document into a diagnostic at its place."""
    return inquiry.diagnostic(fault.code, fault.message, fault.hint, fault.path, severity)


def _treatment(inquiry: Inquiry, treatment: LeaseTreatment) -> Iterator[Diagnostic]:
    """Check what the file says about leases."""
    for index, regime in enumerate(treatment.regimes):
        yield from _source(inquiry, f"regime {regime.regime}", regime.source, ("lease_treatment", "regimes", index, "source"))
    if treatment.withholding is not None:
        yield from _review(inquiry, "withholding", treatment.withholding, ("lease_treatment", "withholding"))
        for index, held in enumerate(treatment.withholding.in_force):
            yield from _source(
                inquiry, "withholding", held.source, ("lease_treatment", "withholding", "in_force", index, "source")
            )
    if treatment.vat_on_rent is not None:
        yield from _review(inquiry, "vat_on_rent", treatment.vat_on_rent, ("lease_treatment", "vat_on_rent"))
        for index, taxed in enumerate(treatment.vat_on_rent.in_force):
            yield from _source(
                inquiry, "vat_on_rent", taxed.source, ("lease_treatment", "vat_on_rent", "in_force", index, "source")
            )


def _line(inquiry: Inquiry, line: LineDocument, path: Path) -> Iterator[Diagnostic]:
    """Check one line."""
    yield from _review(inquiry, line.id, line, path)
    for index, entry in enumerate(line.in_force):
        yield from _source(inquiry, line.id, entry.source, (*path, "in_force", index, "source"))
    yield from _unreachable(inquiry, line, path)
    for fault in range_faults(line.in_force):
        yield _placed(inquiry, replace(fault, path=(*path, *fault.path)))
    for series in series_of(line.in_force):
        yield from _gaps(inquiry, line, series, path)


def _review(inquiry: Inquiry, name: str, reviewed: Reviewed, path: Path) -> Iterator[Diagnostic]:
    """Check when the figures were last confirmed."""
    due = review_due_on(reviewed, inquiry.market.document)
    if due is None or inquiry.on > due:
        yield review_warning(inquiry, name, due, path)
    if reviewed.confirmed_on is not None and reviewed.confirmed_on > inquiry.on:
        message = f"`{name}` was confirmed on {reviewed.confirmed_on}, which has not come yet"
        yield inquiry.diagnostic("LC513", message, "", (*path, "confirmed_on"))


def _source(inquiry: Inquiry, name: str, source: Source, path: Path) -> Iterator[Diagnostic]:
    """Check what a figure rests on."""
    if source.confidence == "unverified":
        yield unverified_warning(inquiry, name, source, path)
    if source.seen is not None and source.seen > inquiry.on:
        message = f"the source of `{name}` was seen on {source.seen}, which has not come yet"
        yield inquiry.diagnostic("LC513", message, "", (*path, "seen"))


def _unreachable(inquiry: Inquiry, line: LineDocument, path: Path) -> Iterator[Diagnostic]:
    """Find series that an earlier, wider selector always beats."""
    groups = series_of(line.in_force)
    for position, group in enumerate(groups):
        index, entry = group[0]
        wider = [earlier[0][1] for earlier in groups[:position] if covers(earlier[0][1].when, entry.when)]
        if wider:
            message = f"an entry of `{line.id}` for {entry.when.describe() or 'everything'} never applies"
            hint = f"the one for {wider[0].when.describe() or 'everything'} stands before it; put the special one first"
            yield inquiry.diagnostic("LC525", message, hint, (*path, "in_force", index), "warning")


def _gaps(inquiry: Inquiry, line: LineDocument, series: list[tuple[int, Entry]], path: Path) -> Iterator[Diagnostic]:
    """Find days between two entries of a series about which nothing is said."""
    for (_, earlier), (index, later) in pairwise(series):
        if earlier.until is not None and earlier.until + timedelta(days=1) < later.from_:
            first, last = earlier.until + timedelta(days=1), later.from_ - timedelta(days=1)
            message = f"`{line.id}` says nothing from {first} to {last}"
            hint = "write `{kind: exempt}` for those days if nothing was due"
            yield inquiry.diagnostic("LC526", message, hint, (*path, "in_force", index), "warning")
