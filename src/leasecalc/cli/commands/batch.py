"""`batch`: Price many deals, in many markets, under many values; a row each."""

from __future__ import annotations

from typing import Annotated

import typer

from leasecalc.cli.asking import asking
from leasecalc.cli.request import Request


@asking("color", "wide", "language")
def batch(
    request: Request,
    deals: Annotated[
        list[str], typer.Argument(metavar="DEAL...", help="Deal files, folders, or patterns such as 'deals/**/*.yaml'.")
    ],
    markets: Annotated[
        list[str] | None,
        typer.Option(
            "--markets",
            metavar="CODES",
            help="Price each deal in these markets (ZA,UZ,PK; all); or a folder of market files.",
            show_default=False,
        ),
    ] = None,
    assignments: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="PATH=V,V",
            help="Every combination: --set lease.term=36months,60months. May be repeated.",
            show_default=False,
        ),
    ] = None,
    template: Annotated[
        str,
        typer.Option(
            "--template",
            metavar="DEAL",
            help="Price a book: each row of BOOK.csv or .parquet sets knobs of this deal.",
            show_default=False,
        ),
    ] = "",
    keep: Annotated[
        list[str] | None,
        typer.Option("--keep", metavar="NAME", help="A column of the book to pass through as it is.", show_default=False),
    ] = None,
    output: Annotated[
        str,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Rows to .csv, .jsonl, .parquet, .xlsx; or a ranking, .html, .pdf.",
            show_default=False,
        ),
    ] = "",
    rank: Annotated[str, typer.Option("--rank", metavar="MEASURE", help="What the summary ranks by.")] = "lease_minus_sale",
    reference: Annotated[
        bool,
        typer.Option(
            "--reference", help="Take exchange rates and facts that a deal lacks in a market from the library; rows say which."
        ),
    ] = False,
    into: Annotated[
        str,
        typer.Option(
            "--in", metavar="CURRENCY", help="Rank in one currency, by the library's exchange rates.", show_default=False
        ),
    ] = "",
    workers: Annotated[
        int, typer.Option("--workers", metavar="N", help="Processes that share the work; 0: one a processor.")
    ] = 0,
    engine: Annotated[
        str,
        typer.Option(
            "--engine", metavar="dask://HOST:PORT", help="Work on a Dask cluster that reads the same files.", show_default=False
        ),
    ] = "",
    resume: Annotated[bool, typer.Option("--resume", help="Go on with an interrupted run of the same command.")] = False,
    format: Annotated[  # noqa: A002 - the option's name
        str,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            help="Summary: table, json, csv, md; rows without -o: csv, jsonl.",
            show_default=False,
        ),
    ] = "",
) -> int:
    """Price many deals, in many markets, under many values; a row each."""
    from leasecalc.cli.actions.batching import Asked
    from leasecalc.cli.actions.batching import batch as work
    from leasecalc.records import replace

    request = replace(request, assignments=tuple(assignments or ()), markets=tuple(markets or ()), format=format, output=output)
    asked = Asked(
        deals=tuple(deals), workers=workers, resume=resume, rank=rank, engine=engine, template=template, keep=tuple(keep or ()),
        reference=reference, into=into.upper(),
    )  # fmt: skip
    return work(request, asked)
