"""`stress`: Price a deal under named scenarios."""

from __future__ import annotations

from typing import Annotated

import typer

from leasecalc.cli.asking import ON_A_DEAL, asking
from leasecalc.cli.request import Request


@asking(*ON_A_DEAL)
def stress(
    request: Request,
    scenarios: Annotated[
        list[str] | None,
        typer.Option(
            "--scenarios",
            metavar="FILE",
            help="Own scenarios in the place of the shipped ones. May be repeated.",
            show_default=False,
        ),
    ] = None,
    only: Annotated[str, typer.Option("--only", metavar="NAMES", help="Only these scenarios, by name.", show_default=False)] = "",
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
    """Price a deal under named scenarios."""
    from leasecalc.cli.actions.sensitivity import stress as work

    return work(request, tuple(scenarios or ()), only, measures, rent)
