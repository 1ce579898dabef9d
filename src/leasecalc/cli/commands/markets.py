"""`markets`: the market library: list, one market, check, coverage, differences, exchange rates, reference cars."""

from __future__ import annotations

from typing import Annotated

import typer

from leasecalc.cli.asking import ON_MARKETS, asking
from leasecalc.cli.car_options import Amounts, Facts, Freight, Fx, Insurance, Maker
from leasecalc.cli.request import Request

WORDS = "[MARKET | check [DIR] | coverage [MARKET...] | diff MARKET DAY DAY | rates | cars]"
WORDS_HELP = (
    "Nothing: the list. MARKET: one market with its sources, or CN: the country of origin. check: look for faults in the shipped files, or in those of DIR. "
    "coverage: how far the files answer, by powertrain and charge. diff: what changed in a market between two days. "
    "rates, cars: the exchange rates and the reference cars of `landed --all`."
)


@asking(*ON_MARKETS, "strict")
def markets(
    request: Request,
    words: Annotated[list[str] | None, typer.Argument(metavar=WORDS, help=WORDS_HELP, show_default=False)] = None,
    on: Annotated[
        str, typer.Option("--on", metavar="DATE", help="The law of this day (default: today).", show_default=False)
    ] = "",
    value: Annotated[
        str,
        typer.Option(
            "--value", metavar="AMOUNT", help="List the charges on a car of this FOB value as shares.", show_default=False
        ),
    ] = "",
    powertrain: Annotated[
        str,
        typer.Option(
            "--powertrain",
            metavar="LIST",
            help="With --value or coverage: these only, for example bev,petrol.",
            show_default=False,
        ),
    ] = "",
    freight: Freight = "",
    insurance: Insurance = "",
    maker: Maker = "",
    amount: Amounts = None,
    fact: Facts = None,
    fx: Fx = None,
) -> int:
    """List, show, check and compare the market files."""
    from leasecalc.cli.actions.landed.one import CarAsked
    from leasecalc.cli.actions.markets.show import MarketsAsked, markets_for

    car = CarAsked(value=value, powertrain="", on=on, freight=freight, insurance=insurance, maker=maker,
                   amounts=tuple(amount or ()), facts=tuple(fact or ()), fx=tuple(fx or ()))  # fmt: skip
    return markets_for(request, MarketsAsked(words=tuple(words or ()), on=on, powertrains=powertrain, car=car))
