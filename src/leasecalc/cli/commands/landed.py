"""`landed`: the import charges of one car, without a deal, in one market or in all of them."""

from __future__ import annotations

from typing import Annotated

import typer

from leasecalc.cli.asking import ON_MARKETS, asking
from leasecalc.cli.car_options import (
    Age,
    Amounts,
    Cc,
    Co2,
    Facts,
    Freight,
    Fx,
    Insurance,
    Kw,
    Kwh,
    Maker,
    Mass,
    Overrides,
    named_facts,
)  # fmt: skip
from leasecalc.cli.request import Request


@asking(*ON_MARKETS, "strict")
def landed(
    request: Request,
    value: Annotated[
        str, typer.Option("--value", metavar="AMOUNT", help="FOB value of one car, for example '300000 ZAR'.", show_default=False)
    ],
    powertrain: Annotated[
        str, typer.Option("--powertrain", help="bev, erev, phev, hev, mhev, petrol, diesel.", show_default=False)
    ],
    on: Annotated[str, typer.Option("--on", metavar="DATE", help="The law of this day.", show_default=False)],
    market: Annotated[str, typer.Argument(metavar="[MARKET]", help="Country of import, two letters.", show_default=False)] = "",
    everywhere: Annotated[
        bool,
        typer.Option(
            "--all", help="Every market, cheapest first, as shares of the value; what is not said is the reference car's."
        ),
    ] = False,
    freight: Freight = "",
    insurance: Insurance = "",
    maker: Maker = "",
    cc: Cc = "",
    kw: Kw = "",
    kwh: Kwh = "",
    mass_kg: Mass = "",
    co2: Co2 = "",
    age_months: Age = "",
    amount: Amounts = None,
    fact: Facts = None,
    fx: Fx = None,
    override: Overrides = None,
) -> int:
    """Print what one market, or every market, charges on a car."""
    from leasecalc.cli.actions.landed.one import CarAsked
    from leasecalc.errors import UsageError

    if everywhere == bool(market):
        raise UsageError("name one market, or ask for --all" if not market else "either one market or --all, not both")
    if everywhere and override:
        raise UsageError("--override is for one market: its lines differ from those of the others")
    facts = (*named_facts(cc=cc, kw=kw, kwh=kwh, mass_kg=mass_kg, co2=co2, age_months=age_months), *(fact or ()))
    car = CarAsked(market=market, value=value, powertrain=powertrain, on=on, freight=freight, insurance=insurance, maker=maker,
                   amounts=tuple(amount or ()), facts=facts, fx=tuple(fx or ()), overrides=tuple(override or ()))  # fmt: skip
    if everywhere:
        from leasecalc.cli.actions.landed.across import landed_everywhere

        return landed_everywhere(request, car)
    from leasecalc.cli.actions.landed.one import landed as printed

    return printed(request, car)
