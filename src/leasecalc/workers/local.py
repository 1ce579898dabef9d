"""Chunks on this machine: in this process, or on forked workers. A chunk is a pure function, so a lost worker's chunk is given out again."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

from leasecalc.errors import CalculationError

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

T = TypeVar("T")

HandOut = Callable[[Callable[[int], Any], Iterable[int], int], Iterator[tuple[int, Any]]]
"""Hands out chunks: the work, the chunks, how many workers; gives each chunk with its result as they are done."""

AHEAD = 2
"""Chunks that wait for each worker."""
MOST_LOSSES = 3
"""How often a chunk may lose its worker before the batch stops."""


def worked(work: Callable[[int], T], chunks: Iterable[int], workers: int) -> Iterator[tuple[int, T]]:
    """Yield each chunk with its result, as they are done; on one worker in order, in this process.

    ``work`` must be picklable. Raises what it raises, and ``CalculationError`` for a chunk that loses its worker again and again.
    """
    if workers <= 1:
        for chunk in chunks:
            yield chunk, work(chunk)
        return
    waiting, losses = iter(chunks), dict[int, int]()
    again: list[int] = []
    while True:
        lost = yield from _with_pool(work, _first(again, waiting), workers)
        if not lost:
            return
        for chunk in lost:
            losses[chunk] = losses.get(chunk, 0) + 1
            if losses[chunk] >= MOST_LOSSES:
                raise CalculationError(
                    f"chunk {chunk + 1} lost its worker {MOST_LOSSES} times: too little memory, or it was killed"
                )
        again = lost


def _first(again: list[int], waiting: Iterator[int]) -> Iterator[int]:
    yield from again
    yield from waiting


def _with_pool(work: Callable[[int], T], chunks: Iterator[int], workers: int) -> Generator[tuple[int, T], None, list[int]]:
    """Yield results of one pool; return the chunks that were out when it broke (none: all is done)."""
    from concurrent.futures import FIRST_COMPLETED, wait
    from concurrent.futures.process import BrokenProcessPool

    out: dict[Future[T], int] = {}
    with _pool(workers) as pool:
        try:
            while _give_out(pool, work, chunks, out, workers * AHEAD):
                done, _ = wait(out, return_when=FIRST_COMPLETED)
                for future in done:
                    result = future.result()
                    yield out.pop(future), result
        except BrokenProcessPool:
            return sorted(out.values())
        except BaseException:
            for future in out:
                future.cancel()
            raise
    return []


def _give_out(
    pool: ProcessPoolExecutor, work: Callable[[int], T], chunks: Iterator[int], out: dict[Future[T], int], most: int
) -> bool:
    from concurrent.futures import BrokenExecutor, Future

    while len(out) < most:
        chunk = next(chunks, None)
        if chunk is None:
            break
        try:
            out[pool.submit(work, chunk)] = chunk
        except BrokenExecutor:
            out[Future()] = chunk  # it was taken, so it is lost with the others
            raise
    return bool(out)


def _pool(workers: int) -> ProcessPoolExecutor:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_all_start_methods, get_context

    method = "fork" if "fork" in get_all_start_methods() else "spawn"
    return ProcessPoolExecutor(max_workers=workers, mp_context=get_context(method), initializer=_leave_interrupts)


def _leave_interrupts() -> None:
    """Leave Ctrl-C to the process that hands out the chunks."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)


def processors() -> int:
    """Return how many processors this process may use."""
    import os

    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
