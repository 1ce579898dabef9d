"""`landed --all`: one car into every market, cheapest first."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from leasecalc import api
from leasecalc.cli.actions import typed
from leasecalc.cli.actions.landing import described
from leasecalc.cli.emit import emit, format_of

if TYPE_CHECKING:
    from datetime import date

    from leasecalc.cli.actions.landing import CarAsked
    from leasecalc.cli.request import Request
    from leasecalc.markets.across import Outcome
    from leasecalc.markets.library import Library

OK, ANSWER_IS_NO, BAD_INPUT = 0, 1, 3


def landed_everywhere(request: Request, car: CarAsked) -> int:
    """Print charges as a share of the value, market by market; 3 where a file is wrong, 1 (strict) where figures are doubtful."""
    from leasecalc.report.layout_markets_across import AllAsked, across_data, across_page

    kind = format_of(request)
    on = typed.day("--on", car.on)
    _, _, assumed = described(car)
    outcomes = outcomes_of(api.library(request.markets), car, on)
    asked = AllAsked(value=typed.amount("--value", car.value), on=on, about=_about(car), assumed=assumed)
    emit(request, across_page(outcomes, asked, bars=kind != "csv"), across_data(outcomes, asked))
    for outcome in outcomes:
        if outcome.status == "faulty":
            tell(outcome)
    if any(outcome.status == "faulty" for outcome in outcomes):
        return BAD_INPUT
    doubtful = request.strict and any({"unverified", "stale"} & set(outcome.flags) for outcome in outcomes)
    return ANSWER_IS_NO if doubtful else OK


def outcomes_of(library: Library, car: CarAsked, on: date) -> tuple[Outcome, ...]:
    """Put the car into every market of the library."""
    from leasecalc.markets.across import Car, across

    amounts, facts, _ = described(car)
    return across(library, Car(amounts=amounts, facts=facts), on=on, rates_into=typed.rates_into(typed.quotes(car.fx)))


def tell(outcome: Outcome) -> None:
    """Write what is wrong with a file on standard error."""
    from leasecalc.reading.excerpt import render

    sys.stderr.write(render(outcome.diagnostics, outcome.sources).rstrip("\n") + "\n")


def _about(car: CarAsked) -> str:
    return ", ".join(
        (car.powertrain, *((f"maker {car.maker}",) if car.maker else ()), *(text.replace("=", " ") for text in car.facts))
    )
