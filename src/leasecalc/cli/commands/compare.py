"""`compare`: Compare the lease with the export sale, leg by leg, and other routes; with a verdict."""

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


def compare(
    deal: DealFile,
    routes: Annotated[
        str,
        typer.Option("--routes", metavar="ROUTES", help="all, or a list: finance_lease,spv_lease ...", show_default=False),
    ] = "",
    band: Annotated[
        str, typer.Option("--band", metavar="SHARE", help="Move of each assumed number in the verdict (10%).", show_default=False)
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
    """Compare the lease with the export sale, leg by leg, or every route; with a verdict."""
    from leasecalc.cli.actions import deals
    from leasecalc.cli.request import request_of

    return deals.compare(
        request_of(
            deal=deal,
            assignments=tuple(assignments or ()),
            markets=tuple(markets or ()),
            format=format,
            output=output,
            colour=color,
            wide=wide,
            strict=strict,
            table=table,
        ),
        routes,
        band,
    )
