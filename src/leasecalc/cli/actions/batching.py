"""`batch`: many deals, a row each."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from leasecalc.batching.plan import planned
from leasecalc.batching.run import Wishes, run
from leasecalc.cli.actions.documents.write import asked_document
from leasecalc.cli.actions.simulating import engine_of
from leasecalc.cli.emit import emit, words_of_request
from leasecalc.cli.progress import Progress
from leasecalc.engine.solving.goals import Goal, measure_named
from leasecalc.errors import LeasecalcError, UsageError
from leasecalc.records import record
from leasecalc.workers.local import processors

if TYPE_CHECKING:
    from collections.abc import Callable

    from leasecalc.batching.plan import Plan
    from leasecalc.batching.run import Told
    from leasecalc.batching.summary import Summary
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
    template: str = ""
    keep: tuple[str, ...] = ()
    reference: bool = False
    into: str = ""


def batch(request: Request, asked: Asked) -> int:
    """Write a row for each cell; leave with 1 where one has no price."""
    measure = Goal(measure_named(asked.rank, option="--rank"), 0.0)
    if asked.workers < 0:
        raise UsageError("--workers is how many processes share the work; 0 is one for each processor")
    wishes = Wishes(
        output=request.output,
        workers=asked.workers or processors(),
        resume=asked.resume,
        rank=measure.measure.name,
        into=asked.into,
        engine=engine_of(asked.engine),
    )
    if asked.template and (asked.reference or asked.into):
        raise UsageError("--reference and --in are for deals in many markets; a book is of its template's market and currency")
    if asked.template:
        return _told(request, measure, _book(request, asked, wishes))
    if asked.keep:
        raise UsageError("--keep is for a column of a book: name the deal that it varies by --template")
    plan = planned(asked.deals, request.markets, request.assignments, reference=asked.reference)
    document = asked_document(request)
    if document:
        return _documented(request, plan, wishes, document)
    if request.output in {"", "-"}:
        return _to_stdout(request, plan, wishes)
    return _told(request, measure, _run(plan, wishes, kept=True))


def _documented(request: Request, plan: Plan, wishes: Wishes, document: str) -> int:
    """Write the ranking of a batch as HTML or PDF; its rows are not kept."""
    from leasecalc.cli.actions.documents.saved import ranking_of
    from leasecalc.cli.actions.documents.write import write_document
    from leasecalc.records import replace

    if wishes.resume:
        raise UsageError("--resume goes on with a file of rows: name it with -o rows.jsonl, then leasecalc report rows.jsonl")
    with tempfile.TemporaryDirectory(prefix="leasecalc-") as folder:
        rows = Path(folder) / "rows.jsonl"
        summary = _run(plan, replace(wishes, output=str(rows)), kept=False)
        sheet = ranking_of(str(rows), wishes.rank, title="Batch")
        write_document(sheet, words_of_request(request), document, request.output)
    return SOME_FAILED if summary.failed else OK


def _told(request: Request, measure: Goal, summary: Summary) -> int:
    """Print the summary."""
    from leasecalc.batching.page import batch_data, batch_page
    from leasecalc.records import replace

    emit(replace(request, output=""), batch_page(summary, measure, request.output), batch_data(summary, request.output))
    return SOME_FAILED if summary.failed else OK


def _book(request: Request, asked: Asked, wishes: Wishes) -> Summary:
    """Price the rows of a book."""
    from leasecalc.batching.book.plan import Template
    from leasecalc.batching.book.run import planned_book, run_book

    if len(asked.deals) != 1:
        raise UsageError("with --template one book is priced at a time")
    if wishes.engine is not None:
        raise UsageError("--engine: the chunks of a book lie on this machine's disk; leave it out")
    if request.output in {"", "-"}:
        raise UsageError("the rows of a book go to a file: name it with -o, .csv or .parquet")
    folders = [typed for typed in request.markets if not Path(typed).is_dir()]
    if folders:
        raise UsageError(f"--markets {folders[0]}: a book is of its template's market; name it by --set import.market=ZA")
    template = Template(asked.template, request.assignments, request.markets)
    plan = planned_book(asked.deals[0], template, asked.keep)
    return _watched(plan.size, "rows", lambda told: run_book(plan, wishes, told), kept=True)


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
        summary = _run(plan, replace(wishes, output=str(beside)), kept=False)
        with beside.open(encoding="utf-8", newline="") as stream:
            for line in stream:
                sys.stdout.write(line)
    if summary.failed:
        sys.stderr.write(f"leasecalc: {summary.failed:,} of {summary.cells:,} cells have no price; their rows say why\n")
    return SOME_FAILED if summary.failed else OK


def _run(plan: Plan, wishes: Wishes, *, kept: bool) -> Summary:
    return _watched(plan.size, "cells", lambda told: run(plan, wishes, told), kept=kept)


def _watched(size: int, what: str, work: Callable[[Told], Summary], *, kept: bool) -> Summary:
    """Do the work and show how far it is; where it stops midway, say what is ``kept`` beside the output."""
    progress = Progress("batch", what)
    try:
        return work(progress.told)
    except (KeyboardInterrupt, LeasecalcError):
        progress.end()
        if kept and progress.done:
            sys.stderr.write(
                f"stopped at {progress.done:,} of {size:,} {what}, which are kept; the same command with --resume goes on\n"
            )
        raise
    finally:
        progress.end()
