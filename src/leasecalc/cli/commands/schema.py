"""`schema`: the JSON schema of deal files."""

from __future__ import annotations

from typing import Annotated

import typer

from leasecalc.cli.options import Output


def schema(
    what: Annotated[str, typer.Argument(metavar="deal|market|origin|portfolio", help="Which kind of file.")] = "deal",
    output: Output = "",
) -> int:
    """Print the JSON schema of deal, market, origin or portfolio files."""
    from leasecalc.cli.actions.reference import schema as printed

    return printed(what, output)
