"""One lease at a time on one core: the rounded schedule and its rate of return together, beside what else computes them; and irregular dates.

    python benchmarks/per_deal.py [--rows 16384]

The lease has 60 instalments in advance and a residual. leasecalc prices leases in blocks of 8,192; each is still a lease of its own, with its own
amount, residual and instalment. Peers that are not installed are left out. Processor time, best of five.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Callable
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from importlib.metadata import version
from importlib.util import find_spec
from time import process_time

import numpy as np

from leasecalc.roots import rate_of_return_block
from leasecalc.rounding import CENT, round_to

MONTHS = 60
BLOCK = 8_192
PEERS = ("leasecalc", "numpy", "numpy-financial", "pyxirr", "QuantLib")


def leases(rows: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return amounts financed, instalments and residuals."""
    draw = np.random.default_rng(2)
    financed = np.round(draw.uniform(9_000, 20_000, rows), 2)
    residual = np.round(financed * draw.uniform(0.1, 0.3, rows), 2)
    rate = draw.uniform(0.06, 0.2, rows) / 12.0
    grown = (1.0 + rate) ** -MONTHS
    return financed, np.round((financed - residual * grown) / ((1.0 - grown) / rate * (1.0 + rate)), 2), residual


def rates(financed: np.ndarray, rent: np.ndarray, residual: np.ndarray) -> np.ndarray:
    """Return the rate of return of each lease of a block."""
    flows = [rent - financed, *[rent] * (MONTHS - 1), residual]
    return rate_of_return_block([float(month) for month in range(MONTHS + 1)], flows)[0]


def ours(financed: np.ndarray, rent: np.ndarray, residual: np.ndarray) -> None:
    """Rate of return and rounded schedule of each lease of a block."""
    rate = rates(financed, rent, residual)
    balance = financed - rent
    for _ in range(MONTHS - 1):
        interest = round_to(balance * rate, CENT)
        balance = round_to(balance - (rent - interest), CENT)


def flows_of(financed: float, rent: float, residual: float) -> list[float]:
    """Return the flows of one lease."""
    return [rent - financed, *[rent] * (MONTHS - 1), residual]


def decimal_schedule(financed: float, rent: float, _residual: float) -> None:
    """Return nothing: the schedule of one lease in decimal, at a known rate."""
    balance, paid, rate, cent = Decimal(repr(financed)), Decimal(repr(rent)), Decimal("0.01"), Decimal("0.01")
    balance -= paid
    for _ in range(MONTHS - 1):
        balance -= paid - (balance * rate).quantize(cent, ROUND_HALF_UP)


def peers() -> dict[str, Callable[[float, float, float], object]]:
    """Return what is installed, each a function of one lease."""
    found: dict[str, Callable[[float, float, float], object]] = {"Decimal loop, schedule alone": decimal_schedule}
    if find_spec("numpy_financial"):
        import numpy_financial

        found["numpy_financial.irr, rate alone"] = lambda *lease: numpy_financial.irr(flows_of(*lease))
    if find_spec("pyxirr"):
        import pyxirr

        found["pyxirr.irr, rate alone"] = lambda *lease: pyxirr.irr(flows_of(*lease))
    if find_spec("QuantLib"):
        import QuantLib as ql  # noqa: N813 - its own habit

        days = [ql.Date(2, 3, 2026) + ql.Period(month, ql.Months) for month in range(MONTHS + 1)]

        def quantlib(*lease: float) -> object:
            leg = ql.Leg([ql.SimpleCashFlow(amount, day) for amount, day in zip(flows_of(*lease)[1:], days[1:], strict=True)])
            price = lease[0] - lease[1]
            return ql.CashFlows.yieldRate(
                leg,
                price,
                ql.ActualActual(ql.ActualActual.ISDA),
                ql.Compounded,
                ql.Monthly,
                False,  # noqa: FBT003 - its order
                days[0],
                days[0],
            )

        found["QuantLib leg and yield"] = quantlib
    return found


def best(work: Callable[[], object], count: int) -> float:
    """Return the least processor time of five runs, in microseconds a lease."""
    times = []
    for _ in range(5):
        began = process_time()
        work()
        times.append((process_time() - began) / count * 1e6)
    return min(times)


def irregular(rows: int) -> tuple[float, float | None]:
    """Return microseconds a stream on irregular dates: leasecalc, and pyxirr.xirr if it is there."""
    draw = np.random.default_rng(3)
    days = np.cumsum(draw.integers(20, 45, MONTHS + 1))
    times = [float(day - days[0]) / 365.0 for day in days]
    flows = [-draw.uniform(9_000, 12_000, rows), *(draw.uniform(150, 400, rows) for _ in range(MONTHS))]
    mine = best(lambda: rate_of_return_block(times, flows), rows)
    if not find_spec("pyxirr"):
        return mine, None
    import pyxirr

    dates = [date(2026, 3, 2) + timedelta(days=int(day - days[0])) for day in days]
    some = [[float(flow[row]) for flow in flows] for row in range(300)]
    return mine, best(lambda: [pyxirr.xirr(dates, amounts) for amounts in some], len(some))


def main() -> None:
    """Measure and print."""
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("--rows", type=int, default=2 * BLOCK)
    rows = reader.parse_args().rows
    drawn = leases(rows)
    blocks = [tuple(column[first : first + BLOCK] for column in drawn) for first in range(0, rows, BLOCK)]
    mine = best(lambda: [ours(*block) for block in blocks], rows)
    alone = best(lambda: [rates(*block) for block in blocks], rows)
    lines = [
        "| one lease of 60 months | us | times both | times the rate alone |",
        "| --- | ---: | ---: | ---: |",
        f"| leasecalc, schedule and rate | {mine:.2f} | 1 | |",
        f"| leasecalc, rate alone | {alone:.2f} | | 1 |",
    ]
    for name, work in peers().items():
        some = [tuple(float(column[row]) for column in drawn) for row in range(100)]
        taken = best(lambda work=work, some=some: [work(*lease) for lease in some], len(some))  # type: ignore[misc]
        lines.append(f"| {name} | {taken:.1f} | {taken / mine:,.0f} | {taken / alone:,.0f} |")
    here, theirs = irregular(rows)
    lines.append(f"| irregular dates, rate alone: leasecalc | {here:.2f} | | 1 |")
    if theirs is not None:
        lines.append(f"| irregular dates, rate alone: pyxirr.xirr | {theirs:.2f} | | {theirs / here:.1f} |")
    load = f"load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    versions = ", ".join(f"{name} {version(name)}" for name in PEERS if find_spec(name.replace("-", "_")))
    lines += [
        "",
        f"{platform.python_implementation()} {platform.python_version()}, {platform.machine()}, one core, {load}; {versions}.",
    ]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
