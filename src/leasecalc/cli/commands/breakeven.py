"""`breakeven`: Find where each input makes the lease equal to the sale, or meets another target."""

from __future__ import annotations

from typing import Annotated

import typer

from leasecalc.cli.options import Assignments, Colour, DealFile, Format, MarketDirectories, Output, TableName, Wide


def breakeven(
    deal: DealFile,
    target: Annotated[
        str,
        typer.Option(
            "--target", metavar="MEASURE=VALUE", help="What to meet: lease_minus_sale=0, lease_npv=0, lessor_yield=12%."
        ),
    ] = "lease_minus_sale=0",
    knobs: Annotated[
        str, typer.Option("--for", metavar="KNOBS", help="Only these inputs: residual,fx.USD/CNY ...", show_default=False)
    ] = "",
    rent: Annotated[
        str,
        typer.Option(
            "--rent", metavar="WHAT", help="keep or solve: what a solved instalment does meanwhile.", show_default=False
        ),
    ] = "",
    assignments: Assignments = None,
    markets: MarketDirectories = None,
    format: Format = "",  # noqa: A002 - the option's name
    output: Output = "",
    color: Colour = "auto",
    wide: Wide = False,
    table: TableName = "",
) -> int:
    """Find where each input makes the lease equal to the sale, or meets another target."""
    from leasecalc.cli.actions.sensitivity import breakeven as work
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
    return work(request, target, knobs, rent)
