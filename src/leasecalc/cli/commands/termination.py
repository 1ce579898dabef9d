"""`termination`: Print what ends a lease before its term."""

from __future__ import annotations

from typing import Annotated

import typer

from leasecalc.cli.options import Assignments, Colour, DealFile, Format, MarketDirectories, Output, TableName, Wide


def termination(
    deal: DealFile,
    method: Annotated[
        str,
        typer.Option(
            "--method", metavar="METHOD", help="balance, present_value, stipulated_loss or rule_of_78.", show_default=False
        ),
    ] = "",
    on: Annotated[str, typer.Option("--on", metavar="DATE", help="A settlement on this day.", show_default=False)] = "",
    assignments: Assignments = None,
    markets: MarketDirectories = None,
    format: Format = "",  # noqa: A002 - the option's name
    output: Output = "",
    color: Colour = "auto",
    wide: Wide = False,
    table: TableName = "",
) -> int:
    """Print what ends a lease before its term: by date and method, or on a day."""
    from leasecalc.cli.actions.ending import termination as printed
    from leasecalc.cli.request import request_of

    request = request_of(
        deal=deal,
        assignments=tuple(assignments or ()),
        markets=tuple(markets or ()),
        format=format,
        output=output,
        colour=color,
        wide=wide,
        table=table,
    )
    return printed(request, method, on)
