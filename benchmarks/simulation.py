"""Ten million paths of a whole deal, beside the usual NumPy code that holds paths x dates in matrices.

    python benchmarks/simulation.py [PATHS]

Both draw default, a quotation month by month and the residual, for the same deal of 60 months, both routes; their means must agree within four
standard errors. The peer prices a tenth of the paths in batches that fit into memory, as one would write it; its time is per path.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

from leasecalc import api
from leasecalc.engine.legs.credit_legs import STOPPED, STOPPED_FAMILIES, exposures_of, survival
from leasecalc.engine.legs.flows import Leg
from leasecalc.engine.price import price
from leasecalc.engine.settings import with_fixed_rent

Floats = np.ndarray[Any, np.dtype[np.float64]]
ROOT = Path(__file__).parents[1]
DEAL = ROOT / "deals" / "risk" / "uz-yuanup-chances.yaml"
ASSIGNED = (
    "simulation.fx={USD/CNY: {volatility: 8%}}",
    "simulation.refund_delay=null",
    "simulation.correlations={}",
)
PEER_BATCH = 100_000


def ours(paths: int) -> tuple[float, float, float, dict[str, object]]:
    """Run the command cold; return wall seconds, CPU seconds, peak MB of the largest process, and its answer."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "leasecalc", "simulate", str(DEAL), "--paths", str(paths), "--format", "json", "--seed", "7"]
    for text in ASSIGNED:
        command += ["--set", text]
    began = time.perf_counter()
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    wall = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall, cpu, after.ru_maxrss / 1024.0, json.loads(done.stdout)


IN_CNY = {"purchase", "vat_refund", "inland"}


def by_date(legs: list[Leg], size: int) -> Floats:
    """Return the sum of legs at each date."""
    sums = np.zeros(size)
    for leg in legs:
        for at, amount in leg.flows:
            sums[at] += float(amount)
    return sums


def matrix_code(paths: int) -> tuple[float, float, float]:
    """Return CPU seconds, mean and standard error of lease minus sale by matrices of paths x dates."""
    deal = api.load(str(DEAL), ASSIGNED)
    priced = api.price(deal, api.library())
    resolved, inputs = priced.deal, with_fixed_rent(priced)
    years = np.array(resolved.timeline.years)
    size = len(years)
    plain = price(resolved, inputs)
    exposures = exposures_of(resolved, inputs, plain.amounts, plain.contract)
    stays = survival(resolved, inputs, range(size))
    alive_chance = np.array([float(stays[k]) for k in range(size)])
    alive_chance[: resolved.timeline.commencement + 1] = 1.0
    own = [leg for leg in plain.lease if leg.nature == "contractual"]
    stopping = by_date([leg for leg in own if stops(leg)], size)
    fixed = by_date([leg for leg in own if not stops(leg) and leg.name not in IN_CNY | {"residual"}], size)
    residual = by_date([leg for leg in own if leg.name == "residual"], size)
    bought = by_date([leg for leg in own if leg.name in IN_CNY], size)
    sale_fixed = by_date([leg for leg in plain.sale if leg.name not in IN_CNY], size)
    sale_bought = by_date([leg for leg in plain.sale if leg.name in IN_CNY], size)
    discount = (1.0 + float(inputs.discount_rate)) ** -years
    generator = np.random.default_rng(7)
    steps = np.sqrt(np.maximum(np.diff(years, prepend=0.0), 0.0))
    values = []
    began = time.process_time()
    for _ in range(paths // PEER_BATCH):
        walk = np.cumsum(generator.standard_normal((PEER_BATCH, size)) * steps, axis=1)
        quote = np.exp(0.08 * walk - 0.5 * 0.08**2 * years)
        alive = (generator.random((PEER_BATCH, 1)) < alive_chance).astype(float)
        level = np.minimum(np.exp(0.25 * generator.standard_normal((PEER_BATCH, 1)) - 0.5 * 0.25**2), 1.0)
        flows = fixed + stopping * alive + residual * alive * level + bought / quote
        for found in exposures:
            chance = alive[:, found.before] - alive[:, found.at]
            flows[:, found.here] += chance * float(found.gross)
            flows[:, found.back] -= chance * float(found.cost)
            flows[:, found.there] += chance * float(found.paid_out)
        sale = sale_fixed + sale_bought / quote
        values.append((flows * discount).sum(axis=1) - (sale * discount).sum(axis=1))
    taken = time.process_time() - began
    every = np.concatenate(values)
    return taken, float(every.mean()), float(every.std() / np.sqrt(len(every)))


def stops(leg: Leg) -> bool:
    """Return whether a leg stops at default, the residual apart."""
    return leg.name != "residual" and (leg.name in STOPPED or leg.name.startswith(STOPPED_FAMILIES))


def main() -> None:
    paths = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000_000
    wall, cpu, peak, answer = ours(paths)
    found = next(one for one in answer["measures"] if one["measure"] == "lease_minus_sale")  # type: ignore[attr-defined]
    peer_paths = max(paths // 10 // PEER_BATCH, 1) * PEER_BATCH
    peer, mean, error = matrix_code(peer_paths)
    apart = abs(found["mean"] - mean) / np.hypot(found["standard_error"], error)
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    print(f"{paths:,} paths, {cores} processors, load {os.getloadavg()[0]:.1f}")
    print(
        f"leasecalc simulate   {wall:8.2f} s wall  {cpu:8.2f} s CPU  {paths / wall:12,.0f} paths/s  peak {peak:,.0f} MB a process"
    )
    print(f"matrices, one core   {peer:8.2f} s CPU for {peer_paths:,} paths  {peer_paths / peer:12,.0f} paths/s")
    print(f"ratio by wall clock  {paths / wall / (peer_paths / peer):8.2f}   by CPU {(peer / peer_paths) / (cpu / paths):8.2f}")
    print(f"means {found['mean']:.2f} +- {found['standard_error']:.2f} and {mean:.2f} +- {error:.2f}: {apart:.1f} errors apart")
    if apart > 4.0:
        raise SystemExit("the two do not price the same deal")


if __name__ == "__main__":
    main()
