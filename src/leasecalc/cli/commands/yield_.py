"""`yield`: Find every rate of a stream of flows, or of an offer."""

from __future__ import annotations

from typing import Annotated

import typer

from leasecalc.cli.asking import ON_MARKETS, asking
from leasecalc.cli.request import Request


@asking("assignments", *ON_MARKETS)
def yield_(
    request: Request,
    flows: Annotated[
        str,
        typer.Argument(metavar="[FLOWS]", help="CSV of date,amount or period,amount; - for standard input.", show_default=False),
    ] = "",
    at: Annotated[
        list[str] | None,
        typer.Option("--at", metavar="RATE", help="Value the flows at a rate. May be repeated.", show_default=False),
    ] = None,
    finance: Annotated[
        str, typer.Option("--finance", metavar="RATE", help="Rate at which outlays are financed (MIRR).", show_default=False)
    ] = "",
    reinvest: Annotated[
        str, typer.Option("--reinvest", metavar="RATE", help="Rate at which receipts are reinvested (MIRR).", show_default=False)
    ] = "",
    per_year: Annotated[
        str,
        typer.Option("--per-year", metavar="N", help="Periods in a year, for nominal and effective rates.", show_default=False),
    ] = "",
    guess: Annotated[
        str, typer.Option("--guess", metavar="RATE", help="Quote the rate nearest to this one.", show_default=False)
    ] = "",
    deal: Annotated[
        str, typer.Option("--deal", metavar="DEAL", help="A deal on which an offer is made.", show_default=False)
    ] = "",
    rents: Annotated[
        str,
        typer.Option("--rents", metavar="OFFER", help="CSV of the counterparty's instalments on the deal.", show_default=False),
    ] = "",
) -> int:
    """Find every rate of a stream of flows, or of an offer."""
    from leasecalc.cli.actions.yields import StreamAsked, offered, yields
    from leasecalc.errors import UsageError
    from leasecalc.records import replace

    if bool(deal) != bool(rents) or bool(deal) == bool(flows):
        raise UsageError("yield takes a file of flows, or --deal with --rents (leasecalc yield --help)")
    request = replace(request, deal=deal or flows)
    if deal:
        return offered(request, rents)
    return yields(request, StreamAsked(at=tuple(at or ()), finance=finance, reinvest=reinvest, per_year=per_year, guess=guess))


yield_.__name__ = "yield"  # a keyword cannot be the name of a function, but it can be that of a command
