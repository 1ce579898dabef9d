"""Ten million paths of a whole deal, beside the usual NumPy code that holds paths x dates in matrices.

    python benchmarks/simulation.py [PATHS ...]

Both draw default, a quotation month by month and the residual, for the same deal of 60 months, both routes; their means must agree within four
standard errors. The peer prices a tenth of the paths in batches that fit into memory, as one would write it; its time is per path.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from typing import Any

import numpy as np
from measuring import LEASECALC, ROOT, Run, command, machine, versions
from table import Part

from leasecalc import api
from leasecalc.engine.legs.credit_legs import STOPPED, STOPPED_FAMILIES, exposures_of, survival
from leasecalc.engine.legs.flows import Leg
from leasecalc.engine.price import price
from leasecalc.engine.settings import with_fixed_rent

Floats = np.ndarray[Any, np.dtype[np.float64]]
DEAL = ROOT / "deals" / "risk" / "uz-yuanup-chances.yaml"
ASSIGNED = (
    "simulation.fx={USD/CNY: {volatility: 8%}}",
    "simulation.refund_delay=null",
    "simulation.correlations={}",
)
PEER_BATCH = 100_000


def ours(paths: int) -> tuple[Run, dict[str, Any]]:
    """Run the command cold; return what it took, and its answer about lease minus sale."""
    typed = [*LEASECALC, "simulate", str(DEAL), "--paths", str(paths), "--format", "json", "--seed", "7"]
    for text in ASSIGNED:
        typed += ["--set", text]
    run = command(typed)
    found = json.loads(run.output)["measures"]
    return run, next(one for one in found if one["measure"] == "lease_minus_sale")


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


def measured(paths: Sequence[int], peer_paths: int) -> Part:
    """Return the scaling of a simulation, and the peer."""
    columns = (
        "paths",
        "clock s",
        "processor s",
        "us a path",
        "paths/s now",
        "times the matrices (processor)",
        "peak MB, all processes",
    )
    part = Part(
        "simulation", "Simulation of a whole deal, both routes, 60 months: `leasecalc simulate`, start to answer", columns
    )
    taken, mean, error = matrix_code(peer_paths)
    each = taken / peer_paths
    apart = 0.0
    for count in paths:
        run, found = ours(count)
        part.rows.append(
            (
                count,
                run.clock,
                run.processor,
                run.processor / count * 1e6,
                count / run.clock,
                each / (run.processor / count),
                run.peak,
            )
        )
        if found["standard_error"] is not None:
            apart = max(apart, float(abs(found["mean"] - mean) / np.hypot(found["standard_error"], error)))
    part.notes = [
        (
            f"Full matrices of paths x dates in NumPy, one core, {peer_paths:,} paths in batches of {PEER_BATCH:,}: {each * 1e6:.2f} us of processor a path; "
            f"its start is not counted, that of leasecalc is. The means are at most {apart:.1f} standard errors apart."
        ),
        "Target: ten million paths in 15 s on two free cores, 3 times the matrices, 300 MB.",
    ]
    if apart > 4.0:
        sys.exit("the two do not price the same deal")
    return part


def parts(*, quick: bool) -> list[Part]:
    """Return the part of the simulation."""
    return [measured((100, 20_000), PEER_BATCH)] if quick else [measured((100, 10_000, 1_000_000, 10_000_000), 10 * PEER_BATCH)]


def main() -> None:
    """Measure and print."""
    paths = [int(typed) for typed in sys.argv[1:]] or [10_000_000]
    print(measured(paths, 10 * PEER_BATCH).markdown())
    print(machine(), versions("leasecalc", "numpy"))


if __name__ == "__main__":
    main()
