"""`portfolio`: Add up a book of deals, and hold it against limits."""

from __future__ import annotations

from typing import Annotated

import typer

from leasecalc.cli.asking import ON_MARKETS, asking
from leasecalc.cli.request import Request


@asking(*ON_MARKETS)
def portfolio(
    request: Request,
    file: Annotated[
        str, typer.Argument(metavar="PORTFOLIO", help="A portfolio file, or - for standard input.", show_default=False)
    ],
    paths: Annotated[str, typer.Option("--paths", metavar="N", help="How many paths of defaults: 1_000_000.")] = "100_000",
    seed: Annotated[int, typer.Option("--seed", metavar="N", help="The same seed gives the same numbers.")] = 1,
    workers: Annotated[
        int, typer.Option("--workers", metavar="N", help="Processes that share the work; 0: one a processor.")
    ] = 0,
) -> int:
    """Add up a book of deals, and hold it against limits."""
    from leasecalc.cli.actions.portfolio import portfolio as work
    from leasecalc.records import replace

    request = replace(request, deal=file)
    return work(request, paths, seed, workers)
