"""`accounting`: Print how a deal stands in the books of lessor or lessee."""

from __future__ import annotations

from typing import Annotated

import typer

from leasecalc.cli.asking import ON_A_DEAL, asking
from leasecalc.cli.request import Request


@asking(*ON_A_DEAL)
def accounting(
    request: Request,
    standard: Annotated[
        str,
        typer.Option(
            "--standard", metavar="NAME", help="ifrs16, cas21 or asc842 (default: that of the deal).", show_default=False
        ),
    ] = "",
    side: Annotated[str, typer.Option("--side", metavar="SIDE", help="lessor or lessee.")] = "lessor",
) -> int:
    """Print how a deal stands in the books of lessor or lessee."""
    from leasecalc.cli.actions.accounting import accounts

    return accounts(request, standard=standard, side=side)
