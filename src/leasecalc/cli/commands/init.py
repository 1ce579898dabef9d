"""`init`: a commented deal to start from."""

from __future__ import annotations

from typing import Annotated

import typer

from leasecalc.cli.options import MarketDirectories, Output


def init(
    market: Annotated[str, typer.Argument(metavar="MARKET", help="Country of import, two letters.")] = "ZA",
    output: Output = "",
    markets: MarketDirectories = None,
    force: Annotated[bool, typer.Option("--force", help="Replace the file if it exists.")] = False,
) -> int:
    """Write a commented deal for a market to start from."""
    from leasecalc.cli.actions.starting import start

    return start(market, output, tuple(markets or ()), force=force)
