"""`termination`: Print what ends a lease before its term."""

from __future__ import annotations

from typing import Annotated

import typer

from leasecalc.cli.asking import ON_A_DEAL, asking
from leasecalc.cli.request import Request


@asking(*ON_A_DEAL)
def termination(
    request: Request,
    method: Annotated[
        str,
        typer.Option(
            "--method", metavar="METHOD", help="balance, present_value, stipulated_loss or rule_of_78.", show_default=False
        ),
    ] = "",
    on: Annotated[str, typer.Option("--on", metavar="DATE", help="A settlement on this day.", show_default=False)] = "",
) -> int:
    """Print what ends a lease before its term: by date and method, or on a day."""
    from leasecalc.cli.actions.ending import termination as printed

    return printed(request, method, on)
