"""`validate`: check deal files."""

from __future__ import annotations

from typing import Annotated

import typer

from leasecalc.cli.options import Assignments, MarketDirectories, Strict


def validate(
    deals: Annotated[
        list[str],
        typer.Argument(metavar="DEAL", help="Deal files, folders or patterns, or - for standard input.", show_default=False),
    ],
    assignments: Assignments = None,
    markets: MarketDirectories = None,
    strict: Strict = False,
    form: Annotated[
        str, typer.Option("--format", metavar="FORM", help="full, or github: annotations instead of messages.")
    ] = "full",
) -> int:
    """Check deal files and say what is wrong with them."""
    from leasecalc.cli.actions.validating import validate_all

    return validate_all(tuple(deals), tuple(assignments or ()), tuple(markets or ()), strict=strict, form=form)
