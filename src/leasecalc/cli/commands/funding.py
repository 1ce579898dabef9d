"""`funding`: Print the loan of a deal beside its lease."""

from __future__ import annotations

from typing import Annotated

import typer

from leasecalc.cli.asking import ON_A_DEAL, asking
from leasecalc.cli.request import Request


@asking(*ON_A_DEAL, "strict")
def funding(
    request: Request,
    over: Annotated[
        str,
        typer.Option(
            "--with", metavar="FILE", help="A file whose section `funding` takes the place of the deal's.", show_default=False
        ),
    ] = "",
) -> int:
    """Print levered and unlevered yields, RAROC and the funding gap."""
    from leasecalc.cli.actions.funding import funding as show_funding

    return show_funding(request, over)
