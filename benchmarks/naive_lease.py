"""What one writes first: the same libraries, imported at the top, and a 60-month lease priced in thirty lines.

Stands beside `leasecalc price` in benchmarks/startup.py. It prints an instalment table of the same deal file.
"""

import sys

import numpy_financial as npf
import typer
import yaml
from pydantic import BaseModel
from rich.console import Console
from rich.table import Table


class Lease(BaseModel):
    """The few figures that it understands."""

    financed: float
    residual: float
    yearly_rate: float
    months: int


def read(path: str) -> Lease:
    with open(path, encoding="utf-8") as file:  # noqa: PTH123 - the usual way
        deal = yaml.safe_load(file)
    price = float(deal["purchase"]["price"].split()[0]) / float(deal["fx"]["rates"]["USD/CNY"])
    return Lease(financed=price, residual=0.2 * price, yearly_rate=0.14, months=60)


def main(path: str) -> None:
    """Print the instalment table."""
    lease = read(path)
    rate = lease.yearly_rate / 12
    rent = -npf.pmt(rate, lease.months, lease.financed, -lease.residual, when="begin")
    table = Table("No.", "Opening", "Instalment", "Interest", "Closing")
    balance = lease.financed
    for number in range(1, lease.months + 1):
        interest = 0.0 if number == 1 else balance * rate
        closing = balance + interest - rent
        table.add_row(str(number), f"{balance:,.2f}", f"{rent:,.2f}", f"{interest:,.2f}", f"{closing:,.2f}")
        balance = closing
    Console(file=sys.stdout, width=100).print(table)


if __name__ == "__main__":
    typer.run(main)
