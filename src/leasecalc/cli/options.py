"""Options that several commands share."""

from __future__ import annotations

from typing import Annotated

import typer

DealFile = Annotated[str, typer.Argument(metavar="DEAL", help="A deal file, or - for standard input.", show_default=False)]
Assignments = Annotated[
    list[str] | None,
    typer.Option(
        "--set", metavar="PATH=VALUE", help="Set a value: --set lease.term='48 months'. May be repeated.", show_default=False
    ),
]
MarketDirectories = Annotated[
    list[str] | None,
    typer.Option("--markets", metavar="DIR", help="Market files that add to or replace the shipped ones.", show_default=False),
]
Format = Annotated[str, typer.Option("--format", "-f", metavar="FORMAT", help="table, json, csv or md.", show_default=False)]
Output = Annotated[
    str, typer.Option("--output", "-o", metavar="FILE", help="Write to a file; its suffix names the format.", show_default=False)
]
Colour = Annotated[str, typer.Option("--color", metavar="WHEN", help="auto, always or never.")]
Wide = Annotated[bool, typer.Option("--wide", help="Natural width, hide no column.")]
Strict = Annotated[bool, typer.Option("--strict", help="Leave with 1 when market data is stale, unverified or not in force.")]
TableName = Annotated[
    str,
    typer.Option(
        "--table", metavar="NAME", help="Only this table (schedule, landed, comparison ...); csv holds one.", show_default=False
    ),
]
Language = Annotated[
    str,
    typer.Option("--language", metavar="CODE", help="en, zh, ru or es: labels, numbers and dates of the table and md formats."),
]
