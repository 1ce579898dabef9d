"""What every row of a book rests on without proof: the doubtful inputs of its template that no column of the book replaces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leasecalc import api
from leasecalc.batching.book.plan import opened
from leasecalc.knobs import knob
from leasecalc.report.basis import Basis

if TYPE_CHECKING:
    from leasecalc.batching.book.plan import BookPlan


def basis_of_book(plan: BookPlan) -> tuple[Basis, tuple[str, ...]]:
    """Return the doubtful inputs of the template that stand in every row, and the columns that replace one."""
    template = opened(plan.template)
    whole = api.basis_of_deal(template.deal, template.resolved)
    columns = {column.name: knob(column.knob).path for column in plan.columns if column.knob}
    replaced = tuple(name for name, path in columns.items() if whole.mark_of(path) == "assumed")
    paths = {columns[name] for name in replaced}
    return Basis(tuple(one for one in whole.inputs if not any(_within(one.path, path) for path in paths))), replaced


def _within(marked: str, path: str) -> bool:
    """Return whether a column at ``path`` replaces all that stands at a marked path: the value itself, or what holds its number."""
    return path in {marked, f"{marked}.amount"} or marked.startswith(f"{path}.")
