"""`diff`: What changed between two deals or results, what moved, and why."""

from __future__ import annotations

from typing import Annotated

import typer

from leasecalc.cli.asking import PRINTING, asking
from leasecalc.cli.request import Request


@asking("assignments", "markets", *PRINTING)
def diff(
    request: Request,
    sides: Annotated[
        list[str],
        typer.Argument(metavar="A B", help="Two deal files or results saved as JSON; with --rev deals and folders.", show_default=False),
    ],
    revision: Annotated[
        str,
        typer.Option("--rev", metavar="REVISION", help="Compare with this git revision; origin/main... is where the branch began.", show_default=False),
    ] = "",
    markets_before: Annotated[
        list[str] | None,
        typer.Option("--markets-before", metavar="DIR", help="The market files of A, where they differ from those of B.", show_default=False),
    ] = None,
    fail_on: Annotated[
        list[str] | None,
        typer.Option("--fail-on", metavar="CONDITION", help="Leave with 1 where 'rent>1%', 'npv<0', '|lessor_yield|>50bp', any ...", show_default=False),
    ] = None,
    warn_on: Annotated[
        list[str] | None, typer.Option("--warn-on", metavar="CONDITION", help="The same, with a warning only.", show_default=False)
    ] = None,
    why: Annotated[
        list[str] | None, typer.Option("--why", metavar="NAMES", help="The figures to explain: rent,lease_npv ... or all.", show_default=False)
    ] = None,
) -> int:  # fmt: skip
    """Tell what changed between two deals or results, what moved, and why."""
    from leasecalc.cli.actions.difference.diff import Asked
    from leasecalc.cli.actions.difference.diff import diff as work

    return work(
        request,
        Asked(
            sides=tuple(sides),
            revision=revision,
            markets_before=tuple(markets_before or ()),
            fail_on=tuple(fail_on or ()),
            warn_on=tuple(warn_on or ()),
            why=tuple(why or ()),
        ),
    )
