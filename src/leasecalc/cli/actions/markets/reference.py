"""`markets rates` and `markets cars`: the exchange rates and the reference cars of the library, with their sources."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from leasecalc import api
from leasecalc.cli.actions import typed
from leasecalc.cli.emit import emit
from leasecalc.errors import UsageError

if TYPE_CHECKING:
    from leasecalc.cli.request import Request

OK, ANSWER_IS_NO = 0, 1


def rates(request: Request, words: tuple[str, ...], on: str) -> int:
    """Print the rate of each pair that counts on a day; 1 (strict) where one is unverified or stale."""
    from leasecalc.markets.exchange_rates import quotations
    from leasecalc.report.markets.reference import all_rates_data, all_rates_page

    if words:
        raise UsageError(f"`markets rates` takes no further words: {' '.join(words)}")
    sheet = api.library(request.markets).exchange_rates()
    if sheet is None:
        raise UsageError("no market directory holds reference/exchange_rates.yaml")
    day = typed.day("--on", on)
    found = quotations(sheet.document, day)
    emit(request, all_rates_page(sheet.document, found, day), all_rates_data(sheet.document, found, day))
    doubtful = [rate.pair for rate in found if {"unverified", "stale"} & set(rate.flags)]
    if not (request.strict and doubtful):
        return OK
    sys.stderr.write(f"leasecalc: rates that are unverified or stale on {day}: {', '.join(doubtful)}\n")
    return ANSWER_IS_NO


def cars(request: Request, words: tuple[str, ...]) -> int:
    """Print the reference cars fact by fact."""
    from leasecalc.report.markets.reference import all_cars_page

    if words:
        raise UsageError(f"`markets cars` takes no further words: {' '.join(words)}")
    sheet = api.library(request.markets).reference_cars()
    if sheet is None:
        raise UsageError("no market directory holds reference/cars.yaml")
    emit(request, all_cars_page(sheet.document), sheet.document)
    return OK
