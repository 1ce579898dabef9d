"""`batch`: many deals, in many markets, under many values."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from leasecalc.verbs.result import Result

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pandas import DataFrame

    from leasecalc.batching.plan import Plan
    from leasecalc.batching.run import Wishes
    from leasecalc.batching.summary import Summary


class Batched(Result["Summary"]):
    """A batch: its summary, and its rows where they went to no file."""

    rows: tuple[dict[str, Any], ...] = ()

    def to_frame(self, table: str = "rows", *, floats: bool = False) -> DataFrame:
        """Return the rows as a pandas frame, or one table of the summary by its name."""
        if table != "rows":
            return super().to_frame(table, floats=floats)
        from leasecalc.verbs.frames import frame_of_rows

        return frame_of_rows(self.rows, floats=floats)


def batch(
    deals: str | Sequence[str],
    *,
    markets: Iterable[str] = (),
    settings: Mapping[str, Sequence[str]] | None = None,
    output: str = "",
    rank: str = "lease_minus_sale",
    workers: int = 1,
) -> Batched:
    """Price files, folders or patterns in ``markets`` (codes, or a folder of market files) under every combination of ``settings``.

    A cell without a price is a row with its reason. With ``output`` the rows go to that file (.csv, .jsonl, .parquet, .xlsx), without it they
    are in `Batched.rows`. Raises ``UsageError`` for what names no deal and for an output that cannot be written.
    """
    from leasecalc.batching.page import batch_data, batch_page
    from leasecalc.batching.plan import planned
    from leasecalc.batching.run import Wishes
    from leasecalc.engine.solving.goals import Goal, measure_named

    measure = Goal(measure_named(rank), 0.0)
    patterns = (deals,) if isinstance(deals, str) else tuple(deals)
    written = tuple(f"{path}={','.join(values)}" for path, values in (settings or {}).items())
    codes = tuple(markets)
    plan = planned(patterns, (",".join(codes),) if all(len(code) == 2 for code in codes) and codes else codes, written)
    summary, rows = _run(plan, Wishes(output=output, workers=workers, rank=measure.measure.name))
    found = Batched(summary, batch_page(summary, measure, output), batch_data(summary, output))
    found.rows = rows
    return found


def _run(plan: Plan, wishes: Wishes) -> tuple[Summary, tuple[dict[str, Any], ...]]:
    from leasecalc.batching.run import run
    from leasecalc.records import replace

    if wishes.output:
        return run(plan, wishes), ()
    with tempfile.TemporaryDirectory(prefix="leasecalc-") as folder:
        beside = Path(folder) / "rows.jsonl"
        summary = run(plan, replace(wishes, output=str(beside)))
        with beside.open(encoding="utf-8") as lines:
            return summary, tuple(json.loads(line) for line in lines)
