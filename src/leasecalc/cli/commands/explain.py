"""`explain`: what a code, a measure or a kind of rate means."""

from __future__ import annotations

from typing import Annotated

import typer


def explain(
    topic: Annotated[
        str,
        typer.Argument(
            metavar="TOPIC", help="A code such as LC204, a measure such as lessor_yield, or a kind of rate.", show_default=False
        ),
    ],
) -> int:
    """Explain an error code, a measure or a kind of rate."""
    from leasecalc.cli.actions.reference import explain as told

    return told(topic)
