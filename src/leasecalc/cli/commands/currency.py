"""`currency`: Print what lies in which currency, and every conversion."""

from __future__ import annotations

from leasecalc.cli.options import Assignments, Colour, DealFile, Format, MarketDirectories, Output, TableName, Wide


def currency(
    deal: DealFile,
    assignments: Assignments = None,
    markets: MarketDirectories = None,
    format: Format = "",  # noqa: A002 - the option's name
    output: Output = "",
    color: Colour = "auto",
    wide: Wide = False,
    table: TableName = "",
) -> int:
    """Print what lies in which currency, and every conversion."""
    from leasecalc.cli.actions.currency import currency as show_currency
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
    return show_currency(request)
