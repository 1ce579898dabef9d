"""One lease on one core: its rounded schedule, its rate of return, and both, beside what else computes them; and irregular dates.

    python benchmarks/per_deal.py [--quick]

The lease has 60 instalments in advance and a residual. leasecalc takes them in the blocks of `batch`; each is still a lease of its own, with its
own amount, residual and instalment. Rate and schedule are those of the engine (`rate_per_period`, `instalment_table`). Peers that are not
installed are left out, by name. Processor time, best of five.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from measuring import best, machine, versions
from table import Part
from yardstick import Yardstick, built

from leasecalc.batching.book.pricing import BLOCK
from leasecalc.batching.book.run import hold_memory
from leasecalc.engine.contract.accrual import Accrual, rate_per_period
from leasecalc.engine.contract.payment_plan import PaymentPlan
from leasecalc.engine.contract.schedule import InstalmentTable, instalment_table
from leasecalc.roots import rate_of_return_block
from leasecalc.rounding import CENT

MONTHS = 60
PLAN = PaymentPlan(accrual=Accrual(periods=(*range(MONTHS), MONTHS)), weights=(1.0,) * MONTHS)
PEERS = ("leasecalc", "numpy", "numpy-financial", "pyxirr", "QuantLib", "scipy")
COLUMNS = ("one lease of 60 months", "us", "times leasecalc", "target")

Lease = tuple[float, float, float]
Peer = Callable[[float, float, float], object]


def leases(rows: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return amounts financed, instalments and residuals."""
    draw = np.random.default_rng(2)
    financed = np.round(draw.uniform(9_000, 20_000, rows), 2)
    residual = np.round(financed * draw.uniform(0.1, 0.3, rows), 2)
    rate = draw.uniform(0.06, 0.2, rows) / 12.0
    grown = (1.0 + rate) ** -MONTHS
    return financed, np.round((financed - residual * grown) / ((1.0 - grown) / rate * (1.0 + rate)), 2), residual


def rates(financed: np.ndarray, rent: np.ndarray, residual: np.ndarray) -> np.ndarray:
    """Return the rate per month of each lease of a block."""
    return np.asarray(rate_per_period(PLAN.clock, financed, [*[rent] * MONTHS, residual]))


def schedule(financed: np.ndarray, rent: np.ndarray, residual: np.ndarray, rate: np.ndarray) -> InstalmentTable:
    """Return the instalment table of each lease of a block."""
    return instalment_table(financed, [*[rent] * MONTHS, residual], PLAN, CENT, rates=[rate] * (MONTHS + 1))


def flows_of(financed: float, rent: float, residual: float) -> list[float]:
    """Return the flows of one lease."""
    return [rent - financed, *[rent] * (MONTHS - 1), residual]


def decimal_schedule(financed: float, rent: float, _residual: float) -> Decimal:
    """Return the last balance of the schedule of one lease in decimal, at a known rate."""
    balance, paid, rate, cent = Decimal(repr(financed)), Decimal(repr(rent)), Decimal("0.01"), Decimal("0.01")
    balance -= paid
    for _ in range(MONTHS - 1):
        balance -= paid - (balance * rate).quantize(cent, ROUND_HALF_UP)
    return balance


def rate_peers() -> dict[str, Peer]:
    """Return what is installed and finds the rate of one lease."""
    found: dict[str, Peer] = {}
    if find_spec("numpy_financial"):
        import numpy_financial

        found["numpy_financial.irr"] = lambda *lease: numpy_financial.irr(flows_of(*lease))
    if find_spec("pyxirr"):
        import pyxirr

        found["pyxirr.irr"] = lambda *lease: pyxirr.irr(flows_of(*lease))
    if find_spec("scipy"):
        found["scipy brentq"] = scipy_rate()
    if find_spec("QuantLib"):
        found["QuantLib leg and yield"] = quantlib_rate()
    return found


def scipy_rate() -> Peer:
    """Return the rate by `scipy.optimize.brentq` over a plain sum."""
    from scipy.optimize import brentq

    def rate(*lease: float) -> float:
        flows = flows_of(*lease)

        def value(trial: float) -> float:
            discount, total = 1.0, 0.0
            for flow in flows:
                total += flow * discount
                discount /= 1.0 + trial
            return total

        return float(brentq(value, 0.0, 0.1))

    return rate


def quantlib_rate() -> Peer:
    """Return a leg of 60 flows and its yield."""
    import QuantLib as ql  # noqa: N813 - its own habit

    days = [ql.Date(2, 3, 2026) + ql.Period(month, ql.Months) for month in range(MONTHS + 1)]
    counting = ql.ActualActual(ql.ActualActual.ISDA)

    def rate(*lease: float) -> float:
        leg = ql.Leg([ql.SimpleCashFlow(amount, day) for amount, day in zip(flows_of(*lease)[1:], days[1:], strict=True)])
        price = lease[0] - lease[1]
        return float(ql.CashFlows.yieldRate(leg, price, counting, ql.Compounded, ql.Monthly, False, days[0], days[0]))  # noqa: FBT003

    return rate


