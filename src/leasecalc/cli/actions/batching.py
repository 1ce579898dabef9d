"""`batch`: many deals, a row each."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from leasecalc.batch.plan import planned
from leasecalc.batch.run import Wishes, run
from leasecalc.cli.emit import emit
from leasecalc.cli.progress import Progress
from leasecalc.engine.solving.goals import Goal, measure_named
from leasecalc.errors import UsageError
from leasecalc.records import record
from leasecalc.workers.local import processors

if TYPE_CHECKING:
    from leasecalc.batch.plan import Plan
    from leasecalc.batch.summary import Summary
    from leasecalc.cli.request import Request

OK, SOME_FAILED = 0, 1
ROWS = ("csv", "jsonl")


@record(kw_only=True)
class Asked:
    """What to price, as it was typed."""

    deals: tuple[str, ...]
    workers: int
    resume: bool
    rank: str
    engine: str = ""


def batch(request: Request, asked: Asked) -> int:
    """Write a row for each cell; leave with 1 where one has no price."""
    measure = Goal(measure_named(asked.rank, option="--rank"), 0.0)
    plan = planned(asked.deals, request.markets, request.assignments)
    if asked.workers < 0:
        raise UsageError("--workers is how many processes share the work; 0 is one for each processor")
    wishes = Wishes(output=request.output, workers=asked.workers or processors(), resume=asked.resume, rank=measure.measure.name)
    if request.output in {"", "-"}:
        return _to_stdout(request, plan, wishes)
    summary = _run(plan, wishes)
    from leasecalc.batch.page import batch_data, batch_page
    from leasecalc.records import replace

    emit(replace(request, output=""), batch_page(summary, measure, request.output), batch_data(summary, request.output))
    return SOME_FAILED if summary.failed else OK


def _to_stdout(request: Request, plan: Plan, wishes: Wishes) -> int:
    """Write the rows themselves, as CSV or JSON lines."""
    from leasecalc.records import replace

    kind = request.format or "csv"
    if kind not in ROWS:
        raise UsageError(f"rows go to standard output as {' or '.join(ROWS)}; with -o FILE the summary takes --format {kind}")
    if wishes.resume:
        raise UsageError("--resume goes on with a file: name it with -o")
    with tempfile.TemporaryDirectory(prefix="leasecalc-") as folder:
        beside = Path(folder) / f"batch.{kind}"
        summary = _run(plan, replace(wishes, output=str(beside)))
        with beside.open(encoding="utf-8", newline="") as stream:
            for line in stream:
                sys.stdout.write(line)
    if summary.failed:
        sys.stderr.write(f"leasecalc: {summary.failed:,} of {summary.cells:,} cells have no price; their rows say why\n")
    return SOME_FAILED if summary.failed else OK


def _run(plan: Plan, wishes: Wishes) -> Summary:
    progress = Progress("batch", "cells")
    try:
        return run(plan, wishes, progress.told)
    except KeyboardInterrupt:
        progress.end()
        sys.stderr.write(f"interrupted at {progress.done:,} of {plan.size:,} cells; the same command with --resume goes on\n")
        raise
    finally:
        progress.end()
