"""`accounting`: Print how a deal stands in the books of lessor or lessee."""

from __future__ import annotations

from typing import Annotated

import typer

from leasecalc.cli.options import Assignments, Colour, DealFile, Format, MarketDirectories, Output, TableName, Wide


def accounting(
    deal: DealFile,
    standard: Annotated[
        str,
        typer.Option(
            "--standard", metavar="NAME", help="ifrs16, cas21 or asc842 (default: that of the deal).", show_default=False
        ),
    ] = "",
    side: Annotated[str, typer.Option("--side", metavar="SIDE", help="lessor or lessee.")] = "lessor",
    assignments: Assignments = None,
    markets: MarketDirectories = None,
    format: Format = "",  # noqa: A002 - the option's name
    output: Output = "",
    color: Colour = "auto",
    wide: Wide = False,
    table: TableName = "",
) -> int:
    """Print how a deal stands in the books of lessor or lessee."""
    from leasecalc.cli.actions.accounting import accounts
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
    return accounts(request, standard=standard, side=side)
