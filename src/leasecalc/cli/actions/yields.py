"""`yield`: the rates of a stream of flows, or of a counterparty's offer on a deal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc import api
from leasecalc.cli.emit import emit, format_of
from leasecalc.errors import UsageError
from leasecalc.records import record

if TYPE_CHECKING:
    from leasecalc.cli.request import Request
    from leasecalc.streams import Wishes

OK, NO_SOLUTION = 0, 4


@record(kw_only=True)
class StreamAsked:
    """What is asked of a stream, as it was typed."""

    at: tuple[str, ...] = ()
    finance: str = ""
    reinvest: str = ""
    per_year: str = ""
    guess: str = ""


def yields(request: Request, asked: StreamAsked) -> int:
    """Print every rate of the stream; leave with 4 where it has no rate of return."""
    from leasecalc.report.solving.yields import stream_data, stream_page

    format_of(request)
    answer = api.stream_rates(request.deal, _wishes(asked))
    emit(request, stream_page(answer), stream_data(answer))
    return OK if answer.rates.root.value is not None else NO_SOLUTION


def offered(request: Request, rents: str) -> int:
    """Print the deal with its own instalments beside those of an offer."""
    from leasecalc.report.basis import marked, marked_data
    from leasecalc.report.solving.yields import offer_data, offer_page

    format_of(request)
    deal = api.load(request.deal, request.assignments)
    found = api.offer(deal, api.library(request.markets), rents)
    rests = api.basis(deal, found.ours)
    emit(request, marked(offer_page(found), rests), marked_data(offer_data(found), rests))
    return OK


def _wishes(asked: StreamAsked) -> Wishes:
    from leasecalc.streams import Wishes

    return Wishes(
        per_year=_per_year(asked.per_year),
        at=tuple(_rate("--at", text) for text in asked.at),
        finance=_rate("--finance", asked.finance) if asked.finance else None,
        reinvest=_rate("--reinvest", asked.reinvest) if asked.reinvest else None,
        guess=_rate("--guess", asked.guess) if asked.guess else None,
    )


def _rate(option: str, typed: str) -> float:
    from leasecalc.reading.numbers import percent
    from leasecalc.reading.scalar import ScalarFault

    try:
        rate = float(percent(typed))
    except ScalarFault as fault:
        raise UsageError(f"{option}: {fault.message}" + (f"; {fault.hint}" if fault.hint else "")) from None
    if rate <= -1.0:
        raise UsageError(f"{option}: a rate must be above -100 %, not `{typed}`")
    return rate


def _per_year(typed: str) -> float | None:
    from leasecalc.reading.numbers import number
    from leasecalc.reading.scalar import ScalarFault

    if not typed:
        return None
    try:
        found = float(number(typed))
    except ScalarFault as fault:
        raise UsageError(f"--per-year: {fault.message}") from None
    if found <= 0.0:
        raise UsageError(f"--per-year takes a number above zero, not `{typed}`")
    return found
