"""`explain`: what a code, a measure, a leg or a kind of rate means."""

from __future__ import annotations

from typing import Annotated

import typer

from leasecalc.cli.options import Assignments, MarketDirectories


def explain(
    topic: Annotated[
        str,
        typer.Argument(
            metavar="TOPIC",
            help="A code such as LC204, a measure such as lessor_yield, a leg such as credit_loss, or a kind of rate.",
            show_default=False,
        ),
    ],
    deal: Annotated[
        str,
        typer.Argument(
            metavar="[DEAL]",
            help="A deal file: the flows that a measure counts in it, and yields of its own.",
            show_default=False,
        ),
    ] = "",
    assignments: Assignments = None,
    markets: MarketDirectories = None,
) -> int:
    """Explain an error code, a measure, a leg or a kind of rate."""
    if deal:
        from leasecalc.cli.actions.explaining import explain_in

        return explain_in(topic, deal, tuple(assignments or ()), tuple(markets or ()))
    from leasecalc.cli.actions.reference import explain as told

    return told(topic)
