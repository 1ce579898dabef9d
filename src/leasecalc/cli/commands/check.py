"""`check`: Hold deals against what they expect and against stored baselines."""

from __future__ import annotations

from typing import Annotated

import typer

from leasecalc.cli.asking import PRINTING, asking
from leasecalc.cli.request import Request


@asking("markets", "strict", *PRINTING)
def check(
    request: Request,
    deals: Annotated[
        list[str],
        typer.Argument(metavar="DEAL...", help="Deal files, folders, or patterns such as 'deals/**/*.yaml'.", show_default=False),
    ],
    update: Annotated[bool, typer.Option("--update", help="Store what the deals come to, and print what that changes.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Let --update store figures where CI is set.")] = False,
    junit: Annotated[str, typer.Option("--junit", metavar="FILE", help="Also write JUnit XML.", show_default=False)] = "",
    sarif: Annotated[str, typer.Option("--sarif", metavar="FILE", help="Also write SARIF 2.1.0.", show_default=False)] = "",
    summary: Annotated[
        str,
        typer.Option("--summary", metavar="FILE", help='Also add Markdown to FILE: "$GITHUB_STEP_SUMMARY".', show_default=False),
    ] = "",
) -> int:
    """Hold deals against what they expect and against stored baselines."""
    from leasecalc.cli.actions.baselines.check import Asked
    from leasecalc.cli.actions.baselines.check import check as work

    return work(request, Asked(deals=tuple(deals), update=update, force=force, junit=junit, sarif=sarif, summary=summary))
