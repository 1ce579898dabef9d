"""`markets`: which page was asked for; the list of markets, and one market as a readable page with its sources."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from leasecalc import api
from leasecalc.cli.actions import typed
from leasecalc.cli.emit import emit, format_of
from leasecalc.errors import InputError, UsageError
from leasecalc.records import record, replace

if TYPE_CHECKING:
    from datetime import date

    from leasecalc.charges.facts import Powertrain
    from leasecalc.cli.actions.landed.one import CarAsked
    from leasecalc.cli.request import Request
    from leasecalc.markets.across import Outcome
    from leasecalc.markets.library import Library
    from leasecalc.report.markets.layout import MarketRow

OK, ANSWER_IS_NO, BAD_INPUT = 0, 1, 3

HEADLINE_POWERTRAINS = ("bev", "phev", "hev", "petrol")


@record(kw_only=True)
class MarketsAsked:
    """The words after `markets`, the day, the powertrains as typed, and the car of the list's shares."""

    words: tuple[str, ...]
    on: str
    powertrains: str
    car: CarAsked


def markets_for(request: Request, asked: MarketsAsked) -> int:
    """Do what the words ask for. Raises ``UsageError`` for words that make no sense."""
    format_of(request)
    head, rest = (asked.words[0], asked.words[1:]) if asked.words else ("", ())
    if head == "check":
        from leasecalc.cli.actions.markets.check import check

        return check(request, rest, asked.on)
    if head == "coverage":
        from leasecalc.cli.actions.markets.coverage import coverage

        return coverage(request, rest, asked.on, asked.powertrains)
    if head == "diff":
        from leasecalc.cli.actions.markets.diff import diff

        return diff(request, rest)
    if head in {"rates", "cars"}:
        from leasecalc.cli.actions.markets import reference as market_reference

        return market_reference.rates(request, rest, asked.on) if head == "rates" else market_reference.cars(request, rest)
    if rest:
        raise UsageError(f"`markets {head}` takes no further words: {' '.join(rest)}")
    return market_page(request, head, asked.on) if head else market_list(request, asked)


def market_list(request: Request, asked: MarketsAsked) -> int:
    """Print every market with how far its figures can be trusted on a day; go on past a file that is wrong."""
    from leasecalc.report.markets.layout import list_data, list_page

    library, day = api.library(request.markets), typed.day("--on", asked.on)
    rows, code = market_rows(library, day)
    shares = _shares(library, asked, day) if asked.car.value else {}
    emit(request, list_page(rows, day, shares), list_data(rows, day, shares))
    doubtful = sum(bool(row.stale or row.unverified) for row in rows)
    if not (request.strict and doubtful):
        return code
    sys.stderr.write(f"leasecalc: {doubtful} of {len(rows)} markets have figures that are unverified or due for review\n")
    return code or ANSWER_IS_NO


def market_rows(library: Library, day: date) -> tuple[list[MarketRow], int]:
    """Return a row for every market that can be read, and 3 where one cannot (told on standard error)."""
    from leasecalc.report.markets.layout import market_row

    rows: list[MarketRow] = []
    code = OK
    for market in library.codes():
        try:
            rows.append(market_row(library.market(market).document, day))
        except InputError as error:
            code = BAD_INPUT
            tell(error)
    return rows, code


def _shares(library: Library, asked: MarketsAsked, day: date) -> dict[str, dict[str, Outcome]]:
    """Return what each market charges on the reference car, by powertrain and market."""
    from leasecalc.cli.actions.landed.across import outcomes_of

    found: dict[str, dict[str, Outcome]] = {}
    for powertrain in powertrains_of(asked.powertrains, HEADLINE_POWERTRAINS):
        outcomes = outcomes_of(library, replace(asked.car, powertrain=powertrain), day)
        found[powertrain] = {outcome.market: outcome for outcome in outcomes}
    return found


def powertrains_of(text: str, otherwise: tuple[str, ...]) -> tuple[Powertrain, ...]:
    """Read `bev,petrol`; without text, `otherwise`. Raises ``UsageError`` for a word that is no powertrain."""
    from leasecalc.markets.cells import POWERTRAINS
    from leasecalc.reading.suggest import did_you_mean

    words = tuple(word.strip() for word in text.split(",")) if text else otherwise
    for word in words:
        if word not in POWERTRAINS:
            raise UsageError(f"--powertrain: there is no `{word}`; {did_you_mean(word, POWERTRAINS)}")
    return tuple(known for known in POWERTRAINS if known in words)


def market_page(request: Request, market: str, on: str) -> int:
    """Print one market: every line, entry, gate and lease rule with dates and sources."""
    from leasecalc.report.markets.layout import market_page as page_of
    from leasecalc.report.markets.layout import market_row
    from leasecalc.report.markets.treatment import is_doubtful

    library, day = api.library(request.markets), typed.day("--on", on)
    if market.upper() in library.origin_files and market.upper() not in library.market_files:
        return origin_page(request, library, market.upper(), day)
    document = library.market(market.upper()).document
    emit(request, page_of(document, day), document)
    row = market_row(document, day)
    if not (request.strict and (row.stale or row.unverified or is_doubtful(document, day))):
        return OK
    sys.stderr.write(f"leasecalc: {document.name} has figures that are unverified or due for review\n")
    return ANSWER_IS_NO


def origin_page(request: Request, library: Library, origin: str, day: date) -> int:
    """Print a country of origin; leave with 1 (strict) where a figure is unverified."""
    from leasecalc.charges.source import Source
    from leasecalc.markets.leaves import leaves
    from leasecalc.report.markets.origin import origin_page as page_of

    document = library.origin(origin).document
    emit(request, page_of(document, day), document)
    unverified = [leaf for leaf in leaves(document) if isinstance(leaf.value, Source) and leaf.value.confidence == "unverified"]
    if not (request.strict and unverified):
        return OK
    sys.stderr.write(f"leasecalc: {document.name} has {len(unverified)} figures that are unverified\n")
    return ANSWER_IS_NO


def tell(error: InputError) -> None:
    """Write what is wrong with a file on standard error."""
    from leasecalc.reading.excerpt import render

    sys.stderr.write(render(error.diagnostics, error.sources).rstrip("\n") + "\n")
