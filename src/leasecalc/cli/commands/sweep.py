"""`sweep`: Price a deal over a range of one knob or two."""

from __future__ import annotations

from typing import Annotated

import typer

from leasecalc.cli.options import Assignments, Colour, DealFile, Format, MarketDirectories, Output, TableName, Wide


def sweep(
    deal: DealFile,
    over: Annotated[
        list[str],
        typer.Option(
            "--over",
            metavar="KNOB=RANGE",
            help="residual='1000 USD..4000 USD/7', residual=x0.5..x1.5/5, term=36,48,60. Once or twice.",
        ),
    ],
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
    """Price a deal over a range of one knob or two."""
    from leasecalc.cli.actions.sensitivity import sweep as work
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
    return work(request, tuple(over), measures, rent)
