"""`landed --all`: one car into every market, cheapest first."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from leasecalc import api
from leasecalc.cli.actions import typed
from leasecalc.cli.emit import emit, format_of

if TYPE_CHECKING:
    from datetime import date

    from leasecalc.cli.actions.landed.one import CarAsked
    from leasecalc.cli.request import Request
    from leasecalc.markets.across import Outcome
    from leasecalc.markets.library import Library

OK, ANSWER_IS_NO, BAD_INPUT = 0, 1, 3


def landed_everywhere(request: Request, car: CarAsked) -> int:
    """Print charges as a share of the value, market by market; 3 where a file is wrong, 1 (strict) where figures are doubtful."""
    from leasecalc.cli.actions.landed.reference_car import described_in_full
    from leasecalc.report.markets.across import AllAsked, across_data, across_page

    kind = format_of(request)
    on = typed.day("--on", car.on)
    library = api.library(request.markets)
    found = described_in_full(library, car)
    outcomes = outcomes_of(library, car, on)
    asked = AllAsked(value=found.amounts["fob"], on=on, about=_about(car), assumed=found.assumed, given=found.given,
                     nothing=found.nothing, reference=found.reference,
                     retail_price=found.amounts["retail_price"] if found.retail_price_assumed else None)  # fmt: skip
    emit(request, across_page(outcomes, asked, bars=kind != "csv"), across_data(outcomes, asked))
    for outcome in outcomes:
        if outcome.status == "faulty":
            tell(outcome)
    if any(outcome.status == "faulty" for outcome in outcomes):
        return BAD_INPUT
    doubtful = request.strict and any({"unverified", "stale"} & set(outcome.flags) for outcome in outcomes)
    return ANSWER_IS_NO if doubtful else OK


def outcomes_of(library: Library, car: CarAsked, on: date) -> tuple[Outcome, ...]:
    """Put the car, completed from the reference car, into every market of the library, by typed rates and those of the table."""
    from leasecalc.cli.actions.landed.reference_car import described_in_full
    from leasecalc.cli.actions.landed.table_rates import rates_into, table_rates
    from leasecalc.markets.across import Car, across

    found = described_in_full(library, car)
    quotes = typed.quotes(car.fx)
    return across(library, Car(amounts=found.amounts, facts=found.facts), on=on, rates_into=rates_into(quotes),
                  table=table_rates(library, quotes, on))  # fmt: skip


def tell(outcome: Outcome) -> None:
    """Write what is wrong with a file on standard error."""
    from leasecalc.reading.excerpt import render

    sys.stderr.write(render(outcome.diagnostics, outcome.sources).rstrip("\n") + "\n")


def _about(car: CarAsked) -> str:
    return ", ".join(
        (car.powertrain, *((f"maker {car.maker}",) if car.maker else ()), *(text.replace("=", " ") for text in car.facts))
    )
