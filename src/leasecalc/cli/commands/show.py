"""`show`: a deal with everything applied."""

from __future__ import annotations

from typing import Annotated

import typer

from leasecalc.cli.options import Assignments, DealFile, MarketDirectories


def show(
    deal: DealFile,
    assignments: Assignments = None,
    markets: MarketDirectories = None,
    origin: Annotated[bool, typer.Option("--origin", help="Say where each value comes from.")] = False,
) -> int:
    """Show a deal with everything applied; --origin says from where."""
    from leasecalc.cli.actions.showing import show as shown

    return shown(deal, tuple(assignments or ()), tuple(markets or ()), origin=origin)
