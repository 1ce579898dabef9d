"""A batch from its plan to its file: chunks that are not done yet, their parts, then the one file and its summary."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from leasecalc._version import VERSION
from leasecalc.batching.columns import columns
from leasecalc.batching.parts import Parts
from leasecalc.batching.rows import rows_of
from leasecalc.batching.summary import Summary, Summing
from leasecalc.batching.write import format_of, write
from leasecalc.engine.solving.goals import IN_LEASE_CURRENCY, measure_named
from leasecalc.errors import UsageError
from leasecalc.records import record
from leasecalc.workers.local import worked

if TYPE_CHECKING:
    from leasecalc.batching.plan import Plan
    from leasecalc.workers.local import HandOut

Told = Callable[[int, int], None]
"""Called with the cells that are done and the cells that there are."""


@record(kw_only=True)
class Wishes:
    """Where the batch goes and how: ``rank`` is the measure of the summary."""

    output: str
    workers: int = 1
    resume: bool = False
    rank: str = "lease_minus_sale"
    into: str = ""
    """The currency that the summary ranks in, by the library's table; empty: each amount stays in its own."""
    engine: HandOut | None = None
    """Hands out chunks; None: processes of this machine."""


def _silent(_done: int, _of: int) -> None:
    """Tell nobody."""


def data_version(directories: tuple[str, ...]) -> str:
    """Return a hash of every market, origin and reference file that a cell could need."""
    from hashlib import sha256

    from leasecalc import api

    library, digest = api.library(directories), sha256()
    for files in (library.market_files, library.origin_files, library.reference_files):
        for code, path in sorted(files.items()):
            digest.update(code.encode() + Path(path).read_bytes())
    return digest.hexdigest()


def summing_of(plan: Plan, wishes: Wishes) -> Summing:
    """Return what sums up the rows. Raises ``UsageError`` for a currency to rank in that is none, or that a rate cannot be converted into."""
    measure = measure_named(wishes.rank, option="--rank")
    if not wishes.into:
        return Summing(wishes.rank)
    from leasecalc import api
    from leasecalc.batching.converting import OneCurrency

    if measure.unit == "money" and measure.name in IN_LEASE_CURRENCY:
        raise UsageError(f"--in: {measure.name} is in the currency of the lease; rank by a measure in the currency of the deal")
    into = OneCurrency(api.library(plan.directories), wishes.into)
    return Summing(wishes.rank, into, in_money=measure.unit == "money")


def run(plan: Plan, wishes: Wishes, told: Told | None = None) -> Summary:
    """Price every cell, write the file, and return the summary. A cell without a price is a row with its reason.

    Interrupted, it leaves its parts beside the output for ``resume``. Raises ``UsageError`` for an output that cannot be written.
    """
    format_of(wishes.output)
    summing = summing_of(plan, wishes)
    data = data_version(plan.directories)
    parts = Parts(Path(wishes.output), plan.fingerprint(VERSION, data), plan.chunks)
    finished = parts.begin(resume=wishes.resume)
    done = sum(len(list(plan.cells_of(chunk))) for chunk in finished)
    told = told or _silent
    told(done, plan.size)
    left = (chunk for chunk in range(plan.chunks) if chunk not in finished)
    for chunk, rows in (wishes.engine or worked)(partial(rows_of, plan), left, wishes.workers):
        parts.keep(chunk, rows)
        done += len(rows)
        told(done, plan.size)
    write(wishes.output, columns(plan.paths, reference=plan.reference), summing.passing(parts.rows()))
    parts.remove()
    return summing.summary()
