"""Chunks on a Dask cluster: pure functions, so a lost worker's chunks are reckoned again by another."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

from leasecalc.errors import UsageError

if TYPE_CHECKING:
    from leasecalc.workers.local import HandOut

T = TypeVar("T")

AHEAD = 2
"""Chunks that wait for each thread of the cluster."""


def on_cluster(address: str) -> HandOut:
    """Return what hands out chunks at a scheduler `HOST:PORT`. Raises ``UsageError`` where the library or the scheduler is not there."""
    try:
        from distributed import Client
    except ImportError as fault:
        raise UsageError("--engine dask:// needs the extra `leasecalc[dask]` (the library distributed)") from fault
    try:
        client = Client(f"tcp://{address}", timeout="10s", set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, TimeoutError, ValueError) as fault:
        raise UsageError(f"--engine dask://{address}: no scheduler answers there ({fault})") from fault

    def hand_out(work: Callable[[int], T], chunks: Iterable[int], workers: int) -> Iterator[tuple[int, T]]:
        with client:
            yield from _worked(client, work, chunks, workers)

    return hand_out


def _worked(client: Any, work: Callable[[int], T], chunks: Iterable[int], _workers: int) -> Iterator[tuple[int, T]]:
    from distributed import as_completed

    waiting = iter(chunks)
    ahead = max(2, AHEAD * sum(client.nthreads().values()))
    numbers: dict[str, int] = {}
    task = client.scatter(pickle.dumps(work), broadcast=True)

    def given_out() -> Any:
        chunk = next(waiting, None)
        if chunk is None:
            return None
        future = client.submit(_call, task, chunk, pure=False, retries=3)
        numbers[future.key] = chunk
        return future

    first = [future for _ in range(ahead) if (future := given_out()) is not None]
    pool: Any = as_completed(first, loop=client.loop, with_results=True)  # type: ignore[no-untyped-call]
    for future, result in pool:
        yield numbers.pop(future.key), result
        future.release()
        following = given_out()
        if following is not None:
            pool.add(following)


def _call(packed: bytes, chunk: int) -> Any:
    return _unpacked(packed)(chunk)


@lru_cache(maxsize=4)
def _unpacked(packed: bytes) -> Callable[[int], Any]:
    """Return the work; a worker unpacks it once. It comes from the user's own client over his own cluster."""
    work: Callable[[int], Any] = pickle.loads(packed)  # noqa: S301
    return work
