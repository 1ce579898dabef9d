"""`price`: Price a deal: landed cost, instalments, yields, and the lease beside the export sale."""

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


def price(
    deal: DealFile,
    assignments: Assignments = None,
    markets: MarketDirectories = None,
    format: Format = "",  # noqa: A002 - the option's name
    output: Output = "",
    color: Colour = "auto",
    wide: Wide = False,
    strict: Strict = False,
    table: TableName = "",
    audit: Annotated[
        bool, typer.Option("--audit", help="Recompute the figures with numpy-financial and print each difference.")
    ] = False,
) -> int:
    """Price a deal: charges, instalments, yields, lease against sale."""
    from leasecalc.cli.actions import deals
    from leasecalc.cli.request import request_of

    return deals.price(
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
            audit=audit,
        )
    )
