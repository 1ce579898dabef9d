"""`simulate`: one deal on a million paths."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from leasecalc import api
from leasecalc.cli.actions.documents.write import asked_document
from leasecalc.cli.emit import emit, format_of, words_of_request
from leasecalc.cli.progress import Progress
from leasecalc.errors import UsageError
from leasecalc.records import record

if TYPE_CHECKING:
    from leasecalc.cli.request import Request
    from leasecalc.simulation.draws import Sampling
    from leasecalc.workers.local import HandOut

FEWEST, MOST = 100, 100_000_000


@record(kw_only=True)
class Wanted:
    """How to simulate, as it was typed."""

    paths: str
    seed: int
    sampling: Sampling
    workers: int
    engine: str


def simulate(request: Request, wanted: Wanted) -> int:
    """Print the distribution of a deal's answer."""
    from leasecalc.simulation.draws import Draw
    from leasecalc.simulation.model import model_of
    from leasecalc.simulation.run import simulate as simulated
    from leasecalc.verbs.answers import simulated_answer
    from leasecalc.workers.local import processors

    document = asked_document(request)
    if not document:
        format_of(request)
    deal = api.load(request.deal, request.assignments)
    priced = api.price(deal, api.library(request.markets))
    model = model_of(deal.document, priced)
    draw = Draw(paths=paths_of(wanted.paths), seed=seed_of(wanted.seed), sampling=wanted.sampling)
    progress = Progress("simulate", "paths")
    try:
        found = simulated(
            model, draw, workers=wanted.workers or processors(), told=progress.told, engine=engine_of(wanted.engine)
        )
    finally:
        progress.end()
    result = simulated_answer(deal, priced, found)
    if document:
        return _documented(request, result.data, document)
    emit(request, result.page, result.data)
    return 0


def _documented(request: Request, data: dict[str, Any], document: str) -> int:
    """Write the report of a simulation as HTML or PDF."""
    from leasecalc.cli.actions.documents.write import write_document
    from leasecalc.report.render.json import plain
    from leasecalc.term_sheet.risk import risk_sheet

    write_document(risk_sheet(plain(data)), words_of_request(request), document, request.output)
    return 0


def paths_of(typed: str) -> int:
    """Read `1000000`, `1_000_000` or `1,000,000`. Raises ``UsageError``."""
    plain = re.sub("[_,]", "", typed)
    if not plain.isdecimal() or not FEWEST <= int(plain) <= MOST:
        raise UsageError(f"--paths is a whole number from {FEWEST} to {MOST:,}, not `{typed}`")
    return int(plain)


def seed_of(seed: int) -> int:
    """Return a seed. Raises ``UsageError`` for one below zero."""
    if seed < 0:
        raise UsageError("--seed is a whole number of zero or more")
    return seed


def engine_of(typed: str) -> HandOut | None:
    """Return what hands out chunks: this machine (empty), or a cluster at `dask://HOST:PORT`. Raises ``UsageError``."""
    if not typed:
        return None
    if not typed.startswith("dask://"):
        raise UsageError(f"--engine is dask://HOST:PORT, not `{typed}`; without it the work stays on this machine")
    from leasecalc.workers.cluster import on_cluster

    return on_cluster(typed.removeprefix("dask://"))
