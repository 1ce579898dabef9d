"""`diff --rev`: each deal beside what it was in a revision, under the market files of that revision."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from leasecalc import api
from leasecalc.batching.plan import deal_files
from leasecalc.cli.actions.difference.revision import Revision, revision
from leasecalc.difference.compare import difference
from leasecalc.difference.several import Compared
from leasecalc.difference.sides import Side
from leasecalc.errors import InputError, LeasecalcError, UsageError
from leasecalc.records import record, replace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from leasecalc.cli.actions.difference.diff import Asked
    from leasecalc.cli.request import Request
    from leasecalc.difference.model import Difference
    from leasecalc.markets.library import Library

    Judge = Callable[[Difference], Compared]


@record
class _Then:
    """The revision, the market data of then and of today, and what is set today."""

    revision: Revision
    before: Library
    after: Library
    assignments: tuple[str, ...]


def compared_since(request: Request, asked: Asked, judge: Judge) -> tuple[Compared, ...]:
    """Return every deal of files, folders and patterns beside what it was; new, removed and refused deals are told as such."""
    if not asked.sides:
        raise UsageError("diff --rev takes deals: files, folders or patterns")
    with tempfile.TemporaryDirectory(prefix="leasecalc-") as folder:
        found = revision(asked.revision, asked.sides[0], Path(folder).resolve())
        then = _Then(found, _library_then(found, request, asked), api.library(request.markets), request.assignments)
        today = tuple(_today(asked.sides, found))
        gone = tuple(name for name in _then_only(asked.sides, found) if name not in today)
        return (*(_compared(path, then, judge) for path in today), *(Compared(name=name, status="removed") for name in gone))


def _library_then(found: Revision, request: Request, asked: Asked) -> Library:
    """Return the market files of the revision: those of each directory in the repository as they were, others as they are."""
    if asked.markets_before:
        return api.library(asked.markets_before)
    then = []
    for directory in request.markets:
        inside = Path(directory).resolve().is_relative_to(found.top)
        fetched = found.fetch_markets(directory) if inside else directory
        if fetched is not None:
            then.append(fetched)
    return api.library(then)


def _today(typed: tuple[str, ...], found: Revision) -> Iterator[str]:
    for name in typed:
        if Path(name).exists() or not found.has(name):
            yield from deal_files((name,))


def _then_only(typed: tuple[str, ...], found: Revision) -> Iterator[str]:
    """Yield the deals that were in the revision and are no longer there."""
    for name in typed:
        if Path(name).is_dir():
            paths = (found.top / inside for inside in found.names(name) if inside.endswith(".yaml"))
            yield from (os.path.relpath(path) for path in paths if not path.exists())
        elif not Path(name).exists() and found.has(name):
            yield name


def _compared(path: str, then: _Then, judge: Judge) -> Compared:
    try:
        after = Side(name=path, deal=api.load(path, then.assignments), markets=then.after)
        if not then.revision.has(path):
            same = judge(difference(after, after))
            return replace(same, name=path, status="new")
        before = _before(path, then)
        if isinstance(before, str):
            same = judge(difference(after, after))
            return replace(same, name=path, status="new", note=before)
        return _named(judge(difference(before, after)), path, then.revision)
    except LeasecalcError as error:
        shown = then.revision.placed(error) if isinstance(error, InputError) else error
        return Compared(name=path, status="refused", error=shown)


def _before(path: str, then: _Then) -> Side | str:
    """Return the deal of the revision, or why it has no price by this engine."""
    try:
        side = Side(name=f"{then.revision.name}:{path}", deal=api.load(then.revision.fetch(path)), markets=then.before)
        api.price(side.deal, side.markets)
    except LeasecalcError as error:
        shown = then.revision.placed(error) if isinstance(error, InputError) else error
        first = str(shown).splitlines()[0] if str(shown) else type(error).__name__
        return f"has no price as of {then.revision.name}: {first}"
    return side


def _named(one: Compared, path: str, revision: Revision) -> Compared:
    """Return a comparison whose places name the revision."""
    found = one.difference
    if found is None:
        return one
    if one.status == "unchanged":  # a branch does not answer for deals that it leaves as they are
        return replace(one, name=path, failed=(), warned=())
    inputs = tuple(replace(changed, place=revision.shown(changed.place)) for changed in found.inputs)
    return replace(one, name=path, difference=replace(found, inputs=inputs))
