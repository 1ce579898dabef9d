"""Options that describe a car, shared by `landed` and `markets`; a named one is a short word for `--fact`."""

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
Cc = Annotated[str, typer.Option("--cc", metavar="NUMBER", help="Engine displacement in cc.", show_default=False)]
Kw = Annotated[str, typer.Option("--kw", metavar="NUMBER", help="Power in kW.", show_default=False)]
Kwh = Annotated[str, typer.Option("--kwh", metavar="NUMBER", help="Battery in kWh.", show_default=False)]
Mass = Annotated[str, typer.Option("--mass-kg", metavar="NUMBER", help="Kerb mass in kg.", show_default=False)]
Co2 = Annotated[str, typer.Option("--co2", metavar="NUMBER", help="Emissions in g of CO2 per km.", show_default=False)]
Age = Annotated[
    str, typer.Option("--age-months", metavar="NUMBER", help="Age in months; give --fact condition=used too.", show_default=False)
]

FACT_OPTIONS = {"cc": "cc", "kw": "kw", "kwh": "kwh", "mass_kg": "mass_kg", "co2": "co2_g_km", "age_months": "age_months"}
"""The fact that each named option stands for, by its parameter."""


def named_facts(**typed: str) -> tuple[str, ...]:
    """Return the named options that were given as `NAME=VALUE`."""
    return tuple(f"{FACT_OPTIONS[name]}={text}" for name, text in typed.items() if text)
