"""A book from its plan to its file: chunks handed to workers through files beside the output, then one file, written in their order."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from leasecalc._version import VERSION
from leasecalc.batching.book.basis import basis_of_book
from leasecalc.batching.book.plan import BookPlan, Template, columns_of, opened
from leasecalc.batching.book.pricing import answered
from leasecalc.batching.book.reading import Chunk, chunks_of, head_of, with_arrow
from leasecalc.batching.book.summing import BookSumming
from leasecalc.batching.book.written import Append, book_file, keep_part
from leasecalc.batching.parts import Parts
from leasecalc.batching.run import data_version
from leasecalc.batching.write import format_of
from leasecalc.errors import UsageError
from leasecalc.records import replace
from leasecalc.report.render.output import writing_whole
from leasecalc.workers.local import worked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from leasecalc.batching.run import Told, Wishes
    from leasecalc.batching.summary import Summary

FORMATS = ("csv", "parquet")

#: Options of mallopt(3) by number, and how many bytes are held.
_TRIM_THRESHOLD, _TOP_PAD, _MMAP_THRESHOLD, _HELD = -1, -2, -3, 1 << 27


def planned_book(path: str, template: Template, keep: Sequence[str] = ()) -> BookPlan:
    """Return the plan of a book. Raises ``UsageError`` for what cannot be read, ``InputError`` for a template that is not valid."""
    head = head_of(path)
    return BookPlan(path=path, template=template, columns=columns_of(head.names, opened(template).resolved, keep), size=head.size)


def run_book(plan: BookPlan, wishes: Wishes, told: Told | None = None) -> Summary:
    """Price every row, write the file, and return the summary. A row without a price says why.

    Interrupted, it leaves its parts beside the output for ``resume``. Raises ``UsageError`` for an output that cannot be written.
    """
    if format_of(wishes.output) not in FORMATS:
        raise UsageError(f"a book is written as .csv or .parquet, not `{wishes.output}`")
    if wishes.rank not in {column.name for column in plan.written}:
        raise UsageError(f"--rank {wishes.rank}: a book has no column of that name")
    data = data_version(plan.template.directories)
    suffix = ".arrow" if with_arrow() else ".pickle"
    parts = Parts(Path(wishes.output), plan.fingerprint(VERSION, data, suffix), plan.chunks, suffix=suffix)
    finished = parts.begin(resume=wishes.resume)
    done = sum(min(plan.chunk_size, plan.size - chunk * plan.chunk_size) for chunk in finished)
    tell = told or (lambda _done, _of: None)
    tell(done, plan.size)
    summing = BookSumming(wishes.rank, opened(plan.template).resolved)
    with book_file(wishes.output, plan, parts, summing) as append:
        following = _appended(append, finished, 0)
        for chunk, rows in worked(partial(priced_chunk, plan, parts), _handed_out(plan, parts, finished.copy()), wishes.workers):
            finished.add(chunk)
            following = _appended(append, finished, following)
            done += rows
            tell(done, plan.size)
    parts.remove()
    template, replaced = basis_of_book(plan)
    return replace(summing.summary(), template=template, replaced=replaced)


def _appended(append: Append, finished: set[int], following: int) -> int:
    """Append the parts that are there, in their order, from ``following`` on; return the first that is not. The workers go on meanwhile."""
    while following in finished:
        append(following)
        following += 1
    return following


def _handed_out(plan: BookPlan, parts: Parts, finished: set[int]) -> Iterator[int]:
    """Yield the chunks that are not done, each with its rows in a file of its own beside the parts."""
    numeric = [column.name for column in plan.columns if column.knob]
    for number, chunk in enumerate(chunks_of(plan.path, numeric, plan.chunk_size)):
        if number not in finished:
            _given(parts, number).write_bytes(pickle.dumps(chunk, protocol=5))
            yield number


def hold_memory() -> None:
    """Ask the C library, where it is glibc, not to hand back what a block frees: the next needs it again, and each page costs a fault."""
    import ctypes
    import sys

    if sys.platform == "linux":
        mallopt = getattr(ctypes.CDLL(None), "mallopt", None)  # absent from musl
        if mallopt is not None:
            mallopt(_TRIM_THRESHOLD, _HELD)
            mallopt(_TOP_PAD, _HELD // 4)
            mallopt(_MMAP_THRESHOLD, _HELD // 4)


def _given(parts: Parts, chunk: int) -> Path:
    return parts.file(chunk).with_suffix(".rows")


def priced_chunk(plan: BookPlan, parts: Parts, number: int) -> int:
    """Price the rows that were handed out, keep the part, and return how many they are. Pure in its arguments and the files they name."""
    hold_memory()
    given = _given(parts, number)
    chunk: Chunk = pickle.loads(given.read_bytes())  # noqa: S301 - written by this run, in its own folder
    answers = answered(plan, chunk.numbers, chunk.size)
    with writing_whole(parts.file(number)) as stream:
        keep_part(stream, plan, chunk, answers, first=number * plan.chunk_size)
    given.unlink()
    return chunk.size
