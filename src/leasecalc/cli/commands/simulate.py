"""`simulate`: Price a deal on many paths of what may turn out otherwise."""

from __future__ import annotations

from typing import Annotated

import typer

from leasecalc.cli.asking import ON_A_DEAL, asking
from leasecalc.cli.request import Request


@asking(*ON_A_DEAL)
def simulate(
    request: Request,
    paths: Annotated[str, typer.Option("--paths", metavar="N", help="How many paths: 1_000_000.")] = "100_000",
    seed: Annotated[int, typer.Option("--seed", metavar="N", help="The same seed gives the same numbers.")] = 1,
    antithetic: Annotated[bool, typer.Option("--antithetic", help="Each path with its mirror image.")] = False,
    sobol: Annotated[bool, typer.Option("--sobol", help="Scrambled Sobol' nets (needs the extra optimise).")] = False,
    workers: Annotated[
        int, typer.Option("--workers", metavar="N", help="Processes that share the work; 0: one a processor.")
    ] = 0,
    engine: Annotated[
        str, typer.Option("--engine", metavar="dask://HOST:PORT", help="Work on a Dask cluster.", show_default=False)
    ] = "",
) -> int:
    """Price a deal on many paths of what may turn out otherwise."""
    from leasecalc.cli.actions.simulating import Wanted
    from leasecalc.cli.actions.simulating import simulate as work
    from leasecalc.errors import UsageError

    if antithetic and sobol:
        raise UsageError("--antithetic and --sobol are two ways to draw; choose one")
    sampling = "sobol" if sobol else "antithetic" if antithetic else "plain"
    return work(request, Wanted(paths=paths, seed=seed, sampling=sampling, workers=workers, engine=engine))  # type: ignore[arg-type]
