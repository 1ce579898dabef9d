"""`schedule`: Print the instalment table of a deal."""

from __future__ import annotations

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


def schedule(
    deal: DealFile,
    assignments: Assignments = None,
    markets: MarketDirectories = None,
    format: Format = "",  # noqa: A002 - the option's name
    output: Output = "",
    color: Colour = "auto",
    wide: Wide = False,
    strict: Strict = False,
    table: TableName = "",
) -> int:
    """Print the instalment table of a deal."""
    from leasecalc.cli.actions import deals
    from leasecalc.cli.request import request_of

    return deals.schedule(
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
        )
    )
