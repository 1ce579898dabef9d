"""`completion`: Print what a shell reads to complete commands, options, deal files and names."""

from __future__ import annotations

from typing import Annotated

import typer


def completion(
    shell: Annotated[str, typer.Argument(metavar="SHELL", help="bash, zsh, fish or powershell (pwsh).", show_default=False)],
) -> int:
    """Print what a shell reads to complete commands, options and names."""
    from leasecalc.cli.actions.completion import completion as work

    return work(shell)
