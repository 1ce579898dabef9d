"""`breakeven`: Find where each input makes the lease equal to the sale, or meets another target."""

from __future__ import annotations

from typing import Annotated

import typer

from leasecalc.cli.asking import ON_A_DEAL, asking
from leasecalc.cli.request import Request


@asking(*ON_A_DEAL)
def breakeven(
    request: Request,
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
) -> int:
    """Find where each input makes the lease equal to the sale, or meets another target."""
    from leasecalc.cli.actions.sensitivity import breakeven as work

    return work(request, target, knobs, rent)
