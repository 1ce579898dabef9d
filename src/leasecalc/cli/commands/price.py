"""`price`: Price a deal: landed cost, instalments, yields, and the lease beside the export sale."""

from __future__ import annotations

from typing import Annotated

import typer

from leasecalc.cli.asking import ON_A_DEAL, asking
from leasecalc.cli.request import Request


@asking(*ON_A_DEAL, "strict")
def price(
    request: Request,
    audit: Annotated[
        bool, typer.Option("--audit", help="Recompute the figures with numpy-financial and print each difference.")
    ] = False,
) -> int:
    """Price a deal: charges, instalments, yields, lease against sale."""
    from leasecalc.cli.actions import deals
    from leasecalc.records import replace

    return deals.price(replace(request, audit=audit))
