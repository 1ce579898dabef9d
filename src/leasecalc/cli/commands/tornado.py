"""`tornado`: Show which inputs move a measure most."""

from __future__ import annotations

from typing import Annotated

import typer

from leasecalc.cli.asking import ON_A_DEAL, asking
from leasecalc.cli.request import Request


@asking(*ON_A_DEAL)
def tornado(
    request: Request,
    measure: Annotated[str, typer.Option("--measure", "-m", metavar="NAME", help="What is moved.")] = "lease_minus_sale",
    shift: Annotated[str, typer.Option("--shift", metavar="SHARE", help="By how much each input is moved, down and up.")] = "10%",
    ranges: Annotated[
        list[str] | None,
        typer.Option(
            "--range",
            metavar="KNOB=LOW..HIGH",
            help="Another range for one input: residual=x0.5..x1.1. May be repeated.",
            show_default=False,
        ),
    ] = None,
    rent: Annotated[
        str,
        typer.Option(
            "--rent", metavar="WHAT", help="keep or solve: what a solved instalment does meanwhile.", show_default=False
        ),
    ] = "",
) -> int:
    """Show which inputs move a measure most."""
    from leasecalc.cli.actions.sensitivity import tornado as work

    return work(request, measure, shift, tuple(ranges or ()), rent)
