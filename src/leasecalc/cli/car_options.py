"""Options that describe a car, shared by `landed` and `markets`."""

from __future__ import annotations

from typing import Annotated

import typer

Freight = Annotated[str, typer.Option("--freight", metavar="AMOUNT", help="International freight.", show_default=False)]
Insurance = Annotated[str, typer.Option("--insurance", metavar="AMOUNT", help="Marine insurance.", show_default=False)]
Maker = Annotated[str, typer.Option("--maker", help="Producer, where a duty names it.", show_default=False)]
Amounts = Annotated[
    list[str] | None,
    typer.Option(
        "--amount", metavar="NAME=AMOUNT", help="Another amount: retail_price='650000 ZAR', customs_value=...", show_default=False
    ),
]
Facts = Annotated[
    list[str] | None,
    typer.Option("--fact", metavar="NAME=VALUE", help="Another fact: cc=1498, mass_kg=1400, in_quota=yes.", show_default=False),
]
Fx = Annotated[
    list[str] | None, typer.Option("--fx", metavar="PAIR=RATE", help="An exchange rate: USD/ZAR=17.20.", show_default=False)
]
Overrides = Annotated[
    list[str] | None,
    typer.Option("--override", metavar="LINE=RATE", help="Another rate for a line: duty=50%.", show_default=False),
]
