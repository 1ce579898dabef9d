"""`stress`: Price a deal under named scenarios."""

from __future__ import annotations

from typing import Annotated

import typer

from leasecalc.cli.options import Assignments, Colour, DealFile, Format, MarketDirectories, Output, TableName, Wide


def stress(
    deal: DealFile,
    scenarios: Annotated[
        list[str] | None,
        typer.Option(
            "--scenarios",
            metavar="FILE",
            help="Own scenarios in the place of the shipped ones. May be repeated.",
            show_default=False,
        ),
    ] = None,
    only: Annotated[str, typer.Option("--only", metavar="NAMES", help="Only these scenarios, by name.", show_default=False)] = "",
    measures: Annotated[
        str, typer.Option("--measure", "-m", metavar="NAMES", help="What to show: lease_minus_sale,lessor_yield ...")
    ] = "lease_minus_sale,lease_npv,lessor_yield,expected_yield",
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
    """Price a deal under named scenarios."""
    from leasecalc.cli.actions.sensitivity import stress as work
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
    return work(request, tuple(scenarios or ()), only, measures, rent)
