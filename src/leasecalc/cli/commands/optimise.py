"""`optimise`: Choose each instalment, within limits, for the best objective."""

from __future__ import annotations

from typing import Annotated

import typer

from leasecalc.cli.asking import ON_A_DEAL, asking
from leasecalc.cli.request import Request


@asking(*ON_A_DEAL)
def optimise(
    request: Request,
    objective: Annotated[
        str, typer.Option("--objective", metavar="MEASURE", help="lessee_cost, lease_npv or lease_peak_cash.", show_default=False)
    ] = "",
    floors: Annotated[
        list[str] | None,
        typer.Option("--floor", metavar="MEASURE=VALUE", help="At least: lessor_yield=14%. May be repeated.", show_default=False),
    ] = None,
    ceilings: Annotated[
        list[str] | None,
        typer.Option("--ceiling", metavar="MEASURE=VALUE", help="At most: lease_peak_cash='9000 USD'.", show_default=False),
    ] = None,
    at_least: Annotated[
        str,
        typer.Option(
            "--at-least", metavar="VALUE", help="Smallest instalment: 50% of the level one, or an amount.", show_default=False
        ),
    ] = "",
    at_most: Annotated[str, typer.Option("--at-most", metavar="VALUE", help="Largest instalment.", show_default=False)] = "",
    order: Annotated[
        str, typer.Option("--order", metavar="WORD", help="non_increasing or non_decreasing.", show_default=False)
    ] = "",
    equal: Annotated[
        str, typer.Option("--equal", metavar="LENGTH", help="Alike within so long: '12 months'.", show_default=False)
    ] = "",
) -> int:
    """Choose each instalment, within limits, for the best objective."""
    from leasecalc.cli.actions.optimising import limits_set
    from leasecalc.cli.actions.optimising import optimise as optimised
    from leasecalc.records import replace

    single = {"objective": objective, "at_least": at_least, "at_most": at_most, "order": order, "equal": equal}
    wanted = limits_set(single, {"floors": tuple(floors or ()), "ceilings": tuple(ceilings or ())})
    return optimised(replace(request, assignments=(*request.assignments, *wanted)))
