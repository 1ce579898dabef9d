"""`schedule`: Print the instalment table of a deal."""

from __future__ import annotations

from leasecalc.cli.asking import ON_A_DEAL, asking
from leasecalc.cli.request import Request


@asking(*ON_A_DEAL, "strict")
def schedule(request: Request) -> int:
    """Print the instalment table of a deal."""
    from leasecalc.cli.actions import deals

    return deals.schedule(request)
