"""`portfolio`: Add up a book of deals, and hold it against limits."""

from __future__ import annotations

from typing import Annotated

import typer

from leasecalc.cli.options import Colour, Format, MarketDirectories, Output, TableName, Wide


def portfolio(
    file: Annotated[
        str, typer.Argument(metavar="PORTFOLIO", help="A portfolio file, or - for standard input.", show_default=False)
    ],
    paths: Annotated[str, typer.Option("--paths", metavar="N", help="How many paths of defaults: 1_000_000.")] = "100_000",
    seed: Annotated[int, typer.Option("--seed", metavar="N", help="The same seed gives the same numbers.")] = 1,
    workers: Annotated[
        int, typer.Option("--workers", metavar="N", help="Processes that share the work; 0: one a processor.")
    ] = 0,
    markets: MarketDirectories = None,
    format: Format = "",  # noqa: A002 - the option's name
    output: Output = "",
    color: Colour = "auto",
    wide: Wide = False,
    table: TableName = "",
) -> int:
    """Add up a book of deals, and hold it against limits."""
    from leasecalc.cli.actions.portfolio import portfolio as work
    from leasecalc.cli.request import request_of

    request = request_of(
        deal=file,
        markets=tuple(markets or ()),
        format=format,
        output=output,
        colour=color,
        wide=wide,
        table=table,
    )
    return work(request, paths, seed, workers)
