"""`sweep`: Price a deal over a range of one knob or two."""

from __future__ import annotations

from typing import Annotated

import typer

from leasecalc.cli.asking import ON_A_DEAL, asking
from leasecalc.cli.request import Request


@asking(*ON_A_DEAL)
def sweep(
    request: Request,
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
) -> int:
    """Price a deal over a range of one knob or two."""
    from leasecalc.cli.actions.sensitivity import sweep as work

    return work(request, tuple(over), measures, rent)
