"""`compare`: Compare the lease with the export sale, leg by leg, and other routes; with a verdict."""

from __future__ import annotations

from typing import Annotated

import typer

from leasecalc.cli.asking import ON_A_DEAL, asking
from leasecalc.cli.request import Request


@asking(*ON_A_DEAL, "strict")
def compare(
    request: Request,
    routes: Annotated[
        str,
        typer.Option("--routes", metavar="ROUTES", help="all, or a list: finance_lease,spv_lease ...", show_default=False),
    ] = "",
    band: Annotated[
        str, typer.Option("--band", metavar="SHARE", help="Move of each assumed number in the verdict (10%).", show_default=False)
    ] = "",
) -> int:
    """Compare the lease with the export sale, leg by leg, or every route; with a verdict."""
    from leasecalc.cli.actions import deals

    return deals.compare(request, routes, band)