def times_each(work: Peer, some: list[Lease], repeats: int) -> float:
    """Return microseconds a lease of a peer, one lease after another."""
    return best(lambda: [work(*lease) for lease in some], len(some), repeats=repeats)


def one_lease(*, quick: bool) -> Part:
    """Return schedule, rate and both, with the peers and the yardstick."""
    hold_memory()
    rows, repeats = (BLOCK // 16, 1) if quick else (2 * BLOCK, 5)
    drawn = leases(rows)
    blocks = [tuple(column[first : first + BLOCK] for column in drawn) for first in range(0, rows, BLOCK)]
    some: list[Lease] = [tuple(float(column[row]) for column in drawn) for row in range(5 if quick else 100)]  # type: ignore[misc]
    known = [rates(*block) for block in blocks]
    both = best(lambda: [schedule(*block, rates(*block)) for block in blocks], rows, repeats=repeats)
    alone = best(lambda: [rates(*block) for block in blocks], rows, repeats=repeats)
    table = best(lambda: [schedule(*block, rate) for block, rate in zip(blocks, known, strict=True)], rows, repeats=repeats)
    part = Part("deals", "One lease of 60 months on one core: schedule, rate of return, both", COLUMNS)
    part.rows = [("leasecalc, schedule and rate", both, 1.0, ""), ("leasecalc, schedule alone", table, table / both, "")]
    part.rows += [("leasecalc, rate alone", alone, alone / both, "")]
    slow = times_each(decimal_schedule, some, repeats)
    part.rows.append(("Decimal loop, schedule alone", slow, slow / both, ""))
    targets = {"numpy_financial.irr": "1,000", "pyxirr.irr": "50", "QuantLib leg and yield": "700"}
    for name, work in rate_peers().items():
        taken = times_each(work, some, repeats)
        part.rows.append((f"{name}, rate alone", taken, taken / both, targets.get(name, "")))
    part.notes.append(
        "leasecalc keeps every row of the schedule and is the whole of it (schedule and rate); peers do their part alone."
    )
    _beside_c(part, blocks, both, repeats)
    return part


def _beside_c(part: Part, blocks: list[tuple[np.ndarray, ...]], both: float, repeats: int) -> None:
    """Add the yardstick, after a look at its answer."""
    with tempfile.TemporaryDirectory() as folder:
        yardstick, told = built(Path(folder))
        if yardstick is not None:
            _same_answer(yardstick, blocks[0])
            rows = sum(len(block[0]) for block in blocks)
            taken = best(lambda: [yardstick(*block, MONTHS) for block in blocks], rows, repeats=repeats)
            part.rows.append(("C yardstick, schedule and rate", taken, taken / both, ""))
            told = f"{told}. leasecalc reaches {100.0 * taken / both:.0f} % of its speed, on one core."
    part.notes.append(told)


def _same_answer(yardstick: Yardstick, block: tuple[np.ndarray, ...]) -> None:
    found, balances = yardstick(*block, MONTHS)
    mine = rates(*block)
    lines = schedule(*block, mine)
    if np.abs(found - mine).max() > 1e-12 or np.abs(balances[30] / 100.0 - lines.rows[30].closing).max() > 0.011:
        sys.exit("the C yardstick does other work than leasecalc")


def irregular(*, quick: bool) -> Part:
    """Return rates of streams on irregular dates."""
    rows, repeats = (512, 1) if quick else (BLOCK, 5)
    draw = np.random.default_rng(3)
    days = np.cumsum(draw.integers(20, 45, MONTHS + 1))
    times = [float(day - days[0]) / 365.0 for day in days]
    flows = [-draw.uniform(9_000, 12_000, rows), *(draw.uniform(150, 400, rows) for _ in range(MONTHS))]
    mine = best(lambda: rate_of_return_block(times, flows), rows, repeats=repeats)
    part = Part("irregular", "Rate of return on 61 irregular dates, one core", ("a stream", *COLUMNS[1:]))
    part.rows.append(("leasecalc", mine, 1.0, ""))
    if find_spec("pyxirr"):
        import pyxirr

        dates = [date(2026, 3, 2) + timedelta(days=int(day - days[0])) for day in days]
        some = [[float(flow[row]) for flow in flows] for row in range(5 if quick else 300)]
        taken = best(lambda: [pyxirr.xirr(dates, amounts) for amounts in some], len(some), repeats=repeats)
        part.rows.append(("pyxirr.xirr", taken, taken / mine, "2.5"))
    return part


def parts(*, quick: bool) -> list[Part]:
    """Return both parts; names what is not installed."""
    found = [one_lease(quick=quick), irregular(quick=quick)]
    missing = [name for name in ("numpy_financial", "pyxirr", "QuantLib", "scipy") if not find_spec(name)]
    if missing:
        found[0].notes.append(f"Not installed, so left out: {', '.join(missing)} (extra `benchmark`).")
    return found


def main() -> None:
    """Measure and print."""
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("--quick", action="store_true")
    for part in parts(quick=reader.parse_args().quick):
        print(part.markdown())
    print(machine(), versions(*PEERS))


if __name__ == "__main__":
    main()
