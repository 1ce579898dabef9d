"""`solve`: Solve any number of a deal for any measure."""

from __future__ import annotations

from typing import Annotated

import typer

from leasecalc.cli.asking import ON_A_DEAL, asking
from leasecalc.cli.request import Request


@asking(*ON_A_DEAL)
def solve(
    request: Request,
    knobs: Annotated[
        str, typer.Option("--for", metavar="KNOB", help="What to solve for: rent, price, term ... or two: rent,deposit.")
    ],
    target: Annotated[
        str,
        typer.Option("--target", metavar="MEASURE=VALUE", help="What to meet: lessor_yield=14%, lease_npv='500 USD' ... or two."),
    ],
    rent: Annotated[
        str,
        typer.Option(
            "--rent", metavar="WHAT", help="keep or solve: what a solved instalment does meanwhile.", show_default=False
        ),
    ] = "",
    low: Annotated[
        str, typer.Option("--low", metavar="VALUE", help="Search from here, in the knob's unit.", show_default=False)
    ] = "",
    high: Annotated[str, typer.Option("--high", metavar="VALUE", help="Search up to here.", show_default=False)] = "",
) -> int:
    """Solve any number of a deal for any measure."""
    from leasecalc.cli.actions.solving import Aim
    from leasecalc.cli.actions.solving import solve as solved

    return solved(request, Aim(knobs=knobs, targets=target, rent=rent, low=low, high=high))
