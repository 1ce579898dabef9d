"""`funding`: Print the loan of a deal beside its lease."""

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
    Strict,
    TableName,
    Wide,
)


def funding(
    deal: DealFile,
    over: Annotated[
        str,
        typer.Option(
            "--with", metavar="FILE", help="A file whose section `funding` takes the place of the deal's.", show_default=False
        ),
    ] = "",
    assignments: Assignments = None,
    markets: MarketDirectories = None,
    format: Format = "",  # noqa: A002 - the option's name
    output: Output = "",
    color: Colour = "auto",
    wide: Wide = False,
    strict: Strict = False,
    table: TableName = "",
) -> int:
    """Print levered and unlevered yields, RAROC and the funding gap."""
    from leasecalc.cli.actions.funding import funding as show_funding
    from leasecalc.cli.request import request_of

    request = request_of(
        deal=deal,
        assignments=tuple(assignments or ()),
        markets=tuple(markets or ()),
        format=format,
        output=output,
        colour=color,
        wide=wide,
        strict=strict,
        table=table,
    )
    return show_funding(request, over)
