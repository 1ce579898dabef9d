"""`landed`: the import charges of one car, without a deal."""

from __future__ import annotations

from typing import Annotated

import typer

from leasecalc.cli.options import Colour, Format, MarketDirectories, Output, Strict, TableName, Wide


def landed(
    market: Annotated[str, typer.Argument(metavar="MARKET", help="Country of import, two letters.", show_default=False)],
    value: Annotated[
        str, typer.Option("--value", metavar="AMOUNT", help="FOB value of one car, for example '300000 ZAR'.", show_default=False)
    ],
    powertrain: Annotated[
        str, typer.Option("--powertrain", help="bev, erev, phev, hev, mhev, petrol, diesel.", show_default=False)
    ],
    on: Annotated[str, typer.Option("--on", metavar="DATE", help="The law of this day.", show_default=False)],
    freight: Annotated[str, typer.Option("--freight", metavar="AMOUNT", help="International freight.", show_default=False)] = "",
    insurance: Annotated[str, typer.Option("--insurance", metavar="AMOUNT", help="Marine insurance.", show_default=False)] = "",
    maker: Annotated[str, typer.Option("--maker", help="Producer, where a duty names it.", show_default=False)] = "",
    fact: Annotated[
        list[str] | None,
        typer.Option("--fact", metavar="NAME=VALUE", help="Another fact: cc=1498, mass_kg=1400.", show_default=False),
    ] = None,
    fx: Annotated[
        list[str] | None, typer.Option("--fx", metavar="PAIR=RATE", help="An exchange rate: USD/ZAR=17.20.", show_default=False)
    ] = None,
    override: Annotated[
        list[str] | None,
        typer.Option("--override", metavar="LINE=RATE", help="Another rate for a line: duty=50%.", show_default=False),
    ] = None,
    directories: MarketDirectories = None,
    format: Format = "",  # noqa: A002 - the option's name
    output: Output = "",
    color: Colour = "auto",
    wide: Wide = False,
    strict: Strict = False,
    table: TableName = "",
) -> int:
    """Print what a market charges on one car, line by line."""
    from leasecalc.cli.actions.landing import CarAsked
    from leasecalc.cli.actions.landing import landed as printed
    from leasecalc.cli.request import request_of

    car = CarAsked(market=market, value=value, powertrain=powertrain, on=on, freight=freight, insurance=insurance, maker=maker,
                   facts=tuple(fact or ()), fx=tuple(fx or ()), overrides=tuple(override or ()))  # fmt: skip
    return printed(
        request_of(
            deal="",
            markets=tuple(directories or ()),
            format=format,
            output=output,
            colour=color,
            wide=wide,
            strict=strict,
            table=table,
        ),
        car,
    )
