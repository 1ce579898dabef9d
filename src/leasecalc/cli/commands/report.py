"""`report`: Write a term sheet of a deal, or the report of a batch or a simulation, as HTML or PDF."""

from __future__ import annotations

from typing import Annotated

import typer

from leasecalc.cli.asking import asking
from leasecalc.cli.request import Request


@asking("assignments", "markets", "output", "language", "strict")
def report(
    request: Request,
    sources: Annotated[
        list[str],
        typer.Argument(metavar="DEAL...", help="Deals; or rows of batch (.csv, .jsonl, .parquet), a simulation (.json)."),
    ],
    format: Annotated[  # noqa: A002 - the option's name
        str, typer.Option("--format", "-f", metavar="FORMAT", help="html or pdf.", show_default=False)
    ] = "",
    charts: Annotated[
        str, typer.Option("--charts", metavar="DIR", help="Write the charts into this folder too.", show_default=False)
    ] = "",
    charts_as: Annotated[str, typer.Option("--charts-as", metavar="FORMAT", help="svg or png.")] = "svg",
    rank: Annotated[
        str, typer.Option("--rank", metavar="MEASURE", help="What the rows of a batch are ranked by.")
    ] = "lease_minus_sale",
) -> int:
    """Write a term sheet (HTML or PDF) of a deal, a batch or a simulation."""
    from leasecalc.cli.actions.documents.report import Charts
    from leasecalc.cli.actions.documents.report import report as work
    from leasecalc.records import replace

    return work(replace(request, format=format), tuple(sources), Charts(folder=charts, image=charts_as), rank)
