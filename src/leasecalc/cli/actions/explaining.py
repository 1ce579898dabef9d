"""`explain MEASURE DEAL`: a measure, and what it counts in one deal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from leasecalc import api
from leasecalc.cli.actions.reference import page_of_measure

if TYPE_CHECKING:
    from leasecalc.engine.solving.counted import Counted

OK = 0


def explain_in(topic: str, path: str, assignments: tuple[str, ...], markets: tuple[str, ...]) -> int:
    """Print the page of a measure and the flows that it counts in the deal. Raises ``UsageError`` for what is no measure of it."""
    found = api.counted(api.load(path, assignments), api.library(markets), topic)
    lines = [page_of_measure(found.goal.measure), f"In {found.deal}\n  {found.goal.said(found.value)}"]
    lines += _rows(found)
    sys.stdout.write("\n".join(lines) + "\n")
    return OK


def _rows(found: Counted) -> list[str]:
    if not found.rows:
        return []
    widest = [
        max(len(text) for text in column)
        for column in zip(*((row.name, row.label, row.total) for row in found.rows), strict=True)
    ]
    head = f"\nCounted, {found.sign}"
    rows = [
        f"  {row.name.ljust(widest[0])}  {row.label.ljust(widest[1])}  {row.total.rjust(widest[2])}  {row.when}".rstrip()
        for row in found.rows
    ]
    left_out = [f"\nNot counted\n  {', '.join(found.left_out)}"] if found.left_out else []
    return [head, *rows, *left_out]
