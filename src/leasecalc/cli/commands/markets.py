"""`markets`: the market library."""

from __future__ import annotations

from typing import Annotated

import typer

from leasecalc.cli.options import Colour, Format, MarketDirectories, Output, Strict, TableName, Wide


def markets(
    market: Annotated[str, typer.Argument(metavar="[MARKET]", help="Show one market with its sources.", show_default=False)] = "",
    on: Annotated[
        str, typer.Option("--on", metavar="DATE", help="The law of this day (default: today).", show_default=False)
    ] = "",
    directories: MarketDirectories = None,
    format: Format = "",  # noqa: A002 - the option's name
    output: Output = "",
    color: Colour = "auto",
    wide: Wide = False,
    strict: Strict = False,
    table: TableName = "",
) -> int:
    """List the markets, or show one with its sources."""
    from leasecalc.cli.actions.market import market_list, market_page
    from leasecalc.cli.request import request_of

    request = request_of(
        deal="",
        markets=tuple(directories or ()),
        format=format,
        output=output,
        colour=color,
        wide=wide,
        strict=strict,
        table=table,
    )
    return market_page(request, market, on) if market else market_list(request, on)
