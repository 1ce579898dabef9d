"""`tornado`: Show which inputs move a measure most."""

from __future__ import annotations

from typing import Annotated

import typer

from leasecalc.cli.options import Assignments, Colour, DealFile, Format, MarketDirectories, Output, TableName, Wide


def tornado(
    deal: DealFile,
    measure: Annotated[str, typer.Option("--measure", "-m", metavar="NAME", help="What is moved.")] = "lease_minus_sale",
    shift: Annotated[str, typer.Option("--shift", metavar="SHARE", help="By how much each input is moved, down and up.")] = "10%",
    ranges: Annotated[
        list[str] | None,
        typer.Option(
            "--range",
            metavar="KNOB=LOW..HIGH",
            help="Another range for one input: residual=x0.5..x1.1. May be repeated.",
            show_default=False,
        ),
    ] = None,
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
    """Show which inputs move a measure most."""
    from leasecalc.cli.actions.sensitivity import tornado as work
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
    return work(request, measure, shift, tuple(ranges or ()), rent)
