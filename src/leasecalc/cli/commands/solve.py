"""`solve`: Solve any number of a deal for any measure."""

from __future__ import annotations

from typing import Annotated

import typer

from leasecalc.cli.options import (
    Assignments,
    Colour,
    DealFile,
    Format,
    MarketDirectories,
    Output,
    TableName,
    Wide,
)


def solve(
    deal: DealFile,
    knobs: Annotated[
        str, typer.Option("--for", metavar="KNOB", help="What to solve for: rent, price, term ... or two: rent,deposit.")
    ],
    target: Annotated[
        str,
        typer.Option("--target", metavar="MEASURE=VALUE", help="What to meet: lessor_yield=14%, lease_npv='500 USD' ... or two."),
    ],
    rent: Annotated[
        str,
        typer.Option(
            "--rent", metavar="WHAT", help="keep or solve: what a solved instalment does meanwhile.", show_default=False
        ),
    ] = "",
    low: Annotated[
        str, typer.Option("--low", metavar="VALUE", help="Search from here, in the knob's unit.", show_default=False)
    ] = "",
    high: Annotated[str, typer.Option("--high", metavar="VALUE", help="Search up to here.", show_default=False)] = "",
    assignments: Assignments = None,
    markets: MarketDirectories = None,
    format: Format = "",  # noqa: A002 - the option's name
    output: Output = "",
    color: Colour = "auto",
    wide: Wide = False,
    table: TableName = "",
) -> int:
    """Solve any number of a deal for any measure."""
    from leasecalc.cli.actions.solving import Aim
    from leasecalc.cli.actions.solving import solve as solved
    from leasecalc.cli.request import request_of

    return solved(
        request_of(
            deal=deal,
            assignments=tuple(assignments or ()),
            markets=tuple(markets or ()),
            format=format,
            output=output,
            colour=color,
            wide=wide,
            table=table,
        ),
        Aim(knobs=knobs, targets=target, rent=rent, low=low, high=high),
    )
